"""What the group adds to the head of a case: when it last met on it, and what comes next."""

from typing import Any

from django.db.models import Max
from django.urls import reverse

from cases.models import Case
from cases.policies import owed_before_closing
from cases.stages import Stage
from cases.summary import Step
from pag.models import Action, AgendaItem, Arrangement, Decision, Meeting
from support.models import SupportPlan
from ui.dates import as_day


def met(case: Case) -> dict[str, Any]:
    """Return the day of the last meeting that decided something about the case, an adjournment too."""
    if case.never_with_group:
        return {"last_met_on": None}
    return Decision.objects.filter(item__case=case).aggregate(last_met_on=Max("decided_on"))


def meet(case: Case) -> Step | None:
    """A decision between meetings is asked for, or a meeting has the case on its agenda."""
    if case.never_with_group:
        return None
    items = AgendaItem.objects.waiting().filter(case=case).order_by("meeting__starts_at", "pk")
    waiting = list(items.values_list("meeting__kind", "meeting__starts_at", "meeting__group__abbreviation"))
    if any(kind == Meeting.Kind.BETWEEN for kind, *_where in waiting):
        return Step("Wait for the decision between meetings")
    if not waiting:
        return None
    _kind, starts_at, group = waiting[0]
    return Step(f"Have everything ready for the {group}", as_day(starts_at))


def final(case: Case) -> Step | None:
    """Somebody has still to decide on the group's advice."""
    if case.never_with_group:
        return None
    waiting = Decision.objects.of_case(case).awaiting_final().values_list("final_name", "final_due").last()
    if waiting is None:
        return None
    name, due = waiting
    return Step(f"Record what {name} decides on the group's advice", due)


def final_page(case: Case) -> str:
    """Return where what was decided on the group's advice is recorded."""
    waiting = Decision.objects.filter(item__case=case).awaiting_final().order_by("decided_on", "pk")
    key = waiting.values_list("pk", flat=True).first()
    if key is None:
        return reverse("case_group", args=[case.reference])
    return reverse("group_final", args=[case.reference, key])


def put_on_agenda(case: Case) -> Step | None:
    """The case is with the group, and a meeting has still to be found."""
    if case.stage != Stage.WITH_GROUP:
        return None
    last = AgendaItem.objects.filter(case=case).order_by("pk").last()
    # After an adjournment it waits for what the group asked for.
    if last and last.state == AgendaItem.State.ADJOURNED:
        return None
    return Step("Put the case on the agenda of another meeting" if last else "Put on the agenda of the group")


def close(case: Case) -> Step | None:
    """Everything that was decided has been done, and nothing is owed that must come before closing.

    The closing letter brings the practitioner the next news, so it is due when they expect to hear.
    """
    if case.stage != Stage.OUTCOME or Action.objects.of_case(case).open().exists():
        return None
    if Arrangement.objects.filter(decision__item__case=case, done__isnull=True).exists():
        return None
    if owed_before_closing(case):
        return None
    plan = SupportPlan.objects.of_case(case)
    return Step("Close the case: what was decided is done", plan.next_update_on if plan else None)
