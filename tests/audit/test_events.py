"""Events: append-only, whole with their change, and free of people's words."""

import datetime as dt
import sys

import psycopg2
import pytest
from django.db import DatabaseError, connection, transaction

from audit.actions import record, record_look
from audit.kinds import Kind, kind
from audit.models import Event
from cases import events as case_events
from tests.factories import make_case, make_organisation, make_person

TRIED = Kind("test.tried", "{actor} tried {what}.", labels={"what": {"door": "the door"}})


@pytest.fixture
def manager(db):
    return make_person("case_manager", organisation=make_organisation())


def test_an_event_is_worded_with_codes_turned_into_words(manager):
    event = record(TRIED, by=manager, what="door")
    assert kind(event.kind).sentence(actor="Dr Hale", detail=event.detail) == "Dr Hale tried the door."


@pytest.mark.parametrize(
    ("says", "detail", "told"),
    [
        ("{actor} closed the case: {closing}.", {}, "Dr Hale closed the case."),
        ("The case moved from “{start}” to “{end}”.", {}, "The case moved."),
        ("The case moved from “{start}” to “{end}”.", {"end": "Triage"}, "The case moved to “Triage”."),
        ("The PDF of {letter} is ready.", {}, "The PDF is ready."),
        ("{actor} added a member to a group ({member_kind}).", {}, "Dr Hale added a member to a group."),
        ("{actor} planned a meeting on {day}.", {}, "Dr Hale planned a meeting."),
        ("{actor} noted where support stands. {matter}: {state}.", {}, "Dr Hale noted where support stands."),
        ("{actor} gave somebody the role {role}.", {}, "Dr Hale gave somebody the role."),
    ],
)
def test_an_event_of_an_older_version_is_told_without_the_detail_it_lacks(says, detail, told):
    # Not declared: kinds are declared once, for good.
    older = Kind.__new__(Kind)
    for name, value in {"says": says, "labels": {}}.items():
        object.__setattr__(older, name, value)
    assert older.sentence(actor="Dr Hale", detail=detail) == told


def test_every_kind_can_be_told_without_any_detail():
    for each in Kind.declared():
        told = each.sentence(actor="Dr Hale", detail={})
        assert "{" not in told
        assert "\0" not in told
        assert " ." not in told


def test_free_text_is_refused_because_events_are_kept_for_ever(manager):
    with pytest.raises(ValueError, match="what is free text"):
        record(TRIED, by=manager, what="Mrs Bell was there")


def test_an_event_names_a_person_or_a_system_and_not_both(manager):
    for people in ({}, {"by": manager, "system": "letters"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            record(TRIED, what="door", **people)


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused():
    person = make_person()
    with pytest.raises(RuntimeError, match="transaction"):
        record(TRIED, by=person)


@pytest.mark.django_db(transaction=True)
def test_a_failed_event_undoes_the_change(monkeypatch):
    manager = make_person("case_manager", organisation=make_organisation())
    case = make_case(by=manager)

    def fail(*_args, **_kwargs):
        raise DatabaseError

    monkeypatch.setattr(sys.modules["cases.actions.move"], "record", fail)
    from cases import actions
    from cases.stages import Stage

    with pytest.raises(DatabaseError):
        actions.move(case=case, to=Stage.TRIAGE, by=manager)
    case.refresh_from_db()
    assert case.stage == Stage.RECEIVED


def test_looking_is_noted_once_a_quarter_of_an_hour_per_topic(manager, monkeypatch):
    case = make_case(by=manager)
    moment = dt.datetime(2026, 3, 3, 10, 1, tzinfo=dt.UTC)
    for minutes, topic in ((0, "general"), (5, "general"), (5, "health"), (16, "general")):
        monkeypatch.setattr("audit.actions.timezone.now", lambda m=minutes: moment + dt.timedelta(minutes=m))
        record_look(case_events.LOOKED, by=manager, case=case, topic=topic)
    looks = Event.objects.of_case(case.pk).filter(kind="case.looked").order_by("pk")
    assert [look.topic for look in looks] == ["general", "health", "general"]


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_event SET kind = 'x'", "DELETE FROM audit_event", "TRUNCATE audit_event"]
)
def test_the_product_s_own_role_cannot_change_or_delete_an_event(manager, statement):
    record(TRIED, by=manager)
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(statement)
    assert Event.objects.filter(kind="test.tried").exists()


def test_a_trigger_refuses_the_owner_too(owner_url):
    with psycopg2.connect(owner_url) as owner, owner.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_event (at, kind, system, topic, subject, detail, request_id) "
            "VALUES (now(), 'test.tried', 'tests', 'general', '', '{}', '')"
        )
        with pytest.raises(psycopg2.errors.RaiseException, match="append_only"):
            cursor.execute("DELETE FROM audit_event")
        owner.rollback()


def test_two_kinds_of_event_cannot_share_a_code():
    with pytest.raises(ValueError, match="Two kinds"):
        Kind("test.tried", "again")
