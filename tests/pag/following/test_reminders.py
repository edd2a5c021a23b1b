"""Owners are reminded: once before the day, and once after it. Nothing in the e-mail names anybody."""

import pytest

from clocks.models import DeadlineRule
from clocks.working_days import add_working_days
from outbox.models import Message
from pag import actions
from pag.following import tasks
from pag.following.actions import complete_action
from pag.models import Action
from ui.dates import day, today

pytestmark = pytest.mark.django_db


def reminded(monkeypatch, on=None):
    """Return what was put when the task runs on that day, twice."""
    if on:
        monkeypatch.setattr(tasks, "today", lambda: on)
    already = set(Message.objects.values_list("pk", flat=True))
    tasks.remind()
    tasks.remind()
    return list(Message.objects.exclude(pk__in=already))


def test_the_owner_is_reminded_before_and_after_and_never_twice(agreed, member, monkeypatch):
    due = add_working_days(today(), 10)
    action = agreed(what="Find a mentor for Dr Okafor", due_on=due)
    assert reminded(monkeypatch) == []
    assert reminded(monkeypatch, add_working_days(due, -4)) == []
    (mail,) = reminded(monkeypatch, add_working_days(due, -3))
    assert (mail.to, mail.subject) == (member.email, "An action of yours")
    assert f"An action of yours is due on {day(due)}." in mail.body
    assert f"/actions/{action.pk}/" in mail.body
    assert not any(word in mail.body for word in ("Okafor", "mentor", action.case.reference))
    assert reminded(monkeypatch, due) == []
    (mail,) = reminded(monkeypatch, add_working_days(due, 1))
    assert "If it is done, please say so" in mail.body
    assert reminded(monkeypatch, add_working_days(due, 2)) == []


def test_another_day_brings_another_reminder_and_the_rule_is_the_organisations(
    agreed, organisation, monkeypatch
):
    due = add_working_days(today(), 10)
    action = agreed(due_on=due)
    rule = DeadlineRule.objects.get(key="action_reminder")
    rule.pk, rule.organisation_key, rule.value = None, organisation.pk, 5
    rule.save()
    assert len(reminded(monkeypatch, add_working_days(due, -5))) == 1
    Action.objects.filter(pk=action.pk).update(due_on=add_working_days(due, 1))
    assert len(reminded(monkeypatch, add_working_days(due, -4))) == 1


def test_nobody_is_reminded_of_what_is_done_or_is_theirs_no_more(agreed, member, item, manager, monkeypatch):
    action = agreed()
    actions.declare(item=item, answer="yes", statement="A friend.", by=member)
    assert reminded(monkeypatch) == []
    Action.objects.filter(pk=action.pk).update(owner=manager)
    complete_action(action=action, evidence="Seen.", by=manager)
    assert reminded(monkeypatch) == []
    Action.objects.filter(pk=action.pk).update(done_on=None, done_by=None)
    assert [each.to for each in reminded(monkeypatch)] == [manager.email]
