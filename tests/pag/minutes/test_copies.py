"""PDFs of minutes: what each reader's holds, what closes, and what is filed with a case."""

import uuid

import pypdf
import pytest
from django.urls import reverse

from audit.models import Event
from cases import search
from documents.models import Document, Pdf
from documents.tasks import make
from pag import actions as pag
from pag.minutes import actions
from pag.minutes.extracts import EXTRACT
from tests.pag.minutes.wording import section_of, versions
from tests.pag.pages import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def words(pdf: Pdf) -> str:
    pdf.refresh_from_db()
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(pdf.file.content.path).pages)


def test_each_reader_has_a_copy_of_what_is_open_to_them_until_it_closes(
    approved, item, second, as_, chair, member
):
    url = reverse("minutes_pdf", args=[approved.meeting_id])
    client = as_(member)
    assert client.get(url).status_code == 302
    client.post(url)
    full, theirs = Pdf.objects.filter(kind="pag.minutes").order_by("pk")
    for pdf in (full, theirs):
        make(pdf.pk)
    assert "Quinces against it." in words(full) and "Memberson" in words(full)
    said = words(theirs)
    assert "Plums decided." in said and "You stand aside from this." in said
    assert "Minutes approved on" in said and "Page 1 of" in said
    for never in ("Quinces", "Zimmermann", second.case.reference, "stood aside from item 2"):
        assert never not in said
    answer = client.get(url)
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    opened = Event.objects.filter(kind="minutes.opened", actor_key=member.pk)
    assert set(opened.values_list("case_key", flat=True)) == {None, item.case_id}
    # The chair's is the full one; it is theirs no more once an item closes to them.
    assert b"".join(as_(chair).get(url).streaming_content).startswith(b"%PDF-")
    pag.declare_connection(case=item.case, statement="It came up.", by=chair)
    assert as_(chair).get(url).status_code == 302
    page = text_of(as_(chair).get(reverse("minutes", args=[approved.meeting_id])))
    assert "Plums" not in page and "Okafor" not in page and "Quinces decided." in page
    # Nobody comes by a copy through a case.
    assert as_(chair).get(reverse("pdf", args=[second.case.reference, full.pk])).status_code == 404


def test_each_case_gets_its_extract_and_a_new_one_with_a_correction(approved, item, second, manager, chair):
    made = Pdf.objects.get(kind=EXTRACT.key, case=item.case)
    make(made.pk)
    make(made.pk)
    document = Document.objects.get(case=item.case)
    assert (document.topic, document.file_id) == ("general", Pdf.objects.get(pk=made.pk).file_id)
    assert document.title.startswith("Minutes of") and document.title.endswith(", extract")
    said = words(made)
    assert "Plums considered." in said and "Plums picked" in said and "There was none, and the group" in said
    others = ("Zimmermann", "Quinces", second.case.reference)
    assert "Plums why, said [a member of the group]." in said and "Plums picked the chair" in said
    for never in (*others, "Chairperson", "Deputy", "Memberson", "stood aside", "against it"):
        assert never not in said
    assert item.case_id in search.cases_found(manager, "plums considered")
    section = section_of(approved, item)
    given = {"section": section, "wrong": "Plums.", "right": "Damsons.", "submission_key": uuid.uuid4()}
    actions.correct(by=manager, **given)
    given |= {"right": "Greengages.", "submission_key": uuid.uuid4()}
    actions.correct(by=chair, **given)
    again = Pdf.objects.filter(kind=EXTRACT.key, case=item.case).order_by("pk").last()
    assert "Damsons." in again.html and "Plums considered." in again.html and "corrected on" in again.title
    assert "by the chair</p>" in again.html and "by somebody who runs" in again.html
    assert "Chairperson" not in again.html and manager.name not in again.html


def test_the_extract_is_the_same_whether_or_not_somebody_stood_aside(minutes, item, member, deputy, chair):
    """Nor does the timeline of the case, which the practitioner may come to read, name who approved it."""
    pag.declare_connection(case=item.case, statement="Friends.", by=chair)
    actions.approve(minutes=minutes, versions=versions(minutes, chair), by=chair)
    actions.approve(minutes=minutes, versions=versions(minutes, deputy), by=deputy)
    html = Pdf.objects.get(kind=EXTRACT.key, case=item.case).html
    for never in ("Chairperson", "Deputy", "Memberson", "aside", "deputy"):
        assert never not in html
    told = Event.objects.filter(case_key=item.case_id, kind__startswith="minutes.").exclude(
        kind="minutes.edited"
    )
    assert set(told.values_list("actor_key", flat=True)) == {None}
