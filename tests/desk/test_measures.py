"""The measures of the group against figures worked out by hand, and what totals-only readers may see."""

import datetime as dt
import random
import uuid

import pytest

from accounts.models import Person
from cases.actions import restrict
from cases.models import Case, CaseAccess, Contact
from desk.measures import measures_for, readable_by
from pag.models import AgendaItem, Decision, Group, GroupMember, Meeting, QuorumRule, StoodAside
from tests.desk.conftest import page, texts
from tests.factories import make_case, make_person
from ui.dates import LONDON
from ui.suppression import shown, shown_parts, shown_table

pytestmark = pytest.mark.django_db
WORDS = dict.fromkeys(("considered", "decision", "rationale", "listened_how", "system_part"), "Words.")


@pytest.fixture
def group(organisation):
    return Group.objects.create(
        organisation=organisation, name="Advisory Group", abbreviation="PAG", kind="pag"
    )


@pytest.fixture
def decide(group, manager):
    """Return a function that records, by hand, what was decided on a day about a case received on another."""

    def decides(received, on, *, told=None, case=None, kind="meeting", adjourn=False, quorate=True):
        case = case or make_case(by=manager)
        Case.objects.filter(pk=case.pk).update(received_on=received)
        starts_at = dt.datetime.combine(on, dt.time(14), tzinfo=LONDON)
        meeting = Meeting.objects.create(
            group=group, starts_at=starts_at, place="Room 1", planned_by=manager, kind=kind
        )
        item = AgendaItem.objects.create(
            meeting=meeting, case=case, position=1, put_by=manager, state="considered"
        )
        facts = {"kinds": ["advice"]}
        if adjourn:
            facts = {"kinds": ["adjourn"], "adjourned_until": on + dt.timedelta(9), "adjourned_for": "Words."}
        if not quorate:
            rule = QuorumRule.objects.first()
            facts |= {"quorum_rule": rule, "quorum_missing": "A lay member", "without_quorum": "Ill."}
        Decision.objects.create(
            item=item,
            decided_on=on,
            recorded_by=manager,
            submission_key=uuid.uuid4(),
            listened_to=True,
            same_for_another="yes",
            **WORDS | facts,
        )
        if told:
            Contact.objects.create(case=case, on=told, how="phone", summary="Rang.", told=True, by=manager)
        return case

    return decides


def day(month, number, year=2024):
    return dt.date(year, month, number)


def lines(person, year=2024):
    fresh = Person.objects.get(pk=person.pk)
    (found,) = measures_for(fresh, readable_by(fresh), year=year)
    return {each.label: each.values for each in found.measures}


def test_what_is_counted_is_what_one_counts_by_hand(decide, manager, organisation, group):
    # Monday 8 April to Wednesday 10 April: 2 working days; told on the Thursday: 1.
    again = decide(day(4, 8), day(4, 10), told=day(4, 11), adjourn=True)
    # Its second meeting, in July, is no first one. Friday to Monday: 1 working day.
    decide(day(4, 8), day(7, 5), told=day(7, 8), case=again)
    # Over the bank holiday of 6 May: Friday 3 May to Tuesday 7 May is 1 working day. Not told yet.
    decide(day(5, 3), day(5, 7), quorate=False)
    # A decision between meetings is no first meeting and asks no quorum. Told the same day.
    decide(day(6, 3), day(6, 4), told=day(6, 4), kind="between", quorate=False)
    # The last day of the year before, and the first of the year after.
    decide(day(3, 1), day(3, 31), told=day(3, 31))
    decide(day(3, 3, 2025), day(4, 1, 2025))
    somebody = make_person("group_member", organisation=organisation)
    denial = CaseAccess.objects.create(
        case=again,
        person=somebody,
        effect="deny",
        reason="recused",
        source="connection",
        written_by=manager,
        starts_at=dt.datetime(2024, 6, 30, 23, 30, tzinfo=dt.UTC),
        ends_at=dt.datetime(2024, 7, 5, tzinfo=dt.UTC),
    )
    StoodAside.objects.create(denial=denial, how="unsure", statement="A friend?")
    assert lines(manager) == {
        "Cases considered for the first time": ["2", "–", "–", "–", "2"],
        "From concern to first meeting: median": ["1.5", "–", "–", "–", "1.5"],
        "From concern to first meeting: shortest to longest": ["1 to 2", "–", "–", "–", "1 to 2"],
        "Decisions": ["3", "1", "–", "–", "4"],
        "Practitioner told": ["2", "1", "–", "–", "3"],
        "From meeting to told: median": ["0.5", "1", "–", "–", "1"],
        "From meeting to told: shortest to longest": ["0 to 1", "1 to 1", "–", "–", "0 to 1"],
        "Adjournments": ["1", "–", "–", "–", "1"],
        "Decided without a quorum": ["1", "–", "–", "–", "1"],
        # In London it was July already.
        "Times somebody stood aside": ["–", "1", "–", "–", "1"],
    }
    reader = make_person("assurance_reader", organisation=organisation)
    assert {value for values in lines(reader).values() for value in values} == {"*", "–"}


