"""Whoever stands aside finds nothing of the case any more: proved by words planted everywhere.

And nothing that the practitioner is given says that somebody stood aside.
"""

import uuid
from collections.abc import Iterator
from functools import reduce
from typing import Any

import pytest
from django.db import transaction

from accounts.models import Draft
from cases.actions import answer_safety, hand_over
from cases.actions.record import SafetyAnswer
from documents.models import Pdf
from letters.letterhead import html as preview
from letters.models import Letter
from outbox.models import Message
from pag import actions
from pag.agenda.actions import ask_between, ratify, ratify_step
from pag.models import AgendaItem, Meeting
from tests.doors import world as doors_world
from tests.doors.world import ROLES, World
from tests.factories import make_case, make_organisation, make_person
from tests.kept import kept
from tests.triage.blind import RED, Garden, add, as_text, say, tell, visits
from triage import actions as triage
from triage.models import Sharing
from ui.dates import today

pytestmark = pytest.mark.django_db
refusals_without_a_page = doors_world.refusals_without_a_page


def between_planted(world: World, garden: Garden) -> None:
    """Let the case have an immediate step, a decision between meetings, and what the group said of both."""
    people, case = world.people, world.own
    plant = garden.plant
    step = SafetyAnswer(unsafe=True, step=plant("step"), decided_by=plant("step_by"), review_on=today())
    safety = answer_safety(case=case, answer=step, by=people["manager"])
    meeting = Meeting.objects.get(pk=world.keys["meeting"])
    seats = [each for each in meeting.group.members.current() if each.person == people["member"]]
    item = ask_between(
        case=case,
        group=meeting.group,
        why=plant("urgency"),
        members=seats,
        by=people["manager"],
        submission_key=uuid.uuid4(),
    )
    decision = doors_world.decide_between(world, item)
    ratify(decision=decision, meeting=meeting, outcome="changes", words=plant("ratified"), by=people["chair"])
    ratify_step(
        safety=safety, meeting=meeting, outcome="agreed", words=plant("step_ratified"), by=people["chair"]
    )
    world.keys |= {
        "between": item.meeting_id,
        "between_item": item.pk,
        "between_decision": decision.pk,
        "safety": safety.pk,
    }


@kept
def planted() -> tuple[World, Garden]:
    """Return a case that has been through the whole journey, with words planted in all that was written."""
    organisation = make_organisation()
    people = {
        name: make_person(role, organisation=organisation, last_name=name.capitalize())
        for name, role in ROLES.items()
    }
    people["stranger"] = make_person("advisor", organisation=make_organisation())
    raised = Garden().plant("raised")
    world = World(organisation, people, own=make_case(by=people["manager"], summary=raised))
    doors_world._document(world)
    doors_world._practice(world)
    add(world, "Letter known before")
    say(world, "Said before.")
    triage.ask_advisor(case=world.own, advisor=people["advisor"], by=people["manager"])
    triage.declare(case=world.own, answer="none", by=people["advisor"])
    garden = tell(world, RED)
    garden.words |= {raised.split()[1]: "raised", world.own.reference: "reference"}
    for name, person in people.items():
        world.sign_in(name, person)
    between_planted(world, garden)
    return world, garden


def leaks(world: World, garden: Garden, name: str, **chosen: Any) -> Iterator[str]:
    """Yield which words somebody meets behind which door; what they typed themselves does not count."""
    for how, text in visits(world, name, **chosen):
        path = how.split(" ", 2)[2]
        typed = [path, path.split("?")[0], *([world.own.reference] if "q=" in path else [])]
        seen = reduce(lambda left, each: left.replace(each, ""), typed, text)
        yield from (f"{garden.words[word]} at {how}" for word in garden.found_in(seen))


def not_read(expected: set[str], world: World, garden: Garden, name: str, within: str) -> set[str]:
    """Return which of the words somebody does not read there; once all are read they look no further."""
    missing = set(expected)
    for each in leaks(world, garden, name, within=within, reading=True, there_for=[name]):
        missing.discard(each.split(" at ")[0])
        if not missing:
            break
    return missing


def close_to(world: World, name: str) -> None:
    """Close the item to somebody: a member by the chair, the chair by themselves, the manager as a whole."""
    people = world.people
    item = AgendaItem.objects.get(pk=world.keys["item"])
    if name == "member":
        actions.name_aside(item=item, person=people["member"], statement="Friends.", by=people["chair"])
    else:
        actions.declare_connection(case=world.own, statement="Friends.", by=people[name])


