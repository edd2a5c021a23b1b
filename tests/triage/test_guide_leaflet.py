"""The leaflet: a page and a PDF with everything, for whoever may read that version and nobody else."""

import io
import re

import pytest
from django.urls import reverse
from pypdf import PdfReader

from documents import tasks
from documents.made import CannotRender
from documents.models import Pdf
from tests.factories import make_organisation, make_person
from tests.triage.guides import begin, contents, default_guide, make_guide, publish
from tests.ui.html import Html

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def reader(client, room):
    client.force_login(room.advisor)
    return client


def at(guide, name="triage_guide_pdf"):
    return reverse(name, args=[guide.pk])


def made(guide):
    pdf = Pdf.objects.get(kind="triage.guide", subject_key=guide.pk)
    tasks.make(pdf.pk)
    return Pdf.objects.get(pk=pdf.pk)


def words(text):
    """Return the text without what a line's end does to it."""
    return re.sub(r"\s+", "", text)


def everything(whole):
    """Yield every text that a guide holds; a band's label says its scores."""
    yield from (*whole["steps"], *whole["not_meaning"], whole["source"])
    for part in ("likelihoods", "severities", "domains", "descriptors", "factors", "bands"):
        for row in whole[part]:
            for name, value in row.items():
                if name not in ("key", "domain", "colour", "lowest", "highest"):
                    yield from map(str, value if isinstance(value, list) else [value])


def test_the_pdf_is_made_when_asked_for_and_holds_everything(reader, room):
    page = reader.get(reverse("triage_guide")).content.decode()
    assert "Make a PDF to print or hand on" in page
    guide = default_guide()
    assert reader.get(at(guide))["Location"] == f"{reverse('triage_guide')}?version={guide.pk}"
    page = reader.post(at(guide), follow=True).content.decode()
    assert f'hx-get="{at(guide, "triage_guide_pdf_status")}"' in page
    pdf = made(guide)
    assert (pdf.state, pdf.case) == (Pdf.State.READY, None)
    assert "The leaflet</strong> is ready" in reader.get(reverse("triage_guide")).content.decode()
    answer = reader.get(at(guide))
    document = PdfReader(io.BytesIO(b"".join(answer)))
    assert answer["Content-Type"] == "application/pdf"
    said = words("".join(page.extract_text() for page in document.pages))
    lacking = [text for text in everything(contents()) if words(text) not in said]
    assert lacking == []
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert document.trailer["/Root"]["/Lang"] == "en-GB"
    assert all(font["/BaseFont"].endswith(("Lotus-Letter", "Lotus-Letter-Bold")) for font in fonts(document))


def fonts(document):
    return [font.get_object() for page in document.pages for font in page["/Resources"]["/Font"].values()]


def test_it_is_one_pdf_however_often_it_is_asked_for(reader, room):
    for _click in range(2):
        reader.post(at(default_guide()))
    assert Pdf.objects.filter(kind="triage.guide").count() == 1


def test_one_that_could_not_be_made_says_why_and_is_tried_again(reader, monkeypatch):
    def fails(_html):
        raise CannotRender("It is too long.")

    reader.post(at(default_guide()))
    with monkeypatch.context() as patch:
        patch.setattr(tasks, "to_pdf", fails)
        assert made(default_guide()).state == Pdf.State.FAILED
    page = reader.get(reverse("triage_guide")).content.decode()
    assert "It is too long." in page
    assert f'action="{at(default_guide())}"' in page
    reader.post(at(default_guide()))
    assert made(default_guide()).state == Pdf.State.READY


def test_a_page_that_waits_gets_only_a_piece(reader):
    guide = default_guide()
    status = at(guide, "triage_guide_pdf_status")
    assert reader.get(status).status_code == 302
    reader.post(at(guide))
    piece = reader.get(status, headers={"HX-Request": "true"}).content.decode()
    assert "is being made" in piece
    assert "<html" not in piece
    assert reader.get(status).status_code == 302


def test_another_organisations_guide_is_not_there(client, room):
    theirs = make_guide(make_organisation())
    for person in (room.advisor, make_person()):
        client.force_login(person)
        assert client.get(at(theirs)).status_code == 404
        assert client.post(at(theirs)).status_code == 404
        assert client.get(at(theirs, "triage_guide_pdf_status")).status_code == 404
        assert client.get(reverse("triage_guide"), {"version": theirs.pk}).status_code == 404
    assert not Pdf.objects.filter(kind="triage.guide").exists()


@pytest.mark.parametrize("version", ["0", "x", "-1", "9" * 40])
def test_a_version_that_is_none_is_not_there(reader, version):
    assert reader.get(reverse("triage_guide"), {"version": version}).status_code == 404


def test_a_draft_is_no_leaflet_to_those_who_only_read(reader, room):
    draft = begin(room, make_person("administrator", organisation=room.organisation))
    assert reader.get(at(draft)).status_code == 404
    assert reader.get(reverse("triage_guide"), {"version": draft.pk}).status_code == 404


def test_an_earlier_version_stays_to_be_read_and_says_that_another_counts(reader, room):
    administrator = make_person("administrator", organisation=room.organisation)
    old = begin(room, administrator)
    publish(old, administrator)
    publish(begin(room, administrator), administrator)
    page = Html(reader.get(reverse("triage_guide"), {"version": old.pk}).content.decode())
    assert "another one is in force today" in page.text("main")
    page = Html(reader.get(reverse("triage_guide")).content.decode())
    assert "another one is in force today" not in page.text("main")


def test_only_those_who_edit_are_led_to_the_versions(client, room):
    administrator = make_person("administrator", organisation=room.organisation)
    for person, led in ((room.advisor, False), (room.manager, False), (administrator, True)):
        client.force_login(person)
        assert (reverse("guide_versions") in client.get(reverse("triage_guide")).content.decode()) == led


def test_the_contents_lead_to_parts_of_the_page(reader):
    page = Html(reader.get(reverse("triage_guide")).content.decode())
    links = [link.get("href") for link in page.all(".app-guide__contents a")]
    assert len(links) == 11
    for link in links:
        page.one(f"[id='{link.removeprefix('#')}']")
