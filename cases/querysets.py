"""The words staff use for cases."""

import functools
import operator
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import Membership, Person
from accounts.permissions import OPENS_CASES, HasKey, Permission, organisations_with
from cases.stages import ENDED
from ui.compiled import Given, compiled

if TYPE_CHECKING:
    from cases.models import Case, CaseAccess

Found = TypeVar("Found")

# Keys, or where they stand in a compiled question.
Keys = list[int] | Given

# What was found, by what was asked and the person's key: only while `grants_read_once` is open.
_read: ContextVar[dict[tuple[Any, int], Any] | None] = ContextVar("grants_read", default=None)


class CaseQuerySet(models.QuerySet["Case"]):
    def open(self) -> Self:
        return self.exclude(stage__in=[stage.value for stage in ENDED])

    def managed_by(self, person: Person, *, within: HasKey) -> Self:
        return self.filter(manager=person, organisation=within.pk)

    def without_manager(self) -> Self:
        """Those whose case manager holds no role for it today, or to whom the case is closed."""
        return self.filter(~Exists(self._managers_at_work()) | Exists(self._managers_kept_out()))

    def left_by_manager(self) -> Self:
        """Those whose case manager holds no role in the organisation today that lets them run it."""
        return self.filter(~Exists(self._managers_at_work()))

    @staticmethod
    def _managers_at_work() -> models.QuerySet[Membership]:
        return (
            Membership.objects.current()
            .allowing(Permission.LETTER_WRITE)
            .filter(person=OuterRef("manager"), organisation=OuterRef("organisation"))
        )

    @staticmethod
    def _managers_kept_out() -> models.QuerySet[Person]:
        return Person.objects.filter(
            pk=OuterRef("manager"),
            case_access__case=OuterRef("pk"),
            case_access__effect="deny",
            case_access__ends_at__isnull=True,
        )

    def locked(self, pk: Any) -> "Case":
        """Return the case with its row locked: the first lock of every action, always."""
        if self.query.where:
            raise TypeError("Any case may be locked: what else is asked of it would not be heard")
        found = _locked.one(pk=pk)
        if found is None:
            raise self.model.DoesNotExist
        return found

    def visible_to(self, person: Person) -> Self:
        """Those `person` may read now: by role in the case's organisation, or by name; a denial wins.

        Nor is one that they score on their own, or have to declare on first: see the words below.
        """
        return self.opened_by(**what_opens(person, by_name=["read"]))

    def known_to(self, person: Person) -> Self:
        """Those `person` may read now, or has been asked to declare on."""
        return self.opened_by(**what_opens(person, by_name=["read", "declare"]))

    def opened_by(self, *, everywhere: Keys, later: Keys, opening: Keys, named: Keys, shut: Keys) -> Self:
        """Those that these keys open: see `what_opens`. The keys may be places in a compiled question."""
        # What opens nothing is not asked for: a question of three ways takes twice as long to put.
        ways = []
        if everywhere:
            ways.append(Q(organisation__pk__among=everywhere, restricted=False))
        if later:
            ways.append(Q(organisation__pk__among=later, restricted=False, first_with_group_on__isnull=False))
        if named:
            ways.append(Q(organisation__pk__among=opening, pk__among=named))
        found = self.filter(functools.reduce(operator.or_, ways)) if ways else self.none()
        return found.exclude(pk__among=shut) if shut else found

    def to_declare(self, person: Person) -> Self:
        """Those on which `person` must declare before any content opens."""
        grants = _grants(person)
        return self.filter(organisation__in=_opening_cases(person), pk__among=grants["declare"]).exclude(
            pk__among=grants["deny"] + grants["alone"] + grants["first"]
        )

    def to_say_first(self, person: Person) -> Self:
        """Those in which `person` was given a part, and says first whether they have a connection."""
        grants = _grants(person)
        return self.filter(organisation__in=_opening_cases(person), pk__among=grants["first"]).exclude(
            pk__among=grants["deny"]
        )

    def to_score_alone(self, person: Person) -> Self:
        """Those that `person` scores without seeing how others did: nothing else of them is open."""
        grants = _grants(person)
        return self.filter(organisation__in=_opening_cases(person), pk__among=grants["alone"]).exclude(
            pk__among=grants["deny"] + grants["first"]
        )


