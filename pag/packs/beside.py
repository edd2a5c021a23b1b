"""What stands in papers beside the cases: to ratify, immediate steps, other items, second scorings.

In a plan each is a line with what it is, its key, its number on the agenda if it has one, and a digest of
what is said of it: {"beside": "other", "key": 7, "number": 5, "said": "9f0c…"}. It holds no name.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from accounts.models import Person
from cases.models import Case
from pag.access import items_of
from pag.agenda.ratifying import Step, ToRatify, steps_to_ratify, to_ratify
from pag.models import AgendaItem, GroupMember, ItemDeclaration, Meeting
from pag.packs.papers import ItemPapers, Plan, closed_in
from pag.permissions import member_of
from triage.models import Review, SecondScoring
from ui.dates import day

RATIFY, STEP, OTHER, SECOND = "ratify", "step", "other", "second"


@dataclass(frozen=True)
class Entry:
    """One of them, as papers say it; `case` is the key of what it is about, where it is about one."""

    kind: str
    key: int
    title: str
    lines: list[str] = field(default_factory=list)
    number: int = 0
    case: int | None = None

    @property
    def code(self) -> dict[str, object]:
        said = hashlib.sha256("\n".join((self.title, *self.lines)).encode()).hexdigest()[:12]
        return {"beside": self.kind, "key": self.key, "number": self.number, "said": said, "case": self.case}


def beside_for(person: Person, meeting: Meeting, papers: Sequence[ItemPapers]) -> list[Entry]:
    """Return what is open to `person`, a member, beside the cases in `papers`; a fixed number of queries."""
    ratify = [each for each in to_ratify(meeting, person, member_of(meeting.group, person)) if each.open]
    items = items_of(person, meeting)
    open_cases = {each.item.case_id for each in papers} | {each.item.case_id for each in ratify}
    undeclared = {item.case_id for item in items} - open_cases
    steps = steps_to_ratify(meeting, items, person, undeclared=undeclared)
    return [
        *_seconds(person, papers),
        *(_to_ratify(each) for each in ratify),
        *(_step(each) for each in steps),
        *(
            Entry(OTHER, each.pk, each.title, [each.words] if each.words else [], each.number)
            for each in meeting.other_items.numbered()
        ),
    ]


def beside_plan(entries: Sequence[Entry]) -> Plan:
    """Return them as a version keeps them."""
    return [each.code for each in entries]


def still_open(person: Person, plan: Plan) -> bool:
    """Tell whether every decision and step in a plan is of a case that is still open to `person`."""
    ratify = {each["key"] for each in plan if each.get("beside") == RATIFY}
    cases = {each["case"] for each in plan if each.get("beside") in (RATIFY, STEP)}
    if not cases:
        return True
    declared = ItemDeclaration.objects.filter(
        item__in=ratify, person=person, answer=ItemDeclaration.Answer.NONE
    )
    readable = Case.objects.visible_to(person).filter(pk__in=cases)
    return readable.count() == len(cases) and declared.count() == len(ratify)


def beside_changes(old: Plan, new: Plan) -> list[str]:
    """Return what is different, in sentences that name nobody."""
    before, after = ({(each["beside"], each["key"]): each for each in _beside(plan)} for plan in (old, new))
    said = [
        f"{_called(after[place])} {'is new' if place not in before else 'is worded anew'}."
        for place in after
        if place not in before or before[place]["said"] != after[place]["said"]
    ]
    said += [
        f"Item {before[place]['number']} is now item {after[place]['number']}."
        for place in after
        if place in before and before[place]["number"] != after[place]["number"]
    ]
    gone = [line for place, line in before.items() if place not in after]
    return [*said, *(f"{_called(line)} is no longer among your papers." for line in gone)]


def holds_beside(old: Plan, new: Plan) -> bool:
    """Tell whether a plan says what is to be said now; what was dealt with since may stand in it still."""
    there, now = _beside(old), _beside(new)
    others, other_now = ([each for each in lines if each["beside"] == OTHER] for lines in (there, now))
    return others == other_now and all(each in there for each in now)


def _beside(plan: Plan) -> Plan:
    return [each for each in plan if "beside" in each]


def _called(line: dict[str, object]) -> str:
    return {
        RATIFY: "A decision to ratify",
        STEP: "An immediate step",
        OTHER: f"Item {line['number']}",
        SECOND: "What is said of a second scoring",
    }[str(line["beside"])]


def _to_ratify(each: ToRatify) -> Entry:
    item, decision = each.item, each.decision
    return Entry(
        RATIFY,
        item.pk,
        f"{_about(item.case)}: {'; '.join(decision.kinds_in_words)}, {day(decision.decided_on)}",
        [
            f"Between meetings, because: {item.urgency.why}",
            f"Decision: {decision.decision}",
            f"Reasons: {decision.rationale}",
            f"By {_named(item.presided.member)}. {_consulted(item)}".strip(),
        ],
        case=item.case_id,
    )


def _named(member: GroupMember) -> str:
    return f"{member.person.name}, {member.in_words}"


def _consulted(item: AgendaItem) -> str:
    asked = [f"{each.member.person.name} ({each.get_how_display().lower()})" for each in item.consulted.all()]
    return f"Consulted: {'; '.join(asked)}." if asked else ""


def _step(each: Step) -> Entry:
    safety = each.safety
    review = f"; to be reviewed by {day(safety.review_on)}" if safety.review_on else ""
    lines = [safety.step, f"Decided by {safety.decided_by}, {day(safety.answered_at)}{review}."]
    return Entry(STEP, safety.pk, _about(each.case), lines, case=each.case.pk)


def _about(case: Case) -> str:
    return f"{case.practitioner.name}, {case.reference}"


def _seconds(person: Person, papers: Sequence[ItemPapers]) -> list[Entry]:
    """Return what the page of an item says of a second scoring of the triage that is in the papers."""
    items = {each.item.case_id: each.item for each in papers if each.has_report}
    if not items:
        return []
    reviews = Review.objects.firsts().submitted().filter(case__in=items).order_by("revision")
    newest = dict(reviews.values_list("case", "pk"))
    closed = closed_in(person, [item.case for item in items.values()])
    told = SecondScoring.objects.told().filter(first__in=newest.values()).with_agreed()
    return [
        Entry(SECOND, items[each.case_id].pk, "Scored twice", _second(each))
        for each in told.select_related("second__advisor")
        if each.second and each.second.topic not in closed[each.case_id]
    ]


def _second(scoring: SecondScoring) -> list[str]:
    second, agreed = scoring.second, getattr(scoring, "agreed", None)
    assert second is not None, "both scorings are in"
    coloured = f"{str(second.overall_colour).capitalize()}, {second.overall_score}"
    first = f"{second.advisor.name} scored this case too, without seeing this scoring: {coloured}."
    if agreed is None:
        return [f"{first} No score has been agreed yet."]
    score = f"{str(agreed.colour).capitalize()}, {agreed.score}"
    how = agreed.get_decided_as_display().lower()
    return [f"{first} The agreed score is {score} ({day(agreed.at)}, {how}).", agreed.reason]
