"""What the page of whoever runs the meeting shows: a fixed number of queries whatever there is."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from accounts.models import Person
from audit.models import Event
from documents.models import Document
from pag.access import by_part, open_items_of
from pag.models import AgendaItem, GroupMember, Meeting
from pag.packs import events
from pag.packs.looking.access import ItemLooked, looked_through
from pag.packs.models import PackChoice, PackVersion


@dataclass(frozen=True)
class ToChoose:
    """An item whose papers somebody may choose: how many documents are picked, or that nobody has yet."""

    item: AgendaItem
    chosen: int | None
    looked: ItemLooked


@dataclass(frozen=True)
class MembersPapers:
    """A member and the newest version of their papers, if there is one, and whether they opened it."""

    member: GroupMember
    version: PackVersion | None
    opened: bool

    @property
    def colour(self) -> str:
        if self.version is None:
            return "grey"
        return {"ready": "green", "failed": "red"}.get(self.version.state, "blue")


def items_to_choose_for(person: Person, meeting: Meeting) -> list[ToChoose]:
    """Return the waiting items that are open to `person`: a member has declared no conflict on them."""
    items = [item for item in open_items_of(person, meeting) if item.waits]
    choices = {each.item_id: each.pk for each in PackChoice.objects.filter(item__in=items)}
    picked: Any = PackChoice.documents.through.objects.filter(packchoice__in=choices.values())
    numbers = Counter(picked.values_list("packchoice", flat=True))
    looked = looked_through(person, items)
    return [
        ToChoose(item, numbers[choices[item.pk]] if item.pk in choices else None, looked[item.pk])
        for item in items
    ]


def has_papers(meeting: Meeting) -> bool:
    """Tell whether papers were made for anybody."""
    return PackVersion.objects.filter(meeting=meeting).exists()


def members_papers(meeting: Meeting) -> list[MembersPapers]:
    """Return the members on the day of the meeting with how far their papers are."""
    members = by_part(meeting.group.members.current(on=meeting.day).select_related("person"))
    newest = {each.person_id: each for each in PackVersion.objects.current().filter(meeting=meeting)}
    keys = [each.pk for each in newest.values()]
    opened = set(
        Event.objects.filter(kind=events.OPENED.code, subject_key__in=keys, case_key=None).values_list(
            "subject_key", flat=True
        )
    )
    return [
        MembersPapers(member, version := newest.get(member.person_id), bool(version and version.pk in opened))
        for member in members
    ]


def chosen_for(item: AgendaItem, person: Person, documents: Any) -> dict[str, Any]:
    """Return what the form begins with: what was picked, or all that `person` may see before anybody did.

    What is kept from the group is picked only by somebody who does so anew.
    """
    choice = PackChoice.objects.filter(item=item).first()
    if choice is None:
        return {"documents": list(documents.filter(kept_from_group=False)), "version": 0}
    seen = Document.objects.open_to(person, item.case).filter(kept_from_group=False)
    picked = list(seen.filter(pk__in=choice.documents.values("pk")))
    return {"documents": picked, "version": choice.version}
