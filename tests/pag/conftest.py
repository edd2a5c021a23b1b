"""A group with its people, a meeting, and cases, all reached through real actions."""

import dataclasses
import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client

from accounts.models import Organisation, Person
from cases.models import Case
from pag import actions
from pag.actions import NewArrangement, NewDecision
from pag.consequences import ARRANGED, WITH_PLACE
from pag.models import AgendaItem, Group, Meeting
from tests.factories import make_case, make_organisation, make_person, make_practitioner
from tests.kept import kept
from tests.pag.wording import WHY
from ui.dates import LONDON, today


@kept
def organisation() -> Organisation:
    return make_organisation(name="North Region")


@kept
def manager(organisation: Organisation) -> Person:
    return make_person("case_manager", organisation=organisation, last_name="Manager")


@kept
def administrator(organisation: Organisation) -> Person:
    return make_person("administrator", organisation=organisation, last_name="Administrator")


@kept
def group(organisation: Organisation, administrator: Person) -> Group:
    return actions.create_group(
        organisation=organisation,
        name="Performance Advisory Group",
        abbreviation="PAG",
        kind="pag",
        submission_key=uuid.uuid4(),
        by=administrator,
    )


@kept
def join(group: Group, administrator: Person) -> Any:
    """Return a function that makes somebody and adds them to the group."""

    def joins(kind: str, name: str, *, discipline: str = "", **fields: Any) -> Person:
        person = make_person("group_member", organisation=group.organisation, last_name=name)
        fields.setdefault("starts_on", today() - dt.timedelta(days=20))
        actions.add_member(
            group=group, person=person, kind=kind, discipline=discipline, by=administrator, **fields
        )
        return person

    return joins


@kept
def chair(join: Any) -> Person:
    return join("chair", "Chairperson")


@kept
def deputy(join: Any) -> Person:
    return join("deputy", "Deputy")


@kept
def member(join: Any) -> Person:
    return join("clinical", "Memberson")


@kept
def plan(group: Group, manager: Person) -> Any:
    """Return a function that plans a meeting so many days from today."""

    def plans(days: int = 0, **fields: Any) -> Meeting:
        starts_at = dt.datetime.combine(today() + dt.timedelta(days=days), dt.time(14), tzinfo=LONDON)
        fields.setdefault("place", "Room 1")
        return actions.plan_meeting(
            group=group, starts_at=starts_at, by=manager, submission_key=uuid.uuid4(), **fields
        )

    return plans


@kept
def meeting(plan: Any) -> Meeting:
    return plan()


@kept
def case(manager: Person) -> Case:
    return make_case(by=manager)


@kept
def item(case: Case, meeting: Meeting, manager: Person, chair: Person, member: Person) -> AgendaItem:
    """The case on the agenda of today's meeting; chair and member have still to declare."""
    return actions.put_on_agenda(case=case, meeting=meeting, without_triage=WHY, by=manager)


@pytest.fixture
def another_case(manager: Person, organisation: Organisation) -> Any:
    """Return a function that opens a case about somebody of that name."""

    def opens(name: str) -> Case:
        practitioner = make_practitioner(by=manager, organisation=organisation, last_name=name)
        return make_case(by=manager, practitioner=practitioner, summary=f"Secret words about {name}.")

    return opens


@pytest.fixture
def decision() -> Any:
    """Return a function that words a decision of the given kinds."""

    def words(*kinds: str, **facts: Any) -> NewDecision:
        needed: dict[str, dict[str, Any]] = {
            "investigation": {"investigator": "Dr Ann Other", "terms_due": today() + dt.timedelta(days=7)},
            "occupational_health": {"health_reason": "To learn what would help."},
            "adjourn": {"adjourned_until": today() + dt.timedelta(days=28), "adjourned_for": "The records."},
            "other": {"other_kind": "A mentor"},
        }
        arranged = [
            NewArrangement(
                kind,
                by_whom="Dr Lee",
                due_on=today() + dt.timedelta(days=14),
                to="The right place" if kind in WITH_PLACE else "",
            )
            for kind in kinds
            if kind in ARRANGED
        ]
        given = {name: value for kind in kinds for name, value in needed.get(kind, {}).items()}
        return NewDecision(
            **{
                "considered": "The triage and the practitioner's account.",
                "kinds": kinds,
                "decision": "A mentor will work with Dr Okafor for three months.",
                "rationale": "The notes have improved since the concern was raised.",
                "listened_to": True,
                "listened_how": "Their account was read out and talked about.",
                "same_for_another": "yes",
                "system_part": "The surgery was short of two doctors.",
                "arrangements": arranged,
                "without_quorum": "Only two members could come at short notice.",
                **given,
                **facts,
            }
        )

    return words


@pytest.fixture
def record(item: AgendaItem, manager: Person, decision: Any) -> Any:
    """Return a function that records a decision of the given kinds on the item, as the manager."""

    def records(*kinds: str, by: Person = manager, **fields: Any) -> Any:
        fields.setdefault("submission_key", uuid.uuid4())
        about = {field.name for field in dataclasses.fields(NewDecision)}
        facts = {name: fields.pop(name) for name in list(fields) if name in about}
        return actions.record_decision(item=item, decision=decision(*kinds, **facts), by=by, **fields)

    return records


@pytest.fixture
def as_(client: Client) -> Any:
    """Return a function that signs somebody in and gives the client."""

    def signs_in(person: Person) -> Client:
        client.force_login(person)
        return client

    return signs_in
