"""An account may be about something in the case, and is closed with it."""

import uuid

import pytest

from audit.models import Event
from cases import actions
from cases.models import Account
from cases.models.search import SearchRow
from tests.factories import make_case, make_organisation, make_person
from ui.dates import today


@pytest.fixture
def case(db):
    organisation = make_organisation()
    case = make_case(by=make_person("case_manager", organisation=organisation), organisation=organisation)
    actions.receive_account(
        case=case,
        text="The rota was short that day.",
        received_on=today(),
        how="email",
        by=case.manager,
        submission_key=uuid.uuid4(),
        topic="triage:7",
        about="Comments on the triage of 3 March 2026",
    )
    return case


def test_the_page_says_what_it_is_about(client, case):
    client.force_login(case.manager)
    said = client.get(f"/cases/{case.reference}/").content.decode()
    assert "Comments on the triage of 3 March 2026, given on" in said
    assert "The rota was short that day." in said


def test_whoever_the_topic_is_sealed_to_finds_it_nowhere(client, case):
    other = make_person("case_manager", organisation=case.organisation)
    actions.seal(case=case, person=other, topic="triage:7", by=case.manager)
    client.force_login(other)
    for here in (f"/cases/{case.reference}/", "/cases/?q=rota"):
        assert "rota was short" not in client.get(here).content.decode()
    assert SearchRow.objects.get(source=f"account:{Account.objects.get().pk}").topic == "triage:7"
    assert Event.objects.get(kind="case.account_received").topic == "triage:7"
