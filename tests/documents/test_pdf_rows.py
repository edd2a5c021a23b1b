"""A PDF that is wanted is made once, or it is said in words why not; whatever stops on the way."""

import datetime as dt
import threading

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from audit.models import Event
from cases.models import Case
from documents import tasks
from documents.actions import ask_again, want_pdf
from documents.made import CannotRender
from documents.models import Pdf
from documents.work import work_for
from tests.factories import make_case, make_organisation, make_person

State = Pdf.State
pytestmark = pytest.mark.django_db


@pytest.fixture
def pdf(case, kind, people, media):
    return want_pdf(kind=kind.registered, subject=case, case=case, by=people.manager)


def made(pdf: Pdf) -> Pdf:
    tasks.make(pdf.pk)
    pdf.refresh_from_db()
    return pdf


def claim(pdf: Pdf) -> Pdf | None:
    return Pdf.objects.claim(pdf.pk, at=timezone.now(), lease=tasks.LEASE)


def lease_over(pdf: Pdf) -> None:
    Pdf.objects.filter(pk=pdf.pk).update(lease_until=timezone.now() - dt.timedelta(seconds=1))


def time_passes(pdf: Pdf) -> None:
    long_ago = timezone.now() - dt.timedelta(hours=1)
    Pdf.objects.filter(pk=pdf.pk).update(wanted_at=long_ago, not_before=long_ago)


@pytest.fixture
def asked(monkeypatch):
    """What was put in the queue."""
    keys: list[int] = []
    monkeypatch.setattr(tasks.make, "apply_async", lambda arguments, **_options: keys.append(*arguments))
    return keys


def swept(asked: list[int]) -> list[int]:
    """Sweep, and do what the worker would."""
    asked.clear()
    tasks.sweep()
    for pk in asked:
        tasks.make(pk)
    return list(asked)


def test_a_wanted_pdf_is_made(pdf, kind, case):
    assert pdf.state == State.WAITING
    assert made(pdf).state == State.READY
    assert pdf.pages == 1
    assert pdf.file.name == f"Report {case.reference}.pdf"
    with pdf.file.content.open("rb") as content:
        assert content.read(5) == b"%PDF-"
    assert kind.told.ready == [pdf.pk]
    assert Event.objects.filter(kind="pdf.ready", case_key=case.pk, subject_key=pdf.pk).count() == 1


def test_it_is_made_once_however_often_it_is_asked_for(pdf, kind):
    made(pdf)
    first = pdf.file_id
    assert made(pdf).file_id == first
    assert pdf.attempts == 1
    assert kind.told.ready == [pdf.pk]


def test_the_same_words_are_one_pdf_and_other_words_another(pdf, kind, case, people):
    again = want_pdf(kind=kind.registered, subject=case, case=case, by=people.officer)
    assert again == pdf
    kind.told.words = "Something else."
    assert want_pdf(kind=kind.registered, subject=case, case=case, by=people.manager) != pdf


def test_what_was_asked_for_is_what_is_made(pdf, kind):
    kind.told.words = "Words that came later."
    made(pdf)
    assert "A concern has been raised." in pdf.html
    assert "later" not in pdf.html


def test_asking_for_one_that_is_ready_tells_who_waits_again(pdf, kind, case, people):
    made(pdf)
    want_pdf(kind=kind.registered, subject=case, case=case, by=people.manager)
    assert kind.told.ready == [pdf.pk, pdf.pk]


def test_asking_for_one_that_could_not_be_made_tries_again(pdf, kind, case, people):
    Pdf.objects.filter(pk=pdf.pk).update(state=State.FAILED, error="Out of paper.", attempts=4)
    again = want_pdf(kind=kind.registered, subject=case, case=case, by=people.manager)
    assert (again.state, again.error, again.attempts) == (State.WAITING, "", 0)
    assert made(pdf).state == State.READY


