"""The text that minutes begin with, from what was recorded."""

from collections import defaultdict
from collections.abc import Iterator

from cases.models import CaseAccess
from pag.access import by_part
from pag.minutes.models import Minutes, MinutesSection
from pag.minutes.quoting import quotations
from pag.models import AgendaItem, Attendance, GroupMember, Meeting, Participant, Turn
from ui.dates import clock
from ui.words import counted, listed

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
    """Return who was there from when to when, who sent apologies, who presided, and who was out for an item.

    Where nobody noted that in the room: who took part in any item, and who in none. Somebody who took part
    in none may have been there and stood aside: they are in neither list, for whoever writes the minutes to
    put where they belong.
    """
    members = by_part(meeting.group.members.current(on=meeting.day).select_related("person"))
    rows: dict[GroupMember, list[Attendance]] = defaultdict(list)
    for row in meeting.attendances.select_related("member__person"):
        rows[row.member].append(row)
    if rows:
        came = by_part(rows)
        sorry = set(meeting.apologies.values_list("member", flat=True))
        there = [f"{_named(each)}: {_times(rows[each])}" for each in came]
        away = [_named(each) for each in members if each.pk in sorry and each not in rows]
        return "\n\n".join(filter(None, [_both(there, away), _presided(meeting), _out(items, rows)]))
    took_part = set(Participant.objects.filter(item__in=items).values_list("member", flat=True))
    cases = [item.case_id for item in items]
    denials = CaseAccess.objects.denials().filter(case__in=cases)
    aside = set(denials.values_list("person", flat=True))
    there = [_named(each) for each in members if each.pk in took_part]
    away = [_named(each) for each in members if each.pk not in took_part and each.person_id not in aside]
    return "\n\n".join(filter(None, [_both(there, away), _presided(meeting)]))


def _both(there: list[str], away: list[str]) -> str:
    return f"Present:\n{_lines(there)}\n\nApologies:\n{_lines(away)}"


def _lines(said: list[str]) -> str:
    return "\n".join(said) or "None."


def _named(member: GroupMember) -> str:
    return f"{member.person.name}, {member.in_words}"


def _times(rows: list[Attendance]) -> str:
    """Return "from 14:00 to 14:20, and from 14:40 to the end"."""
    spans = [
        f"from {clock(row.arrived_at)} to {clock(row.left_at) if row.left_at else 'the end'}" for row in rows
    ]
    return ", and ".join(spans)


def _presided(meeting: Meeting) -> str:
    """Return who presided from when to when, as far as that was handed over in the room."""
    handed = list(meeting.handovers.select_related("member__person"))
    if not handed:
        return ""
    until = [f" to {clock(each.since)}" for each in handed[1:]] + [" to the end"]
    first = meeting.group.members.current(on=meeting.day).filter(kind=GroupMember.Kind.CHAIR)
    chair = first.select_related("person").first()
    begins = clock(handed[0].since)
    before = [f"{_named(chair)}: to {begins}"] if chair and chair != handed[0].member else []
    lines = [
        f"{_named(each.member)}: from {clock(each.since)}{end}"
        for each, end in zip(handed, until, strict=True)
    ]
    return f"Presided:\n{_lines(before + lines)}"


def _out(items: list[AgendaItem], rows: dict[GroupMember, list[Attendance]]) -> str:
    """Return who of those who came was not in the room when an item ended.

    Of an item from which somebody stood aside it is their number alone: every member reads this.
    """
    asides, lines = quotations(items), []
    ended = dict(Turn.objects.filter(item__in=items, ended_at__isnull=False).values_list("item", "ended_at"))
    for item in items:
        moment = ended.get(item.pk)
        out = [each for each in by_part(rows) if moment and not any(row.covers(moment) for row in rows[each])]
        if out and asides[item.pk].get("aside"):
            lines.append(f"Item {item.position}: {counted(len(out), 'member')}")
        elif out:
            lines.append(f"Item {item.position}: {listed(each.person.name for each in out)}")
    return f"Not in the room at the end of an item:\n{_lines(lines)}" if lines else ""
