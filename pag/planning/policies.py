"""What must be true of a meeting before it is planned, changed, cancelled or closed."""

import datetime as dt
from dataclasses import dataclass

from pag.models import AgendaItem, Meeting
from pag.transitions import NOT_BEGUN
from ui.dates import as_day, day, today
from ui.refusals import Refusal
from ui.words import counted

# Further ahead than anybody plans: a year typed wrong.
FAR = dt.timedelta(days=3 * 366)


@dataclass(frozen=True)
class WhenAndWhere:
    """When and where a group meets, until when it is planned, and by when the papers are there."""

    starts_at: dt.datetime
    ends_at: dt.datetime | None = None
    place: str = ""
    link: str = ""
    papers_due: dt.date | None = None


def check_when_and_where(said: WhenAndWhere) -> None:
    """Raise Refusal where a meeting cannot be like that."""
    on = as_day(said.starts_at)
    if not (said.place or said.link):
        raise Refusal("Say where the group meets: a place, a link to join, or both.")
    if said.ends_at and said.ends_at <= said.starts_at:
        raise Refusal("The meeting cannot end before it starts. Check the two times.")
    if said.papers_due and said.papers_due > on:
        raise Refusal("The papers cannot be due after the meeting. Check the two dates.")
    if on > today() + FAR:
        raise Refusal(f"{day(on)} is more than three years ahead. Check the year.")


def check_not_past(day_of_meeting: dt.date) -> None:
    """Raise Refusal for a meeting to come on a day that is over."""
    if day_of_meeting < today():
        raise Refusal(f"{day(day_of_meeting)} is past. Choose today or a later day.")


def check_not_cancelled(meeting: Meeting) -> None:
    """Raise Refusal for a meeting that does not take place."""
    if meeting.cancelled_at:
        raise Refusal(
            f"The meeting of {day(meeting.day)} is cancelled, and nothing about it changes any more."
        )


def check_not_begun(meeting: Meeting) -> None:
    """Raise Refusal once a meeting is cancelled, or has begun."""
    check_not_cancelled(meeting)
    if meeting.stage not in NOT_BEGUN:
        raise Refusal(
            f"The meeting of {day(meeting.day)} has begun: when and where it is does not change any more."
        )


def check_can_cancel(meeting: Meeting) -> None:
    """Raise Refusal once something was decided at the meeting, or it has begun."""
    open_or_off = [AgendaItem.State.WAITING, AgendaItem.State.TAKEN_OFF]
    if meeting.items.exclude(state__in=open_or_off).exists():
        raise Refusal(
            "The group has decided something at this meeting, so it cannot be cancelled. End it, and take "
            "off the agenda what was not reached."
        )
    check_not_cancelled(meeting)
    if meeting.stage not in NOT_BEGUN:
        raise Refusal(
            "This meeting has begun, so it cannot be cancelled. End it, and take off the agenda what was "
            "not reached."
        )


def check_can_close(meeting: Meeting) -> None:
    """Raise Refusal while something on the agenda of the meeting is still open."""
    waiting = meeting.items.waiting().count()
    if waiting:
        raise Refusal(
            f"{counted(waiting, 'item')} of the agenda {'is' if waiting == 1 else 'are'} still open. Record "
            f"what was decided, or take {'it' if waiting == 1 else 'them'} off the agenda; then close the "
            "meeting."
        )
