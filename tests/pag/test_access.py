"""Who may read what the group reads, from the agenda to recusal."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Membership
from audit.models import Event
from cases.access import may_read
from cases.models import Case, CaseAccess
from cases.search import cases_found
from outbox.models import Message
from pag import actions
from pag.actions import Answer, keep_access_right
from pag.models import AgendaItem, GroupMember, ItemDeclaration, Meeting
from pag.tasks import keep_access
from tests.factories import make_person
from tests.pag.wording import WHY
from ui.dates import today
from ui.refusals import NotAllowed, Refusal

pytestmark = pytest.mark.django_db


def to_declare(person, case):
    return Case.objects.to_declare(person).filter(pk=case.pk).exists()


def access(case, person):
    return set(CaseAccess.objects.current().filter(case=case, person=person).values_list("effect", flat=True))


def test_members_are_asked_to_declare_and_read_nothing_before(item, case, member):
    assert to_declare(member, case)
    assert not may_read(member, case)


def test_declaring_none_opens_the_case(item, case, member, chair):
    actions.declare(item=item, answer="none", by=member)
    assert may_read(member, case)
    assert not to_declare(member, case)
    assert not may_read(chair, case)


@pytest.mark.parametrize("answer", ["yes", "unsure"])
def test_a_yes_or_unsure_closes_the_case_everywhere(item, case, member, meeting, answer):
    actions.declare(item=item, answer=answer, statement="We trained together.", by=member)
    assert access(case, member) == {"deny"}
    assert not may_read(member, case)
    assert not to_declare(member, case)
    assert not meeting.items.visible_to(member).exists()
    assert case.pk not in Case.objects.visible_to(member).filter(pk__in=cases_found(member, "records"))


def test_a_yes_needs_the_connection_in_words(item, member):
    with pytest.raises(Refusal, match="what the connection is"):
        actions.declare(item=item, answer="yes", by=member)
    assert not ItemDeclaration.objects.exists()


def test_the_chair_is_told_of_a_conflict_without_anybodys_name(item, case, member, chair):
    actions.declare(item=item, answer="yes", statement="My cousin.", by=member)
    message = Message.objects.get(key__startswith="aside-")
    assert message.to == chair.email
    for secret in (member.last_name, case.practitioner.last_name, case.reference, "cousin"):
        assert secret not in message.subject + message.body


def test_the_chairs_own_conflict_goes_to_the_deputy(item, chair, deputy):
    actions.declare(item=item, answer="yes", statement="My neighbour.", by=chair)
    assert Message.objects.get(key__startswith="aside-").to == deputy.email


def test_without_chair_or_deputy_the_case_manager_is_told(item, chair, manager):
    actions.declare(item=item, answer="unsure", statement="Perhaps a neighbour.", by=chair)
    assert Message.objects.get(key__startswith="aside-").to == manager.email


def test_a_second_click_declares_once(item, member):
    first = actions.declare(item=item, answer="none", by=member)
    assert actions.declare(item=item, answer="none", by=member) == first
    assert Event.objects.filter(kind="pag.declared").count() == 1


def test_stepping_back_later_closes_what_was_open(item, case, member):
    actions.declare(item=item, answer="none", by=member)
    actions.declare(item=item, answer="yes", statement="I have just recognised the patient.", by=member)
    assert not may_read(member, case)
    denial = CaseAccess.objects.get(case=case, person=member, effect="deny")
    assert denial.reason == "recused"


def test_nobody_lets_themselves_back_in(item, member):
    actions.declare(item=item, answer="unsure", statement="Perhaps.", by=member)
    with pytest.raises(NotAllowed):
        actions.declare(item=item, answer="none", by=member)


def test_somebody_outside_the_group_has_nothing_to_declare(item, manager):
    with pytest.raises(NotAllowed):
        actions.declare(item=item, answer="none", by=manager)


def test_who_is_kept_from_the_case_is_not_asked(case, meeting, manager, chair, member):
    CaseAccess.objects.create(
        case=case, person=member, effect="deny", reason="excluded", source="test", written_by=manager
    )
    actions.put_on_agenda(case=case, meeting=meeting, without_triage=WHY, by=manager)
    assert access(case, member) == {"deny"}
    assert access(case, chair) == {"declare"}


def test_none_with_any_of_these_in_one_step(item, meeting, member, manager, another_case):
    other = another_case("Second")
    actions.put_on_agenda(case=other, meeting=meeting, without_triage=WHY, by=manager)
    actions.declare_none_with_any(meeting=meeting, by=member)
    assert may_read(member, item.case)
    assert may_read(member, other)


def test_declaring_on_several_is_all_or_nothing(item, case, meeting, member, manager, another_case):
    second = actions.put_on_agenda(
        case=another_case("Second"), meeting=meeting, without_triage=WHY, by=manager
    )
    with pytest.raises(Refusal):
        actions.declare_each(answers={item: Answer("none"), second: Answer("yes")}, by=member)
    assert not may_read(member, case)


def test_taking_an_item_off_ends_what_it_opened_but_no_denial(item, case, member, chair, manager):
    actions.declare(item=item, answer="none", by=member)
    actions.declare(item=item, answer="yes", statement="A friend.", by=chair)
    actions.take_off_agenda(item=item, reason="The account is not here yet.", by=manager)
    assert access(case, member) == set()
    assert access(case, chair) == {"deny"}


def test_when_a_case_returns_everybody_is_asked_again(item, case, member, manager, record, plan):
    actions.declare(item=item, answer="none", by=member)
    record("adjourn")
    actions.put_on_agenda(case=case, meeting=plan(28), without_triage=WHY, by=manager)
    assert not may_read(member, case)
    assert to_declare(member, case)


def test_who_joins_the_group_is_asked_about_what_waits(item, case, join):
    late = join("lay", "Latecomer")
    assert to_declare(late, case)


def test_who_joins_by_the_day_of_the_meeting_is_asked_before(case, manager, chair, plan, join):
    soon = join("lay", "Soon", starts_on=today() + dt.timedelta(days=5))
    later = join("other", "Later", starts_on=today() + dt.timedelta(days=50))
    actions.put_on_agenda(case=case, meeting=plan(10), without_triage=WHY, by=manager)
    assert access(case, soon) == {"declare"}
    assert access(case, later) == set()


def test_who_leaves_the_group_loses_what_its_agendas_opened(item, case, member, group, administrator, record):
    actions.declare(item=item, answer="none", by=member)
    record("advice")
    membership = group.members.get(person=member)
    actions.end_membership(member=membership, ends_on=today() - dt.timedelta(days=1), by=administrator)
    assert not may_read(member, case)
    assert not Meeting.objects.visible_to(member).exists()


def test_who_leaves_on_a_coming_day_reads_until_then(item, case, member, group, administrator):
    actions.declare(item=item, answer="none", by=member)
    membership = group.members.get(person=member)
    actions.end_membership(member=membership, ends_on=today() + dt.timedelta(days=2), by=administrator)
    assert may_read(member, case)
    keep_access_right(group=group, on=today() + dt.timedelta(days=3))
    assert not may_read(member, case)


def test_the_sweep_may_run_twice(item, case, member):
    GroupMember.objects.filter(person=member).update(ends_on=today() - dt.timedelta(days=1))
    keep_access()
    keep_access()
    assert access(case, member) == set()
    assert Event.objects.filter(kind="case.access_ended", case_key=case.pk).count() == 1


def test_the_sweep_asks_no_more_for_all_that_the_group_has_decided(
    item, group, meeting, manager, another_case
):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            keep_access_right(group=group)
        return len(queries)

    before = asked()
    for name in ("One", "Two", "Three"):
        old = actions.put_on_agenda(case=another_case(name), meeting=meeting, without_triage=WHY, by=manager)
        AgendaItem.objects.filter(pk=old.pk).update(state=AgendaItem.State.CONSIDERED)
    assert asked() == before


def test_a_recused_member_is_not_asked_again_by_the_sweep(item, case, member, group):
    actions.declare(item=item, answer="yes", statement="A friend.", by=member)
    keep_access_right(group=group)
    assert access(case, member) == {"deny"}


def test_whoever_left_the_organisation_sees_no_meeting(item, member):
    Membership.objects.filter(person=member).update(ends_on=today() - dt.timedelta(days=1))
    left = type(member).objects.get(pk=member.pk)
    assert not Meeting.objects.visible_to(left).exists()
    assert not AgendaItem.objects.visible_to(left).exists()


def test_an_advisor_of_the_organisation_sees_no_meeting(item, organisation):
    assert not Meeting.objects.visible_to(make_person("advisor", organisation=organisation)).exists()


def test_the_case_manager_needs_no_declaration(item, case, manager):
    assert access(case, manager) == set()
    assert may_read(manager, case)


def test_the_mail_to_the_chair_belongs_to_the_case(item, member, case):
    """Where it does not leave, only those who may see the case are asked what to do about it."""
    actions.declare(item=item, answer="yes", statement="A friend.", by=member)
    message = Message.objects.get(key__startswith="aside-")
    assert (message.case_key, message.organisation_key) == (case.pk, case.organisation_id)
