"""Whoever scores a case on their own learns nothing of how it was scored: proved by words planted everywhere.

Two things are held. No planted word reaches them, by any address of the product, search, export or e-mail,
while others who may do read it. And whether the first scoring is Red 25 or Green 1, every answer they get is
the same, letter by letter.
"""

import re
from dataclasses import dataclass, replace

from django.db import transaction

from documents.models import Pdf
from outbox.models import Message
from tests.doors import world as doors_world
from tests.doors.table import ALONE, READ
from tests.doors.world import ROLES, World
from tests.factories import make_case, make_organisation, make_person
from tests.kept import kept
from tests.triage.blind import (
    GREEN,
    RED,
    Garden,
    add,
    as_text,
    hand_in,
    say,
    tell,
    visits,
    walk,
    without_what_is_new,
)
from triage import actions as triage
from triage.models import SecondScoring

refusals_without_a_page = doors_world.refusals_without_a_page


@kept
def before() -> World:
    """Return a case whose first advisor has begun: the same whatever they will score."""
    organisation = make_organisation()
    people = {
        name: make_person(role, organisation=organisation, last_name=name.capitalize())
        for name, role in ROLES.items()
    }
    people["stranger"] = make_person("advisor", organisation=make_organisation())
    world = World(organisation, people, own=make_case(by=people["manager"], summary="A concern to score."))
    doors_world._document(world)
    doors_world._practice(world)
    add(world, "Letter known before")
    for name in ("manager", "advisor"):
        say(world, f"Said before by {name}.")
    triage.ask_advisor(case=world.own, advisor=people["advisor"], by=people["manager"])
    triage.declare(case=world.own, answer="none", statement="I know nobody.", by=people["advisor"])
    for name, person in people.items():
        world.sign_in(name, person)
    return world


@dataclass
class Met:
    """What whoever scores on their own is answered everywhere, and what the manager reads of the triage."""

    alone: dict[str, str]
    manager: str


@dataclass
class Told:
    """The case after a first scoring in Red, the words planted around it, and what was met either way."""

    world: World
    garden: Garden
    red: Met
    green: Met


def met(world: World) -> Met:
    triage_page = world.signed_in["manager"].get(f"/cases/{world.own.reference}/triage/")
    return Met(walk(world, "alone"), as_text(triage_page))


@kept
def told(before: World) -> Told:
    """Play the journey in Green, put it back, and play it in Red."""
    with transaction.atomic():
        world = replace(before, keys=dict(before.keys))
        tell(world, GREEN)
        green = met(world)
        transaction.set_rollback(True)
    garden = tell(before, RED)
    return Told(before, garden, met(before), green)


class TestPlantedWords:
    def test_no_planted_word_reaches_whoever_scores_on_their_own(self, told):
        leaks = {
            how: [told.garden.words[word] for word in told.garden.found_in(text)]
            for how, text in told.red.alone.items()
        }
        assert {how: found for how, found in leaks.items() if found} == {}

    def test_and_every_one_of_them_is_read_by_somebody_who_may(self, told):
        """Else the test above could not fail."""
        world, garden = told.world, told.garden
        printed = [pdf.html for pdf in Pdf.objects.filter(case=world.own)]
        unseen = garden.words.keys() - garden.found_in("\n".join(printed))
        # The words of an own note are read by its writer only.
        readers = (("lessons", "/lessons/"), ("member", "/read/"), ("manager", ""))
        for name, within in readers:
            for _how, text in visits(world, name, within=within, reading=True, there_for=[name]):
                unseen -= garden.found_in(text)
                if not unseen:
                    break
        assert {garden.words[word] for word in unseen} == set()

    def test_no_search_finds_the_case_for_them_while_the_manager_finds_it(self, told):
        world, garden = told.world, told.garden
        reference = world.own.reference
        for word in garden.words:
            for address in ("/cases/", "/cases/export/"):
                mine = as_text(world.signed_in["alone"].get(address, {"q": word}))
                assert reference not in mine
                assert not garden.found_in(mine.replace(word, ""))
        sought = {"rationale", "decision", "summary", "said_after", "title_after"}
        for word in [word for word, where in garden.words.items() if where in sought]:
            assert reference in as_text(world.signed_in["manager"].get("/cases/", {"q": word}))

    def test_no_mail_to_them_holds_a_word_colour_or_score(self, told):
        world, garden = told.world, told.garden
        mails = Message.objects.filter(to=world.people["alone"].email)
        text = "\n".join(f"{each.subject}\n{each.body}" for each in mails)
        assert "score this case on your own" in text
        assert not garden.found_in(text)
        assert not re.search(r"\b(red|amber|green|25|group|letter|random)\b", text, re.IGNORECASE)

    def test_what_was_known_when_the_first_scored_is_there_for_them(self, told):
        world = told.world
        reference = world.own.reference
        text = as_text(world.signed_in["alone"].get(f"/cases/{reference}/triage/known/"))
        assert "A concern to score." in text
        assert "Letter known before" in text
        assert text.count("Said before by advisor.") == 3
        document = world.signed_in["alone"].get(f"/cases/{reference}/triage/known/documents/1/")
        assert b"".join(document).startswith(b"%PDF")

    def test_once_theirs_is_in_they_read_the_first(self, told):
        world, garden = told.world, told.garden
        hand_in(world)
        where = f"/cases/{world.own.reference}/triage/second-scorings/{world.keys['second']}/"
        text = as_text(world.signed_in["alone"].get(where))
        assert {"rationale", "statement", "factor"} <= {garden.words[each] for each in garden.found_in(text)}

    def test_why_they_were_asked_stays_closed_to_them(self, told):
        world = told.world
        hand_in(world)
        assert SecondScoring.objects.get(case=world.own).reason == "red"
        reason = SecondScoring.Reason.RED.label.lower()
        # By now whoever scored on their own may open what other readers may.
        for name, there_for in (("alone", READ | ALONE), ("advisor", ["advisor"]), ("lessons", ["lessons"])):
            for how, text in visits(world, name, reading=True, there_for=there_for):
                assert reason not in text.lower(), f"{name} {how}"
        theirs = world.signed_in["manager"].get(f"/cases/{world.own.reference}/triage/")
        assert reason in as_text(theirs).lower()


class TestSameWhateverWasScored:
    def test_every_answer_is_the_same_for_red_as_for_green(self, told):
        answers = [without_what_is_new(met.alone) for met in (told.red, told.green)]
        different = [how for how, red, green in zip(told.red.alone, *answers, strict=True) if red != green]
        assert different == []

    def test_and_it_is_not_for_the_manager(self, told):
        assert told.red.manager != told.green.manager
