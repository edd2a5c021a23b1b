"""Whose actions come up where: at meetings, on lists, for somebody who cannot see to one any more."""

import datetime as dt

import pytest

from accounts.models import Membership
from cases.actions import restrict
from pag import actions
from pag.agenda.arising import arising
from pag.models import Action
from tests.factories import make_person
from tests.pag.wording import WHY
from ui.dates import today

pytestmark = pytest.mark.django_db


def test_they_come_up_at_the_next_meeting_until_done(
    agreed, manager, meeting, plan, django_assert_num_queries
):
    action, following = agreed(), plan(7)
    fresh = type(manager).objects.get(pk=manager.pk)
    with django_assert_num_queries(4):
        (found,) = arising(following, fresh, undeclared=())
        assert (found.action.by_whom, found.case.practitioner.last_name) == ("Dr Robin Memberson", "Okafor")
    # One meeting does not look back on itself.
    assert arising(meeting, manager, undeclared=()) == []
    Action.objects.filter(pk=action.pk).update(done_on=today(), done_by=manager)
    assert arising(following, manager, undeclared=()) == []


def test_they_are_there_for_those_only_who_read_the_case(agreed, chair, deputy, item, plan):
    agreed()
    following = plan(7)
    assert arising(following, chair, undeclared=()) == []
    actions.declare(item=item, answer="none", by=chair)
    assert len(arising(following, chair, undeclared=())) == 1
    actions.declare(item=item, answer="yes", statement="A friend.", by=chair)
    assert arising(following, chair, undeclared=()) == []


def test_an_owner_asked_to_declare_again_still_has_it_and_one_who_stands_aside_has_not(
    agreed, case, member, plan, manager
):
    action = agreed()
    again = actions.put_on_agenda(case=case, meeting=plan(7), without_triage=WHY, by=manager)
    assert list(Action.objects.visible_to(member)) == [action]
    assert not Action.objects.left_by_owner().exists()
    actions.declare(item=again, answer="unsure", statement="A friend.", by=member)
    assert not Action.objects.visible_to(member).exists()
    assert list(Action.objects.left_by_owner()) == [action]


def test_an_action_is_left_by_an_owner_whose_role_ended_or_who_sees_the_case_no_more(
    agreed, case, organisation, manager
):
    officer = make_person("responsible_officer", organisation=organisation)
    manages = make_person("case_manager", organisation=organisation)
    action = agreed(owner=manages)

    def left():
        return list(Action.objects.left_by_owner())

    assert left() == []
    restrict(case=case, people=[], by=officer)
    assert left() == [action]
    restrict(case=case, people=[manages], by=officer)
    assert left() == []
    Membership.objects.filter(person=manages).update(ends_on=today() - dt.timedelta(days=1))
    assert left() == [action]
    Action.objects.filter(pk=action.pk).update(owner=None, owner_name="A trainer")
    assert left() == []
