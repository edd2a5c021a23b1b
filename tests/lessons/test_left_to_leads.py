"""What falls to lessons leads: improvements sent back to a body outside, or to somebody who has left."""

import datetime as dt

import pytest

from accounts.actions import end_role, give_role
from accounts.models import Membership
from cases.actions import restrict
from lessons import actions
from lessons.held import held
from lessons.models import ImprovementAction
from lessons.work import work_for
from lessons.written import WrittenAction
from tests.factories import make_organisation, make_person
from tests.lessons.conftest import text
from ui.dates import today

MISSING = "Something is still missing on an improvement"
FIND = "Find somebody for an improvement"
LEADS = "The lessons lead finds them on their list of work and says who takes over."


@pytest.fixture
def officer(room):
    return make_person("responsible_officer", organisation=room.organisation)


@pytest.fixture
def agreed(room, review):
    """Return the improvements of a completed review: one of a body outside, two of the advisor."""
    soon = today() + dt.timedelta(days=30)
    written = [
        WrittenAction(what="Keep a list.", owner_body="Invented Surgery", due_on=soon),
        *(WrittenAction(what=what, owner=room.owner, due_on=soon) for what in ("Read it.", "Say it.")),
    ]
    review = actions.save_review(
        review=review, text=text(actions=written), version=review.version, by=room.lead
    )
    actions.complete_review(review=review, version=review.version, by=room.lead)
    return list(ImprovementAction.objects.order_by("position"))


def send_back(action, *, by, done_by):
    actions.complete_action(action=action, evidence="It is there.", by=done_by)
    actions.send_back(action=action, missing="A picture of it.", by=by)


def leave(person, organisation):
    administrator = make_person("administrator", organisation=organisation)
    end_role(membership=Membership.objects.get(person=person), by=administrator)
    return administrator


def asked(person):
    fresh = type(person).objects.get(pk=person.pk)
    return [each.sentence for each in work_for(fresh) if each.sentence.startswith((MISSING, FIND))]


def test_what_was_sent_back_to_a_body_is_on_the_leads_list_until_it_is_done(room, agreed, officer):
    body = agreed[0]
    assert asked(room.lead) == []
    send_back(body, by=officer, done_by=room.lead)
    assert asked(room.lead) == [f"{MISSING} of Invented Surgery: Keep a list."]
    # Whoever sent it back makes sure of it; it is not theirs to do.
    assert asked(officer) == asked(room.owner) == asked(room.manager) == []
    assert asked(make_person("lessons_lead", organisation=make_organisation())) == []
    restricted_for = make_person("lessons_lead", organisation=room.organisation)
    assert len(asked(restricted_for)) == 1
    restrict(case=room.case, people=[room.lead], by=officer)
    assert asked(restricted_for) == []
    actions.complete_action(action=body, evidence="A picture.", by=room.lead)
    assert asked(room.lead) == []


def test_it_stays_with_an_owner_who_is_here_and_comes_to_the_lead_when_they_leave(room, agreed, officer):
    send_back(agreed[1], by=officer, done_by=room.owner)
    assert asked(room.owner) == [f"{MISSING} of yours: Read it."]
    assert asked(room.lead) == []
    leave(room.owner, room.organisation)
    assert asked(room.lead) == [
        f"{FIND} of {room.owner.name}, who is not here any more: {what}" for what in ("Read it.", "Say it.")
    ]
    assert asked(room.owner) == []


# What somebody would leave behind


def said(person, organisation, *kept):
    return [each.sentence for each in held(person, organisation, frozenset(kept))]


def test_improvements_still_to_do_are_named_where_no_role_would_be_left(room, agreed):
    many = f"They own 2 improvement actions still to do. {LEADS}"
    one = f"They own 1 improvement action still to do. {LEADS}"
    assert said(room.owner, room.organisation) == [many]
    actions.complete_action(action=agreed[1], evidence="Done.", by=room.owner)
    assert said(room.owner, room.organisation) == [one]
    assert said(room.owner, room.organisation, "any permission") == []
    assert said(room.owner, make_organisation()) == said(room.lead, room.organisation) == []


def test_what_is_only_proposed_is_in_nobodys_hands(room, review):
    assert said(room.owner, room.organisation) == []


def test_the_page_before_a_role_ends_says_it_and_a_second_role_keeps_it(client, room, agreed):
    administrator = make_person("administrator", organisation=room.organisation)
    client.force_login(administrator)
    page = f"/people/roles/{Membership.objects.get(person=room.owner).pk}/end/"
    assert "They own 2 improvement actions still to do" in client.get(page).content.decode()
    give_role(person=room.owner, organisation=room.organisation, role="group_member", by=administrator)
    assert "They own" not in client.get(page).content.decode()
