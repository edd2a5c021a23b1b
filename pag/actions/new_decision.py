"""A decision as it is handed over to be recorded: what was said, not yet kept."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from accounts.models import Person
from pag.kinds import DecisionKind
from pag.models import Action, Arrangement, Decision, Option


@dataclass(frozen=True)
class NewOption:
    """Something the group looked at, and why it chose it or not; see `pag.models.Option`."""

    what: str
    why: str
    chosen: bool = False
    least: bool = False


@dataclass(frozen=True)
class NewArrangement:
    """What was arranged for a kind; see `pag.models.Arrangement`."""

    kind: str
    by_whom: str
    due_on: dt.date
    to: str = ""


@dataclass(frozen=True)
class NewDecision:
    """What the group decided, as it was said. The last block is given by kind, and empty otherwise.

    `options` may be left out; else one of them is the least restrictive that protects patients. Each kind
    in `pag.consequences.ARRANGED` has one of the `arrangements`.

    `investigator` is a name; with `investigator_person` it is that of somebody who signs in here.
    `without_quorum` says why it was decided without one; what was typed there goes where there was one.
    """

    considered: str
    kinds: Sequence[str]
    decision: str
    rationale: str
    listened_to: bool
    listened_how: str
    same_for_another: str
    system_part: str
    same_why: str = ""
    factors: str = ""
    dissent: str = ""
    options: Sequence[NewOption] = ()
    arrangements: Sequence[NewArrangement] = ()
    other_kind: str = ""
    investigator: str = ""
    investigator_person: Person | None = None
    terms_due: dt.date | None = None
    health_reason: str = ""
    adjourned_until: dt.date | None = None
    adjourned_for: str = ""
    without_quorum: str = ""
    final_by: str = ""
    final_name: str = ""
    final_decision: str = ""
    final_on: dt.date | None = None
    final_due: dt.date | None = None


@dataclass(frozen=True)
class NewAction:
    """Something to do, by one who signs in here (`owner`), the `practitioner`, or somebody else by name."""

    what: str
    due_on: dt.date
    owner: Person | None = None
    owner_name: str = ""
    practitioner: bool = False
    completion: str = ""

    def row(self, decision: Decision | None = None) -> Action:
        """Return the action as it is kept, unsaved."""
        owner = None if self.practitioner else self.owner
        return Action(
            decision=decision,
            what=self.what,
            owner=owner,
            owner_name="" if owner or self.practitioner else self.owner_name,
            practitioner=self.practitioner,
            due_on=self.due_on,
            completion=self.completion,
        )


def options_of(decision: NewDecision, written: Decision) -> list[Option]:
    """Return the options as they are kept, unsaved."""
    return [Option(decision=written, **asdict(each)) for each in decision.options]


def arrangements_of(decision: NewDecision, written: Decision) -> list[Arrangement]:
    """Return what was arranged as it is kept, unsaved, in the order of the kinds."""
    rows = [Arrangement(decision=written, **asdict(each)) for each in decision.arrangements]
    return sorted(rows, key=lambda row: DecisionKind.values.index(row.kind))
