"""Figures: totals that let no small number be seen or worked out, and no case at all."""

import datetime as dt
import random
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Membership
from cases.actions import log_contact, move, restrict
from cases.models import Case, CaseSummary
from cases.stages import Stage
from desk.figures import figures_of
from lessons.models import ImprovementAction
from tests.desk.conftest import page, texts
from tests.factories import make_case, make_organisation, make_person
from ui.dates import today
from ui.suppression import shown, shown_parts

# Which counts each shown value may stand for, found by trying.
STANDS_FOR: dict[str, list[int]] = {}
for _count in range(400):
    STANDS_FOR.setdefault(shown(_count), []).append(_count)


@pytest.mark.parametrize(
    ("count", "value"),
    [(0, "0"), (1, "*"), (7, "*"), (8, "10"), (12, "10"), (13, "15"), (1002, "1,000"), (1003, "1,005")],
)
def test_small_counts_are_hidden_and_others_rounded(count, value):
    assert shown(count) == value


@pytest.mark.parametrize(
    ("counts", "values"),
    [
        ([20, 30], ["20", "30"]),
        ([0, 0], ["0", "0"]),
        ([3, 0], ["*", "0"]),
        ([3, 50], ["*", "*"]),
        ([3, 5, 50], ["*", "*", "50"]),
        ([3, 20, 50], ["*", "*", "50"]),
        ([1, 1, 50], ["*", "*", "*"]),
        ([1, 1, 0, 20, 50], ["*", "*", "0", "*", "50"]),
    ],
)
def test_a_part_that_could_be_worked_out_hides_the_next_smallest(counts, values):
    assert shown_parts(counts) == values


def could_be(counts, values, place):
    """Return which numbers from 1 to 7 a hidden part could be, for somebody who knows the whole."""
    whole = sum(counts)
    hidden = values.count("*") - 1
    low = sum(min(STANDS_FOR[value]) for value in values if value != "*") + hidden
    high = whole if hidden else sum(max(STANDS_FOR[value]) for value in values if value != "*")
    return {number for number in range(1, 8) if low <= whole - number <= high}


def test_whatever_the_counts_no_hidden_part_can_be_narrowed_down():
    chance = random.Random(7)
    tried = 0
    for _ in range(4000):
        counts = [chance.choice([0, 1, 2, 6, 7, 8, 9, 13, chance.randrange(90)]) for _ in range(5)]
        values = shown_parts(counts)
        if not any(0 < count < 8 for count in counts):
            assert values == [shown(count) for count in counts]
        if all(value in ("*", "0") for value in values):
            # Nothing is shown: there is nothing left to subtract.
            continue
        for place, value in enumerate(values):
            if value == "*":
                tried += 1
                assert could_be(counts, values, place) == set(range(1, 8)), (counts, values)
    assert tried > 1000


@pytest.fixture
def exact(monkeypatch):
    """Show every number as it is, so that the counting itself can be looked at."""
    monkeypatch.setattr("ui.suppression.HIDDEN_UP_TO", 0)
    monkeypatch.setattr("ui.suppression.ROUNDED_TO", 1)


def read(organisation, on=None):
    """Return the figures of one organisation, by heading and label."""
    (found,) = figures_of([organisation.pk], on=on or today())
    return {
        breakdown.heading: {figure.label: figure.value for figure in breakdown.figures}
        for breakdown in found.breakdowns
    }


