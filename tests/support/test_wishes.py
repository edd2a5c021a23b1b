"""Whoever rings the practitioner sees how they wish to be reached; others do not."""

import dataclasses

import pytest

from support import actions
from support.wishes import wishes
from tests.factories import make_person
from tests.support.conftest import plan
from tests.ui.html import Html

pytestmark = pytest.mark.django_db


def test_the_page_of_a_contact_says_what_the_plan_says_of_reaching_them(client, room):
    written = dataclasses.replace(plan(), reach="After <six>, never at work.")
    actions.save_plan(case=room.case, plan=written, version=0, by=room.manager)
    client.force_login(room.manager)
    page = client.get(f"/cases/{room.case.reference}/contacts/new/").content.decode()
    assert "After <six>, never at work." in Html(page).text("main .app-sheet")
    assert wishes(make_person("lessons_lead", organisation=room.case.organisation), room.case) == []
