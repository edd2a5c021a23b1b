"""The table of stages, walked pair by pair, and closing."""

import itertools
import uuid

import pytest

from audit.models import Event
from cases import actions, policies
from cases.models import Case
from cases.models.case import Closing
from cases.stages import ENDED, MOVES, Stage
from tests.factories import make_person
from ui.refusals import NotAllowed, Refusal

pytestmark = pytest.mark.django_db


def at(case, stage):
    """Put the case at a stage as earlier moves would have."""
    ending = {"closed_at": "2026-03-03T10:00Z", "closed_by": case.manager, "closing": "learning"}
    Case.objects.filter(pk=case.pk).update(stage=stage, **(ending if stage == Stage.CLOSED else {}))
    return Case.objects.get(pk=case.pk)


@pytest.mark.parametrize(("start", "end"), list(itertools.permutations(Stage, 2)))
def test_a_case_moves_only_where_the_table_says(case, manager, start, end):
    case = at(case, start)
    allowed = end in MOVES[start]
    if start == Stage.CLOSED or end == Stage.CLOSED:
        return _check_closing(case, manager, start=start, end=end, allowed=allowed)
    if allowed:
        assert actions.move(case=case, to=end, by=manager).stage == end
        assert Event.objects.of_case(case.pk).filter(kind="case.moved", detail__end=end).exists()
    else:
        with pytest.raises(Refusal, match="cannot go to"):
            actions.move(case=case, to=end, by=manager)
        assert Case.objects.get(pk=case.pk).stage == start
    return None


def _check_closing(case, manager, *, start, end, allowed):
    if end == Stage.CLOSED and allowed:
        closed = actions.close(case=case, closing=Closing.LEARNING, closing_note="", by=manager)
        assert (closed.stage, closed.closed_by) == (Stage.CLOSED, manager)
    elif end == Stage.CLOSED:
        with pytest.raises(Refusal, match="cannot go to"):
            actions.close(case=case, closing=Closing.LEARNING, closing_note="", by=manager)
    elif allowed:
        opened = actions.reopen(case=case, reason="New.", submission_key=uuid.uuid4(), by=manager)
        assert (opened.stage, opened.closed_at, opened.closing) == (Stage.WITH_GROUP, None, "")


def test_every_stage_that_ends_a_case_can_be_left_again():
    assert all(MOVES[stage] for stage in ENDED)


def test_the_day_a_case_first_goes_before_the_group_is_kept(case, manager):
    case = actions.move(case=at(case, Stage.TRIAGE), to=Stage.WITH_GROUP, by=manager)
    first = case.first_with_group_on
    assert first is not None
    Case.objects.filter(pk=case.pk).update(first_with_group_on="2026-01-05", stage=Stage.OUTCOME)
    again = actions.move(case=case, to=Stage.WITH_GROUP, by=manager)
    assert str(again.first_with_group_on) == "2026-01-05"


def test_a_case_cannot_close_while_something_is_owed(case, manager, monkeypatch):
    monkeypatch.setattr(
        policies, "_closing_checks", [lambda _case: [policies.Owed("Dr Okafor has not been told.")]]
    )
    with pytest.raises(Refusal, match="Dr Okafor has not been told"):
        actions.close(case=at(case, Stage.OUTCOME), closing=Closing.LEARNING, closing_note="", by=manager)


def test_closing_twice_is_closing_once(case, manager):
    case = at(case, Stage.OUTCOME)
    for _ in range(2):
        actions.close(case=case, closing=Closing.LEARNING, closing_note="Agreed.", by=manager)
    assert Event.objects.of_case(case.pk).filter(kind="case.closed").count() == 1


def test_only_those_who_may_close_do(case):
    advisor = make_person("advisor", organisation=case.organisation)
    with pytest.raises(NotAllowed):
        actions.close(case=at(case, Stage.OUTCOME), closing=Closing.LEARNING, closing_note="", by=advisor)


def test_the_database_refuses_half_a_closing(case):
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(stage=Stage.CLOSED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(closing="learning")
