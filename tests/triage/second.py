"""A case whose triage is in, and a second scoring of it at each step, reached through the real actions."""

from types import SimpleNamespace
from typing import Any

from cases.models import Case
from tests.factories import make_case
from tests.triage.conftest import answers, risk
from triage import actions
from triage.answers import Consequence
from triage.models import ProposedScore, Review, SecondScoring
from triage.sampling import rolling


def submit_red(room: SimpleNamespace) -> Review:
    """Submit the draft of `room` with a risk that is Red."""
    red = risk(likelihood=5, consequences=(Consequence("patient_safety", 4),))
    review = actions.save_review(
        review=room.review, data=answers(risks=(red,)), version=room.review.version, by=room.advisor
    )
    return actions.submit_review(review=review, by=room.advisor)


def submit_drawn(room: SimpleNamespace, roll: int = 0) -> Review:
    """Submit the written draft of `room` with this number drawn."""
    with rolling(lambda: roll):
        return actions.submit_review(review=room.review, by=room.advisor)


def requested(room: SimpleNamespace) -> SecondScoring:
    """Ask for a second scoring of the triage of `room`, which is submitted."""
    return actions.request_second(case=room.case, by=room.manager)


def ask(room: SimpleNamespace) -> SecondScoring:
    """Ask `room.other` to score the case on their own."""
    return actions.ask_second(scoring=requested(room), person=room.other, by=room.manager)


def begin(room: SimpleNamespace) -> SecondScoring:
    """Ask `room.other`, who declares none: their empty review is begun."""
    scoring = ask(room)
    actions.declare_alone(scoring=scoring, answer="none", statement="I know nobody there.", by=room.other)
    scoring.refresh_from_db()
    return scoring


def write(room: SimpleNamespace, scoring: SecondScoring, **changes: Any) -> Review:
    """Write the second scoring, whole."""
    review = scoring.second
    data = answers(**{"risks": (risk(likelihood=2, statement="Colleagues could be misled."),), **changes})
    return actions.save_review(review=review, data=data, version=review.version, by=room.other)


def both_in(room: SimpleNamespace, **changes: Any) -> SecondScoring:
    """Let both scorings be in."""
    scoring = begin(room)
    actions.submit_review(review=write(room, scoring, **changes), by=room.other)
    room.case = Case.objects.get(pk=room.case.pk)
    return SecondScoring.objects.get(pk=scoring.pk)


def propose(room: SimpleNamespace, scoring: SecondScoring, **changes: Any) -> ProposedScore:
    """Let the first advisor write a score down for both."""
    given = {"likelihood": 3, "severity": 3, "reason": "Both read the letter again.", "by": room.advisor}
    seen = scoring.proposed.count()
    return actions.propose_score(**{"scoring": scoring, "seen": seen, **given, **changes})


def agreed(room: SimpleNamespace) -> SecondScoring:
    """Let the first advisor write a score down, and the second confirm it."""
    scoring = getattr(room, "scoring", None) or both_in(room)
    actions.confirm_score(proposed=propose(room, scoring), by=room.other)
    return SecondScoring.objects.get(pk=scoring.pk)


def triaged_case(room: SimpleNamespace) -> Case:
    """Return a further case of the manager, scored by the same advisor."""
    case = make_case(by=room.manager, organisation=room.organisation)
    actions.ask_advisor(case=case, advisor=room.advisor, by=room.manager)
    actions.declare(case=case, answer="none", by=room.advisor)
    draft = Review.objects.get(case=case)
    draft = actions.save_review(review=draft, data=answers(), version=1, by=room.advisor)
    actions.submit_review(review=draft, by=room.advisor)
    return case
