"""Who plays which part: the people of one demo organisation by role, its group and its meetings."""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any

from accounts.models import Organisation, Person
from desk.demo.clock import at, days_ago
from desk.demo.people import make_organisation, make_person
from pag import actions as pag
from pag.models import Group, Meeting
from pag.ruling.actions import set_quorum_rule
from ui.dates import LONDON, today

UPCOMING = {"region": 9, "trust": 12}


@dataclass
class Cast:
    """One organisation with its people by role, its group, and its meetings by day."""

    organisation: Organisation
    by_role: dict[str, list[Person]]
    group: Group
    members: list[Person]
    next_meeting_in: int
    meetings: dict[dt.date, Meeting] = field(default_factory=dict)

    def one(self, role: str) -> Person:
        """Return whoever stands first in a role."""
        return self.by_role[role][0]

    @property
    def manager(self) -> Person:
        return self.one("case_manager")

    def meeting(self, day: dt.date) -> Meeting:
        """Return the group's meeting of that day, planned four weeks before."""
        if day not in self.meetings:
            starts_at = dt.datetime.combine(day, dt.time(14), LONDON)
            with at(days_ago((today() - day).days + 28)):
                self.meetings[day] = pag.plan_meeting(
                    group=self.group,
                    starts_at=starts_at,
                    by=self.manager,
                    submission_key=uuid.uuid4(),
                    place="Room 2, ground floor",
                    papers_due=day - dt.timedelta(days=7),
                )
        return self.meetings[day]


def gather(key: str, stories: dict[str, Any]) -> Cast:
    """Make the organisation called `key` with its people and group."""
    story = next(each for each in stories["organisations"] if each["key"] == key)
    organisation = make_organisation(story)
    people = {
        each["email"]: make_person(each, organisation) for each in stories["people"] if each["org"] == key
    }
    by_role: dict[str, list[Person]] = {}
    for each in stories["people"]:
        for role in each["roles"] if each["org"] == key else ():
            by_role.setdefault(role, []).append(people[each["email"]])
    seats = [each for each in stories["people"] if each["org"] == key and each["group"]]
    with at(days_ago(400)):
        administrator = by_role["administrator"][0]
        group = pag.create_group(
            organisation=organisation,
            name=story["group"]["name"],
            abbreviation=story["group"]["abbreviation"],
            kind=story["group"]["abbreviation"].lower(),
            submission_key=uuid.uuid4(),
            by=administrator,
        )
        for seat in seats:
            pag.add_member(
                group=group,
                person=people[seat["email"]],
                kind=seat["group"]["kind"],
                by=administrator,
                starts_on=today(),
                discipline=seat["group"]["discipline"] if seat["group"]["kind"] == "peer" else "",
                voting=seat["group"]["voting"],
            )
    if own := story["group"].get("quorum"):
        with at(days_ago(own["days_ago"])):
            rule = {name: own[name] for name in ("voting_minimum", "needed", "excluded", "source")}
            set_quorum_rule(
                group=group,
                effective_from=today(),
                by=administrator,
                submission_key=uuid.uuid4(),
                **rule,
            )
    members = [people[seat["email"]] for seat in seats]
    return Cast(organisation, by_role, group, members, next_meeting_in=UPCOMING[key])
