"""The page of a meeting beside its cases: order, other items, matters arising, returning cases."""

import datetime as dt
import re
import uuid

import pytest
from django.urls import reverse

from cases.actions import answer_safety, log_contact, receive_account
from cases.actions.record import SafetyAnswer
from pag import actions
from pag.actions.decision import NewAction
from pag.agenda.actions import add_other
from pag.models import Action, OtherItem
from tests.factories import make_case
from tests.pag.pages import text_of
from tests.pag.wording import WHY
from ui.dates import day, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(meeting, manager, chair, another_case):
    return [
        actions.put_on_agenda(case=another_case(name), meeting=meeting, without_triage=WHY, by=manager)
        for name in ("Alpha", "Beta")
    ]


def place_url(item):
    return reverse("agenda_place", args=[item.meeting_id, item.pk])


def test_moving_keeps_the_keyboard_on_the_item_and_says_where_it_is(as_, two, meeting, manager):
    client = as_(manager)
    page = text_of(client.get(f"/meetings/{meeting.pk}/"))
    assert "autofocus" not in page
    assert page.count("Move up") == page.count("Move down") == 1
    answer = client.post(place_url(two[1]), {"place": "1", "version": "0"}, follow=True)
    page = text_of(answer)
    assert "Dr Amara Beta is item 1 now. It was item 2." in page
    assert page.index("Beta</a>") < page.index("Alpha</a>")
    # It stands first now: the one button that is left of it has the keyboard, and says the place.
    (focused,) = re.findall(r"<button[^>]*autofocus[^>]*>(.*?)</button>", page)
    assert re.sub(r"<[^>]+>", "", focused) == "Move down: Dr Amara Beta, now 1 of 2"
    assert "in another order in the meantime" in text_of(
        client.post(place_url(two[0]), {"place": "1", "version": "0"}, follow=True)
    )


def test_who_only_reads_finds_no_buttons_and_is_told_no(as_, two, meeting, member, chair, manager):
    for person in (member, chair):
        actions.declare(item=two[0], answer="none", by=person)
        actions.declare(item=two[1], answer="none", by=person)
    assert "Move up" in text_of(as_(chair).get(f"/meetings/{meeting.pk}/"))
    client = as_(member)
    assert "Move up" not in text_of(client.get(f"/meetings/{meeting.pk}/"))
    assert client.post(place_url(two[0]), {"place": "2", "version": "0"}).status_code == 403
    actions.move_meeting(meeting=meeting, to="in_progress", by=manager)
    actions.end_meeting(meeting=meeting, by=manager)
    assert "Move up" not in text_of(as_(manager).get(f"/meetings/{meeting.pk}/"))


def test_other_items_are_put_on_worded_anew_and_say_what_came_of_them(as_, meeting, chair, member):
    client = as_(chair)
    base = f"/meetings/{meeting.pk}/other/"
    page = text_of(client.get(f"{base}new/"))
    assert "Name no practitioner" in page
    assert client.post(f"{base}new/", {"title": "", "submission_key": uuid.uuid4()}).status_code == 422
    client.post(f"{base}new/", {"title": "<b>Dates</b>", "words": "", "submission_key": uuid.uuid4()})
    item = OtherItem.objects.get()
    assert client.get(f"{base}{item.pk}/").status_code == 200
    client.post(f"{base}{item.pk}/", {"title": "<i>Days</i>", "words": "Six.", "version": 1})
    stale = client.post(f"{base}{item.pk}/outcome/", {"outcome": "Agreed.", "version": 1})
    assert (stale.status_code, "Somebody else saved this" in text_of(stale)) == (422, True)
    client.post(f"{base}{item.pk}/outcome/", {"outcome": "Agreed so.", "version": 2})
    page = text_of(as_(member).get(f"/meetings/{meeting.pk}/"))
    for said in ("&lt;i&gt;Days&lt;/i&gt;", "Six.", "Agreed so."):
        assert said in page
    assert "Change the item" not in page
    assert client.post(f"{base}{item.pk}/take-off/").status_code == 403
    as_(chair).post(f"{base}{item.pk}/take-off/")
    assert "Six." not in text_of(client.get(f"/meetings/{meeting.pk}/"))
    assert client.get(f"{base}{item.pk}/").status_code == 404


