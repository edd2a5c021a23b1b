"""The text that minutes begin with, from what was recorded."""

from collections.abc import Iterator

from cases.models import CaseAccess
from pag.access import by_part
from pag.minutes.models import Minutes, MinutesSection
from pag.models import AgendaItem, GroupMember, Meeting, Participant

Kind = MinutesSection.Kind

RATIFIED = "The group was told of this decision, which could not wait for a meeting."
DECLARED = "Every member was asked to declare on every item before anything of it opened to them."


def first_draft(minutes: Minutes) -> list[MinutesSection]:
    """Return the sections as they begin, unsaved and in order."""
    sections = list(_sections(minutes.meeting))
    for place, section in enumerate(sections, start=1):
        section.minutes, section.place = minutes, place
    return sections


def _sections(meeting: Meeting) -> Iterator[MinutesSection]:
    items = list(meeting.items.select_related("decision").order_by("position", "pk"))
    yield MinutesSection(kind=Kind.PRESENT, text=_present(meeting, items))
    yield MinutesSection(kind=Kind.DECLARATIONS, text=DECLARED)
    for item in items:
        if item.state != AgendaItem.State.TAKEN_OFF:
            yield MinutesSection(kind=Kind.ITEM, item=item, text=item.decision.considered, voice=_voice(item))
    for each in meeting.ratifications.select_related("decision__item"):
        yield MinutesSection(kind=Kind.RATIFIED, item=each.decision.item, text=RATIFIED)
    for other in meeting.other_items.live():
        yield MinutesSection(kind=Kind.OTHER, other=other, text=other.outcome or other.words)
    for item in items:
        if item.state == AgendaItem.State.TAKEN_OFF:
            yield MinutesSection(kind=Kind.TAKEN_OFF, item=item)
    yield MinutesSection(kind=Kind.FURTHER)


def _voice(item: AgendaItem) -> str:
    listened = "was listened to" if item.decision.listened_to else "was not listened to"
    return f"The practitioner {listened}. {item.decision.listened_how}"


def _present(meeting: Meeting, items: list[AgendaItem]) -> str:
    """Return who was there, and who sent their apologies.

    Where nobody noted that in the room: who took part in any item, and who in none. Somebody who took part
    in none may have been there and stood aside: they are in neither list, for whoever writes the minutes to
    put where they belong.
    """
    members = by_part(meeting.group.members.current(on=meeting.day).select_related("person"))
    came = set(meeting.attendances.values_list("member", flat=True))
    if came:
        sorry = set(meeting.apologies.values_list("member", flat=True)) - came
        return _both([m for m in members if m.pk in came], [m for m in members if m.pk in sorry])
    took_part = set(Participant.objects.filter(item__in=items).values_list("member", flat=True))
    cases = [item.case_id for item in items]
    denials = CaseAccess.objects.current().filter(case__in=cases, effect=CaseAccess.Effect.DENY)
    aside = set(denials.values_list("person", flat=True))
    there = [each for each in members if each.pk in took_part]
    away = [each for each in members if each.pk not in took_part and each.person_id not in aside]
    return _both(there, away)


def _both(there: list[GroupMember], away: list[GroupMember]) -> str:
    return f"Present:\n{_lines(there)}\n\nApologies:\n{_lines(away)}"


def _lines(members: list[GroupMember]) -> str:
    return "\n".join(f"{each.person.name}, {each.in_words}" for each in members) or "None."