def test_who_runs_meetings_counts_the_cases_open_to_them_and_who_sees_totals_all(
    decide, manager, organisation, group
):
    officer = make_person("responsible_officer", organisation=organisation)
    reader = make_person("assurance_reader", organisation=organisation)
    for number in range(9):
        case = decide(day(4, 1), day(4, 2), told=day(4, 3))
        if number == 0:
            restrict(case=case, people=[], by=officer)
    other = make_person("case_manager", organisation=organisation)
    assert lines(other)["Decisions"][0] == "8"
    assert lines(manager)["Decisions"][0] == "9"
    # Whoever presides reads those that are open to them; whoever only sits in the group none.
    seats = {}
    for kind in ("chair", "lay"):
        seats[kind] = make_person("group_member", organisation=organisation)
        GroupMember.objects.create(group=group, person=seats[kind], kind=kind, starts_on=day(1, 1))
    grant = {"effect": "read", "reason": "agenda", "source": "agenda:1", "written_by": manager}
    CaseAccess.objects.create(case=case, person=seats["chair"], **grant)
    assert lines(seats["chair"])["Decisions"][0] == "1"
    assert not readable_by(Person.objects.get(pk=seats["lay"].pk)).every
    totals = lines(reader)
    assert totals["Decisions"] == ["10", "–", "–", "–", "10"]
    assert totals["From meeting to told: median"][0] == "1"


def test_the_page_takes_the_same_queries_and_shows_no_name(
    decide, client, organisation, manager, django_assert_num_queries
):
    decide(day(4, 1), day(4, 2))
    reader = make_person("assurance_reader", organisation=organisation)
    client.force_login(reader)
    for more in (0, 6):
        for _ in range(more):
            decide(day(4, 1), day(4, 2))
        client.get("/")
        with django_assert_num_queries(12):
            answer = client.get("/figures/group/?year=2024")
    shown_page = page(answer)
    assert "Working days from the day the concern was received" in answer.content.decode()
    assert "Okafor" not in answer.content.decode()
    assert texts(shown_page, "h1") == ["Figures of the group"]
    client.force_login(make_person("group_member", organisation=organisation))
    assert client.get("/figures/group/").status_code == 404


def test_no_line_of_a_table_lets_a_small_number_be_worked_out():
    chance = random.Random(3)
    tried = 0
    for _ in range(2000):
        rows = [[chance.choice([0, 1, 3, 7, 8, 20, chance.randrange(60)]) for _ in range(4)] for _ in "ab"]
        table = shown_table(rows)
        whole = [[*row, sum(row)] for row in [*rows, [a + b for a, b in zip(*rows, strict=True)]]]
        for at, row in enumerate(whole):
            for place, count in enumerate(row):
                assert table[at][place] in ("*", shown(count))
                assert not 0 < count <= 7 or table[at][place] == "*"
        lines_of = [(row[:-1], out[:-1]) for row, out in zip(whole, table, strict=True)]
        lines_of += [
            ([row[place] for row in whole[:-1]], [out[place] for out in table[:-1]]) for place in range(5)
        ]
        for counts, out in lines_of:
            tried += 1
            # No line shows more than it would if it stood alone.
            alone = shown_parts(counts)
            hidden = {place for place, value in enumerate(out) if value == "*"}
            assert {place for place, value in enumerate(alone) if value == "*"} <= hidden
    assert tried > 1000