def test_of_two_claims_one_wins(pdf):
    assert claim(pdf) is not None
    assert claim(pdf) is None


def test_every_claim_has_a_token_of_its_own(pdf):
    first = claim(pdf).token
    lease_over(pdf)
    assert claim(pdf).token != first


def test_a_worker_that_lost_its_lease_stores_nothing(pdf, monkeypatch, kind):
    real = tasks.to_pdf

    def slow(html: str):
        lease_over(pdf)
        assert claim(pdf) is not None, "another worker takes over"
        return real(html)

    monkeypatch.setattr(tasks, "to_pdf", slow)
    assert made(pdf).state == State.MAKING
    assert pdf.file is None
    assert kind.told.ready == []


@pytest.mark.parametrize("reason", [CannotRender("Too long."), SoftTimeLimitExceeded(), OSError()])
def test_a_worker_that_lost_its_lease_says_nothing_either(pdf, monkeypatch, reason):
    def slow(_html: str):
        lease_over(pdf)
        claim(pdf)
        raise reason

    monkeypatch.setattr(tasks, "to_pdf", slow)
    assert made(pdf).state == State.MAKING
    assert pdf.error == ""
    assert not Event.objects.filter(kind="pdf.failed").exists()


def test_what_the_queue_lost_is_found_again(pdf, asked):
    assert swept(asked) == [], "it has only just been asked for"
    time_passes(pdf)
    assert swept(asked) == [pdf.pk]
    pdf.refresh_from_db()
    assert pdf.state == State.READY
    assert swept(asked) == []


def test_what_a_dead_worker_left_is_made_by_another(pdf, asked):
    claim(pdf)
    time_passes(pdf)
    assert swept(asked) == [], "it may still be at work"
    lease_over(pdf)
    assert swept(asked) == [pdf.pk]
    pdf.refresh_from_db()
    assert pdf.state == State.READY
    assert pdf.attempts == 2


def test_a_page_that_kills_every_worker_is_given_up_in_words(pdf, asked):
    for _each in range(tasks.TRIES):
        claim(pdf)
        lease_over(pdf)
    assert made(pdf).state == State.FAILED
    assert "stopped each time" in pdf.error


def test_what_cannot_be_made_says_why(pdf, monkeypatch, case):
    monkeypatch.setattr(tasks, "to_pdf", raising(CannotRender("The text is too long for one PDF.")))
    assert made(pdf).state == State.FAILED
    assert pdf.error == "The text is too long for one PDF."
    assert Event.objects.filter(kind="pdf.failed", case_key=case.pk).count() == 1


def test_a_missing_letter_is_said_on_the_page(kind, case, people, media):
    kind.told.words = "The practitioner wrote 漢."
    pdf = want_pdf(kind=kind.registered, subject=case, case=case, by=people.manager)
    assert made(pdf).state == State.FAILED
    assert "“漢”" in pdf.error


def test_what_takes_too_long_says_so(pdf, monkeypatch):
    monkeypatch.setattr(tasks, "to_pdf", raising(SoftTimeLimitExceeded()))
    assert made(pdf).state == State.FAILED
    assert "longer than 75 seconds" in pdf.error


def test_something_unexpected_is_tried_later_and_given_up_in_words(pdf, monkeypatch, asked):
    monkeypatch.setattr(tasks, "to_pdf", raising(OSError("disk")))
    for _each in range(tasks.TRIES - 1):
        time_passes(pdf)
        assert made(pdf).state == State.WAITING
        assert pdf.not_before > timezone.now()
        assert made(pdf).state == State.WAITING, "before its time it is left alone"
    time_passes(pdf)
    assert made(pdf).state == State.FAILED
    assert "unexpected" in pdf.error


def test_an_app_that_cannot_take_it_undoes_the_storing(pdf, kind):
    kind.told.fails = True
    with pytest.raises(RuntimeError), transaction.atomic():
        tasks.make(pdf.pk)
    pdf.refresh_from_db()
    assert pdf.file is None
    assert not Event.objects.filter(kind="pdf.ready").exists()


