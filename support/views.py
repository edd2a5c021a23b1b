"""The support page of a case, its plan, and the eight considerations one by one."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from accounts.models import Person
from accounts.permissions import Permission, has
from cases.access import get_case_or_404
from cases.models import Case
from cases.pages import render_case
from cases.topics import SUPPORT
from cases.views.case_form import CaseFormView
from support import actions
from support.considerations import BY_KEY, MATTERS, Matter
from support.forms import ConsiderationForm, PlanForm
from support.models import Consideration, SupportPlan
from support.permissions import can_see, check_can_write
from ui.dates import today

CONTACT = BY_KEY["contact"]
COLOURS = {"not_yet": "grey", "in_hand": "blue", "done": "green"}


def support(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the plan and where each consideration stands."""
    case = _case_or_404(request.user, reference)
    latest = {row.key: row for row in Consideration.objects.of_case(case).newest_of_each()}
    plan = SupportPlan.objects.of_case(case)
    context = {
        "plan": plan,
        "update_due": bool(plan and plan.next_update_on and plan.next_update_on <= today()),
        "matters": [_stands(matter, latest.get(matter.key), plan) for matter in MATTERS],
        "may_write": has(request.user, Permission.CASE_RUN, within=case.organisation) and not case.ended,
    }
    return render_case(request, case, "support/support.html", context, tab="support", topic=SUPPORT)


def _case_or_404(person: Person, reference: str) -> Case:
    """Return the case if its support is open to `person`; whoever may not see it learns nothing."""
    case = get_case_or_404(person, reference)
    if not can_see(person, case):
        raise Http404
    return case


def _stands(matter: Matter, row: Consideration | None, plan: SupportPlan | None) -> dict[str, Any]:
    state = row.state if row else Consideration.State.NOT_YET
    if matter == CONTACT and state == Consideration.State.NOT_YET and plan and plan.contact_name:
        # The plan says it already: nobody notes it twice.
        return {"matter": matter, "row": row, "label": "Named", "colour": COLOURS["done"]}
    return {"matter": matter, "row": row, "label": Consideration.State(state).label, "colour": COLOURS[state]}


class SupportForm(CaseFormView):
    """A form about support; it leads back to the support page."""

    tab = "support"
    topic = SUPPORT

    def case(self, request: HttpRequest, reference: str) -> Case:
        case = _case_or_404(request.user, reference)
        check_can_write(request.user, case)
        return case

    def back_to(self, case: Case) -> str:
        return reverse("support", args=[case.reference])


class SavePlan(SupportForm):
    form_class = PlanForm
    heading = "The practitioner’s support plan"
    lead = "Fill in what is known. What is not known yet can wait; ask the practitioner what would help."
    done = "The support plan is saved."

    def form_arguments(self, case: Case) -> dict[str, Any]:
        return {"initial": PlanForm.initial_from(SupportPlan.objects.of_case(case))}

    def act(self, case: Case, form: PlanForm) -> None:
        actions.save_plan(
            case=case, plan=form.plan(), version=form.cleaned_data["version"], by=self.request.user
        )


class Consider(SupportForm):
    """Notes where one consideration stands; the address says which."""

    form_class = ConsiderationForm
    heading = "Support"
    template = "support/consider.html"
    done = "Noted. What was noted before stays."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        key = kwargs.pop("key")
        if key not in BY_KEY:
            raise Http404
        self.matter = BY_KEY[key]
        return super().dispatch(request, *args, **kwargs)

    def form_arguments(self, case: Case) -> dict[str, Any]:
        last = Consideration.objects.of_case(case).about(self.matter.key).first()
        return {"initial": {"state": last.state}} if last else {}

    def context(self, case: Case) -> dict[str, Any]:
        return {
            "heading": self.matter.label,
            "lead": self.matter.question,
            "matter": self.matter,
            "history": Consideration.objects.of_case(case).about(self.matter.key),
        }

    def act(self, case: Case, form: ConsiderationForm) -> None:
        actions.consider(case=case, key=self.matter.key, by=self.request.user, **form.cleaned_data)

    def draft_key(self, case: Case) -> str:
        return f"Consider:{self.matter.key}:{case.reference}"
