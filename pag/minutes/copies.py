"""PDFs of approved minutes: one for whoever may read everything, and those that leave closed items out.

A plan says what is in a copy: {"sections": [[7, "open"], [8, "aside"]], "told": false, "corrections": [3]}.
Whoever asks is given the copy of the plan that is theirs at that moment, so that no file stays open to
somebody to whom an item of it has closed.
"""

import hashlib
import json
from collections.abc import Collection
from typing import Any

from accounts.models import Person
from documents.actions import want_pdf
from documents.kinds import PdfKind, register
from documents.models import Pdf
from pag.minutes.models import Minutes, MinutesCopy, MinutesSection
from pag.minutes.reading import Access, Reader, corrections_of, sections_of, shown_to

Plan = dict[str, Any]


def plan_of(reader: Reader, sections: Collection[MinutesSection]) -> Plan:
    """Return what a copy for this reader holds now."""
    corrections = corrections_of(sections)
    return {
        "sections": [[section.pk, str(reader.access[section.pk])] for section in sections],
        "told": reader.told,
        "corrections": [
            each.pk
            for section in sections
            if reader.access[section.pk] == Access.OPEN
            for each in corrections.get(section.pk, [])
        ],
    }


def _digest(plan: Plan) -> str:
    return hashlib.sha256(json.dumps(plan, sort_keys=True).encode()).hexdigest()


def freeze(copy: MinutesCopy) -> dict[str, Any]:
    """Return what the PDF shows: what the plan says is open, with the corrections made by then."""
    minutes = copy.minutes
    sections, plan = sections_of(minutes), copy.plan
    reader = Reader(access={key: Access(said) for key, said in plan["sections"]}, told=plan["told"])
    corrections = {
        key: [each for each in made if each.pk in plan["corrections"]]
        for key, made in corrections_of(sections).items()
    }
    return minutes_context(minutes, sections, reader, corrections)


def minutes_context(
    minutes: Minutes, sections: list[MinutesSection], reader: Reader, corrections: Any
) -> Any:
    """Return what page and PDF both show of the minutes."""
    shown = shown_to(reader, sections, corrections)
    taken_off = [each for each in shown if each.section.kind == MinutesSection.Kind.TAKEN_OFF]
    general = next((section for section in sections if section.item is None), None)
    return {
        "minutes": minutes,
        "meeting": minutes.meeting,
        "group": minutes.meeting.group,
        "organisation": minutes.meeting.group.organisation,
        "sections": [each for each in shown if each.section.kind != MinutesSection.Kind.TAKEN_OFF],
        "taken_off": [each for each in taken_off if each.open],
        "unseen_off": sum(not each.open for each in taken_off),
        "asides": [each.aside_in_words for each in shown if each.aside_in_words],
        "told": reader.told,
        # Who approved a single item would tell that the chair stood aside: it is for those who may know.
        "approved_by": general.approved_by if general else minutes.approved_by,
    }


def title(copy: MinutesCopy) -> str:
    """Name the PDF by group and day: titles become file names."""
    meeting = copy.minutes.meeting
    return f"Minutes {meeting.group.abbreviation} {meeting.day}"


def on_no_case(_person: Person, _pdf: Pdf) -> bool:
    """It hangs on no case: the page of the minutes asks who may open it, and is the only one that does."""
    return False


MINUTES = register(PdfKind("pag.minutes", "pag/minutes/pdf.html", freeze, title, may_open=on_no_case))


def want_copy(minutes: Minutes, reader: Reader, sections: Collection[MinutesSection], *, by: Person) -> Pdf:
    """Ask for the PDF that holds what is open to the reader; the same for all to whom the same is open."""
    plan = plan_of(reader, sections)
    copy, _made = MinutesCopy.objects.get_or_create(
        minutes=minutes, digest=_digest(plan), defaults={"plan": plan}
    )
    copy.minutes = minutes
    return want_pdf(kind=MINUTES, subject=copy, case=None, by=by)


def want_full_copy(minutes: Minutes, sections: Collection[MinutesSection], *, by: Person) -> Pdf:
    """Ask for the PDF of everything, for whoever may read everything and know who stood aside."""
    everything = Reader(access={section.pk: Access.OPEN for section in sections}, told=True)
    return want_copy(minutes, everything, sections, by=by)


def copy_for(minutes: Minutes, reader: Reader, sections: Collection[MinutesSection]) -> Pdf | None:
    """Return the PDF that is the reader's at this moment, made or not; None where nobody asked for it yet."""
    digest = _digest(plan_of(reader, sections))
    copy = MinutesCopy.objects.filter(minutes=minutes, digest=digest).first()
    return Pdf.objects.of(MINUTES.key, copy).select_related("file").first() if copy else None
