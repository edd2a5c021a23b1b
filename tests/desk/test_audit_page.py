"""The audit page: who did what, and who looked, for those who answer for the case."""

import datetime as dt

import pytest
from django.db import transaction
from django.utils import timezone

from audit.actions import record
from audit.models import Event
from cases import actions
from cases import events as cases
from desk.story import SIZE, lines
from documents import events as documents
from pag.packs import events as packs
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
        record(packs.OPENED, by=manager, case=case, number=2)
        record(cases.REOPENED, by=manager, case=case)
    looked = titles(audit(signed_in, case, "?show=looked"))
    done = titles(audit(signed_in, case, "?show=did"))
    acts = ("opened version 2 of their papers.", "opened a PDF.", "opened document 3.", "looked at the case.")
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
    assert "The case was opened to 2 people." in told
    assert "was opened to" not in page(signed_in.get(f"/cases/{case.reference}/timeline/")).text("main")


def test_what_is_said_of_several_people_at_one_moment_is_one_line_with_their_names(
    signed_in, organisation, case, officer, manager
):
    readers = [make_person("lessons_lead", organisation=organisation, last_name=n) for n in ("Abel", "Bell")]
    actions.restrict(case=case, people=readers, by=officer)
    shown = audit(signed_in, case)
    assert titles(shown).count("The case was opened to 4 people.") == 1
    names = sorted(person.name for person in (*readers, officer, manager))
    assert texts(shown, "details .nhsuk-details__text") == [", ".join(names)]
    assert officer.name in texts(shown, ".app-timeline__who")
    assert Event.objects.filter(kind="case.access_written").count() == 4


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"actor_key": 0}, 2),
        ({"request_id": "another"}, 2),
        ({"at": timezone.now() - dt.timedelta(minutes=1)}, 2),
        ({"detail": {"person": 2, "effect": "deny"}}, 2),
        ({"detail": {"person": 2, "effect": "read"}}, 1),
    ],
    ids=["another actor", "another request", "another moment", "another effect", "the same"],
)
def test_what_differs_stands_alone(case, manager, change, told):
    moment = timezone.now()
    whose = {"kind": "case.access_written", "at": moment, "actor_key": manager.pk, "case_key": case.pk}
    first = Event(**whose, detail={"person": 1, "effect": "read"})
    second = Event(**whose | {"detail": {"person": 2, "effect": "read"}} | change)
    assert len(lines([first, second])) == told


@pytest.mark.parametrize(
    ("effect", "told"),
    [
        ("read", "The case was opened to {}."),
        ("declare", "{} was asked to declare before the case opens to them."),
        ("deny", "The case was closed to {}."),
    ],
)
def test_one_person_is_named(case, manager, effect, told):
    detail = {"person": manager.pk, "effect": effect}
    event = Event(kind="case.access_written", at=timezone.now(), actor_key=manager.pk, detail=detail)
    (line,) = lines([event])
    assert line.title == told.format(manager.name)
    assert line.people == ()


def test_several_who_are_asked_and_one_who_left(case, manager):
    moment = timezone.now()
    several = [
        Event(kind="case.access_written", at=moment, actor_key=1, detail={"person": key, "effect": "declare"})
        for key in (manager.pk, 0)
    ]
    (line,) = lines(several)
    assert line.title == "2 people were asked to declare before the case opens to them."
    assert line.people == (manager.name, "Somebody who has left")


def test_an_access_event_of_an_older_version_is_told_by_its_kind(case, manager):
    (line,) = lines([Event(kind="case.access_written", at=timezone.now(), actor_key=manager.pk, detail={})])
    assert line.title == f"{manager.name} changed who may see the case."


def test_a_line_of_many_leaves_the_pages_whole(signed_in, organisation, case, officer, manager):
    """What stands in one line counts as what it is: the next page begins after the last of it."""
    people = [make_person("advisor", organisation=organisation) for _ in range(SIZE)]
    actions.restrict(case=case, people=people, by=officer)
    first = audit(signed_in, case, "?show=did")
    query = next(link.get("href") for link in first.all("main a") if link.text == "What came before")
    second = audit(signed_in, case, query)
    words = f"{first.source}{second.source}"
    for person in people:
        assert words.count(person.name) == 1


@pytest.mark.parametrize("role", ["case_manager", "responsible_officer"])
def test_those_who_answer_for_the_case_see_it_and_its_tab(client, organisation, case, role):
    client.force_login(make_person(role, organisation=organisation))
    audit(client, case)
    assert "/audit/" in client.get(f"/cases/{case.reference}/timeline/").content.decode()


def test_a_reader_of_the_case_is_told_no_and_is_offered_no_tab(client, organisation, case, manager):
    lead = make_person("lessons_lead", organisation=organisation)
    type(case).objects.filter(pk=case.pk).update(first_with_group_on="2026-03-03")
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
