"""What letters add to the head of a case: when the practitioner was told, and what there is to tell."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from cases.asked import register_asked_for_account
from cases.models import Case, Contact
from cases.stages import BEFORE_GROUP, Stage
from cases.summary import Lead, Step
from clocks.rules import LETTER_AFTER_MEETING, deadline
from letters import advice, promises
from letters.models import Kind, Letter
from letters.policies import may_see_drafts
from letters.transitions import State
from pag.models import Decision, FinalDecision
from pag.models.decision import DecisionQuerySet
from ui.compiled import compiled
from ui.dates import day


def untold(case: Case) -> DecisionQuerySet:
    """Return the decisions of whose outcome no letter has gone out, the first first."""
    told = Letter.objects.of_case(case).told().filter(decision__isnull=False)
    return Decision.objects.of_case(case).exclude(pk__in=told.values("decision")).reverse()


def tell(case: Case) -> Step | None:
    """An outcome letter has still to go out, or one that says what was decided on the group's advice."""
    if case.never_with_group:
        return None
    name = case.practitioner.name
    decided_on = _decided_on.one(case=case.pk)
    if decided_on:
        due = deadline(LETTER_AFTER_MEETING, decided_on, case.organisation)
        return Step(f"Send {name} the outcome letter", due.on)
    made_on = _made_on.one(case=case.pk)
    if made_on is None:
        return None
    due = deadline(LETTER_AFTER_MEETING, made_on, case.organisation)
    return Step(f"Tell {name} what was decided on the group's advice", due.on)


@compiled
def _decided_on(case: Any) -> "QuerySet[Decision, dt.date]":
    """Return the day of the first decision of whose outcome no letter has gone out."""
    return untold(case).values_list("decided_on", flat=True)[:1]


@compiled
def _made_on(case: Any) -> "QuerySet[FinalDecision, dt.date]":
    """Return the day of the first decision on advice that no letter has told."""
    return advice.untold(Case.objects.filter(pk=case)).values_list("made_on", flat=True)[:1]


def closed(case: Case) -> Step | None:
    """The case is closed or withdrawn, and the practitioner has still to be told so."""
    if case.stage == Stage.WITHDRAWN and (promised := promises.promised_for(case)):
        return Step(promises.tell_withdrawn(case), promised)
    if case.stage != Stage.CLOSED:
        return None
    closing = Letter.objects.since_closing(case)
    dealt_with = closing.told() | closing.filter(state=State.SET_ASIDE)
    return None if dealt_with.exists() else Step(f"Send {case.practitioner.name} the closing letter")


def decided(case: Case) -> Step | None:
    """The practitioner knows what was decided, and no further news is promised."""
    if case.stage in BEFORE_GROUP or not Decision.objects.of_case(case).exists():
        return None
    return Step("See to the actions that were decided")


def written(case: Case) -> Step | None:
    """The first letter has gone out, and no advisor has been asked."""
    if case.stage not in BEFORE_GROUP or not Letter.objects.of_case(case).told().exists():
        return None
    return Step("Ask an advisor to triage")


def letter_of(kind: Kind) -> Lead:
    """Lead those who work on letters to the first of that kind that waits; without one, to all letters."""

    def url(case: Case) -> str:
        waiting = Letter.objects.of_case(case).filter(kind=kind).needing_somebody().order_by("number")
        number = waiting.values_list("number", flat=True).first()
        if number is None:
            return reverse("letters", args=[case.reference])
        return reverse("letter", args=[case.reference, number])

    return Lead(url, may_see_drafts)


def asked_for_account(cases: Collection[int]) -> dict[int, dt.date]:
    """Return when the last letter that asks for their account went out, by the key of the case; one query."""
    letters = Letter.objects.told().filter(case__in=cases, kind=Kind.REFLECTIONS).order_by("number")
    letters = letters.only("case", "posted_on", "sent_at")
    return {letter.case_id: letter.went_out_on for letter in letters if letter.went_out_on}


@register_asked_for_account
def asked_for_theirs(case: Case) -> str:
    """Return which letter that went out asked for their account last, and by when where it says so."""
    kinds = [Kind.FIRST, Kind.REFLECTIONS]
    letter = Letter.objects.of_case(case).told().filter(kind__in=kinds).order_by("-number").first()
    if letter is None or letter.went_out_on is None:
        return ""
    said = f"Letter {letter.number}, which went out on {day(letter.went_out_on)}, asks for it"
    by = day(dt.date.fromisoformat(letter.context["reply_by"])) if "reply_by" in letter.context else ""
    return f"{said} by {by}." if by and by in letter.text else f"{said}."


def told(case: Case) -> list[dt.date]:
    """Return the days on which letters told the practitioner where things stand.

    Another letter does not tell the outcome of a meeting that is still owed: until the outcome letter has
    gone out, or they were told in a contact, it counts for nothing.
    """
    letters = list(Letter.objects.of_case(case).told().only("kind", "state", "posted_on", "sent_at"))
    outcomes = [
        letter.went_out_on for letter in letters if letter.kind == Kind.OUTCOME and letter.went_out_on
    ]
    others = [letter.went_out_on for letter in letters if letter.kind != Kind.OUTCOME and letter.went_out_on]
    if not others or case.never_with_group:
        return outcomes + others
    met = list(Decision.objects.of_case(case).order_by().values_list("decided_on", flat=True))
    contacts = Contact.objects.filter(case=case, told=True).order_by().values_list("on", flat=True)
    heard = [*outcomes, *contacts]
    return outcomes + [on for on in others if _nothing_owed(on, met=met, heard=heard)]


def _nothing_owed(on: dt.date, *, met: list[dt.date], heard: list[dt.date]) -> bool:
    last = max((each for each in met if each <= on), default=None)
    return last is None or any(last <= each <= on for each in heard)
