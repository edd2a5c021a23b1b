"""Names in the words of minutes that should not stand there, so that somebody looks at them first.

An extract goes to one case and may come to be read by its practitioner: it names no practitioner of another
case, and no member. What is about no case is read by every member, also by one who stands aside: it names
no practitioner. Nothing that is said of it tells to which item a name belongs.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from accounts.models import Person
from cases.models import Case, Practitioner
from cases.naming import folded, said_of
from pag.minutes.models import Minutes, MinutesSection
from pag.models import GroupMember

OTHERS = "the practitioner of another item"
MEMBER = "a member of the group"


@dataclass(frozen=True)
class Named:
    """A name that stands in the words of a section: of whom it is, and whether it cannot be anything else."""

    section: MinutesSection
    words: str
    whose: str
    certain: bool

    @property
    def in_words(self) -> str:
        return f"{self.section.title}: “{self.words}” {'is' if self.certain else 'may be'} {self.whose}"


@dataclass(frozen=True)
class Known:
    """Whose names are looked for: the practitioners of all items, and everybody who ever was a member."""

    cases: list[Case]
    people: list[Person]

    def named_in(self, section: MinutesSection, text: str) -> list[Named]:
        """Return whom `text`, written for the section, names and should not; each name once."""
        found: dict[str, Named] = {}
        own = section.item.case.practitioner if section.is_decided and section.item else None
        for case in self.cases:
            who = case.practitioner
            if who == own:
                continue
            same = own is not None and folded(who.last_name) == folded(own.last_name)
            for said in said_of(text, who, reference=case.reference):
                if said.how == "whole" or not same:
                    sure = said.how == "whole" and own is not None
                    found.setdefault(said.words, Named(section, said.words, OTHERS, sure))
        for person in self.people if own else ():
            same = own is not None and folded(person.last_name) == folded(own.last_name)
            for said in said_of(text, person):
                if said.how == "whole" or (said.how == "titled" and not same):
                    found.setdefault(said.words, Named(section, said.words, MEMBER, certain=False))
        return list(found.values())

    def pointed_out(self, sections: Iterable[MinutesSection]) -> list[Named]:
        """Return every name in what was written for `sections` that somebody should look at."""
        return [
            named
            for section in sections
            for named in self.named_in(section, "\n".join((section.text, section.voice, section.more)))
        ]


def without_names(text: str, roles: Mapping[Person, str], own: Practitioner) -> str:
    """Return the text with what members are in place of their names: "[the chair] will ring them"."""
    spans = {
        (said.start, said.end): role
        for person, role in roles.items()
        for said in said_of(text, person)
        if said.how == "whole" or (said.how == "titled" and folded(person.last_name) != folded(own.last_name))
    }
    for (start, end), role in sorted(spans.items(), reverse=True):
        text = f"{text[:start]}[{role}]{text[end:]}"
    return text


def roles_of(minutes: Minutes) -> dict[Person, str]:
    """Return what everybody who is or was a member is called where no member is named.

    A deputy is a member like others: else it would tell that the chair stood aside.
    """
    chairs = minutes.meeting.group.members.current(on=minutes.meeting.day).filter(kind=GroupMember.Kind.CHAIR)
    chair = set(chairs.values_list("person", flat=True))
    return {
        person: "the chair" if person.pk in chair else "a member of the group"
        for person in members_ever(minutes)
    }


def known_in(minutes: Minutes, everywhere: Collection[MinutesSection]) -> Known:
    """Return whose names are looked for; `everywhere` are all its sections, with case and practitioner."""
    cases = {each.item.case_id: each.item.case for each in everywhere if each.item}
    return Known(list(cases.values()), members_ever(minutes))


def members_ever(minutes: Minutes) -> list[Person]:
    """Return everybody who is or was a member of the group, once each."""
    seats = GroupMember.objects.filter(group=minutes.meeting.group_id).select_related("person")
    return list({seat.person: None for seat in seats.order_by("pk")})
