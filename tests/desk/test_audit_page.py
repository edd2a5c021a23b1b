"""The audit page: who did what, and who looked, for those who answer for the case."""

import pytest
from django.db import transaction

from audit.actions import record
from audit.models import Event
from cases import actions
from cases import events as cases
from documents import events as documents
from tests.desk.conftest import page, texts
from tests.factories import make_organisation, make_person

pytestmark = pytest.mark.django_db


def audit(client, case, query=""):
    return page(client.get(f"/cases/{case.reference}/audit/{query}"))


def titles(shown):
    return texts(shown, ".app-timeline__title")


@pytest.fixture
def officer(organisation):
    return make_person("responsible_officer", organisation=organisation, last_name="Officer")


def test_who_looked_is_there_once_a_quarter_of_an_hour(client, case, officer, manager):
    client.force_login(officer)
    for _ in range(3):
        client.get(f"/cases/{case.reference}/")
    client.force_login(manager)
    told = titles(audit(client, case))
    assert told.count(f"{officer.name} looked at the case.") == 1


def test_it_can_be_narrowed_to_what_was_done_or_who_looked(signed_in, case, manager):
    signed_in.get(f"/cases/{case.reference}/")
    with transaction.atomic():
        record(documents.OPENED, by=manager, case=case, number=3)
        record(documents.PDF_OPENED, by=manager, case=case)
        record(cases.REOPENED, by=manager, case=case)
    looked = titles(audit(signed_in, case, "?show=looked"))
    done = titles(audit(signed_in, case, "?show=did"))
    acts = ("opened a PDF.", "opened document 3.", "looked at the case.")
    assert looked == [f"{manager.name} {act}" for act in acts]
    assert f"{manager.name} recorded the concern and opened the case." in done
    assert f"{manager.name} opened the case again." in done
    assert not set(looked) & set(done)
    assert len(titles(audit(signed_in, case))) == len(looked) + len(done)
    chosen = audit(signed_in, case, "?show=looked").one("nav[aria-label='Show'] a[aria-current]")
    assert chosen.get("href") == "?show=looked"


def test_what_the_timeline_leaves_away_is_here(signed_in, case, manager, officer):
    actions.restrict(case=case, people=[manager], by=officer)
    told = " ".join(titles(audit(signed_in, case)))
    assert "changed who may see the case" in told
    assert "changed who may see the case" not in page(
        signed_in.get(f"/cases/{case.reference}/timeline/")
    ).text("main")


@pytest.mark.parametrize("role", ["case_manager", "responsible_officer"])
def test_those_who_answer_for_the_case_see_it_and_its_tab(client, organisation, case, role):
    client.force_login(make_person(role, organisation=organisation))
    audit(client, case)
    assert "/audit/" in client.get(f"/cases/{case.reference}/timeline/").content.decode()


def test_a_reader_of_the_case_is_told_no_and_is_offered_no_tab(client, organisation, case, manager):
    lead = make_person("lessons_lead", organisation=organisation)
    type(case).objects.filter(pk=case.pk).update(before_group_on="2026-03-03")
    client.force_login(lead)
    response = client.get(f"/cases/{case.reference}/audit/")
    assert response.status_code == 403
    assert "see who did and who looked at a case" in response.content.decode()
    assert "/audit/" not in client.get(f"/cases/{case.reference}/timeline/").content.decode()


def test_a_stranger_finds_no_audit(client, case):
    client.force_login(make_person("responsible_officer", organisation=make_organisation()))
    assert client.get(f"/cases/{case.reference}/audit/").status_code == 404


def test_a_closed_topic_is_closed_here_too(signed_in, case, manager):
    before = titles(audit(signed_in, case, "?show=did"))
    Event.objects.create(
        kind="case.noted",
        actor_key=manager.pk,
        case_key=case.pk,
        organisation_key=case.organisation_id,
        topic="health",
    )
    assert len(titles(audit(signed_in, case, "?show=did"))) == len(before) + 1
    actions.seal(case=case, person=manager, topic="health", by=manager)
    assert f"{manager.name} added a note." not in titles(audit(signed_in, case))
