"""A decision of a story that could not wait: asked for, decided by the chair, and not ratified yet."""

import uuid
from typing import Any

from desk.demo.decided import action, decision
from desk.demo.steps import Story
from desk.demo.told import Told
from pag import actions as pag
from pag.agenda.actions import ask_between, write_consulted
from pag.models import AgendaItem


def add(teller: Told, story: Story) -> None:
    """Add what happened between meetings, where the story tells of it."""
    if told := teller.told.get("between"):
        story.add(told["days_ago"], lambda: ask(teller, told), hour=9)
        story.add(told["days_ago"], lambda: decide(teller, told), hour=15)


def ask(teller: Told, told: dict[str, Any]) -> None:
    """Ask the chair, and those who are to be consulted."""
    members = teller.cast.group.members.current().filter(person__email__in=told["consulted"])
    ask_between(
        case=teller.case,
        group=teller.cast.group,
        why=told["why"],
        members=list(members),
        by=teller.cast.manager,
        submission_key=uuid.uuid4(),
    )


def decide(teller: Told, told: dict[str, Any]) -> None:
    """Let the chair and who was reached declare, and the chair decide."""
    item = AgendaItem.objects.between().get(case=teller.case)
    chair = teller.cast.group.members.current().get(kind="chair").person
    how = {each.pk: told["consulted"][each.member.person.email] for each in item.consulted.all()}
    reached = [each.member.person for each in item.consulted.all() if how[each.pk] != "not_reached"]
    for person in (chair, *reached):
        pag.declare(item=item, answer="none", by=person)
    write_consulted(item=item, how=how, by=chair)
    pag.record_decision(
        item=item,
        decision=decision(told),
        by=chair,
        submission_key=uuid.uuid4(),
        actions=[action(each, teller) for each in told["actions"]],
    )
