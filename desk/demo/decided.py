"""What the group and the lessons lead of a story did."""

import datetime as dt
import uuid
from dataclasses import replace
from typing import Any

from cases.models.case import Route
from desk.demo.following import awaited
from desk.demo.told import Told
from lessons import actions as lessons
from lessons.written import WrittenAction, WrittenReview
from pag import actions as pag
from pag.actions import NewAction, NewArrangement, NewDecision, NewOption, say_arranged
from pag.actions.declare import still_to_declare
from pag.consequences import ASKED
from pag.following.actions import complete_action
from pag.models import Action, AgendaItem, Arrangement, Decision, GroupMember
from pag.sitting import sitting_of
from ui.dates import today

MONITORED_FOR = dt.timedelta(days=180)
TO = {
    "record_review": "Twenty sets of notes from the last six months",
    "referral_regulator": "The practitioner's regulator",
    "referral_advisory": "Practitioner Performance Advice, NHS Resolution",
}
ON_FILE = "A note of it is on the file."
# The kinds less than which nothing could be done, and those that ask for no more than learning.
NOTHING, LEARNING = {"no_further_action", "close", "adjourn"}, {"advice", "reflections", "close"}


def put(teller: Told) -> None:
    """Put the case on the agenda of the meeting that decided it."""
    teller.item = pag.put_on_agenda(
        case=teller.case, meeting=teller.cast.meeting(teller.meeting_day), by=teller.cast.manager
    )


def put_on_next(teller: Told) -> None:
    """Put the case on the agenda of the meeting that is still to come; one member may stand aside from it."""
    item = pag.put_on_agenda(
        case=teller.case, meeting=teller.cast.meeting(teller.next_meeting_day), by=teller.cast.manager
    )
    if aside := teller.told.get("stood_aside"):
        who = next(each for each in teller.cast.members if each.email == aside["who"])
        pag.declare(item=item, answer=aside["answer"], statement=aside["statement"], by=who)


def declare(teller: Told) -> None:
    """Let every member who is asked declare that they know of no conflict."""
    for member in teller.cast.members:
        if teller.item in still_to_declare(teller.item.meeting, member):
            pag.declare(item=teller.item, answer="none", by=member)


def decide(teller: Told) -> None:
    """Record the decision on the day of the meeting."""
    told = teller.told["decision"]
    item = AgendaItem.objects.get(pk=teller.item.pk)
    pag.record_decision(
        item=item,
        decision=replace(decision(told), **final(teller)),
        by=teller.cast.manager,
        submission_key=uuid.uuid4(),
        took_part=present(item),
        actions=[action(each, teller) for each in told["actions"]],
    )


def final(teller: Told) -> dict[str, Any]:
    """Say that the case manager decided at once where the group only advises."""
    if teller.case.route != Route.MHPS:
        return {}
    if "final_due_days" in teller.told["decision"]:
        return awaited(teller)
    return {
        "final_by": Decision.Final.CASE_MANAGER,
        "final_name": teller.cast.manager.name,
        "final_decision": "I follow what the group advised.",
        "final_on": teller.meeting_day,
    }


def present(item: AgendaItem) -> list[GroupMember]:
    """Return who took part: all who can; where it leaves a quorum, one who does not preside is away."""
    sitting = sitting_of(item)
    away = sitting.able[item.pk % len(sitting.able)]
    others = [member for member in sitting.able if member is not away or member.presides]
    return others if sitting.quorum(others).possible else sitting.able


def follow_up(teller: Told) -> None:
    """Mark the actions done whose day has come, and what was arranged."""
    for each in Action.objects.filter(decision__item=teller.item, due_on__lt=today(), done_on__isnull=True):
        complete_action(
            action=each, evidence="Seen in the records by the case manager.", by=teller.cast.manager
        )
    arranged = Arrangement.objects.filter(decision__item=teller.item, due_on__lt=today())
    for row in arranged:
        say_arranged(arrangement=row, done_on=row.due_on, words="", by=teller.cast.manager)


def decision(told: dict[str, Any]) -> NewDecision:
    """Return the decision as it was recorded."""
    kinds = told["kinds"]
    return NewDecision(
        considered=told["considered"],
        kinds=kinds,
        decision=told["decision_text"],
        rationale=told["rationale"],
        listened_to=told["listened"]["answer"] == "yes",
        listened_how=told["listened"]["how"],
        same_for_another="yes",
        system_part="Named in the lessons review that follows.",
        other_kind="As described in the decision" if "other" in kinds else "",
        investigator="Mrs Ines Corbett, from outside the organisation" if "investigation" in kinds else "",
        terms_due=today() + dt.timedelta(days=10) if "investigation" in kinds else None,
        health_reason="To know what would help them to take part." if "occupational_health" in kinds else "",
        adjourned_until=today() + dt.timedelta(days=28) if "adjourn" in kinds else None,
        options=looked_at(set(kinds)),
        factors="Two colleagues were away, and the new records system was slow.",
        arrangements=[
            NewArrangement(
                kind.value,
                by_whom="The case manager",
                due_on=today() + (MONITORED_FOR if kind == "monitoring" else dt.timedelta(days=21)),
                to=TO.get(kind.value, "As the decision says") if asked.to else "",
            )
            for kind, asked in ASKED.items()
            if kind in kinds
        ],
        adjourned_for="Further papers that were not there yet." if "adjourn" in kinds else "",
    )


def looked_at(kinds: set[str]) -> tuple[NewOption, ...]:
    """Return the options the group looked at before a decision of these kinds."""
    if kinds <= NOTHING:
        return ()
    nothing = NewOption("No further action", "What was found would be left as it is.")
    if kinds <= LEARNING:
        enough = "It puts right what was found, and asks for no more than that."
        return nothing, NewOption("Advice or learning", enough, chosen=True, least=True)
    advice = NewOption(
        "Advice alone", "It is not known yet whether advice would be enough for patients to be safe."
    )
    least = NewOption(
        "What the group decided", "Less would leave open what happens now.", chosen=True, least=True
    )
    return nothing, advice, least


def action(told: dict[str, Any], teller: Told) -> NewAction:
    """Return an action with its owner: a person of that role, or a body by name."""
    due_on = today() + dt.timedelta(days=told["due_days"])
    people = teller.cast.by_role.get(told["owner_role"])
    if people:
        return NewAction(what=told["what"], due_on=due_on, owner=people[0], completion=ON_FILE)
    return NewAction(
        what=told["what"],
        due_on=due_on,
        completion=ON_FILE,
        owner_name=told["owner_role"].replace("_", " ").capitalize(),
    )


def learn(teller: Told) -> None:
    """Write and complete the lessons review."""
    told, lead = teller.told["lessons"], teller.cast.one("lessons_lead")
    review = lessons.start_review(case=teller.case, by=lead)
    text = WrittenReview(
        group_on=teller.meeting_day,
        points={"share": told["share_with"]} | {each["key"]: each["text"] for each in told["points"]},
        lessons=told["key_lessons"],
        factors={each["factor"]: each["how"] for each in told["factors"]},
        actions=[
            WrittenAction(
                what=each["what"],
                owner=lead,
                due_on=today() + dt.timedelta(days=each["due_days"]),
                answers=[told["factors"][number % len(told["factors"])]["factor"]],
            )
            for number, each in enumerate(told["actions"])
        ],
    )
    review = lessons.save_review(review=review, text=text, version=review.version, by=lead)
    lessons.complete_review(review=review, version=review.version, by=lead)
