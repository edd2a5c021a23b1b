"""What is decided on the advice of a group that advises: as letters say it, and what is still to be told."""

import datetime as dt

from django.db.models import Exists, OuterRef, QuerySet

from cases.models import Case
from cases.querysets import CaseQuerySet
from letters.models import Letter
from pag.models import Decision, FinalDecision
from ui.dates import day

NOT_YET = "not decided yet"
# The gap that published wordings leave on that route.
WHO_DECIDED = "who has decided, what and on which day; or by when it will be decided"


def who_decided(decision: Decision) -> str:
    """Return who decided on the group's advice, and what and when, or by when; empty where the group decides.

    The letter is the case manager's: what they decided themselves is said as theirs.
    """
    if not decision.final_by:
        return ""
    later = decision.decided_later
    if later:
        words = f"{later.words}\n\nWhy: {later.why}"
        return _decided(decision, later.made_by, later.name, on=later.made_on, words=words)
    if decision.final_on:
        words = decision.final_decision
        return _decided(decision, decision.final_by, decision.final_name, on=decision.final_on, words=words)
    return undecided(decision)


def _decided(decision: Decision, made_by: str, name: str, *, on: dt.date, words: str) -> str:
    own = _is_own(decision, made_by, name)
    return f"{'As your case manager I' if own else _who(made_by, name)} decided this on {day(on)}:\n\n{words}"


def undecided(decision: Decision) -> str:
    """Return how a letter says that it is not decided yet."""
    due = day(decision.final_due)
    if _is_own(decision, decision.final_by, decision.final_name):
        return f"As your case manager I have not decided yet. I will by {due}, and tell you."
    who = _who(decision.final_by, decision.final_name)
    return f"{who} has not decided yet and will by {due}. I will tell you what they decide."


def _who(made_by: str, name: str) -> str:
    manager = made_by == Decision.Final.CASE_MANAGER
    return f"The {'case manager' if manager else 'medical director'}, {name},"


def _is_own(decision: Decision, made_by: str, name: str) -> bool:
    return made_by == Decision.Final.CASE_MANAGER and name == decision.item.case.manager.name


def untold(cases: CaseQuerySet) -> QuerySet[FinalDecision]:
    """Return what was decided on advice in `cases`, and told in no letter approved since; the first first."""
    since = Letter.objects.filter(
        case=OuterRef("decision__item__case"), approved_at__gte=OuterRef("recorded_at")
    ).told()
    found = FinalDecision.objects.filter(~Exists(since), decision__item__case__in=cases.values("pk"))
    about = ("decision__item__case__practitioner", "decision__item__case__manager")
    return found.select_related(*about).order_by("made_on", "pk")


def untold_in(case: Case) -> QuerySet[FinalDecision]:
    """Return what was decided on advice in the case, and is still to be told in a letter."""
    return untold(Case.objects.filter(pk=case.pk))


def outdated(letter: Letter) -> str:
    """Return what is wrong, in words, where the letter says that nothing is decided, although it is."""
    later = letter.decision.decided_later if letter.decision else None
    if later is None or NOT_YET not in letter.text:
        return ""
    return (
        f"The letter says “{NOT_YET}”, but {later.name} decided on {day(later.made_on)}. Write what was "
        "decided and why, as it stands under “Group”."
    )
