"""What somebody may do is said by dated memberships, each in one organisation."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts import actions
from accounts.models import Membership, Person
from accounts.permissions import Permission, check_has, has, organisations_with
from accounts.roles import ROLES
from audit.models import Event
from tests.factories import make_organisation, make_person
from ui.dates import clock, day, today
from ui.refusals import NotAllowed, Refusal

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def fresh(person):
    """Return the person as the next request reads them."""
    return Person.objects.get(pk=person.pk)


def hold(person, organisation, *, starts, ends=None, role="case_manager"):
    return Membership.objects.create(
        person=person, organisation=organisation, role=role, starts_on=starts, ends_on=ends
    )


@pytest.mark.parametrize(
    ("starts", "ends", "counts"),
    [
        (0, None, True),
        (1, None, False),
        (-5, 0, True),
        (-5, -1, False),
        (0, 0, True),
    ],
    ids=["from today", "from tomorrow", "last day today", "ended yesterday", "today only"],
)
def test_a_role_counts_from_its_first_day_to_its_last(organisation, starts, ends, counts):
    person = make_person()
    hold(
        person,
        organisation,
        starts=today() + starts * DAY,
        ends=None if ends is None else today() + ends * DAY,
    )
    assert has(person, Permission.CASE_RUN, within=organisation) is counts
    assert (organisations_with(person, Permission.CASE_RUN) == [organisation.pk]) is counts


def test_a_role_that_starts_tomorrow_opens_no_page_today(client, organisation):
    person = make_person()
    hold(person, organisation, starts=today() + DAY, role="administrator")
    client.force_login(person)
    assert client.get("/people/").status_code == 404
    assert client.get("/organisation/").status_code == 404


def test_each_page_asks_anew_who_it_is_and_what_their_roles_are(client, organisation):
    """Those who go through `tests/doors` are known there for all of its pages."""
    person = make_person("administrator", organisation=organisation)
    client.force_login(person)
    assert client.get("/people/").status_code == 200
    role = person.memberships.get()
    person.memberships.update(starts_on=today() - 2 * DAY, ends_on=today() - DAY)
    assert client.get("/people/").status_code == 404
    person.memberships.update(starts_on=role.starts_on, ends_on=None)
    assert client.get("/people/").status_code == 200
    Person.objects.filter(pk=person.pk).update(is_active=False)
    assert client.get("/people/")["Location"].startswith("/sign-in/")


def test_a_role_in_one_organisation_gives_nothing_in_another(organisation):
    elsewhere = make_organisation()
    person = make_person("case_manager", organisation=organisation)
    hold(person, elsewhere, starts=today(), role="administrator")
    assert has(person, Permission.CASE_RUN, within=organisation)
    assert not has(person, Permission.CASE_RUN, within=elsewhere)
    assert organisations_with(person, Permission.PEOPLE_MANAGE) == [elsewhere.pk]


def test_somebody_with_two_roles_may_do_what_either_allows(organisation):
    person = make_person("advisor", "administrator", organisation=organisation)
    assert has(person, Permission.TRIAGE_WRITE, within=organisation)
    assert has(person, Permission.PEOPLE_MANAGE, within=organisation)


def test_who_may_not_is_told_what_and_whom_to_ask(organisation):
    with pytest.raises(NotAllowed, match=r"does not let you close a case\. .*ask your administrator"):
        check_has(
            make_person("advisor", organisation=organisation), Permission.CASE_CLOSE, within=organisation
        )


def test_every_permission_is_held_by_a_role_and_the_administrator_sees_no_case(organisation):
    held = frozenset().union(*(role.permissions for role in ROLES))
    assert held == set(Permission)
    admin = next(role for role in ROLES if role.key == "administrator")
    assert admin.permissions == {
        Permission.PEOPLE_MANAGE,
        Permission.ORGANISATION_MANAGE,
        Permission.GUIDE_EDIT,
        Permission.QUORUM_SET,
    }


def test_what_somebody_may_do_is_read_once(organisation, django_assert_num_queries):
    person = fresh(make_person("advisor", "case_manager", organisation=organisation))
    with django_assert_num_queries(1):
        for permission in Permission:
            has(person, permission, within=organisation)


def test_the_database_holds_no_role_twice_at_the_same_time(organisation):
    person = make_person()
    hold(person, organisation, starts=today() - 10 * DAY, ends=today())
    with pytest.raises(IntegrityError, match="once_at_a_time"), transaction.atomic():
        hold(person, organisation, starts=today())
    hold(person, organisation, starts=today() + DAY)
    hold(person, organisation, starts=today(), role="advisor")
    hold(person, make_organisation(), starts=today())
    assert person.memberships.count() == 4


@pytest.mark.parametrize(
    ("wrong", "name"),
    [({"ends_on": today() - 40 * DAY}, "ends_after_start"), ({"role": "king"}, "known_role")],
)
def test_the_database_holds_no_role_it_does_not_know_or_that_ends_before_it_began(organisation, wrong, name):
    person = make_person("advisor", organisation=organisation)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        person.memberships.update(**wrong)


def test_a_role_is_given_from_today_and_a_second_click_changes_nothing(organisation, admin):
    person = make_person("advisor", organisation=organisation)
    given = [
        actions.give_role(person=person, organisation=organisation, role="lessons_lead", by=admin)
        for _ in range(2)
    ]
    assert given[0] == given[1]
    assert (given[0].starts_on, given[0].ends_on) == (today(), None)
    assert str(given[0]) == f"{person.name} as Lessons lead"
    event = Event.objects.get(kind="accounts.role_given")
    assert (event.actor_key, event.subject_key, event.detail) == (
        admin.pk,
        person.pk,
        {"role": "lessons_lead"},
    )


def test_a_role_ended_today_says_today_and_counts_no_more_from_that_moment(organisation, admin):
    person = make_person("advisor", organisation=organisation)
    actions.end_role(membership=person.memberships.get(), by=admin)
    ended = person.memberships.get()
    assert ended.ends_on == today()
    assert (
        ended.when
        == f"{day(ended.starts_on)} to {day(today())} at {clock(ended.ended_at)}, when it was ended"
    )
    assert not has(fresh(person), Permission.TRIAGE_WRITE, within=organisation)
    assert Event.objects.get(kind="accounts.role_ended").detail["last_day"] == today().isoformat()


def test_a_last_day_counts_whole_and_reads_as_the_last_day(organisation):
    person = make_person()
    hold(person, organisation, starts=today() - DAY, ends=today())
    assert has(person, Permission.CASE_RUN, within=organisation)
    assert person.memberships.get().when == f"{day(today() - DAY)} to {day(today())}"


def test_the_moment_of_the_end_has_its_day(organisation):
    person = make_person("advisor", organisation=organisation)
    with pytest.raises(IntegrityError, match="ended_has_last_day"), transaction.atomic():
        person.memberships.update(ended_at=timezone.now())


def test_a_role_can_end_on_a_later_day(organisation, admin):
    person = make_person("advisor", organisation=organisation)
    actions.end_role(membership=person.memberships.get(), last_day=today() + DAY, by=admin)
    assert has(fresh(person), Permission.TRIAGE_WRITE, within=organisation)
    assert not person.memberships.current(on=today() + 2 * DAY).exists()


def test_a_role_ended_on_the_day_it_began_stays_on_record_and_can_be_given_again(organisation, admin):
    person = make_person("advisor", organisation=organisation)
    given = actions.give_role(person=person, organisation=organisation, role="lessons_lead", by=admin)
    actions.end_role(membership=given, by=admin)
    assert not has(fresh(person), Permission.LESSONS_WRITE, within=organisation)
    again = actions.give_role(person=person, organisation=organisation, role="lessons_lead", by=admin)
    assert again.starts_on == today()
    held = person.memberships.filter(role="lessons_lead").values_list("ends_on", flat=True)
    assert set(held) == {today(), None}


def test_a_role_that_had_not_begun_is_taken_away(organisation, admin):
    person = make_person()
    actions.end_role(membership=hold(person, organisation, starts=today() + DAY), by=admin)
    assert not person.memberships.exists()


def test_an_organisation_keeps_at_least_one_administrator(organisation, admin):
    make_person("administrator", organisation=make_organisation())
    left = make_person("administrator", organisation=organisation)
    left.memberships.update(ends_on=today() - DAY)
    with pytest.raises(Refusal, match="only administrator"):
        actions.end_role(membership=admin.memberships.get(), by=admin)
    second = make_person("administrator", organisation=organisation)
    actions.end_role(membership=admin.memberships.get(), by=second)
    with pytest.raises(Refusal, match="only administrator"):
        actions.end_role(membership=second.memberships.get(), by=second)


def test_two_administrators_who_end_each_other_wait_for_one_another(organisation, admin):
    other = make_person("administrator", organisation=organisation)
    statements = []

    def listen(execute, sql, params, many, context):
        statements.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        actions.end_role(membership=other.memberships.get(), by=admin)
    locks = [
        number
        for number, sql in enumerate(statements)
        if "accounts_organisation" in sql and "FOR NO KEY UPDATE" in sql
    ]
    counted = [
        number for number, sql in enumerate(statements) if "NOT" in sql and "accounts_membership" in sql
    ]
    assert locks
    assert counted
    assert locks[0] < counted[0]


@pytest.mark.parametrize("role", ["case_manager", "responsible_officer", "advisor"])
def test_only_those_who_manage_people_give_and_end_roles(organisation, admin, role):
    somebody = make_person(role, organisation=organisation)
    with pytest.raises(NotAllowed):
        actions.give_role(person=somebody, organisation=organisation, role="administrator", by=somebody)
    with pytest.raises(NotAllowed):
        actions.end_role(membership=admin.memberships.get(), by=somebody)


def test_an_administrator_of_another_organisation_changes_nothing_here(organisation, admin):
    stranger = make_person("administrator", organisation=make_organisation())
    with pytest.raises(NotAllowed):
        actions.end_role(membership=admin.memberships.get(), by=stranger)


def test_one_address_is_one_person_however_it_is_written(db):
    make_person(email="Amara@Example.test")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_person(email="amara@example.TEST")
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=make_person().pk).update(email="AMARA@example.test")
