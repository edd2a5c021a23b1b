"""The documents tab: what is on file, adding many, opening one and changing one."""

import io
import tracemalloc
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import Event
from cases.actions.access import restrict, seal
from cases.models import Case
from documents.actions import move_to_right_case
from documents.models import Document
from tests.documents.keeping import PDF, file, give_access, kept
from tests.factories import make_case, make_person
from ui.dates import today

pytestmark = pytest.mark.django_db
JSON = {"HTTP_ACCEPT": "application/json"}


def bytes_of(response) -> bytes:
    return b"".join(response.streaming_content)


def form(*files, topic="general"):
    return {"file": list(files), "topic": topic, "submission_key": str(uuid.uuid4())}


# The list


def test_the_list_says_what_is_on_file(get, case, people, media):
    kept(case, people.manager)
    page = get("manager", "documents", case.reference).content.decode()
    assert "Statement" in page
    assert "Document 1" in page
    assert "PDF, 15\xa0bytes, not checked for viruses" in page
    assert people.manager.name in page
    assert "no scanner is set up" in page


def test_an_empty_list_says_so(get, case):
    assert "No documents here yet." in get("manager", "documents", case.reference).content.decode()


def test_a_title_is_shown_as_text(get, case, people, media):
    kept(case, people.manager, name="<b>x<b>.pdf")
    page = get("manager", "documents", case.reference).content.decode()
    assert "&lt;b&gt;x&lt;b&gt;" in page


def test_a_closed_topic_is_not_there_at_all(get, case, people, media):
    kept(case, people.manager, name="Occupational.pdf", topic="support")
    assert b"Occupational" in get("manager", "documents", case.reference).content
    assert get("manager", "document", case.reference, 1).status_code == 200
    give_access(case, people)
    page = get("advisor", "documents", case.reference)
    assert page.status_code == 200
    assert b"Occupational" not in page.content
    assert b"topic=support" not in page.content
    assert b'value="support"' not in page.content
    assert get("advisor", "document", case.reference, 1).status_code == 404
    assert get("advisor", "document_edit", case.reference, 1).status_code == 404


def test_a_sealed_topic_is_not_there_either(get, case, people, media):
    kept(case, people.manager)
    seal(case=case, topic="general", person=people.officer, by=people.manager)
    assert b"Statement" not in get("officer", "documents", case.reference).content
    assert get("officer", "document", case.reference, 1).status_code == 404


def test_topics_can_be_looked_at_one_by_one(get, case, people, media):
    kept(case, people.manager, name="Rota.pdf")
    kept(case, people.manager, name="Report.pdf", topic="health")
    page = get("manager", "documents", case.reference, query_params={"topic": "health"}).content
    assert b"Report" in page
    assert b"Rota.pdf" not in page


@pytest.mark.parametrize("who", ["stranger", "administrator", "assurance", "advisor"])
def test_who_may_not_see_the_case_learns_nothing(get, post, case, people, media, who):
    kept(case, people.manager)
    for name, *args in (("documents",), ("document", 1), ("document_edit", 1), ("document_move", 1)):
        assert get(who, name, case.reference, *args).status_code == 404
    assert post(who, "document_add", case.reference, data=form(file("a.pdf"))).status_code == 404


def test_a_restricted_case_is_closed_to_its_organisation_too(get, case, people, media):
    kept(case, people.manager)
    restrict(case=case, people=[], by=people.officer)
    people.colleague = make_person("case_manager", organisation=people.organisation)
    assert get("colleague", "document", case.reference, 1).status_code == 404
    assert get("manager", "document", case.reference, 1).status_code == 200


def test_who_may_only_read_sees_no_upload(get, post, case, people, media):
    people.lessons = make_person("lessons_lead", organisation=people.organisation)
    Case.objects.filter(pk=case.pk).update(first_with_group_on=today())
    kept(case, people.manager)
    page = get("lessons", "documents", case.reference)
    assert page.status_code == 200
    assert b"data-upload-many" not in page.content
    assert b"/edit/" not in page.content
    assert post("lessons", "document_add", case.reference, data=form(file("a.pdf"))).status_code == 403


def test_the_page_costs_the_same_whatever_is_on_file(get, case, people, media):
    kept(case, people.manager)
    get("manager", "documents", case.reference)
    with CaptureQueriesContext(connection) as one:
        get("manager", "documents", case.reference)
    for number in range(10):
        kept(case, people.officer, name=f"{number}.pdf")
    with CaptureQueriesContext(connection) as many:
        get("manager", "documents", case.reference)
    assert len(many) == len(one)


# Adding


def test_one_form_may_bring_several_files(post, case, media):
    response = post(
        "manager", "document_add", case.reference, data=form(file("A.pdf"), file("B.pdf")), follow=True
    )
    assert "2 documents added." in response.content.decode()
    assert list(Document.objects.values_list("title", flat=True)) == ["A", "B"]
    assert "The same file as document 1<" in response.content.decode()


