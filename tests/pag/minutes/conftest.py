"""A meeting that has ended, with two decided items; the member stands aside from the second."""

import uuid

import pytest

from pag import actions as pag
from pag.minutes import actions
from pag.minutes.models import Minutes
from pag.models import AgendaItem, Meeting
from tests.factories import make_case, make_practitioner
from tests.kept import kept
from tests.pag.minutes.wording import a_decision, versions
from tests.pag.wording import WHY


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@kept
def second(meeting, manager, organisation, item, chair, deputy, member) -> AgendaItem:
    """A second item, from which the member stands aside; the first is open to both."""
    practitioner = make_practitioner(by=manager, organisation=organisation, last_name="Zimmermann")
    other = make_case(by=manager, practitioner=practitioner, summary="Something else.")
    found = pag.put_on_agenda(case=other, meeting=meeting, without_triage=WHY, by=manager)
    for each in (item, found):
        for somebody in (chair, deputy):
            pag.declare(item=each, answer="none", by=somebody)
    pag.declare(item=item, answer="none", by=member)
    pag.declare(item=found, answer="yes", statement="An old friend.", by=member)
    return found


@kept
def ended(item, second, meeting, manager, chair, deputy) -> Meeting:
    """The meeting, with both items decided, ended."""
    for each, words in ((item, "Plums"), (second, "Quinces")):
        pag.record_decision(
            item=each,
            decision=a_decision(
                considered=f"{words} considered.",
                decision=f"{words} decided.",
                rationale=f"{words} why, said {deputy.name}.",
                dissent=f"{words} against it.",
            ),
            actions=[pag.NewAction(what=f"{words} picked", due_on=meeting.day, owner=chair)],
            took_part=[meeting.group.members.get(person=chair)],
            by=manager,
            submission_key=uuid.uuid4(),
        )
    return pag.end_meeting(meeting=meeting, by=manager)


@kept
def minutes(ended, manager) -> Minutes:
    return actions.draft_minutes(meeting=ended, by=manager)


@kept
def approved(minutes, chair) -> Minutes:
    return actions.approve(minutes=minutes, versions=versions(minutes, chair), by=chair)