def test_one_that_failed_can_be_asked_for_again(pdf, monkeypatch, people):
    with monkeypatch.context() as patch:
        patch.setattr(tasks, "to_pdf", raising(CannotRender("Too long.")))
        made(pdf)
    assert ask_again(pdf=pdf, by=people.manager).state == State.WAITING
    assert Event.objects.filter(kind="pdf.asked_again", actor_key=people.manager.pk).count() == 1
    assert made(pdf).state == State.READY


def test_one_that_did_not_fail_is_not_asked_for_again(pdf, people):
    made(pdf)
    assert ask_again(pdf=pdf, by=people.manager).state == State.READY
    assert not Event.objects.filter(kind="pdf.asked_again").exists()


def test_it_is_put_in_the_queue_only_after_commit(
    kind, case, people, asked, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        pdf = want_pdf(kind=kind.registered, subject=case, case=case, by=people.manager)
        want_pdf(kind=kind.registered, subject=case, case=case, by=people.manager)
        assert asked == []
    assert asked == [pdf.pk]


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "ready"},
        {"pages": 3},
        {"state": "failed"},
    ],
)
def test_the_database_keeps_out_what_cannot_be(pdf, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Pdf.objects.filter(pk=pdf.pk).update(**wrong)


def test_a_task_for_a_pdf_that_is_not_there_does_nothing(db):
    tasks.make(0)


def test_a_pdf_may_be_of_no_case_and_then_hangs_on_none(case, kind, people, media, monkeypatch, client):
    pdf = want_pdf(kind=kind.registered, subject=case, case=None, by=people.manager)
    with monkeypatch.context() as patch:
        patch.setattr(tasks, "to_pdf", raising(CannotRender("Too long.")))
        assert made(pdf).state == State.FAILED
    # The list of what waits for somebody leads to pages of cases.
    assert work_for(people.manager) == []
    assert ask_again(pdf=pdf, by=people.manager).state == State.WAITING
    assert made(pdf).state == State.READY
    assert not Event.objects.filter(kind__startswith="pdf.", case_key__isnull=False).exists()
    client.force_login(people.manager)
    assert client.get(f"/cases/{case.reference}/pdfs/{pdf.pk}/").status_code == 404


def raising(error: Exception):
    def fails(_html: str):
        raise error

    return fails


class TestInTransactionsOfTheirOwn:
    """What only real commits can show."""

    pytestmark = pytest.mark.django_db(transaction=True)

    def test_two_workers_at_once_make_one_pdf(self, kind, media):
        manager = make_person("case_manager", organisation=make_organisation())
        case = make_case(by=manager)
        pdf = want_pdf(kind=kind.registered, subject=case, case=case, by=manager)
        start = threading.Barrier(4)

        def work() -> None:
            start.wait()
            try:
                claims.append(claim(pdf))
            finally:
                connection.close()

        claims: list[Pdf | None] = []
        workers = [threading.Thread(target=work) for _each in range(4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        assert len([each for each in claims if each]) == 1

    def test_no_lock_is_held_while_it_is_made(self, kind, media, monkeypatch):
        manager = make_person("case_manager", organisation=make_organisation())
        case = make_case(by=manager)
        pdf = want_pdf(kind=kind.registered, subject=case, case=case, by=manager)
        real = tasks.to_pdf

        def looked_at_meanwhile(html: str):
            done = threading.Event()

            def somebody_else() -> None:
                with transaction.atomic():
                    Case.objects.locked(case.pk)
                    Pdf.objects.select_for_update(nowait=True).get(pk=pdf.pk)
                connection.close()
                done.set()

            threading.Thread(target=somebody_else).start()
            assert done.wait(10)
            return real(html)

        monkeypatch.setattr(tasks, "to_pdf", looked_at_meanwhile)
        assert made(pdf).state == State.READY
