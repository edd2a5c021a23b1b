"""Closing a case while an immediate step keeps people safe: the step is never dropped in silence."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction

from audit.models import Event
from cases import actions, work
from cases.actions.close import StepAnswer
from cases.actions.record import SafetyAnswer
from cases.models import Case, SafetyCheck, StepAfterClosing
from cases.models.case import Closing
from cases.stages import Stage
from tests.factories import make_case, make_person
from tests.kept import kept
from tests.ui.html import Html
from ui.dates import day, today
from ui.refusals import Refusal

pytestmark = pytest.mark.django_db

LATER = today() + dt.timedelta(days=90)
UNSAFE = SafetyAnswer(
    unsafe=True, step="No <patients> alone", decided_by="The medical director", review_on=LATER
)


@kept
def unsafe(manager):
    case = make_case(by=manager, safety=UNSAFE)
    Case.objects.filter(pk=case.pk).update(stage=Stage.OUTCOME)
    return Case.objects.get(pk=case.pk)


def close(case, manager, step=None):
    actions.close(case=case, closing=Closing.LEARNING, closing_note="", step=step, by=manager)
    return Case.objects.get(pk=case.pk)


def answers(**more):
    return {"closing": "learning", "closing_note": ""} | more


@pytest.mark.parametrize(
    "step",
    [
        None,
        StepAnswer(ends=True),
        StepAnswer(ends=False, kept_by="The practice"),
        StepAnswer(ends=False, until=LATER),
        StepAnswer(ends=False, kept_by="The practice", until=today() - dt.timedelta(days=1)),
    ],
)
def test_a_case_does_not_close_before_it_is_said_what_becomes_of_the_step(unsafe, manager, step):
    with pytest.raises(Refusal, match="immediate step"):
        close(unsafe, manager, step)
    assert Case.objects.get(pk=unsafe.pk).stage == Stage.OUTCOME
    assert not StepAfterClosing.objects.exists()


def test_a_step_that_ends_says_why_and_nobody_is_unsafe_from_then_on(unsafe, manager):
    case = close(
        unsafe, manager, StepAnswer(ends=True, why="She has retired.", kept_by="ignored", until=LATER)
    )
    said = StepAfterClosing.objects.get()
    assert (said.ends, said.why, said.kept_by, said.until) == (True, "She has retired.", "", None)
    assert (said.said_by, said.said_at) == (manager, case.closed_at)
    assert not SafetyCheck.objects.filter(case=case).first().unsafe
    assert Event.objects.of_case(case.pk).filter(kind="case.step_ended").count() == 1
    assert (
        actions.reopen(case=case, reason="New.", submission_key=uuid.uuid4(), by=manager).stage
        == Stage.WITH_GROUP
    )


def test_closing_twice_writes_one_answer(unsafe, manager):
    for _ in range(2):
        close(unsafe, manager, StepAnswer(ends=True, why="She has retired."))
    assert StepAfterClosing.objects.count() == 1


def test_a_step_that_goes_on_stays_in_sight_of_whoever_managed_the_case(client, unsafe, manager):
    case = close(unsafe, manager, StepAnswer(ends=False, kept_by="The practice manager", until=LATER))
    event = Event.objects.of_case(case.pk).get(kind="case.step_kept")
    assert "practice" not in str(event.detail)
    client.force_login(manager)
    shown = Html(client.get(f"/cases/{case.reference}/").content.decode()).text("main")
    assert f"until {day(LATER)}: The practice manager looks after it" in shown
    asked = "See whether the immediate step has to go on: Dr Amara Okafor"
    assert asked not in [item.sentence for item in work.work_for(manager)]
    StepAfterClosing.objects.update(until=today())
    (item,) = [item for item in work.work_for(manager) if item.sentence == asked]
    assert item.urgent
    assert asked not in [
        item.sentence for item in work.work_for(make_person("case_manager", organisation=case.organisation))
    ]
    actions.answer_safety(case=case, answer=SafetyAnswer(unsafe=False), by=manager)
    assert asked not in [item.sentence for item in work.work_for(manager)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends": True, "why": ""},
        {"ends": True, "why": "Over.", "kept_by": "Somebody", "until": LATER},
        {"ends": False, "kept_by": "Somebody"},
        {"ends": False, "why": "Over.", "kept_by": "Somebody", "until": LATER},
    ],
)
def test_the_database_holds_no_half_answer(unsafe, manager, wrong):
    check = SafetyCheck.objects.get(case=unsafe)
    with pytest.raises(IntegrityError, match="ends_or_is_kept"), transaction.atomic():
        StepAfterClosing.objects.create(safety=check, said_by=manager, **wrong)


def test_the_page_shows_the_step_and_asks_what_becomes_of_it(client, unsafe, manager):
    client.force_login(manager)
    address = f"/cases/{unsafe.reference}/close/"
    shown = Html(client.get(address).content.decode())
    assert "No <patients> alone. Decided by The medical director" in shown.text(".app-inset")
    response = client.post(address, answers())
    assert response.status_code == 422
    assert "Select what becomes of the immediate step" in Html(response.content.decode()).text("main")
    assert client.post(address, answers(step="kept")).status_code == 422
    response = client.post(address, answers(step="ends", step_why="She has retired."))
    assert response.status_code == 302
    assert StepAfterClosing.objects.get().ends
    assert Case.objects.get(pk=unsafe.pk).ended


def test_where_nobody_is_unsafe_nothing_is_asked_about_a_step(client, case, manager):
    Case.objects.filter(pk=case.pk).update(stage=Stage.OUTCOME)
    client.force_login(manager)
    page = client.get(f"/cases/{case.reference}/close/").content.decode()
    assert "immediate step" not in page
    assert "What had to come first is done" in page
    assert client.post(f"/cases/{case.reference}/close/", answers()).status_code == 302
    assert not StepAfterClosing.objects.exists()


def test_a_case_is_not_withdrawn_from_under_a_step_in_force(client, unsafe, manager):
    key = uuid.uuid4()
    with pytest.raises(Refusal, match="An immediate step is in force"):
        actions.withdraw(case=unsafe, reason="By mistake.", submission_key=key, by=manager)
    client.force_login(manager)
    address = f"/cases/{unsafe.reference}/safety/"
    assert "With “No” it ends." in client.get(address).content.decode()
    said = client.post(address, {"unsafe": "no"}, follow=True).content.decode()
    assert "the immediate step has ended. Tell the practitioner" in said
    actions.withdraw(case=unsafe, reason="By mistake.", submission_key=key, by=manager)
    assert Case.objects.get(pk=unsafe.pk).stage == Stage.WITHDRAWN


def test_only_who_may_answer_is_offered_to_answer_again(client, unsafe, manager, organisation):
    Case.objects.filter(pk=unsafe.pk).update(first_with_group_on=today())
    client.force_login(manager)
    address = f"/cases/{unsafe.reference}/"
    assert "Answer again" in client.get(address).content.decode()
    client.force_login(make_person("lessons_lead", organisation=organisation))
    page = client.get(address).content.decode()
    assert "No &lt;patients&gt; alone." in page
    assert "Answer again" not in page