@contextmanager
def grants_read_once() -> Iterator[None]:
    """Within it, what is open to a person by name, and what they manage, is read once.

    For what changes nothing.
    """
    read = _read.get()
    token = _read.set({} if read is None else read)
    try:
        yield
    finally:
        _read.reset(token)


def _once(ask: Callable[[Person], Found], person: Person) -> Found:
    read = _read.get()
    if read is None:
        return ask(person)
    if (ask, person.pk) not in read:
        read[ask, person.pk] = ask(person)
    found: Found = read[ask, person.pk]
    return found


def managed(person: Person, *, holding: Permission | None = None) -> list[int]:
    """Return the keys of the cases that `person` manages and may read now, of ended ones too.

    Where `holding` names a permission, only of the organisations where they hold it.
    """
    within = organisations_with(person, holding) if holding else _opening_cases(person)
    return [case for case, where in _once(_managed_now, person) if where in within] if within else []


def reads_by_agenda(person: Person) -> bool:
    """Tell whether any case is open to `person` because of an agenda."""
    return bool(_grants(person)["by_agenda"])


def _opening_cases(person: Person) -> list[int]:
    """Return the keys of the organisations where a role of theirs lets `person` see cases at all.

    Whoever has changed to a role that sees none is named on a case in vain.
    """
    return [key for key, held in person.permissions_by_organisation().items() if held & OPENS_CASES]


# Where the keys that `what_opens` names stand in a compiled question.
WHAT_OPENS = {name: Given(name) for name in ("everywhere", "later", "opening", "named", "shut")}


def what_opens(person: Person, *, by_name: list[str]) -> dict[str, list[int]]:
    """Return the keys of what opens cases to `person` now, and of the cases that are shut to them.

    `everywhere` are organisations all of whose cases they see unless restricted; `later` those where a case
    has to have been before the group; `named` the cases open to them by name, within `opening`.
    """
    grants = _grants(person)
    return {
        "everywhere": organisations_with(person, Permission.CASE_SEE_UNRESTRICTED),
        "later": organisations_with(person, Permission.CASE_SEE_BEFORE_GROUP),
        "opening": _opening_cases(person),
        "named": [case for effect in by_name for case in grants[effect]],
        "shut": grants["deny"] + grants["alone"] + grants["first"],
    }


def _grants(person: Person) -> dict[str, list[int]]:
    """Return the keys of cases by effect, and of those read because of an agenda.

    Lists, not subqueries: the planner then uses the indexes.
    """
    return _once(_grants_now, person)


def _grants_now(person: Person) -> dict[str, list[int]]:
    grants: dict[str, list[int]] = {
        "read": [],
        "declare": [],
        "deny": [],
        "alone": [],
        "first": [],
        "by_agenda": [],
    }
    for effect, reason, case in _access(person=person.pk, at=timezone.now()):
        grants[effect].append(case)
        if (effect, reason) == ("read", "agenda"):
            grants["by_agenda"].append(case)
    return grants


def _managed_now(person: Person) -> list[tuple[int, int]]:
    opens = what_opens(person, by_name=["read"])
    ways = opens["everywhere"] or opens["later"] or opens["named"]
    return _managed(manager=person.pk, **opens) if ways else []


@compiled
def _access(person: Any, at: Any) -> "models.QuerySet[CaseAccess, tuple[str, str, int]]":
    from cases.models import CaseAccess

    return CaseAccess.objects.current(at=at).filter(person=person).values_list("effect", "reason", "case_id")


@compiled
def _managed(manager: Any) -> "models.QuerySet[Case, tuple[int, int]]":
    from cases.models import Case

    found = Case.objects.opened_by(**WHAT_OPENS).filter(manager=manager)
    return found.order_by().values_list("pk", "organisation_id")


@compiled
def _locked(pk: Any) -> models.QuerySet["Case"]:
    from cases.models import Case

    return (
        Case.objects.select_for_update(of=("self",))
        .select_related("organisation", "practitioner")
        .filter(pk=pk)
    )