@pytest.mark.parametrize("name", ["member", "manager"])
def test_before_it_is_all_there_and_afterwards_none_of_it(planted, name):
    world, garden = planted
    # Else what follows could not fail.
    places = {
        f"/cases/{world.own.reference}/": {
            "raised",
            "reference",
            "rationale",
            "decision",
            "title_after",
            "said_after",
        },
        f"/meetings/{world.keys['held']}/minutes/": {"more", "considered"},
    }
    if name == "member":
        places |= {
            "/read/": {"words", "text"},
            # A decision between meetings, and what was said of it.
            "/meetings/": {"urgency", "ratified", "step", "step_ratified"},
        }
    for within, expected in places.items():
        assert not_read(expected, world, garden, name, within) == set()
    word = next(iter(garden.words))
    Draft.objects.keep(world.people[name], f"AddNote:{world.own.reference}", f"text={word}")
    close_to(world, name)
    assert list(leaks(world, garden, name)) == []
    # The minutes stay, with the number of the item; the copy that is made for them now holds nothing of it.
    place = f"/meetings/{world.keys['held']}/minutes/"
    assert "You stand aside from this." in as_text(world.signed_in[name].get(place))
    world.signed_in[name].post(f"{place}pdf/")
    full, theirs = Pdf.objects.filter(kind="pag.minutes").order_by("pk").values_list("html", flat=True)
    assert "more" in {garden.words[word] for word in garden.found_in(full)}
    assert "You stand aside from this." in theirs and not garden.found_in(theirs)


def test_before_somebody_who_takes_it_over_has_declared_there_is_none_of_it(planted):
    world, garden = planted
    new = make_person("case_manager", "responsible_officer", organisation=world.organisation)
    world.people["new"] = new
    world.sign_in("new", new)
    case_pages = f"/cases/{world.own.reference}/group/"
    assert any(leaks(world, garden, "new", within=case_pages)), "else what follows could not fail"
    already = set(Message.objects.values_list("pk", flat=True))
    hand_over(case=world.own, manager=new, by=world.people["manager"])
    # Where they declare, and on their list of work, they see whom it is about, and nothing else.
    told = {at for at in leaks(world, garden, "new") if not at.endswith((" get /", " get /declare/"))}
    assert told == set()
    for place in ("/", "/declare/"):
        seen = garden.found_in(as_text(world.signed_in["new"].get(place)))
        assert {garden.words[word] for word in seen} <= {"reference"}
    (mail,) = Message.objects.exclude(pk__in=already).filter(to=new.email)
    assert not garden.found_in(f"{mail.subject}\n{mail.body}")
    actions.declare_first(case=world.own, said=actions.Answer("none"), by=new)
    assert any(leaks(world, garden, "new", within=case_pages))


def test_no_search_or_export_finds_it_and_no_mail_tells_of_it(planted):
    world, garden = planted
    client = world.signed_in["member"]
    words = ["raised", "rationale", "decision", "summary", "said_after", "title_after"]
    asked = [word for word, where in garden.words.items() if where in words]
    addresses = [(each, {"q": word}) for word in asked for each in ("/cases/", "/cases/export/")]

    def finds() -> int:
        return sum(world.own.reference in as_text(client.get(*each)) for each in addresses)

    assert finds() > 5
    already = set(Message.objects.values_list("pk", flat=True))
    close_to(world, "member")
    assert finds() == 0
    (mail,) = Message.objects.exclude(pk__in=already).filter(to=world.people["member"].email)
    assert not garden.found_in(f"{mail.subject}\n{mail.body}")


def test_everybody_else_reads_what_they_read_before(planted):
    world, garden = planted
    before = set(leaks(world, garden, "chair", within="/group/"))
    close_to(world, "member")
    assert set(leaks(world, garden, "chair", within="/group/")) == before != set()


def test_the_copy_of_the_triage_is_the_same_whether_or_not_somebody_stood_aside(planted):
    world, _garden = planted
    copies = []
    for aside in (False, True):
        with transaction.atomic():
            if aside:
                close_to(world, "member")
                close_to(world, "advisor")
            sharing = Sharing.objects.filter(review__case=world.own).order_by("pk").last()
            triage.settle_sharing(sharing=sharing, version=sharing.version, by=world.people["manager"])
            copies.append(Pdf.objects.filter(case=world.own).order_by("pk").last().html)
            transaction.set_rollback(True)
    assert copies[0] == copies[1]
    assert "Planted" in copies[1]


def test_the_letter_is_the_same_whether_or_not_somebody_stood_aside(case, item, chair, member, record):
    """Its draft, its preview, and all that is printed of the case."""
    given = []
    for aside in (False, True):
        with transaction.atomic():
            for person in (chair, member):
                actions.declare(item=item, answer="none", by=person)
            if aside:
                actions.name_aside(item=item, person=member, statement="Old friends.", by=chair)
                actions.declare(item=item, answer="unsure", statement="A neighbour.", by=chair)
            record("advice")
            letter = Letter.objects.get(case=case)
            printed = list(Pdf.objects.filter(case=case).values_list("html", flat=True))
            given.append((letter.subject, letter.text, preview(letter), printed))
            transaction.set_rollback(True)
    assert given[0] == given[1]
    words = str(given[1])
    assert "Dear" in words
    for never in ("Memberson", "Chairperson", "friends", "neighbour", "aside", "recuse"):
        assert never not in words
