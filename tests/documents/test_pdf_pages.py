"""A PDF's pages: how far it is and why it takes long, opening it, asking again."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from cases.actions.access import seal
from documents import tasks, waiting
from documents.actions import want_pdf
from documents.models import Pdf
from documents.work import work_for
from tests.factories import make_case
from ui.tasks import HEARTBEAT_KEY, heartbeat

pytestmark = pytest.mark.django_db


@pytest.fixture
def pdf(case, kind, people, media):
    return want_pdf(kind=kind.registered, subject=case, case=case, by=people.manager)


@pytest.fixture
def ask(client, people):
    """Ask for a page as somebody; what was streamed is closed as a server does."""
    answers = []

    def get(who: str, name: str, pdf: Pdf, **kwargs):
        client.force_login(getattr(people, who))
        answers.append(client.get(reverse(name, args=[pdf.case.reference, pdf.pk]), **kwargs))
        return answers[-1]

    yield get
    for answer in answers:
        answer.close()


def asked_long_ago(pdf: Pdf, **age: float) -> Pdf:
    then = timezone.now() - dt.timedelta(**age)
    Pdf.objects.filter(pk=pdf.pk).update(wanted_at=then, not_before=then)
    pdf.refresh_from_db()
    return pdf


def test_a_ready_pdf_is_handed_over_and_recorded(ask, pdf, people, case):
    tasks.make(pdf.pk)
    response = ask("officer", "pdf", pdf)
    assert b"".join(response.streaming_content).startswith(b"%PDF-1.7")
    assert response["Content-Type"] == "application/pdf"
    assert f'filename="Report {case.reference}.pdf"' in response["Content-Disposition"]
    event = Event.objects.get(kind="pdf.opened")
    assert (event.actor_key, event.case_key, event.detail) == (people.officer.pk, case.pk, {"kind": "test"})


def test_one_that_is_not_ready_shows_how_far_it_is(ask, pdf):
    response = ask("manager", "pdf", pdf, follow=True)
    assert response.redirect_chain[-1][0] == reverse("pdf_status", args=[pdf.case.reference, pdf.pk])
    page = response.content.decode()
    assert "is being made" in page
    assert "You can leave this page" in page
    assert "Check again" in page
    assert not Event.objects.filter(kind="pdf.opened").exists()


def test_a_page_that_waits_gets_only_a_piece(ask, pdf):
    piece = ask("manager", "pdf_status", pdf, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in piece
    assert f'hx-get="{reverse("pdf_status", args=[pdf.case.reference, pdf.pk])}"' in piece
    tasks.make(pdf.pk)
    piece = ask("manager", "pdf_status", pdf, headers={"HX-Request": "true"}).content.decode()
    assert "is ready" in piece
    assert "hx-get" not in piece


def test_a_page_that_waits_does_not_fetch_the_whole_text_again_and_again(ask, pdf, people):
    """It may be three million characters long, and such a page asks every few seconds."""
    with CaptureQueriesContext(connection) as asked:
        ask("manager", "pdf_status", pdf, headers={"HX-Request": "true"})
        Pdf.objects.filter(pk=pdf.pk).update(state=Pdf.State.FAILED, error="It was too long.")
        assert len(work_for(people.manager)) == 1
        assert Pdf.objects.of(pdf.kind, pdf.case).get() == pdf
    assert [each["sql"] for each in asked if '"documents_pdf"."html"' in each["sql"]] == []


def test_polling_is_not_looking(ask, pdf):
    before = Event.objects.count()
    for _each in range(3):
        ask("manager", "pdf_status", pdf, headers={"HX-Request": "true"})
    assert Event.objects.count() == before


def test_one_that_failed_says_why_and_can_be_tried_again(ask, client, pdf, people):
    Pdf.objects.filter(pk=pdf.pk).update(state="failed", error="The text is too long for one <PDF>.")
    page = ask("manager", "pdf_status", pdf).content.decode()
    assert "too long for one &lt;PDF&gt;." in page
    again = reverse("pdf_again", args=[pdf.case.reference, pdf.pk])
    assert again in page
    assert client.get(again).status_code == 405
    assert client.post(again).url == reverse("pdf_status", args=[pdf.case.reference, pdf.pk])
    pdf.refresh_from_db()
    assert pdf.state == "waiting"


@pytest.mark.parametrize("who", ["stranger", "administrator", "assurance", "advisor"])
def test_who_may_not_see_the_case_learns_nothing(ask, client, pdf, who):
    tasks.make(pdf.pk)
    assert ask(who, "pdf", pdf).status_code == 404
    assert ask(who, "pdf_status", pdf).status_code == 404
    again = client.post(reverse("pdf_again", args=[pdf.case.reference, pdf.pk]))
    assert again.status_code == 404


def test_a_pdf_of_a_closed_topic_is_not_there(ask, pdf, people):
    tasks.make(pdf.pk)
    seal(case=pdf.case, topic="general", person=people.officer, by=people.manager)
    assert ask("officer", "pdf", pdf).status_code == 404
    assert ask("manager", "pdf", pdf).status_code == 200


def test_a_kind_may_narrow_who_opens_it(ask, pdf, kind):
    tasks.make(pdf.pk)
    kind.told.open_to_all = False
    assert ask("manager", "pdf", pdf).status_code == 404
    assert ask("manager", "pdf_status", pdf).status_code == 404


def test_a_pdf_is_not_reached_through_another_case(client, pdf, people):
    other = make_case(by=people.manager)
    client.force_login(people.manager)
    assert client.get(reverse("pdf", args=[other.reference, pdf.pk])).status_code == 404


# Why it takes long


@pytest.fixture
def worker_answers():
    heartbeat()
    yield
    cache.delete(HEARTBEAT_KEY)


def test_at_first_nothing_is_said(pdf):
    assert waiting.why_waiting(pdf) == ""


def test_a_worker_that_is_away_is_named(pdf):
    cache.delete(HEARTBEAT_KEY)
    sentence = waiting.why_waiting(asked_long_ago(pdf, seconds=21))
    assert "The program that makes PDFs is not answering" in sentence
    assert "Nothing is lost" in sentence


def test_a_queue_that_is_away_is_named(pdf, monkeypatch):
    monkeypatch.setattr(waiting.cache, "get", lambda *_key: None)
    assert "The queue that hands out work cannot be reached" in waiting.why_waiting(
        asked_long_ago(pdf, seconds=21)
    )


def test_a_long_queue_is_counted(pdf, worker_answers, kind, case, people):
    for words in ("One.", "Two."):
        kind.told.words = words
        asked_long_ago(want_pdf(kind=kind.registered, subject=case, case=case, by=people.manager), minutes=5)
    assert "2 others before it" in waiting.why_waiting(asked_long_ago(pdf, minutes=1))


def test_else_it_only_takes_longer(pdf, worker_answers):
    assert waiting.why_waiting(asked_long_ago(pdf, minutes=1)).startswith("It takes longer than usual")


def test_one_asked_for_again_has_only_just_been_asked_for(pdf):
    asked_long_ago(pdf, days=1)
    pdf.not_before = timezone.now()
    assert waiting.why_waiting(pdf) == ""
