"""What heads and lists show is computed from the facts, and a command puts it right again."""

import datetime as dt
import uuid
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases import actions as cases
from cases.models import Case, CaseSummary, Contact
from cases.stages import Stage
from cases.summary import First, Lead, Step, computed, register_lead, register_step, way_to_next
from letters.models import Letter
from letters.summary import told as told_by_letters
from pag import actions as pag
from pag.models import AgendaItem, Group
from tests.factories import make_case, make_person
from triage import actions as triage
from ui.dates import LONDON, today

pytestmark = pytest.mark.django_db
WRONG = {
    "colour": "red",
    "score": 25,
    "scored_on": dt.date(1999, 1, 1),
    "score_topic": "triage:0",
    "next_step": "Something else",
    "next_place": "elsewhere",
    "next_due": dt.date(1999, 1, 1),
    "last_told_on": dt.date(1999, 1, 1),
    "last_met_on": dt.date(1999, 1, 1),
    "pastoral_contact": "Nobody",
    "pastoral_reach": "nowhere",
}


def rebuild(*references):
    out = StringIO()
    call_command("rebuild_summaries", *references, stdout=out)
    return out.getvalue()


def summaries():
    return {row["case_id"]: row for row in CaseSummary.objects.values()}


def next_step(case):
    return CaseSummary.objects.get(case=case).next_step


def test_every_field_of_the_head_is_computed(case):
    fields = {field.name for field in CaseSummary._meta.concrete_fields} - {"case"}
    assert set(computed(case)) == fields == set(WRONG)


def test_a_reference_that_is_not_there_is_said_and_nothing_changes(case):
    CaseSummary.objects.update(**WRONG)
    with pytest.raises(CommandError, match="There is no case XX-2026-00001"):
        rebuild(case.reference, "XX-2026-00001")
    assert next_step(case) == "Something else"


def test_each_case_is_computed_while_it_is_held(case):
    with CaptureQueriesContext(connection) as asked:
        rebuild(case.reference)
    held = next(n for n, query in enumerate(asked.captured_queries) if "FOR UPDATE" in query["sql"])
    computing = [n for n, query in enumerate(asked.captured_queries) if "letters_letter" in query["sql"]]
    assert computing
    assert held < min(computing)


def test_two_steps_cannot_stand_at_one_place():
    with pytest.raises(ValueError, match="TELL"):
        register_step(First.TELL, lambda _case: Step())
    with pytest.raises(ValueError, match="TELL"):
        register_lead(First.TELL, Lead(str, lambda _person, _case: True))


def test_triage_from_the_first_letter_to_the_agenda(organisation, manager, case):
    advisor, other = (
        make_person("advisor", organisation=organisation, last_name=name) for name in ("Abel", "Bell")
    )
    assert next_step(case) == "Send the first letter and ask an advisor to triage"
    triage.ask_advisor(case=case, advisor=advisor, by=manager)
    assert next_step(case) == f"{advisor.name} to declare and triage"
    triage.declare(case=case, answer="yes", statement="A friend.", by=advisor)
    assert next_step(case) == "Ask another advisor to triage"
    triage.ask_advisor(case=case, advisor=other, by=manager)
    triage.declare(case=case, answer="none", by=other)
    assert next_step(case) == f"{other.name} to finish the triage"


def test_what_has_ended_waits_for_nothing_and_opened_again_waits_for_the_group(manager, case):
    cases.withdraw(case=case, reason="By mistake.", submission_key=uuid.uuid4(), by=manager)
    assert next_step(case) == ""
    cases.reopen(case=case, reason="New.", submission_key=uuid.uuid4(), by=manager)
    assert next_step(case).startswith("Send the first letter")
    Case.objects.filter(pk=case.pk).update(stage=Stage.OUTCOME)
    cases.close(case=case, closing="learning", closing_note="", by=manager)
    assert next_step(case) == "Send Dr Amara Okafor the closing letter"
    cases.reopen(case=case, reason="New.", submission_key=uuid.uuid4(), by=manager)
    assert next_step(case) == "Put on the agenda of the group"


def test_the_last_day_counts_and_an_earlier_contact_moves_it_not_back(manager, case):
    for days in (1, 4):
        cases.log_contact(
            case=case,
            how="phone",
            on=today() - dt.timedelta(days=days),
            summary="Called.",
            told=True,
            listened=False,
            by=manager,
            submission_key=uuid.uuid4(),
        )
    assert CaseSummary.objects.get(case=case).last_told_on == today() - dt.timedelta(days=1)


# Of the whole world: these follow each other, so that it is made once.


def test_after_real_actions_nothing_is_to_be_put_right(world):
    before = summaries()
    assert rebuild() == f"Looked at {len(before)} cases; 0 had something to put right.\n"
    assert summaries() == before


def test_planted_wrong_values_are_put_right_in_every_field(world):
    right = summaries()
    CaseSummary.objects.update(**WRONG)
    assert all(row[name] == value for row in summaries().values() for name, value in WRONG.items())
    said = rebuild()
    assert summaries() == right
    assert f"{world.own.reference}: {', '.join(sorted(WRONG))}" in said


def test_a_head_that_is_gone_is_written_again(world):
    right = summaries()
    CaseSummary.objects.filter(case=world.own).delete()
    rebuild(world.own.reference)
    assert summaries() == right


