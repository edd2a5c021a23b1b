"""The steps of a meeting that have a button: what each is called, and what it does to whom."""

from collections.abc import Sequence
from dataclasses import dataclass

from pag.models import Meeting
from pag.readiness import Prepared
from pag.transitions import MOVES, MeetingStage
from ui.words import counted, listed


@dataclass(frozen=True)
class Step:
    """One step. `key` is what the button sends, `does` what the page says before it is taken."""

    key: str
    label: str
    heading: str
    done: str
    does: tuple[str, ...]

    @property
    def settles(self) -> bool:
        """Whether it asks what is still open, and no longer who is ready."""
        return self.key in ("end", MeetingStage.CLOSED)


PAPERS_OUT = Step(
    MeetingStage.PAPERS_OUT,
    "Send the papers out",
    "Send the papers out",
    "The papers are being made. Each member gets an e-mail when theirs are ready.",
    (
        "Every member gets one PDF of their own: the items open to them, with the documents chosen for each.",
        "When it is ready, an e-mail tells them. It names nobody. Nothing goes to any practitioner.",
        "Cases can still be put on the agenda and taken off it. New versions then say what changed.",
        "The page of the meeting says “Papers out” from now on. There is no way back to “Planned”.",
    ),
)
START = Step(
    MeetingStage.IN_PROGRESS,
    "Start the meeting",
    "Start the meeting",
    "The meeting is in progress.",
    (
        "The page of the meeting says “In progress”. There is no way back to before.",
        "Nothing is sent: no e-mail goes to the members or to any practitioner.",
        "Decisions are recorded item by item. Cases can still be put on the agenda.",
    ),
)
END = Step(
    "end",
    "End the meeting",
    "End the meeting",
    "The meeting has ended.",
    (
        "The page of the meeting says “Held” from now on. There is no way back.",
        "The agenda is closed: no further case can be put on it.",
        "Nothing is sent: no e-mail goes to the members or to any practitioner.",
        "What was decided can still be recorded afterwards, and an item that was not reached taken off.",
    ),
)
CLOSE = Step(
    MeetingStage.CLOSED,
    "Close the meeting",
    "Close the meeting",
    "The meeting is closed.",
    (
        "Everything on the agenda has its decision or was taken off, and the minutes are approved.",
        "The page of the meeting says “Closed”. What was recorded stays, and there is no way back.",
        "Nothing is sent: no e-mail goes to the members or to any practitioner.",
        "Actions go on until they are done. Corrections of the minutes can still be added.",
    ),
)
STEPS = {step.key: step for step in (PAPERS_OUT, START, END, CLOSE)}


def steps_of(meeting: Meeting) -> list[Step]:
    """Return the steps that the meeting may take now."""
    if meeting.stage == MeetingStage.APPROVED:
        return [CLOSE]
    if meeting.is_between or meeting.ended_at or meeting.cancelled_at:
        return []
    moves = MOVES[MeetingStage(meeting.stage)]
    found = [step for step in (PAPERS_OUT, START) if step.key in moves]
    if not meeting.has_come and START in found:
        found.remove(START)
    return [*found, END] if meeting.stage == MeetingStage.IN_PROGRESS else found


NO_PAPERS_YET = (
    "Nobody has declared on an item yet, so no papers are made now. Each member gets theirs, and an e-mail, "
    "once they have declared."
)
WITHOUT_PAPERS = (
    "The papers have not been sent out. Started now, the meeting goes on without them: none are made any "
    "more, and members read the items on screen."
)


def warning_of(step: Step, meeting: Meeting, items: Sequence[Prepared]) -> str:
    """Return what to think about before the step is taken; empty where nothing stands out."""
    waiting = [each for each in items if each.item.waits]
    if step is PAPERS_OUT and not any(each.readers for each in waiting):
        return NO_PAPERS_YET
    if step is START and meeting.stage == MeetingStage.PLANNED:
        return WITHOUT_PAPERS
    return ""


@dataclass(frozen=True)
class Affected:
    """An item as the step finds it: who can read it, and what is not there yet, in words."""

    prepared: Prepared
    sentences: list[str]


def affected(step: Step, items: Sequence[Prepared]) -> list[Affected]:
    """Return the items that are still to be considered, with what the step means for each."""
    waiting = [each for each in items if each.item.waits]
    if step.settles:
        return [Affected(each, ["No decision is recorded yet."]) for each in waiting]
    return [Affected(each, _readiness(each)) for each in waiting]


def _readiness(each: Prepared) -> list[str]:
    names = [member.person.name for member in each.readers]
    silent = [member.person.name for member in each.silent]
    if not names:
        sentences = [f"Open to nobody yet: none of {counted(len(silent), 'member')} has declared."]
    else:
        sentences = [f"Open to {counted(len(names), 'member')}: {listed(names)}."]
    if names and silent:
        sentences.append(f"Still to declare: {listed(silent)}.")
    missing = [line.words for line in each.lines[:-1] if not line.ready]
    if missing:
        sentences.append(f"{'. '.join(missing)}.")
    if not each.quorum.possible:
        sentences.append(f"No quorum possible. {each.quorum.in_words}")
    return sentences
