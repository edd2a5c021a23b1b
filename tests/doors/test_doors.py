"""Who may open what: every address, tried by somebody in every role, on a case of every kind."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from audit.models import Event
from cases import actions
from cases.models import CaseAccess
from tests.doors import world as doors_world
from tests.doors.table import DOORS, Door
from tests.doors.world import PEOPLE, World, build_world
from tests.factories import make_person
from ui.public import PUBLIC, routes

ON_CASE = [door for door in DOORS if door.about_case]
# Pages that tell no more of the case than the agenda or one's own list of work does: its name, or less.
TELL_NOTHING = {
    "agenda_move",
    "agenda_name_aside",
    "agenda_take_off",
    "aside",
    "item_papers",
    "decide_others",
    "letter_standing",
    "other_outcome",
    "pdf_status",
    "ratify",
    "ratify_step",
}
LED_IN = {200, 204, 302, 409, 422}


refusals_without_a_page = doors_world.refusals_without_a_page


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Build the world once, in a transaction that never ends well. Whoever changes it puts it back."""
    with django_db_blocker.unblock(), put_back():
        yield build_world()


@contextmanager
def put_back() -> Iterator[None]:
    """Leave the world as it was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def statuses(world: World, door: Door, names: Iterable[str]) -> dict[str, str]:
    """Go to the door as each, with an empty form where it takes one, and say how each was met."""
    with put_back():
        return {name: met(try_door(world, door, name)) for name in sorted(names)}


def try_door(world: World, door: Door, name: str) -> HttpResponse:
    """Go to the door; what is sent there is put back before the next comes."""
    client = world.signed_in[name]
    with nullcontext() if door.method == "get" else put_back():
        response = getattr(client, door.method)(door.path.format(**world.keys), door.data)
        # Read to its end, a streamed file is closed.
        b"".join(response)
    return response


def met(response: HttpResponse) -> str:
    return (
        "in" if response.status_code in LED_IN else {403: "told no", 404: "not there"}[response.status_code]
    )


def expected(door: Door, name: str) -> str:
    if name in door.opens:
        return "in"
    return "told no" if name in door.told_no else "not there"


def test_every_address_has_a_row_and_every_row_an_address():
    addresses = {name for name, _pattern in routes()}
    assert {door.name for door in DOORS} | PUBLIC == addresses


def test_only_the_listed_addresses_need_no_sign_in(world):
    client = Client()
    for door in DOORS:
        with put_back():
            response = getattr(client, door.method)(door.path.format(**world.keys))
        assert response.status_code == 302, door.name
        assert response["Location"].startswith("/sign-in/?next="), door.name


def test_nobody_reads_a_case_unseen(world):
    """Neither by an address of its own nor by a header that says it is for a piece of a page."""
    unseen = set()
    told = [door for door in DOORS if door.about_case or "item" in door.path]
    for door in {door.name: door for door in told if door.method == "get" and door.opens}.values():
        name = min(door.opens)
        with put_back():
            before = Event.objects.count()
            address = door.path.format(**world.keys)
            answer = world.signed_in[name].get(address, headers={"HX-Request": "true"})
            b"".join(answer)
            if answer.status_code == 200 and Event.objects.count() == before:
                unseen.add(door.name)
    assert unseen <= TELL_NOTHING


def called(door: Door) -> str:
    return f"{door.name} {door.path}"


def readers(door: Door) -> frozenset[str]:
    """Return who meets a page there; nobody else need be tried again where it is closed to them too."""
    return door.opens | door.told_no


@pytest.mark.parametrize("door", DOORS, ids=called)
def test_who_may_open_it(world, door):
    assert statuses(world, door, PEOPLE) == {name: expected(door, name) for name in sorted(PEOPLE)}


@pytest.fixture(scope="class")
def restricted(world: World) -> Iterator[World]:
    with put_back():
        actions.restrict(case=world.own, people=[], by=world.people["officer"])
        other_manager = make_person("case_manager", organisation=world.organisation)
        world.sign_in("other manager", other_manager)
        yield world


class TestRestricted:
    @pytest.mark.parametrize("door", ON_CASE, ids=called)
    def test_it_is_not_there_for_those_whose_role_alone_let_them_in(self, restricted, door):
        led_in = {"other manager", *({"lessons"} & readers(door))}
        assert set(statuses(restricted, door, led_in).values()) == {"not there"}


@pytest.fixture(scope="class")
def denied(world: World) -> Iterator[World]:
    with put_back():
        for name in frozenset().union(*map(readers, ON_CASE)):
            actions.deny(
                case=world.own,
                person=world.people[name],
                reason=CaseAccess.Reason.CONFLICT,
                source="doors",
                by=world.people["officer"],
            )
        yield world


class TestDenied:
    @pytest.mark.parametrize("door", [door for door in ON_CASE if readers(door)], ids=called)
    def test_it_is_not_there_whatever_the_role(self, denied, door):
        assert set(statuses(denied, door, readers(door)).values()) == {"not there"}


@pytest.mark.parametrize("door", [door for door in DOORS if door.topic], ids=called)
def test_a_sealed_topic_is_not_there(world, door):
    topic = world.keys["topic"] if door.topic == "triage" else door.topic
    with put_back():
        for name in door.opens:
            actions.seal(case=world.own, person=world.people[name], topic=topic, by=world.people["officer"])
        assert set(statuses(world, door, door.opens).values()) == {"not there"}
