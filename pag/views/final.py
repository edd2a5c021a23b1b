"""Recording what was decided on the group's advice after the meeting."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.permissions import Permission
from cases.models import Case
from cases.views.case_form import CaseFormView
from pag import actions
from pag.access import get_decision_or_404
from pag.forms import FinalForm
from pag.models import Decision


class Final(CaseFormView):
    """Who decided on the advice, what and why. What is recorded already is looked at under "Group"."""

    form_class = FinalForm
    permission = Permission.DECISION_RECORD
    heading = "Record what was decided on the group's advice"
    template = "pag/final.html"
    tab = "group"
    done = "The decision is recorded. Next: ring the practitioner, and write to them."

    def get(self, request: HttpRequest, reference: str, **keys: int) -> HttpResponse:
        case = self.case(request, reference)
        if not self.decision(case).awaits_final:
            return redirect(self.back_to(case))
        return super().get(request, reference, **keys)

    def decision(self, case: Case) -> Decision:
        return get_decision_or_404(case, self.kwargs["pk"])

    def form_arguments(self, case: Case) -> dict[str, Any]:
        return {"case": case, "decision": self.decision(case)}

    def context(self, case: Case) -> dict[str, Any]:
        return {"decision": self.decision(case)}

    def act(self, case: Case, form: FinalForm) -> None:
        key = form.cleaned_data["submission_key"]
        actions.record_final(
            decision=self.decision(case), made=form.made(), by=self.request.user, submission_key=key
        )

    def back_to(self, case: Case) -> str:
        return reverse("case_group", args=[case.reference])

    def draft_key(self, case: Case) -> str:
        return f"{super().draft_key(case)}:{self.kwargs['pk']}"
