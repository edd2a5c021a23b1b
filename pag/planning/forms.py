"""What is asked to plan meetings, to change one and to cancel it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from accounts.models import Person
from clocks.working_days import add_working_days, is_working_day
from pag.forms.meeting import clock_time
from pag.models import Group, Meeting
from pag.planning.days import MOST, OddDay, as_long_before, days_of_series, odd_days, with_weekday
from pag.planning.policies import FAR, WhenAndWhere
from pag.transitions import MeetingStage
from ui import fields
from ui.dates import LONDON, as_day, clock, today
from ui.forms import Form, SubmissionKey, VersionField
from ui.layout import Row

ONCE, SERIES = "once", "series"
INSTEAD, KEEP, OUT = "instead", "keep", "out"
DUE_HINT = "The day on which the papers should go out. Whatever comes later reaches members as a new version."


class WhereForm(Form):
    """What planning and changing share: when, where, and by when the papers are there."""

    day = fields.Day(label="Date of the meeting")
    time = fields.Text(label="Time it starts", hint="For example 14:00 or 2pm", width=10, max_length=10)
    until = fields.Text(
        label="Time it ends",
        hint="If you leave it out, calendars keep two hours free",
        width=10,
        max_length=10,
        required=False,
    )
    place = fields.Text(
        label="Place", hint="A place, a link to join, or both", required=False, max_length=200
    )
    link = fields.Text(label="Link to join", required=False, max_length=500)
    papers_due = fields.Day(label="Papers due", hint=DUE_HINT, required=False)
    marks_optional = ("until", "papers_due")

    def _time(self, name: str) -> dt.time | None:
        typed = self.cleaned_data[name]
        time = clock_time(typed) if typed else None
        if typed and time is None:
            raise ValidationError(f"{self.fields[name].label} must be like 14:00 or 2pm")
        return time

    def clean_time(self) -> dt.time | None:
        return self._time("time")

    def clean_until(self) -> dt.time | None:
        return self._time("until")

    def clean_link(self) -> str:
        link: str = self.cleaned_data["link"].strip()
        if link and not link.startswith(("https://", "http://")):
            raise ValidationError("Link to join must start with https://")
        return link

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if "place" in answers and "link" in answers and not (answers["place"] or answers["link"]):
            self.add_error("place", "Enter a place, a link to join, or both")
        if answers.get("day") and answers["day"] > today() + FAR:
            self.add_error("day", "Date of the meeting is more than three years ahead. Check the year")
        starts, ends = answers.get("time"), answers.get("until")
        if starts and ends and ends <= starts:
            self.add_error("until", "Time it ends must be later than the time it starts")
        self._clean_papers_due(answers.get("day"), answers.get("papers_due"))
        return answers

    def _clean_papers_due(self, meets: dt.date | None, due: dt.date | None) -> None:
        if not (meets and due):
            return
        if due > meets:
            self.add_error("papers_due", "Papers due must be on the day of the meeting or earlier")
        elif meets >= today() and due < today():
            self.add_error("papers_due", "Papers due is past already. Choose today or a later day")
        elif meets >= today() and not is_working_day(due):
            proposed = with_weekday(add_working_days(due, -1))
            self.add_error("papers_due", f"Papers due is no working day. The one before is {proposed}")

    def when_and_where(self, on: dt.date | None = None) -> WhenAndWhere:
        """Return what was said, for the day that was asked for, or for another `on`."""
        answers = self.cleaned_data
        meets, due = on or answers["day"], answers["papers_due"]
        if due and meets != answers["day"]:
            due = as_long_before(meets, papers_due=due, meets=answers["day"])
        ends = answers["until"]
        return WhenAndWhere(
            starts_at=dt.datetime.combine(meets, answers["time"], tzinfo=LONDON),
            ends_at=dt.datetime.combine(meets, ends, tzinfo=LONDON) if ends else None,
            place=answers["place"],
            link=answers["link"],
            papers_due=due,
        )


class PlanForm(WhereForm):
    """A meeting of a group, or a series of them."""

    group = fields.SelectModel(label="Group")
    repeats = fields.Radios(
        label="How often?",
        choices=[(ONCE, "Once"), (SERIES, "A series")],
        initial=ONCE,
        required=False,
        small=True,
        reveals={SERIES: ["every_weeks", "number", "last_day"]},
    )
    every_weeks = fields.Number(
        label="Weeks from one meeting to the next", min_value=1, max_value=52, initial=4
    )
    number = fields.Number(
        label="How many meetings",
        hint=f"{MOST} at most. Or give the last day",
        min_value=2,
        max_value=MOST,
        required=False,
    )
    last_day = fields.Day(label="No meeting after", required=False)
    submission_key = SubmissionKey()
    layout = ["group", Row("day", "time", "until"), "repeats", "place", "link", "papers_due"]
    submit_label = "Plan the meeting"

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[
            "papers_due"
        ].help_text = f"{DUE_HINT} In a series, each meeting has its own, as long before."
        groups = Group.objects.run_by(by).select_related("organisation")
        self.fields["group"].queryset = groups
        several = len({group.organisation_id for group in groups}) > 1
        self.fields["group"].words = lambda group: (
            f"{group.name}, {group.organisation}" if several else group.name
        )
        if len(groups) == 1:
            self.fields["group"].initial = groups[0]

    @property
    def is_series(self) -> bool:
        """Whether several meetings are planned."""
        return bool(self.cleaned_data.get("repeats") == SERIES)

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        first = answers.get("day")
        if not self.is_series or first is None or {"number", "last_day"} & set(self.errors):
            return answers
        number, last = answers.get("number"), answers.get("last_day")
        if first < today():
            self.add_error("day", "Date of the meeting must be today or later for a series")
        if (number is None) == (last is None):
            self.add_error("number", "Enter how many meetings, or the last day, and not both")
        elif last and not self.errors and not 2 <= len(self.days()) <= MOST:
            self.add_error("last_day", f"From the first meeting until then must be from 2 to {MOST} meetings")
        return answers

    def days(self) -> list[dt.date]:
        """Return the days that were asked for."""
        answers = self.cleaned_data
        if not self.is_series:
            return [answers["day"]]
        return days_of_series(
            answers["day"],
            every_weeks=answers["every_weeks"],
            last=answers["last_day"],
            number=answers["number"],
        )

    def odd(self) -> dict[dt.date, OddDay]:
        """Return what stands out among the days; of a past one alone that the group met on it already."""
        key = self.cleaned_data["submission_key"]
        # What a first click planned does not stand in the way of a second.
        meetings = Meeting.objects.exclude(submission_key=key).exclude(series__submission_key=key)
        meetings = meetings.held().taking_place().filter(group=self.cleaned_data["group"])
        taken = {as_day(each) for each in meetings.values_list("starts_at", flat=True)}
        days = [each for each in self.days() if each >= today() or each in taken]
        return odd_days(days, taken=taken)


class DaysForm(Form):
    """For each day that stands out: the day that is proposed instead, the day itself, or no meeting."""

    form_tag = False
    submit_label = None

    def __init__(self, *args: Any, odd: Mapping[dt.date, OddDay], series: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.odd = odd
        for each in odd.values():
            choices = [
                (INSTEAD, f"{with_weekday(each.instead)} instead"),
                (KEEP, f"{with_weekday(each.day)} all the same"),
                *([(OUT, "No meeting then")] if series else []),
            ]
            self.fields[_name(each)] = fields.Radios(
                label=with_weekday(each.day),
                hint=f"{each.why}.",
                choices=choices,
                small=True,
                missing=f"Say what should happen about {with_weekday(each.day)}",
            )

    def settled(self, days: list[dt.date]) -> list[dt.date]:
        """Return the days with what was chosen, in order."""
        chosen = {each.day: self.cleaned_data[_name(each)] for each in self.odd.values()}
        kept = {
            self.odd[each].instead if chosen.get(each) == INSTEAD else each
            for each in days
            if chosen.get(each) != OUT
        }
        return sorted(kept)


def _name(odd: OddDay) -> str:
    return f"day_{odd.day.isoformat()}"


class ChangeForm(WhereForm):
    """What changes about a meeting; why is asked once papers are out."""

    keep_day = fields.Tick(label="Meet on this day all the same", required=False)
    reason = fields.LongText(
        label="Why does it change?",
        hint="The papers are out. It stands on the page of the meeting. Name nobody whose case it is about.",
        missing="Say why the meeting changes",
        rows=3,
        max_length=1000,
    )
    version = VersionField()
    layout = [Row("day", "time", "until"), "keep_day", "place", "link", "papers_due", "reason"]
    submit_label = "Change the meeting"

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        now = {
            "day": meeting.day,
            "time": clock(meeting.starts_at),
            "until": clock(meeting.ends_at) if meeting.ends_at else "",
            "place": meeting.place,
            "link": meeting.link,
            "papers_due": meeting.papers_due,
            "version": meeting.version,
        }
        super().__init__(*args, initial=now, **kwargs)
        self.meeting = meeting
        if meeting.stage != MeetingStage.PAPERS_OUT:
            del self.fields["reason"]
        asked = self.is_bound and f"{self.add_prefix('day')}_day" in self.data
        self.odd = asked and self._stands_out()
        if not self.odd:
            del self.fields["keep_day"]

    def _stands_out(self) -> OddDay | None:
        """Return what stands out about the day that was typed, where it is another than now."""
        field = self.fields["day"]
        try:
            typed = field.to_python(field.widget.value_from_datadict(self.data, {}, self.add_prefix("day")))
        except ValidationError:
            return None
        if typed is None or typed == self.meeting.day:
            return None
        others = Meeting.objects.held().taking_place().filter(group=self.meeting.group_id)
        taken = [
            as_day(each) for each in others.exclude(pk=self.meeting.pk).values_list("starts_at", flat=True)
        ]
        return odd_days([typed], taken=taken).get(typed)

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if self.odd and not answers.get("keep_day"):
            proposed = with_weekday(self.odd.instead)
            self.add_error(
                "day",
                f"{self.odd.why}. {proposed} is free: choose it, or tick that the group meets all the same",
            )
        return answers

    def _clean_papers_due(self, meets: dt.date | None, due: dt.date | None) -> None:
        # What stands already may lie in the past.
        if due != self.meeting.papers_due or (meets and due and due > meets):
            super()._clean_papers_due(meets, due)


class CancelForm(Form):
    """Why a meeting does not take place."""

    reason = fields.LongText(
        label="Why is the meeting cancelled?",
        hint="It stands on the page of the meeting, and with each case that was on the agenda. "
        "Name nobody whose case it is about.",
        missing="Say why the meeting is cancelled",
        rows=3,
        max_length=1000,
    )
    submit_label = "Cancel the meeting"
    cancel_label = "Keep the meeting"
    warning = True
