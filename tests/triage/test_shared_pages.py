"""The pages about what came of sharing: that it was handed over, what they say of it, and who may."""

import datetime as dt

import pytest

from cases.actions import seal
from cases.models import Account, Contact
from tests.triage.sent import address, page_of
from tests.triage.sharing import ready, save, show, some, whole
from ui.dates import day, today


@pytest.fixture
def manager(client, submitted, settings, tmp_path):
    """Return a browser in which the manager of a case with a submitted review is signed in."""
    settings.MEDIA_ROOT = tmp_path / "files"
    client.force_login(submitted.manager)
    return client


def share(room, *marks):
    room.sharing = ready(room, *marks)


def opens(client, room):
    """Tell whether the PDF of the room's copy opens in the browser."""
    answer = client.get(address(room, "pdf", room.sharing.pdf_id))
    answer.close()
    return answer.status_code == 200


def test_the_triage_says_when_it_was_shared_and_what_was_withheld(manager, submitted):
    assert "has not been given a copy" in manager.get(address(submitted)).content.decode()
    share(submitted, some("summary", "sets of notes"), whole("health", "other", reason_words="Quillown"))
    here = address(submitted, "triage_shown", 1, 1)
    form = page_of(manager.get(here))
    assert form.one("[name=told]").get("checked") is None, "A copy tells the outcome of no meeting."
    now = today()
    fields = {"on_day": now.day, "on_month": now.month, "on_year": now.year, "how": "meeting"}
    key = form.one("[name=submission_key]").get("value")
    assert manager.post(here, fields | {"submission_key": key}).status_code == 302
    said = page_of(manager.get(address(submitted))).text("#sharing ~ .app-entry")
    assert f"Shared with Dr Amara Okafor on {day(now)} (meeting in person)." in said
    assert not Contact.objects.get().told
    assert "Summary of concern(s), some words. It identifies somebody else." in said
    assert "Potential health concerns. Another reason, in my own words." in said
    assert "Quillown" not in said


def test_it_is_not_recorded_for_a_day_to_come(manager, submitted):
    share(submitted)
    later = today() + dt.timedelta(days=1)
    fields = {"on_day": later.day, "on_month": later.month, "on_year": later.year, "how": "meeting"}
    here = address(submitted, "triage_shown", 1, 1)
    key = page_of(manager.get(here)).one("[name=submission_key]").get("value")
    answer = manager.post(here, fields | {"submission_key": key})
    assert "cannot be in the future" in page_of(answer).text(".nhsuk-error-summary")


def test_comments_on_accuracy_come_back_as_the_practitioners_account(manager, submitted):
    share(submitted)
    here = address(submitted, "triage_comments", 1)
    assert here in manager.get(address(submitted)).content.decode()
    page = page_of(manager.get(here))
    assert f"Comments on the triage of {day(submitted.review.reviewed_on)}" in page.text("main")
    now = today()
    fields = {
        "text": "Two were on duty, not one.",
        "received_on_day": now.day,
        "received_on_month": now.month,
        "received_on_year": now.year,
        "how": "email",
        "submission_key": page.one("[name=submission_key]").get("value"),
    }
    assert manager.post(here, fields).status_code == 302
    account = Account.objects.get()
    assert (account.topic, account.about) == (
        submitted.review.topic,
        f"Comments on the triage of {day(submitted.review.reviewed_on)}",
    )
    for name in ("triage", "case"):
        assert "Two were on duty, not one." in manager.get(address(submitted, name)).content.decode()
    manager.force_login(submitted.advisor)
    assert "Two were on duty, not one." in manager.get(address(submitted)).content.decode()


# Who may


PAGES = [
    ("triage_share", [1]),
    ("triage_share_check", [1]),
    ("triage_share_preview", [1, 1]),
    ("triage_shown", [1, 1]),
    ("triage_comments", [1]),
]


@pytest.mark.parametrize(("name", "more"), PAGES)
def test_whoever_does_not_run_the_case_is_told_no_and_learns_nothing(client, submitted, name, more):
    save(submitted, some("summary", "sets of notes"))
    for person, status in ((submitted.advisor, 403), (submitted.other, 404), (submitted.stranger, 404)):
        client.force_login(person)
        assert client.get(address(submitted, name, *more)).status_code == status
        assert client.post(address(submitted, name, *more), {}).status_code in (status, 405)
    client.force_login(submitted.advisor)
    said = client.get(address(submitted)).content.decode()
    assert "Shared with the practitioner" not in said and "Share with" not in said


@pytest.mark.parametrize(("name", "more"), PAGES)
def test_sealed_it_is_not_there(client, submitted, settings, tmp_path, name, more):
    settings.MEDIA_ROOT = tmp_path / "files"
    share(submitted)
    show(submitted)
    seal(case=submitted.case, person=submitted.manager, topic=submitted.review.topic, by=submitted.manager)
    client.force_login(submitted.manager)
    assert client.get(address(submitted, name, *more)).status_code == 404
    assert client.get(address(submitted, "pdf", submitted.sharing.pdf_id)).status_code == 404
    for page in ("triage", "case"):
        said = client.get(address(submitted, page)).content.decode()
        assert "was shared" not in said and "Shared with" not in said


def test_colleagues_read_a_copy_once_it_was_shared(client, submitted, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    share(submitted, whole("health"))
    client.force_login(submitted.advisor)
    assert "Shared with the practitioner" not in client.get(address(submitted)).content.decode()
    show(submitted)
    said = client.get(address(submitted)).content.decode()
    assert "Shared with Dr Amara Okafor" in said
    assert "Record that it was handed over" not in said and "Make another copy" not in said
    assert opens(client, submitted)


def test_a_second_scoring_and_a_draft_are_not_shared(client, written):
    client.force_login(written.manager)
    assert client.get(address(written, "triage_share", 1)).status_code == 404
