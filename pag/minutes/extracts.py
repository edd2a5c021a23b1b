"""The extract of a case: its item of approved minutes alone, filed with its documents.

It may come to be read by the practitioner. It names no other practitioner, and nothing in it says who took
part, who stood aside, who held something against it or who approved it. Members stand in what was recorded
as what they are; their names in what was written for the minutes were pointed out before (`naming`).
"""

from collections.abc import Mapping
from typing import Any

from accounts.models import Person
from documents.actions import file_made, want_pdf
from documents.kinds import PdfKind, register
from documents.models import Pdf
from pag.minutes.models import MinutesSection
from pag.minutes.naming import roles_of, without_names
from pag.minutes.quoting import DISSENT, Quoted
from ui.dates import as_day, day

# Who corrected it, where they are no member: whoever runs the meetings.
FOR_THE_GROUP = "somebody who runs the group’s meetings"


def freeze(section: MinutesSection) -> dict[str, Any]:
    """Return what the extract shows of an approved section."""
    quoted: Quoted = section.quoted or {}
    meeting, case = section.minutes.meeting, section.item.case  # type: ignore[union-attr]
    roles = roles_of(section.minutes)

    def said(words: str) -> str:
        return without_names(words, roles, case.practitioner)

    return {
        "section": section,
        "quoted": {
            **quoted,
            "lines": [[label, said(words)] for label, words in quoted["lines"] if label != DISSENT],
            "actions": [[said(what), _who(who, roles), when] for what, who, when in quoted["actions"]],
            "ratified": said(quoted["ratified"]),
        },
        "corrections": [
            (each, roles.get(each.made_by, FOR_THE_GROUP))
            for each in section.corrections.select_related("made_by")
        ],
        "meeting": meeting,
        "group": meeting.group,
        "organisation": case.organisation,
        "case": case,
        "minutes": section.minutes,
    }


def _who(name: str, roles: Mapping[Person, str]) -> str:
    """Return who sees to an action: of a member what they are, of anybody else the name."""
    return next((role for person, role in roles.items() if name == person.name), name)


def title(section: MinutesSection) -> str:
    """Name the extract by the day of the meeting, and by when it was last corrected."""
    said = f"Minutes of {day(section.minutes.meeting.day)}, extract"
    last = section.corrections.order_by("made_at", "pk").last()
    return f"{said}, corrected on {day(as_day(last.made_at))}" if last else said


def file_it(pdf: Pdf) -> None:
    """Keep the extract with the documents of its case. Runs in the transaction that stores the file."""
    section = MinutesSection.objects.select_related("minutes__meeting__group", "minutes__drafted_by").get(
        pk=pdf.subject_key
    )
    file_made(pdf=pdf, by=section.minutes.drafted_by)


EXTRACT = register(
    PdfKind("pag.minutes_extract", "pag/minutes/extract.html", freeze, title, when_ready=file_it)
)


def want_extract(section: MinutesSection, *, by: Person) -> Pdf:
    """Ask for the extract of an approved section about an item; the caller holds the case."""
    return want_pdf(kind=EXTRACT, subject=section, case=section.item.case, by=by)  # type: ignore[union-attr]