@pytest.mark.django_db
class TestCounting:
    def test_open_cases_are_counted_by_stage_route_and_colour(self, exact, organisation, manager):
        first, second, third = (make_case(by=manager) for _ in range(3))
        move(case=first, to=Stage.TRIAGE, by=manager)
        Case.objects.filter(pk=second.pk).update(stage="withdrawn")
        scored = {"colour": "red", "score": 20, "scored_on": today(), "score_topic": "triage:1"}
        CaseSummary.objects.filter(case=third).update(**scored)
        Case.objects.filter(pk=third.pk).update(route="mhps")
        make_case(by=make_person("case_manager", organisation=make_organisation()))
        found = read(organisation)
        stages = found["Open cases by stage"]
        assert (stages["Received"], stages["Triage"], stages["With the group"]) == ("1", "1", "0")
        assert "Withdrawn" not in stages
        routes = found["Open cases by route"]
        assert sorted(routes.values()) == ["0", "0", "1", "1"]
        assert found["Open cases by colour"] == {
            "Red": "1",
            "Amber": "0",
            "Green": "0",
            "Not scored yet": "1",
        }

    def test_a_restricted_case_counts_like_any_other(self, exact, organisation, manager, case):
        restrict(case=case, people=[], by=make_person("responsible_officer", organisation=organisation))
        assert read(organisation)["Open cases by stage"]["Received"] == "1"

    def test_the_number_of_questions_is_fixed(self, organisation, manager):
        def questions(organisations):
            with CaptureQueriesContext(connection) as asked:
                figures_of(organisations, on=today())
            return len(asked)

        few = questions([organisation.pk])
        other = make_person("case_manager", organisation=make_organisation())
        for by in (manager, manager, other):
            move(case=make_case(by=by), to=Stage.TRIAGE, by=by)
        assert questions([organisation.pk, other.memberships.get().organisation_id]) == few
        assert few <= 9

    def test_letters_lessons_and_improvements(self, exact, world):
        found = read(world.organisation)
        assert found["First letters of open cases"] == {"Sent": "0", "Not sent yet": "2"}
        assert found["Lessons reviews"] == {"Written": "1", "Still to be written": "1"}
        assert found["Improvement actions"]["Under way"] == "1"
        tomorrow = read(world.organisation, on=today() + dt.timedelta(days=1))["Improvement actions"]
        assert tomorrow["Under way, and taking longer than planned"] == "1"
        assert tomorrow["Under way"] == "0"
        lead = world.people["lessons"]
        done = {"state": "done", "evidence": "Seen.", "done_by": lead, "done_at": dt.datetime.now(dt.UTC)}
        ImprovementAction.objects.update(**done)
        assert (
            read(world.organisation)["Improvement actions"]["Done, waiting for somebody to make sure"] == "1"
        )
        ImprovementAction.objects.update(assured_by=world.people["officer"], assured_at=done["done_at"])
        assert read(world.organisation)["Improvement actions"]["Done and made sure of"] == "1"
        ImprovementAction.objects.get().review.__class__.objects.update(
            state="draft", completed_at=None, completed_by=None
        )
        improvements = read(world.organisation)["Improvement actions"]
        assert improvements["Proposed, in a review that is being written"] == "1"

    def test_from_the_meeting_to_being_told(self, exact, world):
        heading = "From the meeting to the practitioner being told"
        assert read(world.organisation)[heading] == {
            "Outcomes told": "0",
            "Waiting to be told": "3",
            "Working days, median": "None yet",
            "Working days, longest": "None yet",
        }
        log_contact(
            case=world.own,
            how="phone",
            on=today(),
            summary="Rang.",
            told=True,
            listened=False,
            by=world.people["manager"],
            submission_key=uuid.uuid4(),
        )
        assert read(world.organisation)[heading] == {
            "Outcomes told": "2",
            "Waiting to be told": "1",
            "Working days, median": "0",
            "Working days, longest": "0",
        }
        later = today() + dt.timedelta(days=366)
        assert read(world.organisation, on=later)[heading]["Outcomes told"] == "0"

    def test_how_long_a_few_waited_is_not_shown(self, world):
        log_contact(
            case=world.own,
            how="phone",
            on=today(),
            summary="Rang.",
            told=True,
            listened=False,
            by=world.people["manager"],
            submission_key=uuid.uuid4(),
        )
        found = read(world.organisation)["From the meeting to the practitioner being told"]
        assert set(found.values()) == {"*"}


@pytest.mark.django_db
class TestThePage:
    @pytest.fixture
    def reader(self, organisation):
        return make_person("assurance_reader", organisation=organisation, last_name="Reader")

    def test_it_shows_totals_and_nothing_of_any_case(self, client, world):
        reader = world.people["assurance"]
        client.force_login(reader)
        shown_page = page(client.get("/figures/"))
        words = shown_page.text("main")
        assert "* open cases" in words
        for secret in (
            "Okafor",
            "Amara",
            "Invented Surgery",
            "7654321",
            world.own.reference,
            world.keys["later"],
        ):
            assert secret not in shown_page.source
        for person in set(world.people.values()) - {reader}:
            assert person.name not in shown_page.source
        assert [link.get("href") for link in shown_page.all("main a")] == ["/figures/group/"]

    def test_an_assurance_reader_finds_it_from_their_work_and_the_menu(self, client, reader):
        client.force_login(reader)
        links = [link.get("href") for link in page(client.get("/")).all("a")]
        assert links.count("/figures/") == 2

    def test_who_may_not_see_figures_is_offered_none(self, client, organisation):
        client.force_login(make_person("administrator", organisation=organisation))
        assert "/figures/" not in client.get("/").content.decode()
        assert client.get("/figures/").status_code == 404

    def test_numbers_are_rounded_on_the_page(self, client, organisation, manager, reader):
        for _ in range(9):
            make_case(by=manager)
        client.force_login(reader)
        words = page(client.get("/figures/")).text("main")
        assert f"{organisation}: 10 open cases" in words
        assert "Received10" in words

    def test_whoever_reads_the_cases_reads_their_numbers_as_they_are(self, client, organisation, manager):
        officers = [make_person("responsible_officer", organisation=organisation) for _ in range(2)]
        for _ in range(2):
            make_case(by=manager)
        restrict(case=make_case(by=manager), people=[], by=officers[0])
        for officer, count in zip(officers, (3, 2), strict=True):
            client.force_login(officer)
            words = page(client.get("/figures/")).text("main")
            assert f"{organisation}: {count} open cases" in words
            assert f"Received{count}" in words
            assert "hide them before you show" in words

    def test_each_organisation_stands_by_itself(self, client, organisation, reader):
        other = make_organisation(name="Another Trust")
        unseen = make_organisation(name="Unseen Trust")
        for place, role in ((other, "assurance_reader"), (unseen, "advisor")):
            Membership.objects.create(person=reader, organisation=place, role=role, starts_on=today())
        client.force_login(reader)
        headings = texts(page(client.get("/figures/")), "main h2")
        assert sorted(headings) == sorted([f"{organisation}: 0 open cases", "Another Trust: 0 open cases"])

    def test_it_is_looked_at_never_changed(self, client, reader):
        client.force_login(reader)
        assert client.post("/figures/").status_code == 405
