"""What is asked all the time is made into SQL once, and answered for what is given each time."""

import datetime as dt
import sys
from functools import partial

import pytest
from django.db import connection
from django.db.models import Q
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from accounts.models import Membership, Organisation, Person
from tests.at_once import at_once
from tests.factories import make_organisation, make_person
from ui.compiled import compiled


@compiled
def people(name, since):
    found = Person.objects.filter(Q(last_name=name) | Q(first_name=name), joined_at__gte=since)
    return found.order_by("last_name").values_list("last_name", flat=True)


@compiled
def organisation(pk):
    return Organisation.objects.select_for_update().filter(pk=pk)


@pytest.mark.django_db
class TestAsked:
    def test_it_is_answered_for_what_is_given_each_time(self, django_assert_num_queries):
        make_person(first_name="Ada", last_name="Reed")
        joined = make_person(first_name="Reed", last_name="O'Hara").joined_at
        longer_ago = dt.timedelta(days=-1)
        with django_assert_num_queries(4):
            assert people(name="Reed", since=joined + longer_ago) == ["O'Hara", "Reed"]
            assert people(name="O'Hara", since=joined) == ["O'Hara"]
            assert people(name="Reed", since=joined) == ["O'Hara"]
            assert people(name="Reed", since=joined - longer_ago) == []

    def test_it_finds_what_was_written_since(self):
        made = make_organisation(name="Before")
        assert organisation.one(pk=made.pk).name == "Before"
        Organisation.objects.filter(pk=made.pk).update(name="After")
        assert organisation.one(pk=made.pk).name == "After"
        assert organisation.one(pk=0) is None

    def test_the_sql_is_made_once(self, monkeypatch):
        people(name="Reed", since=dt.date(2026, 1, 1))
        monkeypatch.setattr(Person, "objects", None)
        assert people(name="Reed", since=dt.date(2026, 1, 2)) == []

    def test_whatever_it_asks_for_has_to_be_given(self):
        with pytest.raises(KeyError):
            organisation()

    def test_a_row_is_locked_only_within_a_transaction(self, monkeypatch):
        made = make_organisation()
        assert organisation.one(pk=made.pk) == made
        monkeypatch.setattr(connection, "get_autocommit", lambda: True)
        with pytest.raises(TransactionManagementError):
            organisation.one(pk=made.pk)


@pytest.mark.parametrize("field", ["starts_on", "ended_at"])
def test_a_day_or_a_moment_within_it_would_stand_still(field):
    @compiled
    def begun():
        return Membership.objects.filter(**{field: timezone.now()})

    with pytest.raises(TypeError):
        begun()


@pytest.mark.django_db(transaction=True)
def test_people_who_ask_at_once_are_each_answered_their_own():
    made = [make_organisation().pk for _each in range(4)]

    @compiled
    def named(pk):
        return Organisation.objects.filter(pk=pk).values_list("pk", flat=True)

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        found = at_once(*(partial(lambda pk: [named(pk=pk) for _time in range(200)], pk) for pk in made))
    finally:
        sys.setswitchinterval(before)
    assert found == [[[pk]] * 200 for pk in made]
