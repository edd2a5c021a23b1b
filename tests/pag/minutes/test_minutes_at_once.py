"""Approving and changing at the same moment: what is approved is what was read."""

import pytest

from pag.minutes import actions
from pag.minutes.models import Minutes, MinutesSection
from tests.at_once import at_once
from tests.pag.minutes.wording import section_of, versions
from ui.refusals import Refusal, Stale


@pytest.mark.django_db(transaction=True)
def test_whoever_comes_second_is_told_and_nothing_unread_is_approved(minutes, item, manager, chair):
    read, section = versions(minutes, chair), section_of(minutes, item)
    approving, changing = at_once(
        lambda: actions.approve(minutes=minutes, versions=read, by=chair),
        lambda: actions.write_section(
            section=section, written=actions.Written("Changed."), version=1, by=manager
        ),
    )
    now = section_of(minutes, item)
    if isinstance(approving, Minutes):
        assert isinstance(changing, Refusal) and now.text == "Plums considered."
    else:
        assert isinstance(approving, Stale) and isinstance(changing, MinutesSection)
        assert now.text == "Changed." and now.approved_at is None
