"""Where the group only advises, and somebody decided on its advice after the meeting."""

import datetime as dt
import uuid

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from audit.models import Event
from cases.actions import restrict, withdraw
from cases.models import Case, CaseSummary, SearchRow
from cases.policies import owed_before_closing
from cases.summary import way_to_next
from pag.actions import MadeLater, record_final
from pag.models import Decision, FinalDecision
from pag.summary import final as next_step
from pag.work import work_for
from tests.factories import make_person
from tests.pag.pages import text_of
from ui.dates import day, today
from ui.refusals import NotAllowed, Refusal

pytestmark = pytest.mark.django_db

SOON = today() + dt.timedelta(days=5)
MADE = MadeLater(
    made_by="medical_director",
    name="Dr Ruth Vane",
    made_on=today(),
    words="A mentor for <i>six</i> months.",
    why="Three would end in the winter.",
)


@pytest.fixture
def advised(record, item):
    """What the group advised, on which the medical director has still to decide."""
    Case.objects.filter(pk=item.case_id).update(route="mhps")
    return record("advice", final_by="medical_director", final_name="Dr Ruth Vane", final_due=SOON)


def final(decision, by, *, key=None, **changes):
    made = MadeLater(**vars(MADE) | changes)
    return record_final(decision=decision, made=made, by=by, submission_key=key or uuid.uuid4())


def page_of(decision):
    return reverse("group_final", args=[decision.item.case.reference, decision.pk])


def owed(decision):
    case = Case.objects.get(pk=decision.item.case_id)
    return [
        each for each in owed_before_closing(case) if "still to decide on what the group" in each.sentence
    ]


def asked(person, decision):
    return [each for each in work_for(person) if each.url == page_of(decision)]


def test_until_it_is_recorded_it_is_asked_for_everywhere_and_then_nowhere(advised, manager, as_):
    (item,) = asked(manager, advised)
    assert item.sentence.startswith("Ask Dr Ruth Vane what they decide on the group's advice about Dr")
    assert (item.due, item.waiting_since) == (SOON, advised.decided_on)
    (waits,) = owed(advised)
    assert waits.sentence.startswith("The medical director, Dr Ruth Vane, has still to decide")
    assert waits.ways[0].url == page_of(advised)
    step = next_step(advised.item.case)
    assert (step.words, step.due) == ("Record what Dr Ruth Vane decides on the group's advice", SOON)
    client, tab = as_(manager), reverse("case_group", args=[advised.item.case.reference])
    assert page_of(advised) in text_of(client.get(tab))
    for _click in range(2):
        answers = {
            "made_by": "medical_director",
            "name": "Dr Ruth Vane",
            "made_on_day": today().day,
            "made_on_month": today().month,
            "made_on_year": today().year,
            "words": MADE.words,
            "why": MADE.why,
            "submission_key": "7a1f4b0e-1111-4222-8333-444455556677",
        }
        assert client.post(page_of(advised), answers).status_code == 302
    kept = FinalDecision.objects.get()
    assert (kept.name, kept.words, kept.why, kept.recorded_by) == (MADE.name, MADE.words, MADE.why, manager)
    assert not asked(manager, advised)
    assert not owed(advised)
    assert next_step(advised.item.case) is None
    page = text_of(client.get(tab))
    assert page_of(advised) not in page
    assert f"The medical director, Dr Ruth Vane, decided on {day(today())}" in page
    assert "A mentor for &lt;i&gt;six&lt;/i&gt; months." in page
    assert "Why: Three would end in the winter." in page
    assert client.get(page_of(advised)).url == tab
    event = Event.objects.get(kind="pag.final_recorded")
    assert (event.actor_key, event.detail) == (manager.pk, {"day": advised.decided_on.isoformat()})
    timeline = text_of(client.get(f"/cases/{advised.item.case.reference}/timeline/"))
    assert f"recorded what was decided on the group&#x27;s advice of {day(advised.decided_on)}" in timeline
    assert SearchRow.objects.filter(source=f"final:{kept.pk}", case=advised.item.case).exists()