def test_a_refused_file_is_named_and_the_others_are_kept(post, case, media):
    sent = form(file("Good.pdf"), file("Odd.pdf", b"odd"), file("Empty.pdf", b""))
    response = post("manager", "document_add", case.reference, data=sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert "1 document added." in page
    assert "“Odd.pdf” is not what its name says" in page
    assert "“Empty.pdf” is empty" in page
    assert 'href="#id_file"' in page
    assert list(Document.objects.values_list("title", flat=True)) == ["Good"]


def test_no_file_chosen_is_said(post, case, media):
    response = post("manager", "document_add", case.reference, data=form())
    assert response.status_code == 422
    assert "Choose a file for “Documents”" in response.content.decode()


def test_a_topic_that_is_not_offered_is_refused(post, case, people, media):
    give_access(case, people)
    response = post("advisor", "document_add", case.reference, data=form(file("a.pdf"), topic="support"))
    assert response.status_code == 422
    assert not Document.objects.exists()


def test_without_javascript_a_smaller_limit_holds_and_is_stated(post, get, case, settings, media):
    settings.UPLOAD_LIMIT_MB_WITHOUT_JAVASCRIPT, settings.UPLOAD_LIMIT_MB = 1, 2
    large = PDF.ljust(1024 * 1024 + 1, b"x")
    page = post("manager", "document_add", case.reference, data=form(file("L.pdf", large))).content.decode()
    assert "“L.pdf” is larger than 1 MB" in page
    assert "up to 2 MB, or 1 MB where JavaScript is switched off" in page
    answer = post("manager", "document_add", case.reference, data=form(file("L.pdf", large)), **JSON)
    assert answer.status_code == 200


def test_with_javascript_each_file_is_a_request_of_its_own(post, case, media):
    sent = form(file("A.pdf"))
    answer = post("manager", "document_add", case.reference, data=sent, **JSON)
    assert answer.json() == {"name": "A", "words": "number 1, A"}
    sent["file"] = [file("B.pdf")]
    assert post("manager", "document_add", case.reference, data=sent, **JSON).status_code == 200
    assert Document.objects.count() == 2


def test_with_javascript_a_refused_file_is_answered_in_words(post, case, media):
    answer = post("manager", "document_add", case.reference, data=form(file("Odd.pdf", b"odd")), **JSON)
    assert answer.status_code == 422
    assert answer.json()["error"].startswith("“Odd.pdf” is not what its name says")


@pytest.mark.parametrize(
    ("left_out", "says"),
    [("submission_key", "out of date"), ("file", "Choose a file"), ("topic", "topic")],
)
def test_with_javascript_an_unclear_form_is_answered_in_words(post, case, media, left_out, says):
    sent = form(file("A.pdf"))
    del sent[left_out]
    answer = post("manager", "document_add", case.reference, data=sent, **JSON)
    assert answer.status_code == 422
    assert says in answer.json()["error"]


def test_a_large_upload_is_never_in_memory_whole(post, case, media, monkeypatch):
    """What passes the handlers' threshold lies on disk; hashing and sniffing read pieces of it."""
    content = io.BytesIO(PDF.ljust(24 * 1024 * 1024, b"x"))
    content.name = "Large.pdf"
    sent = form() | {"file": [file("Large.pdf", content.getvalue())]}
    client_part = 24 * 1024 * 1024
    tracemalloc.start()
    try:
        answer = post("manager", "document_add", case.reference, data=sent, **JSON)
        assert answer.status_code == 200
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # The test's own client holds the whole body several times; the product adds less than a quarter of it.
    assert most < client_part * 4.25


# Opening


def test_opening_hands_over_the_bytes_and_is_recorded(get, case, people, media):
    document = kept(case, people.manager)
    response = get("officer", "document", case.reference, 1)
    assert bytes_of(response) == PDF
    assert response["Content-Disposition"] == 'inline; filename="Statement.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    event = Event.objects.get(kind="document.opened")
    assert (event.actor_key, event.case_key, event.subject_key) == (people.officer.pk, case.pk, document.pk)


def test_it_can_be_saved_instead(get, case, people, media):
    kept(case, people.manager)
    response = get("manager", "document", case.reference, 1, query_params={"download": "1"})
    assert response["Content-Disposition"].startswith("attachment")
    assert bytes_of(response) == PDF


def test_a_document_that_moved_away_is_not_here(get, case, people, media):
    right = make_case(by=people.manager)
    document = kept(case, people.manager)
    move_to_right_case(document=document, to=right, reason="x", by=people.manager)
    assert get("manager", "document", case.reference, 1).status_code == 404
    assert bytes_of(get("manager", "document", right.reference, 1)) == PDF


# Changing


def test_title_and_topic_can_be_changed(get, post, case, people, media):
    kept(case, people.manager)
    assert 'value="Statement"' in get("manager", "document_edit", case.reference, 1).content.decode()
    answers = {"title": "Statement of 3 March", "topic": "support", "version": 1}
    response = post("manager", "document_edit", case.reference, 1, data=answers)
    assert response.url == reverse("documents", args=[case.reference])
    document = Document.objects.get()
    assert (document.title, document.topic) == ("Statement of 3 March", "support")


def test_of_two_who_change_it_the_second_sees_the_first(post, case, people, media):
    kept(case, people.manager)
    answers = {"title": "Theirs", "topic": "general", "version": 1}
    post("officer", "document_edit", case.reference, 1, data=answers)
    response = post("manager", "document_edit", case.reference, 1, data=answers | {"title": "Mine"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Theirs" in page
    assert 'value="Mine"' in page
    response = post(
        "manager", "document_edit", case.reference, 1, data=answers | {"title": "Mine", "version": 2}
    )
    assert Document.objects.get().title == "Mine"
