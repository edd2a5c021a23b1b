"""A meeting as a calendar file (RFC 5545): the group, when, where, and where its page is. It names nobody.

For that reason no ATTENDEE stands in it, which RFC 5546 would have in an invitation: the e-mail says already
to whom it goes, and the file can be passed on.
"""

import datetime as dt
from email.utils import parseaddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress, vText, vUri

from pag.models import Meeting
from ui.dates import LONDON

# What a calendar keeps free where nobody said until when.
USUAL = dt.timedelta(hours=2)
PRODUCT = "-//LOTUS Cases//Meetings//EN"


def calendar_file(meeting: Meeting, *, method: str, sequence: int, at: dt.datetime) -> bytes:
    """Return the file; `method` is REQUEST, CANCEL, or PUBLISH for a copy that nobody is asked by."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(_london())
    calendar.add_component(_event(meeting, method=method, sequence=sequence, at=at))
    return bytes(calendar.to_ical())


def _event(meeting: Meeting, *, method: str, sequence: int, at: dt.datetime) -> Event:
    group, page = meeting.group, f"{settings.SITE_URL}{meeting.get_absolute_url()}"
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    off = method == "CANCEL" or meeting.cancelled_at is not None
    starts_at = meeting.starts_at.astimezone(LONDON)
    joining = [f"To join: {meeting.link}"] if meeting.link else []
    event = Event()
    # The same for ever, whatever changes, and no other meeting's.
    event.add("uid", f"meeting-{meeting.pk}-{meeting.planned_at:%Y%m%d%H%M%S}@{host}")
    event.add("sequence", sequence)
    event.add("dtstamp", at)
    event.add("dtstart", starts_at)
    event.add("dtend", meeting.ends_at.astimezone(LONDON) if meeting.ends_at else _after(starts_at, USUAL))
    event.add("summary", f"{group.abbreviation} meeting")
    event.add("location", meeting.place or meeting.link)
    event.add("description", "\n".join([group.name, *joining, f"Agenda and papers: {page}"]))
    event.add("url", vUri(page))
    event.add("organizer", _organiser(group.name))
    event.add("status", "CANCELLED" if off else "CONFIRMED")
    event.add("class", "PRIVATE")
    return event


def _after(moment: dt.datetime, span: dt.timedelta) -> dt.datetime:
    return (moment.astimezone(dt.UTC) + span).astimezone(LONDON)


def _organiser(name: str) -> vCalAddress:
    organiser = vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    organiser.params["CN"] = vText(name)
    return organiser


def _london() -> Timezone:
    """London's summer and winter time by the rule in force since 1996: last Sundays of March and October."""
    zone = Timezone()
    zone.add("tzid", "Europe/London")
    nothing, hour = dt.timedelta(0), dt.timedelta(hours=1)
    zone.add_component(
        _rule(TimezoneDaylight(), "BST", dt.datetime(1996, 3, 31, 1), month=3, change=(nothing, hour))  # noqa: DTZ001
    )
    zone.add_component(
        _rule(TimezoneStandard(), "GMT", dt.datetime(1996, 10, 27, 2), month=10, change=(hour, nothing))  # noqa: DTZ001
    )
    return zone


def _rule(
    part: Any, name: str, since: dt.datetime, *, month: int, change: tuple[dt.timedelta, dt.timedelta]
) -> Any:
    part.add("tzname", name)
    part.add("dtstart", since)
    part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1SU"})
    part.add("tzoffsetfrom", change[0])
    part.add("tzoffsetto", change[1])
    return part
