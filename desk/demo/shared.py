"""A story's triage shared with the practitioner: a copy that is settled, sent with a letter, commented on."""

import uuid
from typing import Any

from cases import actions as cases
from desk.demo import lettered
from desk.demo.steps import Story
from desk.demo.told import Told
from letters import actions as letters
from letters.models import Kind
from triage import actions as triage
from triage.models import Review, Sharing
from triage.sharing import Mark, about
from ui.dates import today


def add(teller: Told, story: Story, told: dict[str, Any]) -> None:
    """Add what happened, each at its day."""
    story.add(told["settled_days_ago"], lambda: settle(teller, told), hour=15)
    story.add(told["sent_days_ago"], lambda: send(teller, told), hour=10)
    story.add(told["comments"]["days_ago"], lambda: comment(teller, told["comments"]), hour=11)


def settle(teller: Told, told: dict[str, Any]) -> None:
    """Mark what is withheld, and settle the copy."""
    manager = teller.cast.manager
    marks = [Mark(each["part"], each["reason"], passages=(each["words"],)) for each in told["withheld"]]
    draft = triage.save_sharing(
        review=_review(teller), marks=marks, names_reviewer=False, version=0, by=manager
    )
    triage.settle_sharing(sharing=draft, version=draft.version, by=manager)


def send(teller: Told, told: dict[str, Any]) -> None:
    """Enclose the copy with an update letter."""
    letter = letters.draft_letter(
        case=teller.case,
        kind=Kind.UPDATE,
        encloses=Sharing.objects.settled().get(review=_review(teller)),
        by=teller.cast.manager,
        submission_key=uuid.uuid4(),
    )
    lettered.send(letter, teller, said=told["letter"])


def comment(teller: Told, told: dict[str, Any]) -> None:
    """Receive what the practitioner says of its accuracy."""
    review = _review(teller)
    cases.receive_account(
        case=teller.case,
        text=told["text"],
        received_on=today(),
        how="letter",
        topic=review.topic,
        about=about(review),
        by=teller.cast.manager,
        submission_key=uuid.uuid4(),
    )


def _review(teller: Told) -> Review:
    return Review.objects.submitted().of_case(teller.case).latest("submitted_at")
