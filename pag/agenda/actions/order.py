"""The order of an agenda: an item is put at another place, and those between move by one."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Case, F, PositiveSmallIntegerField, Value, When

from accounts.models import Person
from audit.actions import record
from cases import models as cases
from pag import events
from pag.agenda.permissions import check_can_arrange
from pag.models import AgendaItem, Meeting, OtherItem
from pag.policies import check_takes_items, check_waits
from pag.signals import order_changed
from ui.refusals import Refusal, Stale

# Further than any agenda is long: where items stand while their places are given anew.
ASIDE = 10_000


@transaction.atomic
def place_item(*, item: AgendaItem, place: int, version: int, by: Person) -> AgendaItem:
    """Put a case at `place` on its agenda, counted from one; papers that went out follow.

    `version` is the meeting's `order_version` as the page showed it. Raises Stale where the order has
    changed since; so a second click moves nothing.
    """
    _lock_cases(item.meeting)
    meeting = _locked(item.meeting, version=version, by=by)
    item = AgendaItem.objects.select_for_update().get(pk=item.pk)
    check_waits(item)
    item.meeting = meeting
    live = meeting.items.live().order_by("position")
    before = dict(live.values_list("pk", "position"))
    order = _moved(list(before), item.pk, place)
    places = dict(zip(order, sorted(before.values()), strict=True))
    changed = [pk for pk in order if places[pk] != before[pk]]
    if not changed:
        return item
    # A place is taken once at any moment: everybody steps aside first.
    AgendaItem.objects.filter(pk__in=changed).update(position=F("position") + ASIDE)
    AgendaItem.objects.filter(pk__in=changed).update(position=_given(places))
    item.position = places[item.pk]
    _written(meeting, by)
    order_changed.send(sender=Meeting, meeting=meeting)
    return item


@transaction.atomic
def place_other(*, item: OtherItem, place: int, version: int, by: Person) -> OtherItem:
    """Put another item at `place` among the other items, as `place_item` does with a case."""
    meeting = _locked(item.meeting, version=version, by=by)
    item = OtherItem.objects.select_for_update().get(pk=item.pk)
    if item.position is None:
        raise Refusal("This was taken off the agenda. Open the meeting again.")
    item.meeting = meeting
    keys = list(meeting.other_items.live().order_by("position").values_list("pk", flat=True))
    order = _moved(keys, item.pk, place)
    places = {pk: number for number, pk in enumerate(order, start=1)}
    item.position = places[item.pk]
    if order != keys:
        meeting.other_items.live().update(position=_given(places))
        _written(meeting, by)
    return item


def _lock_cases(meeting: Meeting) -> None:
    """Lock the cases on the agenda before the meeting, as whoever records a decision on one of them does.

    Else the two could wait for each other.
    """
    for key in meeting.items.live().order_by("case").values_list("case", flat=True):
        cases.Case.objects.locked(key)


def _locked(meeting: Meeting, *, version: int, by: Person) -> Meeting:
    meeting = Meeting.objects.locked(meeting.pk)
    check_can_arrange(meeting, by)
    check_takes_items(meeting)
    if meeting.order_version != version:
        raise Stale("The agenda was put in another order in the meantime. This is how it is now.")
    return meeting


def _moved(keys: Sequence[int], key: int, place: int) -> list[int]:
    order = [each for each in keys if each != key]
    order.insert(min(max(place, 1), len(keys)) - 1, key)
    return order


def _given(places: dict[int, int]) -> Case:
    return Case(
        *(When(pk=pk, then=Value(place)) for pk, place in places.items()),
        output_field=PositiveSmallIntegerField(),
    )


def _written(meeting: Meeting, by: Person) -> None:
    meeting.order_version += 1
    meeting.save(update_fields=["order_version"])
    record(
        events.AGENDA_ORDERED,
        by=by,
        organisation=meeting.group.organisation,
        subject=meeting,
        day=meeting.day,
    )
