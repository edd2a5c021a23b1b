"""The minutes as one reader sees them: what is open to them, what is quoted, what was corrected."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from accounts.models import Person
from cases.models import Case
from pag.access import standing_of
from pag.minutes.models import Minutes, MinutesCorrection, MinutesSection
from pag.minutes.quoting import Quoted, quotations
from pag.models import AgendaItem, GroupMember, ItemDeclaration, StoodAside


class Access(StrEnum):
    """Whether a section is open to a reader, they stand aside from its item, or it is closed otherwise."""

    OPEN = "open"
    ASIDE = "aside"
    CLOSED = "closed"


@dataclass(frozen=True)
class Reader:
    """Somebody who reads the minutes: what each section is to them, by its key.

    `told` says that they may know who stood aside. `edits` and `presides` are what they are to the group.
    """

    access: Mapping[int, Access]
    told: bool
    edits: bool = False
    presides: bool = False


@dataclass(frozen=True)
class Shown:
    """A section as a reader sees it; nothing of it is here where it is not `open`."""

    section: MinutesSection
    access: Access
    quoted: Quoted
    corrections: list[MinutesCorrection]
    told: bool

    @property
    def open(self) -> bool:
        return self.access == Access.OPEN

    @property
    def aside_in_words(self) -> str:
        """How many stood aside from the item, and for those who may know, who; empty for nobody."""
        names = self.quoted.get("aside") or []
        if not names:
            return ""
        one = len(names) == 1
        said = f"{len(names)} {'member' if one else 'members'} stood aside from {self.section.title.lower()}"
        return f"{said}: {'; '.join(names)}." if self.told else f"{said}."


def sections_of(minutes: Minutes) -> list[MinutesSection]:
    """Return the sections in order, each with its item and case."""
    sections = list(
        minutes.sections.select_related(
            "item__case__practitioner",
            "item__case__organisation",
            "item__meeting",
            "other",
            "edited_by",
            "approved_by",
        )
    )
    cases = [each.item.position for each in sections if each.item and each.kind == MinutesSection.Kind.ITEM]
    for section in sections:
        section.minutes = minutes
        if section.other:
            section.other.number = max(cases, default=0) + (section.other.position or 0)
    return sections


def reader_of(person: Person, minutes: Minutes, sections: Collection[MinutesSection]) -> Reader:
    """Return what is open to `person` now."""
    standing = standing_of(person, minutes.meeting.group)
    items = {section.pk: section.item for section in sections if section.item}
    by_item = item_access(person, list(items.values()), member=standing.member)
    return Reader(
        access={
            section.pk: by_item[section.item_id] if section.item_id else Access.OPEN for section in sections
        },
        told=standing.sees_declarations,
        edits=standing.runs or standing.presides,
        presides=standing.presides,
    )


def item_access(
    person: Person, items: Collection[AgendaItem], *, member: GroupMember | None
) -> dict[int, Access]:
    """Return what each item is to `person`, by its key: the rule of `pag.permissions.check_can_read`."""
    cases = [item.case_id for item in items]
    visible = set(Case.objects.visible_to(person).filter(pk__in=cases).values_list("pk", flat=True))
    aside = set(
        StoodAside.objects.in_force()
        .of(person)
        .filter(denial__case__in=cases)
        .values_list("denial__case", flat=True)
    )
    none = ItemDeclaration.objects.filter(person=person, item__in=items, answer=ItemDeclaration.Answer.NONE)
    declared = set(none.values_list("item", flat=True))
    found = {}
    for item in items:
        reads = item.case_id in visible and (member is None or item.pk in declared)
        otherwise = Access.ASIDE if item.case_id in aside else Access.CLOSED
        found[item.pk] = Access.OPEN if reads else otherwise
    return found


def quoted_by_section(sections: Collection[MinutesSection]) -> dict[int, Quoted]:
    """Return what is quoted in each section: as it was kept with the approval, else as it is recorded."""
    live = quotations([section.item for section in sections if section.item and section.quoted is None])
    return {
        section.pk: section.quoted if section.quoted is not None else live.get(section.item_id or 0, {})
        for section in sections
    }


def corrections_of(sections: Collection[MinutesSection]) -> dict[int, list[MinutesCorrection]]:
    """Return the corrections by the key of their section, the oldest first."""
    found: dict[int, list[MinutesCorrection]] = defaultdict(list)
    made = MinutesCorrection.objects.filter(section__in=sections).select_related("made_by")
    for each in made.order_by("made_at", "pk"):
        found[each.section_id].append(each)
    return found


def shown_to(
    reader: Reader,
    sections: Collection[MinutesSection],
    corrections: Mapping[int, list[MinutesCorrection]],
) -> list[Shown]:
    """Return the sections as the reader sees them."""
    quoted = quoted_by_section(sections)
    found = []
    for section in sections:
        access = reader.access.get(section.pk, Access.CLOSED)
        is_open = access == Access.OPEN
        found.append(
            Shown(
                section=section,
                access=access,
                quoted=quoted[section.pk] if is_open else {},
                corrections=corrections.get(section.pk, []) if is_open else [],
                told=reader.told,
            )
        )
    return found
