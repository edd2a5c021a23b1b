"""Agreeing on a score once two have scored: one writes it down, the other confirms; or the officer does.

Where several wrote a scoring together, any of them speaks for it.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from audit.actions import record
from cases import actions as cases
from cases import search
from cases.models import Case
from documents.actions import want_pdf
from triage import events, mails, scoring
from triage.models import AgreedScore, Guide, ProposedScore, Review, SecondScoring
from triage.permissions import check_agrees, check_decides_second, may_agree
from triage.reports import REPORT
from triage.scale import Scale
from ui.refusals import Refusal, Stale
from ui.words import listed

State, DecidedAs = ProposedScore.State, AgreedScore.DecidedAs
SETTLED = (
    "A score has been agreed meanwhile, and it stays as it is. If something new comes to light, ask the case "
    "manager for a new scoring."
)


@transaction.atomic
def propose_score(
    *, scoring: SecondScoring, likelihood: int, severity: int, reason: str, seen: int, by: Person
) -> ProposedScore:
    """Write down the score that the two agree on; it counts once the other confirms it.

    `seen` is the number of the newest one the page showed, 0 where there was none: raises Stale where
    somebody wrote or answered one since. One that still waits is replaced and kept. A second click writes
    once.
    """
    case, found = _locked(scoring)
    check_agrees(by, case, found)
    last = found.proposed.order_by("-number").first()
    given = (by.pk, likelihood, severity, reason)
    if last and (last.by_id, last.likelihood, last.severity, last.reason) == given and last.is_open:
        return last
    _check_to_be_agreed(found)
    _check_in_scale(likelihood, severity)
    number = last.number if last else 0
    if seen != number:
        raise Stale(
            "A score was written down while you were working on yours. Nothing you typed is lost: read that "
            "one first, then save again if yours still stands.",
            version=number,
        )
    _replace_open(found, by)
    proposed = ProposedScore.objects.create(
        scoring=found, number=number + 1, likelihood=likelihood, severity=severity, reason=reason, by=by
    )
    topic = found.first.topic
    record(events.SCORE_PROPOSED, by=by, case=case, topic=topic, subject=proposed, number=proposed.number)
    for each in found.across(by):
        if may_agree(each, case, found):
            key = f"triage:proposed:{proposed.pk}:confirm:{each.pk}"
            mails.score_to_confirm(case=case, person=each, key=key)
    return proposed


@transaction.atomic
def confirm_score(*, proposed: ProposedScore, by: Person) -> AgreedScore:
    """Confirm what the other wrote down: from now on it is the agreed score. A second click confirms once."""
    case, found = _locked(proposed.scoring)
    check_agrees(by, case, found)
    proposed = ProposedScore.objects.get(pk=proposed.pk)
    there = AgreedScore.objects.filter(proposed=proposed).first()
    if there:
        return there
    _check_can_answer(proposed, found, by)
    _answer(proposed, State.CONFIRMED, by)
    return _settle(
        found,
        case,
        likelihood=proposed.likelihood,
        severity=proposed.severity,
        reason=proposed.reason,
        decided_as=DecidedAs.AGREED,
        proposed=proposed,
        by=by,
    )


@transaction.atomic
def differ_on_score(*, proposed: ProposedScore, why: str, by: Person) -> ProposedScore:
    """Say what one sees differently in what the other wrote down. A second click says it once."""
    case, found = _locked(proposed.scoring)
    check_agrees(by, case, found)
    proposed = ProposedScore.objects.get(pk=proposed.pk)
    if (proposed.state, proposed.answered_by_id, proposed.answer) == (State.DIFFERS, by.pk, why):
        return proposed
    _check_can_answer(proposed, found, by)
    proposed.answer = why
    _answer(proposed, State.DIFFERS, by)
    topic = found.first.topic
    record(events.SCORE_DIFFERS, by=by, case=case, topic=topic, subject=proposed, number=proposed.number)
    for each in found.across(by):
        if may_agree(each, case, found):
            key = f"triage:proposed:{proposed.pk}:differs:{each.pk}"
            mails.score_not_confirmed(case=case, person=each, key=key)
    return proposed


@transaction.atomic
def decide_score(
    *, scoring: SecondScoring, likelihood: int, severity: int, reason: str, by: Person
) -> AgreedScore:
    """Decide the score as the responsible officer, with a reason. A second click decides once."""
    case, found = _locked(scoring)
    check_decides_second(by, case, found)
    there = AgreedScore.objects.filter(scoring=found, by=by).first()
    if there and (there.likelihood, there.severity, there.reason) == (likelihood, severity, reason):
        return there
    _check_to_be_agreed(found)
    _check_in_scale(likelihood, severity)
    _replace_open(found, by)
    return _settle(
        found,
        case,
        likelihood=likelihood,
        severity=severity,
        reason=reason,
        decided_as=DecidedAs.OFFICER,
        by=by,
    )


def _locked(scoring: SecondScoring) -> tuple[Case, SecondScoring]:
    case = Case.objects.locked(scoring.case_id)
    return case, SecondScoring.objects.locked(scoring.pk)


def _check_to_be_agreed(found: SecondScoring) -> None:
    if found.state == SecondScoring.State.AGREED:
        raise Refusal(SETTLED)
    if found.state != SecondScoring.State.SCORED:
        raise Refusal("A score is agreed once both advisors have scored.")


def _check_in_scale(likelihood: int, severity: int) -> None:
    if not (scoring.in_scale(likelihood) and scoring.in_scale(severity)):
        raise Refusal("Likelihood and severity go from 1 to 5. Choose one of the answers listed.")


def _check_can_answer(proposed: ProposedScore, found: SecondScoring, by: Person) -> None:
    if proposed.by in found.side_of(by):
        theirs = listed([each.name for each in found.across(by)], joining="or")
        wrote = "You wrote this score down yourself"
        if proposed.by != by:
            wrote = f"{proposed.by.name}, who wrote your scoring with you, wrote this score down"
        raise Refusal(f"{wrote}. It counts once {theirs} confirms it.")
    _check_to_be_agreed(found)
    if not proposed.is_open:
        raise Refusal(
            "This score has been answered or replaced meanwhile. Nothing you typed is lost: read what stands "
            "on the page of the two scorings now."
        )


def _replace_open(found: SecondScoring, by: Person) -> None:
    waiting = found.proposed.filter(state=State.OPEN).first()
    if waiting:
        _answer(waiting, State.REPLACED, by)


def _answer(proposed: ProposedScore, state: ProposedScore.State, by: Person) -> None:
    proposed.state, proposed.answered_by, proposed.answered_at = state, by, timezone.now()
    proposed.save(update_fields=["state", "answer", "answered_by", "answered_at"])


def _settle(
    found: SecondScoring, case: Case, *, likelihood: int, severity: int, by: Person, **given: Any
) -> AgreedScore:
    """Store the agreed score; its colour is computed here, by the guide that both used."""
    score = scoring.score_of(likelihood=likelihood, severity=severity)
    band = Scale(Guide.objects.get(pk=found.first.guide_id)).band(score)
    agreed = AgreedScore.objects.create(
        scoring=found,
        likelihood=likelihood,
        severity=severity,
        score=score,
        colour=band.colour,
        band=band,
        by=by,
        **given,
    )
    found.state = SecondScoring.State.AGREED
    found.save(update_fields=["state"])
    cases.summarise(case=case)
    topic = found.first.topic
    search.index(case=case, source=f"agreed:{agreed.pk}", text=agreed.reason, topic=topic)
    record(events.SCORE_AGREED, by=by, case=case, topic=topic, subject=agreed, how=str(agreed.decided_as))
    # The report says from now on that two have scored, and what was agreed.
    first = Review.objects.whole().get(pk=found.first_id)
    want_pdf(kind=REPORT, subject=first, case=case, by=by, topic=topic)
    return agreed
