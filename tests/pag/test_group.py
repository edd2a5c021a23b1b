"""Groups, dated members, and the quorum rule."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.actions import end_role as end_role_of_accounts
from accounts.actions import give_role
from pag import actions
from pag.loading import DEFAULTS, load_defaults
from pag.models import Group, GroupMember, QuorumRule
from pag.quorum import quorum_of
from tests.factories import make_organisation, make_person
from ui.dates import today
from ui.refusals import NotAllowed, Refusal

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def test_a_second_click_sets_up_one_group(organisation, administrator):
    facts = {"name": "PSG", "abbreviation": "PSG", "kind": "psg", "submission_key": uuid.uuid4()}
    first = actions.create_group(organisation=organisation, by=administrator, **facts)
    assert actions.create_group(organisation=organisation, by=administrator, **facts) == first
    assert Group.objects.count() == 1


def test_two_groups_have_two_names(group, organisation, administrator):
    with pytest.raises(Refusal, match="another name"):
        actions.create_group(
            organisation=organisation,
            name=group.name.upper(),
            abbreviation="P",
            kind="pag",
            submission_key=uuid.uuid4(),
            by=administrator,
        )


def test_groups_are_set_up_by_who_looks_after_the_organisation(organisation, manager):
    with pytest.raises(NotAllowed):
        actions.create_group(
            organisation=organisation,
            name="P",
            abbreviation="P",
            kind="pag",
            submission_key=uuid.uuid4(),
            by=manager,
        )


def test_who_joins_or_leaves_locks_no_row_that_every_case_refers_to(group, member, join, administrator):
    with CaptureQueriesContext(connection) as asked:
        join("lay", "Latecomer")
        actions.end_membership(member=group.members.get(person=member), ends_on=today(), by=administrator)
    locking = [each["sql"] for each in asked if "FOR UPDATE" in each["sql"] and "JOIN" in each["sql"]]
    assert locking
    assert [sql for sql in locking if "FOR UPDATE OF" not in sql] == []


def test_there_is_one_chair_at_a_time(group, chair, join, administrator):
    with pytest.raises(Refusal, match="Chairperson is the chair"):
        join("chair", "Second")
    membership = group.members.get(person=chair)
    actions.end_membership(member=membership, ends_on=today(), by=administrator)
    assert join("chair", "Third", starts_on=today() + DAY)


def test_one_chair_at_a_time_by_the_database(group, chair, organisation):
    person = make_person("group_member", organisation=organisation)
    with pytest.raises(IntegrityError), transaction.atomic():
        GroupMember.objects.create(group=group, person=person, kind="chair", starts_on=today() + 90 * DAY)


def test_somebody_is_in_a_group_once_at_a_time_by_the_database(group, member):
    with pytest.raises(IntegrityError), transaction.atomic():
        GroupMember.objects.create(group=group, person=member, kind="lay", starts_on=today())


def test_adding_the_same_membership_twice_is_once(group, member, administrator):
    membership = group.members.get(person=member)
    again = actions.add_member(
        group=group, person=member, kind="clinical", starts_on=membership.starts_on, by=administrator
    )
    assert again == membership


def test_an_overlapping_membership_is_refused(group, member, administrator):
    with pytest.raises(Refusal, match="already"):
        actions.add_member(group=group, person=member, kind="lay", starts_on=today(), by=administrator)


@pytest.mark.parametrize(("kind", "discipline"), [("peer", ""), ("lay", "doctor")])
def test_peers_and_only_peers_have_a_discipline(join, group, member, kind, discipline):
    with pytest.raises(Refusal, match="for a peer"):
        join(kind, "Somebody", discipline=discipline)
    with pytest.raises(IntegrityError), transaction.atomic():
        GroupMember.objects.filter(person=member).update(kind=kind, discipline=discipline)


def test_a_member_may_see_meetings_of_the_organisation(group, administrator):
    stranger = make_person("group_member", organisation=make_organisation())
    with pytest.raises(Refusal, match="Group member"):
        actions.add_member(group=group, person=stranger, kind="lay", starts_on=today(), by=administrator)


def test_dates_of_a_membership_come_in_order(join, group, member, administrator):
    with pytest.raises(Refusal, match="last day"):
        join("lay", "Backwards", ends_on=today() - 30 * DAY)
    membership = group.members.get(person=member)
    with pytest.raises(Refusal, match="last day"):
        actions.end_membership(member=membership, ends_on=membership.starts_on - DAY, by=administrator)


def test_an_ended_membership_is_not_prolonged(group, member, administrator):
    membership = group.members.get(person=member)
    actions.end_membership(member=membership, ends_on=today(), by=administrator)
    with pytest.raises(Refusal, match="Add a new one"):
        actions.end_membership(member=membership, ends_on=today() + DAY, by=administrator)


def test_the_last_day_counts(group, member, administrator):
    membership = group.members.get(person=member)
    actions.end_membership(member=membership, ends_on=today() + DAY, by=administrator)
    assert membership in group.members.current(on=today() + DAY)
    assert membership not in group.members.current(on=today() + 2 * DAY)


# Quorum


def of(*kinds, voting=True):
    """Return unsaved members of these kinds; "peer:dentist" is a peer of that discipline."""
    members = []
    for number, each in enumerate(kinds, 1):
        kind, _, discipline = each.partition(":")
        members.append(GroupMember(person_id=number, kind=kind, discipline=discipline, voting=voting))
    return members


@pytest.fixture
def rule(group):
    return QuorumRule.objects.in_force(group, on=today())


FULL = ("chair", "peer:doctor", "lay", "clinical", "clinical")


@pytest.mark.parametrize(
    ("members", "kept_out", "missing"),
    [
        (FULL, (), []),
        (FULL, (4,), []),
        (FULL, (4, 5), ["1 more voting member"]),
        (FULL, (2,), ["a peer (doctor)"]),
        (FULL, (3,), ["a lay member"]),
        (FULL, (2, 3), ["1 more voting member", "a peer (doctor)", "a lay member"]),
        (("chair", "peer:dentist", "lay", "clinical"), (), ["a peer (doctor)"]),
        ((), (), ["4 more voting members", "a peer (doctor)", "a lay member"]),
    ],
)
def test_quorum_counts_who_can_take_part_and_says_what_is_missing(rule, members, kept_out, missing):
    quorum = quorum_of(rule, of(*members), kept_out=kept_out, discipline="doctor")
    assert quorum.missing == missing
    assert quorum.possible == (not missing)


def test_who_may_not_vote_does_not_count(rule):
    quorum = quorum_of(rule, of(*FULL, voting=False), kept_out=(), discipline="doctor")
    assert (quorum.voting, quorum.can_take_part) == (0, 0)
    assert not quorum.possible


def test_quorum_reads_as_words(rule):
    quorum = quorum_of(rule, of(*FULL), kept_out=(3,), discipline="doctor")
    assert quorum.in_words == "Missing: a lay member."
    everybody = quorum_of(rule, of(*FULL), kept_out=(), discipline="doctor")
    assert everybody.in_words == "5 of 5 voting members can take part in this item."
    assert (
        rule.in_words
        == "4 voting members, among them a peer of the practitioner's discipline and a lay member"
    )
    assert rule.assumed


def test_the_groups_own_rule_comes_before_its_organisations_and_the_default(group):
    facts = {"effective_from": today(), "source": "Our terms."}
    theirs = QuorumRule.objects.create(organisation=group.organisation, version=1, voting_minimum=3, **facts)
    assert QuorumRule.objects.in_force(group, on=today()) == theirs
    own = QuorumRule.objects.create(group=group, version=1, voting_minimum=1, **facts)
    assert QuorumRule.objects.in_force(group, on=today()) == own
    assert own.in_words == "1 voting member"
    assert own.to_confirm == ""
    default = QuorumRule.objects.in_force(group, on=today() - DAY)
    assert default.assumed
    assert default.to_confirm.startswith("This rule came with LOTUS Cases: nobody here has set one.")


def test_loading_the_defaults_again_changes_nothing():
    load_defaults(QuorumRule, DEFAULTS.with_name("quorum-2.json"))
    assert QuorumRule.objects.count() == 2


def test_a_rule_belongs_to_a_group_or_an_organisation_by_the_database(group):
    with pytest.raises(IntegrityError), transaction.atomic():
        QuorumRule.objects.create(
            group=group,
            organisation=group.organisation,
            version=1,
            effective_from=today(),
            voting_minimum=3,
            source="Both.",
        )


def end_role(person, organisation, administrator):
    end_role_of_accounts(
        membership=person.memberships.get(organisation=organisation, role="group_member"), by=administrator
    )


def test_whose_role_ended_belongs_to_the_group_no_more(group, member, chair, administrator, organisation):
    assert set(group.members.current()) == set(group.members.all())
    end_role(member, organisation, administrator)
    assert [each.person for each in group.members.current()] == [chair]
    assert [each.person for each in group.members.not_ended()] == [chair]
    yesterday = today() - DAY
    assert {each.person for each in group.members.current(on=yesterday)} == {chair, member}


def test_another_role_that_sees_meetings_keeps_somebody_in_the_group(
    group, member, administrator, organisation
):
    give_role(person=member, organisation=organisation, role="case_manager", by=administrator)
    end_role(member, organisation, administrator)
    assert [each.person for each in group.members.current()] == [member]


def test_a_role_at_another_organisation_does_not(group, member, administrator, organisation):
    elsewhere = make_organisation()
    there = make_person("administrator", organisation=elsewhere)
    give_role(person=member, organisation=elsewhere, role="group_member", by=there)
    end_role(member, organisation, administrator)
    assert not group.members.current()


def test_what_the_agenda_opened_closes_at_once_with_the_role(item, member, administrator, organisation):
    actions.declare(item=item, answer="none", by=member)
    give_role(person=member, organisation=organisation, role="lessons_lead", by=administrator)
    assert member.case_access.current().filter(case=item.case).exists()
    end_role(member, organisation, administrator)
    assert not member.case_access.current().filter(case=item.case).exists()
