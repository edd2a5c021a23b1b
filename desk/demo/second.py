"""The second scoring of a story: asked for, made by an advisor who knows nothing of the first, agreed."""

from typing import Any

from accounts.models import Person
from desk.demo.steps import Story
from desk.demo.told import Told
from triage import actions as triage
from triage.answers import Consequence, DocumentRead, ReviewData, RiskAnswers
from triage.models import SecondScoring
from ui.dates import today


def add(teller: Told, story: Story, told: dict[str, Any]) -> None:
    """Add what happened, each at its day."""
    story.add(told["asked_days_ago"], lambda: ask(teller, told), hour=10)
    if told["declared"]:
        story.add(told["asked_days_ago"], lambda: declare(teller), hour=12)
    if told["scored"]:
        story.add(told["scored"]["days_ago"], lambda: score(teller, told["scored"]), hour=16)
    if told["agreed"]:
        story.add(told["agreed"]["days_ago"], lambda: agree(teller, told["agreed"]), hour=11)


def ask(teller: Told, told: dict[str, Any]) -> None:
    """Ask the second advisor; first say that a second scoring is wanted, where that was not drawn."""
    manager = teller.cast.manager
    if told["requested"]:
        triage.request_second(case=teller.case, by=manager)
    triage.ask_second(scoring=_scoring(teller), person=_second(teller), by=manager)


def declare(teller: Told) -> None:
    """Declare no conflict, so that their own review is begun."""
    triage.declare_alone(scoring=_scoring(teller), answer="none", by=_second(teller))


def score(teller: Told, told: dict[str, Any]) -> None:
    """Write the second scoring and submit it."""
    person = _second(teller)
    draft = _scoring(teller).second
    assert draft is not None, "They have declared."
    data = ReviewData(
        reviewed_on=today(),
        summary=told["summary"],
        documents=(DocumentRead(title="The concern as it was raised"),),
        safeguarding=False,
        health=False,
        risks=(
            RiskAnswers(
                statement=told["statement"],
                consequences=(Consequence(told["domain"], told["severity"]),),
                likelihood=told["likelihood"],
                likelihood_why=told["likelihood_why"],
                managed_at="group",
                priority="soon",
                accepted=False,
                accepted_why="Not before the group has seen it.",
            ),
        ),
        rationale=told["rationale"],
        recommendation=told["recommendation"],
    )
    draft = triage.save_review(review=draft, data=data, version=draft.version, by=person)
    triage.submit_review(review=draft, by=person)


def agree(teller: Told, told: dict[str, Any]) -> None:
    """Let one of the two write down the score they agreed on, and the other confirm it, where they have."""
    one, other = teller.cast.one("advisor"), _second(teller)
    if told.get("written_by") == "second":
        one, other = other, one
    proposed = triage.propose_score(
        scoring=_scoring(teller),
        likelihood=told["likelihood"],
        severity=told["severity"],
        reason=told["reason"],
        seen=0,
        by=one,
    )
    if told.get("confirmed", True):
        triage.confirm_score(proposed=proposed, by=other)


def _scoring(teller: Told) -> SecondScoring:
    return SecondScoring.objects.select_related("second").get(case=teller.case)


def _second(teller: Told) -> Person:
    return teller.cast.by_role["advisor"][1]
