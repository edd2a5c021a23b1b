"""What happened in cases since a group last decided about them, in plain facts. A fixed number of queries."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from accounts.models import Person
from cases.models import Account, Case
from clocks.working_days import working_days_between
from documents.models import Document
from pag.models import Action, Decision, Meeting
from pag.topics import open_topics
from ui.dates import as_day, day
from ui.words import counted, listed


@dataclass(frozen=True)
class Since:
    """The last decision of the group about a case before a meeting, and what came after it."""

    decision: Decision
    lines: list[str]

    @property
    def in_words(self) -> str:
        """The decision in a sentence."""
        said = self.decision
        how = "between meetings" if said.item.meeting.is_between else "by this group"
        return f"Decided {how} on {day(said.decided_on)}: {listed(said.kinds_in_words)}."


def since_last(meeting: Meeting, cases: Collection[Case], person: Person) -> dict[int, Since]:
    """Return for each of the cases that was before the group, by its key, what happened since.

    The caller was given the cases: they are open to `person`.
    """
    last = _last_decisions(meeting, cases)
    if not last:
        return {}
    organisation = meeting.group.organisation_id
    by_key = {case.pk: case for case in cases}
    open_ones = Document.objects.filter(case__in=last).not_kept_from(person)
    documents = open_topics(open_ones, person, organisation)
    accounts = open_topics(Account.objects.filter(case__in=last), person, organisation)
    came = [(case, as_day(at)) for case, at in documents.order_by().values_list("case_id", "added_at")]
    given = list(accounts.order_by("received_on").values_list("case_id", "received_on"))
    done: Counter[tuple[int, bool]] = Counter(
        (decision, done_on is not None)
        for decision, done_on in Action.objects.filter(decision__in=last.values())
        .order_by()
        .values_list("decision_id", "done_on")
    )
    return {
        key: Since(
            decision,
            [
                _told(decision, by_key[key]),
                *_accounts([on for case, on in given if case == key and on >= decision.decided_on]),
                *_documents(sum(case == key and on >= decision.decided_on for case, on in came)),
                *_actions(done[decision.pk, True], done[decision.pk, False]),
            ],
        )
        for key, decision in last.items()
    }


def _last_decisions(meeting: Meeting, cases: Collection[Case]) -> Mapping[int, Decision]:
    decisions = (
        Decision.objects.filter(
            item__case__in=[case.pk for case in cases], item__meeting__group=meeting.group
        )
        .filter(decided_on__lte=meeting.day)
        .exclude(item__meeting=meeting)
        .select_related("item__meeting")
        .order_by("decided_on", "pk")
    )
    return {decision.item.case_id: decision for decision in decisions} if cases else {}


def _told(decision: Decision, case: Case) -> str:
    told: dt.date | None = case.summary.last_told_on
    if told is None or told < decision.decided_on:
        return "Nothing says that the practitioner was told since."
    days = working_days_between(decision.decided_on, told)
    after = f", {counted(days, 'working day')} after it" if days else ""
    return f"The practitioner was last told on {day(told)}{after}."


def _accounts(given: list[dt.date]) -> list[str]:
    if not given:
        return []
    one = "Their own account was" if len(given) == 1 else f"{len(given)} accounts of theirs were"
    return [f"{one} received, on {listed(day(on) for on in given)}."]


def _documents(number: int) -> list[str]:
    return [f"{counted(number, 'new document')}."] if number else ["No new documents."]


def _actions(done: int, still: int) -> list[str]:
    if not (done or still):
        return []
    if not still:
        return ["The action is done." if done == 1 else f"All {done} actions are done."]
    return [f"{done} of {counted(done + still, 'action')} done, {still} still open."]