def test_the_page_starts_from_who_was_expected_and_takes_another(advised, manager, as_):
    client = as_(manager)
    page = text_of(client.get(page_of(advised)))
    assert 'value="Dr Ruth Vane"' in page
    assert "A mentor will work with Dr Okafor" in page
    wrong = client.post(page_of(advised), {"made_by": "case_manager", "words": "Yes.", "why": ""})
    assert wrong.status_code == 422
    # Sent in vain, it is kept for whoever closes the page now.
    assert "Yes.</textarea>" in text_of(client.get(page_of(advised)))
    assert "Yes." in text_of(wrong)
    final(advised, manager, made_by="case_manager", name=manager.name)
    assert (
        Decision.objects.of_case(advised.item.case)
        .get()
        .final_in_words.startswith(f"The case manager, {manager.name}, decided on {day(today())}")
    )


def test_whoever_decides_themselves_is_asked_to(record, item, manager):
    Case.objects.filter(pk=item.case_id).update(route="mhps")
    decision = record("advice", final_by="case_manager", final_name=manager.name, final_due=SOON)
    (mine,) = asked(manager, decision)
    assert mine.sentence == "Decide on the group's advice about Dr Amara Okafor, and record it"


def test_it_is_the_next_step_once_the_practitioner_was_told_the_advice(advised, manager, chair):
    CaseSummary.objects.filter(case=advised.item.case).update(next_place="final")
    case = Case.objects.get(pk=advised.item.case_id)
    assert way_to_next(manager, case) == page_of(advised)
    assert way_to_next(chair, case) == ""


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"made_on": today() + dt.timedelta(days=1)}, "between the meeting and today"),
        ({"made_on": today() - dt.timedelta(days=1)}, "between the meeting and today"),
        ({"words": ""}, "who decided, what they decided, and why"),
        ({"why": ""}, "who decided, what they decided, and why"),
        ({"name": ""}, "who decided, what they decided, and why"),
    ],
    ids=str,
)
def test_something_wrong_is_refused_in_words(advised, manager, changes, sentence):
    with pytest.raises(Refusal, match=sentence):
        final(advised, manager, **changes)


def test_it_is_recorded_once_by_whoever_records_decisions(advised, manager, chair, organisation):
    officer = make_person("responsible_officer", organisation=organisation, last_name="Officer")
    with pytest.raises(NotAllowed):
        final(advised, chair)
    restrict(case=advised.item.case, people=[], by=officer)
    with pytest.raises(NotAllowed, match="not open to you"):
        final(advised, make_person("case_manager", organisation=organisation))
    key = uuid.uuid4()
    assert final(advised, officer, key=key) == final(advised, officer, key=key)
    with pytest.raises(Refusal, match=f"{officer.name} has recorded already"):
        final(advised, manager)


def test_nothing_is_recorded_where_nobody_has_still_to_decide(record, item, manager, as_):
    decision = record("advice")
    with pytest.raises(Refusal, match="Nobody has still to decide"):
        final(decision, manager)
    assert as_(manager).get(page_of(decision)).status_code == 302
    assert as_(manager).get(page_of(decision).replace(str(decision.pk), "999999")).status_code == 404


def test_a_withdrawn_case_asks_for_nothing(advised, manager):
    withdraw(case=advised.item.case, reason="By mistake.", submission_key=uuid.uuid4(), by=manager)
    assert not asked(manager, advised)
    with pytest.raises(Refusal, match="withdrawn"):
        final(advised, manager)


def test_the_database_holds_it_whole_and_for_good(advised, manager):
    kept = final(advised, manager)
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        FinalDecision.objects.filter(pk=kept.pk).update(words="Another.")
    facts = {"made_on": today(), "recorded_by": manager, "words": "x", "why": "y", "name": "z"}
    for wrong in ({"made_by": "somebody"}, {"made_by": "case_manager", "why": ""}):
        with pytest.raises(IntegrityError, match="is_worded"), transaction.atomic():
            FinalDecision.objects.create(decision=advised, submission_key=uuid.uuid4(), **facts | wrong)
