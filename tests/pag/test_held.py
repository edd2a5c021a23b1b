"""What of the group's somebody would leave behind when a role ends: their places, and actions to do."""

import dataclasses
import datetime as dt
import uuid

import pytest

from accounts.models import Membership
from accounts.permissions import Permission
from pag import actions
from pag.actions import NewAction
from pag.following.actions import complete_action
from pag.held import held
from pag.models import Action, GroupMember
from tests.factories import make_organisation
from ui.dates import today

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def said(person, organisation, *kept):
    return [each.sentence for each in held(person, organisation, frozenset(kept))]


@pytest.fixture
def second_group(organisation, administrator):
    return actions.create_group(
        organisation=organisation,
        name="Advisory Panel",
        abbreviation="AP",
        kind="pag",
        submission_key=uuid.uuid4(),
        by=administrator,
    )


def test_a_place_ends_with_the_role_that_lets_them_take_part(organisation, chair, manager):
    ends = "Their place in Performance Advisory Group (chair) ends with the role."
    assert said(chair, organisation) == [ends]
    assert said(chair, organisation, Permission.CASE_RUN) == [ends]
    assert said(chair, organisation, Permission.MEETING_SEE) == []
    assert said(manager, organisation) == said(chair, make_organisation()) == []


def test_every_place_is_named_also_one_to_come_and_none_that_is_past(
    organisation, chair, second_group, administrator
):
    actions.add_member(
        group=second_group, person=chair, kind="lay", by=administrator, starts_on=today() + 3 * DAY
    )
    other = "Advisory Panel (lay member) and "
    one = "Their place in {}Performance Advisory Group (chair) ends with the role."
    assert said(chair, organisation) == [one.format(other)]
    GroupMember.objects.filter(group=second_group).update(starts_on=today() - 3 * DAY, ends_on=today() - DAY)
    assert said(chair, organisation) == [one.format("")]


def test_actions_still_to_do_are_named_where_no_role_would_be_left(organisation, record, manager):
    todo = [NewAction(what=what, due_on=today(), owner=manager) for what in ("Ring", "Write")]
    record("advice", actions=[*todo, dataclasses.replace(todo[0], owner=None, owner_name="The practice")])
    see = "They see to {} of the group. Ask the case managers who takes each over."
    assert said(manager, organisation) == [see.format("2 open actions")]
    complete_action(action=Action.objects.get(what="Write"), evidence="Seen.", by=manager)
    assert said(manager, organisation) == [see.format("1 open action")]
    # With any role left here they find them on their list of work.
    assert said(manager, organisation, Permission.CASE_SEE_UNRESTRICTED) == []
    assert said(manager, make_organisation()) == []


def test_the_page_before_a_role_ends_says_both(as_, organisation, administrator, record, chair):
    record("advice", actions=[NewAction(what="Read", due_on=today(), owner=chair)])
    role = Membership.objects.get(person=chair)
    page = as_(administrator).get(f"/people/roles/{role.pk}/end/").content.decode()
    assert "Their place in Performance Advisory Group (chair) ends with the role." in page
    assert "They see to 1 open action of the group." in page
    assert as_(administrator).post(f"/people/roles/{role.pk}/end/").status_code == 302
    # What is still in their hands is asked about before, and stays theirs on record afterwards.
    assert Action.objects.open().owned_by(chair).count() == 1
