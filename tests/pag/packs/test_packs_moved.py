"""Papers that are out follow a meeting that is at another time or place."""

import datetime as dt

import pytest

from pag.packs import actions, tasks
from pag.planning.actions import change_meeting
from pag.planning.policies import WhenAndWhere
from tests.pag.packs.working import State, newest, pages_of, work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def test_a_meeting_elsewhere_makes_a_new_version_that_says_so(
    open_to, manager, meeting, member, asked, django_capture_on_commit_callbacks
):
    def changes(**to):
        meeting.refresh_from_db()
        now = {name: getattr(meeting, name) for name in ("starts_at", "ends_at", "place", "link")}
        said = WhenAndWhere(**(now | to))
        change_meeting(meeting=meeting, to=said, version=meeting.version, reason="The room.", by=manager)

    actions.send_out(meeting=meeting, by=manager)
    work()
    # The deadline for papers does not stand in them.
    changes(papers_due=meeting.day - dt.timedelta(days=3))
    tasks.keep(meeting.pk)
    assert newest(member).number == 1
    with django_capture_on_commit_callbacks(execute=True):
        changes(place="The blue room")
    assert (tasks.keep, meeting.pk) in asked
    tasks.keep(meeting.pk)
    again = newest(member)
    assert (again.number, again.changes) == (2, [f"The meeting is now on {again.meets}."])
    # Moved again before a worker comes: what they make says where it is in the end.
    changes(place="The red room")
    tasks.make(again.pk)
    assert newest(member).state == State.WAITING
    work()
    made = newest(member)
    assert made.number == 2 and made.meets.endswith(", The red room")
    text = " ".join(pages_of(made)[0].split())
    assert f"The meeting is now on {made.meets}." in text
