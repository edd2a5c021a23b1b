"""A case that has been before the group, the people around it, and a review somebody wrote."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

from cases.actions import move
from cases.models import Case
from cases.stages import Stage
from lessons import actions
from lessons.models import Review
from lessons.written import WrittenAction, WrittenReview
from tests.factories import make_case, make_organisation, make_person
from tests.kept import kept
from ui.dates import today


def before_group(case: Case, *, by: Any) -> Case:
    """Take a case to the group by its real moves."""
    move(case=case, to=Stage.TRIAGE, by=by)
    return move(case=case, to=Stage.WITH_GROUP, by=by)


@kept
def room() -> SimpleNamespace:
    """Return an organisation's people and a case of theirs that is with the group."""
    organisation = make_organisation()
    manager = make_person("case_manager", organisation=organisation, last_name="Manager")
    case = make_case(by=manager, organisation=organisation, source_detail="The receptionist, Pat Hidden")
    return SimpleNamespace(
        organisation=organisation,
        manager=manager,
        lead=make_person("lessons_lead", organisation=organisation, last_name="Lead"),
        owner=make_person("advisor", organisation=organisation, last_name="Owner"),
        case=before_group(case, by=manager),
    )


def text(owner: Any = None, **changes: Any) -> WrittenReview:
    """Return a review that lacks nothing."""
    whole: dict[str, Any] = {
        "group_on": today(),
        "points": {
            "supposed": "A recall by post.",
            "happened": "The recall was not sent.",
            "learn": "Look ahead.",
        },
        "lessons": ["Recalls need a second pair of eyes."],
        "factors": {
            "team_written": "The list was kept on paper.",
            "environment_workload": "Two lists ran at once.",
        },
        "actions": [
            WrittenAction(
                what="Move the recall list into the record system.",
                owner=owner,
                owner_body="" if owner else "Invented Surgery",
                due_on=today() + dt.timedelta(days=30),
                answers=["team_written"],
            )
        ],
    }
    return WrittenReview(**whole | changes)


@kept
def review(room: SimpleNamespace) -> Review:
    """Return a review that is written and not complete."""
    review = actions.start_review(case=room.case, by=room.lead)
    return actions.save_review(review=review, text=text(room.owner), version=1, by=room.lead)


@kept
def completed(room: SimpleNamespace, review: Review) -> Review:
    return actions.complete_review(review=review, version=review.version, by=room.lead)