@pytest.fixture
def returning(record, item, case, manager, chair, member, plan):
    """The case was decided at today's meeting, and is on the agenda of the next."""
    for person in (chair, member):
        actions.declare(item=item, answer="none", by=person)
    record(
        "advice",
        actions=[
            NewAction(what="Send <b>advice</b>", due_on=today(), owner=manager),
            NewAction(what="Done since", due_on=today(), owner=manager),
        ],
    )
    done = Action.objects.get(what="Done since")
    Action.objects.filter(pk=done.pk).update(done_on=today(), done_by=manager)
    key = {"submission_key": uuid.uuid4(), "by": manager, "case": case}
    log_contact(how="phone", on=today(), summary="Rang.", told=True, listened=False, **key)
    receive_account(text="In my words.", received_on=today(), how="letter", **key)
    later = plan(14)
    return actions.put_on_agenda(case=case, meeting=later, without_triage=WHY, by=manager)


def test_a_returning_case_says_what_happened_since_and_what_is_still_open(as_, returning, manager, member):
    url = f"/meetings/{returning.meeting_id}/"
    page = text_of(as_(manager).get(url))
    for said in (
        f"Decided by this group on {day(today())}: Advice or learning.",
        f"The practitioner was last told on {day(today())}.",
        f"Their own account was received, on {day(today())}.",
        "No new documents.",
        "1 of 2 actions done, 1 still open.",
        "Matters arising",
        "Send &lt;b&gt;advice&lt;/b&gt;",
        "Nothing was said of it since.",
    ):
        assert said in page
    assert "Done since" not in page
    # A member learns nothing of it before they have declared for this meeting.
    client = as_(member)
    page = text_of(client.get(url))
    for hidden in ("Matters arising", "Send &lt;b&gt;", "Decided by this group"):
        assert hidden not in page
    actions.declare(item=returning, answer="none", by=member)
    page = text_of(client.get(url))
    assert "Matters arising" in page
    assert "1 of 2 actions done" in page


def test_ready_says_what_was_asked_for_and_chosen(as_, item, manager, monkeypatch):
    monkeypatch.setattr("pag.readiness._asked", [lambda keys: dict.fromkeys(keys, dt.date(2026, 3, 3))])
    page = text_of(as_(manager).get(f"/meetings/{item.meeting_id}/"))
    assert "No account from the practitioner yet; asked for on 3 March 2026" in page
    assert "No pastoral contact is named for the practitioner" in page


def test_a_step_that_no_meeting_has_looked_at_stands_on_the_agenda(as_, meeting, manager, organisation):
    safety = SafetyAnswer(
        unsafe=True, step="Sits <b>out</b>", decided_by="Dr X", review_on=today() + dt.timedelta(days=3)
    )
    case = make_case(by=manager, organisation=organisation, safety=safety)
    client = as_(manager)
    page = text_of(client.get(f"/meetings/{meeting.pk}/"))
    assert "Sits &lt;b&gt;out&lt;/b&gt;" in page
    answer_safety(case=case, answer=SafetyAnswer(unsafe=False), by=manager)
    assert "Sits" not in text_of(client.get(f"/meetings/{meeting.pk}/"))


def test_another_item_of_an_unknown_meeting_is_not_there(as_, plan, meeting, manager):
    other = add_other(meeting=plan(3), title="Elsewhere", words="", by=manager, submission_key=uuid.uuid4())
    assert as_(manager).get(f"/meetings/{meeting.pk}/other/{other.pk}/").status_code == 404


def test_what_looks_like_a_practitioner_in_another_item_is_asked_about_and_tells_nobody_who_is_one(
    meeting, item, another_case, manager, chair, as_
):
    hidden = another_case("Wiśniewski")
    url = reverse("other_new", args=[meeting.pk])
    sent = {"title": "Visits", "submission_key": uuid.uuid4()}
    # The chair sees neither case: only what follows a title is asked about, whoever it is, but colleagues.
    client = as_(chair)
    typed = "Dr Nobody, amara wisniewski, Amara Wisniewski and Dr Memberson"
    page = text_of(client.post(url, sent | {"words": typed}))
    assert "It is right that “Dr Nobody” stands here" in page
    assert not meeting.other_items.exists()
    client = as_(manager)
    words = f"Dr Nobody on Amara Wisniewski's visit, as in {hidden.reference}."
    page = text_of(client.post(url, sent | {"words": words}))
    asked = f"“Dr Nobody”; “Amara Wisniewski's”; “{hidden.reference}”"
    assert "“Dr Nobody”, “Amara Wisniewski&#x27;s” and" in page and hidden.reference in page
    right = {"names_asked": asked, "names_are_right": "on"}
    assert client.post(url, sent | right | {"words": words}).status_code == 302
    assert meeting.other_items.get().words == words