def test_only_the_named_cases_are_put_right(world):
    CaseSummary.objects.update(**WRONG)
    assert "Looked at 1 case; 1 had" in rebuild(world.own.reference)
    assert next_step(world.own) != "Something else"
    assert next_step(Case.objects.get(reference=world.keys["later"])) == "Something else"


# Where it is done, and by whom

WRITERS, PLANNERS = {"manager"}, {"manager", "officer"}
LEADS = {
    First.CLOSED: (PLANNERS, "letters/"),
    First.TELL: (PLANNERS, "letters/1/"),
    First.FINAL: (PLANNERS, "group/"),
    First.MEET: (PLANNERS, "group/"),
    First.AGENDA: (PLANNERS, "group/agenda/"),
    First.CLOSE: (PLANNERS, "close/"),
    First.NEXT_UPDATE: (WRITERS, "letters/"),
    First.DECIDED: (PLANNERS, "group/"),
    First.DECLARE: ({"advisor"}, "triage/"),
    First.TRIAGE: ({"advisor"}, "triage/"),
    First.CAME_BACK: (PLANNERS, "triage/"),
    First.TRIAGED: (PLANNERS, "group/agenda/"),
    First.WRITTEN: (PLANNERS, "triage/"),
    First.BEGIN: (WRITERS, "letters/"),
}


def test_what_comes_next_leads_those_who_may_do_it_to_where_it_is_done(world):
    case = Case.objects.select_related("summary", "organisation").get(pk=world.own.pk)
    readers = ("manager", "officer", "advisor", "chair", "member", "lessons")
    for place, (doers, page) in LEADS.items():
        case.summary.next_place = place.name.lower()
        ways = {name: way_to_next(world.people[name], case) for name in readers}
        there = f"{case.get_absolute_url()}{page}"
        assert ways == {name: there if name in doers else "" for name in readers}, place
        for name in doers:
            assert world.signed_in[name].get(there).status_code == 200, (place, name)
    # Nothing waits in a case that has ended.
    assert set(First) - set(LEADS) == {First.ENDED}
    # The head has the link for them, and the words alone for others.
    words = "Send Dr Amara Okafor the outcome letter"
    link = f'<a class="nhsuk-link" href="{world.own.get_absolute_url()}letters/1/">{words}</a>'
    pages = {
        name: world.signed_in[name].get(world.own.get_absolute_url()).content.decode()
        for name in ("manager", "lessons")
    }
    assert link in pages["manager"]
    assert link not in pages["lessons"]
    assert words in pages["lessons"]


def test_the_agenda_and_after_it(world):
    manager = world.people["manager"]
    case = make_case(by=manager)
    group = Group.objects.get()
    meetings = [
        pag.plan_meeting(
            group=group,
            starts_at=dt.datetime.combine(today() + dt.timedelta(days=days), dt.time(9), LONDON),
            by=manager,
            submission_key=uuid.uuid4(),
            place="Room 2",
        )
        for days in (5, 9)
    ]
    item = pag.put_on_agenda(case=case, meeting=meetings[0], by=manager, without_triage="Urgent.")
    summary = CaseSummary.objects.get(case=case)
    assert (summary.next_step, summary.next_due) == ("Have everything ready for the PAG", meetings[0].day)
    pag.take_off_agenda(item=AgendaItem.objects.get(pk=item.pk), reason="Too soon.", by=manager)
    summary = CaseSummary.objects.get(case=case)
    assert summary.next_step == "Put the case on the agenda of another meeting"
    assert summary.next_due is None


def test_nothing_overtakes_a_practitioner_who_waits_to_be_told(world):
    """The world's outcome letter is a draft: whatever else happens, it comes first."""
    assert next_step(world.own) == "Send Dr Amara Okafor the outcome letter"
    triage.ask_advisor(case=world.own, advisor=world.people["asked"], by=world.people["manager"])
    assert next_step(world.own) == "Send Dr Amara Okafor the outcome letter"


# When the practitioner was told


@pytest.fixture
def letters_went_out(world, monkeypatch):
    """Return a function that lets letters of these kinds and days be the ones that went out."""

    def went_out(*letters):
        made = [Letter(kind=kind, posted_on=today() + dt.timedelta(days=days)) for kind, days in letters]
        monkeypatch.setattr("letters.models.letter.LetterQuerySet.told", lambda _letters: _Made(made))
        return [(day - today()).days for day in told_by_letters(world.own)]

    return went_out


class _Made(list):
    def only(self, *_names):
        return self


@pytest.mark.parametrize(
    ("letters", "counted"),
    [
        ([("outcome", 2)], [2]),
        ([("update", 2)], []),
        ([("update", -2)], [-2]),
        ([("update", 3), ("outcome", 2)], [2, 3]),
        ([("update", 1), ("outcome", 2)], [2]),
    ],
    ids=["the outcome", "owed", "before the meeting", "after the outcome", "before the outcome"],
)
def test_another_letter_counts_only_where_no_outcome_is_owed(letters_went_out, letters, counted):
    assert letters_went_out(*letters) == counted


def test_a_contact_at_which_they_were_told_lets_later_letters_count(world, letters_went_out):
    Contact.objects.create(
        case=world.own, how="phone", on=today(), summary="x", told=True, by=world.people["manager"]
    )
    assert letters_went_out(("update", 1)) == [1]
