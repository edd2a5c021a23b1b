"""What is kept between tests is the same for each of them, whatever the one before did to it."""

from types import SimpleNamespace

import pytest

from accounts.models import Organisation
from tests.factories import make_organisation
from tests.kept import kept


@kept
def place() -> SimpleNamespace:
    return SimpleNamespace(organisation=make_organisation(name="As it was"), said=[])


@kept
def renamed(place: SimpleNamespace) -> SimpleNamespace:
    place.organisation.name = "Renamed"
    place.organisation.save()
    return place


@pytest.mark.parametrize("time", ["first", "second"])
def test_rows_and_values_are_as_they_were_made(place: SimpleNamespace, time: str) -> None:
    assert Organisation.objects.get(pk=place.organisation.pk).name == place.organisation.name == "As it was"
    assert place.said == []
    place.organisation.name = time
    place.organisation.save()
    place.said.append(time)


@pytest.mark.parametrize("time", ["first", "second"])
def test_what_stands_on_it_is_seen_in_all_of_it(
    place: SimpleNamespace, renamed: SimpleNamespace, time: str
) -> None:
    assert place is renamed
    assert Organisation.objects.get(pk=place.organisation.pk).name == place.organisation.name == "Renamed"
    Organisation.objects.filter(pk=place.organisation.pk).update(name=time)


def test_and_is_gone_where_it_was_not_asked_for(place: SimpleNamespace) -> None:
    assert Organisation.objects.get(pk=place.organisation.pk).name == place.organisation.name == "As it was"


def test_nothing_of_it_is_there_for_a_test_that_did_not_ask(db: None) -> None:
    assert not Organisation.objects.filter(name__in=["As it was", "Renamed"]).exists()


def test_a_test_that_commits_has_it_made_anew(place: SimpleNamespace, transactional_db: None) -> None:
    assert Organisation.objects.get(pk=place.organisation.pk).name == "As it was"
