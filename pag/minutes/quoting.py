"""What the record says of items, in the words of the record: quoted in minutes, and never changed there.

A quotation is plain data, so that it can be kept with the approval: keys `decided` (kinds), `lines`
(label and words), `actions` (what, who, by when), `quorum` (a sentence), `without_quorum` (why),
`took_part` and `aside` (names), `ratified` (what the next meeting said of a decision between meetings),
and `off` (why it was taken off the agenda).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Prefetch

from cases.models import CaseAccess
from pag.models.agenda import AgendaItem, ItemDeclaration
from pag.models.decision import Decision
from pag.models.group import GroupMember
from pag.models.option import Option
from pag.models.participant import Participant
from ui.dates import day
from ui.words import counted

Quoted = dict[str, Any]
# It may name who asked for that: no extract of a case holds it.
DISSENT = "Dissent"


def quotations(items: Collection[AgendaItem]) -> dict[int, Quoted]:
    """Return what the record says of each item now, by its key; a fixed number of queries."""
    took_part = Prefetch(
        "item__participants", Participant.objects.select_related("member__person").order_by("pk")
    )
    found = (
        Decision.objects.filter(item__in=[item.pk for item in items])
        .select_related("final", "ratification", "item__case", "item__meeting__group", "quorum_rule")
        .prefetch_related("actions__owner", "options", "arrangements", "item__step_ratifications", took_part)
    )
    decisions = {decision.item_id: decision for decision in found}
    aside = _aside(decisions.values())
    return {
        item.pk: _decided(decisions[item.pk], aside[item.pk])
        if item.pk in decisions
        else {"off": item.taken_off_reason}
        for item in items
    }


def _decided(decision: Decision, aside: list[str]) -> Quoted:
    members = decision.took_part
    return {
        "decided": decision.kinds_in_words,
        "lines": [list(line) for line in _lines(decision)],
        "actions": [
            [_to_do(each.what, each.completion), each.by_whom, day(each.due_on)]
            for each in decision.actions.all()
        ],
        "quorum": _quorum(decision, len(members)),
        "without_quorum": decision.without_quorum,
        "took_part": [_as_what(member) for member in members],
        "aside": aside,
        "ratified": _ratified(decision),
    }


def _lines(decision: Decision) -> Iterable[tuple[str, str]]:
    yield "Decision", decision.decision
    yield "Reasons", decision.rationale
    yield "What the system contributed", decision.system_part
    if decision.investigator:
        yield "Investigator", f"{decision.investigator}; terms of reference by {day(decision.terms_due)}"
    if decision.health_reason:
        yield "Occupational health: why", decision.health_reason
    if decision.adjourned_until:
        yield "Adjourned until", f"{day(decision.adjourned_until)}, for: {decision.adjourned_for}"
    if decision.factors:
        yield "Factors noticed", decision.factors
    options = [_option(option) for option in decision.options.all()]
    if options:
        yield "Options looked at", "\n".join(options)
    for each in decision.arrangements.all():
        yield str(each.get_kind_display()), each.in_words
    if decision.dissent:
        yield DISSENT, decision.dissent
    for step in decision.item.step_ratifications.all():
        yield "Immediate step", f"{step.get_outcome_display()}. {step.words}".strip()
    if decision.final_by:
        yield "Who decides", decision.final_in_words


def _to_do(what: str, completion: str) -> str:
    return f"{what}\nHow we will know: {completion}" if completion else what


def _option(option: Option) -> str:
    marks = [
        words
        for words, holds in (
            ("chosen", option.chosen),
            ("the least restrictive that protects patients", option.least),
        )
        if holds
    ]
    said = f"{option.what} ({'; '.join(marks)})" if marks else option.what
    return f"{said}: {option.why}"


def _ratified(decision: Decision) -> str:
    said = getattr(decision, "ratification", None)
    if said is None:
        return ""
    return f"{said.get_outcome_display()}. {said.words}".strip()


def _quorum(decision: Decision, number: int) -> str:
    if decision.quorum_rule is None:
        return ""
    said = f"{counted(number, 'member')} took part."
    if decision.quorum_missing:
        return f"There was no quorum: {said[:-1]}. Missing: {decision.quorum_missing}."
    return f"There was a quorum: {said}"


def _as_what(member: GroupMember) -> str:
    return f"{member.person.name}, {member.in_words}" + ("" if member.voting else " (no vote)")


def _aside(decisions: Collection[Decision]) -> dict[int, list[str]]:
    """Return by item the members who stood aside from it when it was decided: by declaring, or kept out."""
    found: dict[int, list[str]] = defaultdict(list)
    if not decisions:
        return found
    items = [decision.item for decision in decisions]
    declared = set(
        ItemDeclaration.objects.filter(item__in=items)
        .exclude(answer=ItemDeclaration.Answer.NONE)
        .values_list("item", "person")
    )
    cases = [item.case_id for item in items]
    denials = CaseAccess.objects.filter(case__in=cases, effect=CaseAccess.Effect.DENY)
    spans = defaultdict(list)
    for denial in denials:
        spans[denial.case_id, denial.person_id].append((denial.starts_at, denial.ends_at))
    meetings = {item.meeting_id: item.meeting for item in items}
    for meeting in meetings.values():
        members = meeting.group.members.current(on=meeting.day).select_related("person")
        for decision in decisions:
            if decision.item.meeting_id != meeting.pk:
                continue
            at = decision.recorded_at
            for member in members:
                kept_out = any(
                    starts <= at and (ends is None or ends > at)
                    for starts, ends in spans[decision.item.case_id, member.person_id]
                )
                if kept_out or (decision.item_id, member.person_id) in declared:
                    found[decision.item_id].append(_as_what(member))
    return found
