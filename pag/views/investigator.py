"""Naming another investigator, where the one named stands aside or cannot go on."""

from typing import Any

from django.urls import reverse

from accounts.permissions import Permission
from cases.models import Case
from cases.views.case_form import CaseFormView
from pag import actions
from pag.access import get_decision_or_404
from pag.forms import InvestigatorForm


class NameInvestigator(CaseFormView):
    form_class = InvestigatorForm
    permission = Permission.DECISION_RECORD
    heading = "Name another investigator"
    lead = "Whoever was named before does not investigate any more, and what that opened to them closes."
    tab = "group"
    done = (
        "The investigator is named. Tell the practitioner who it is, and look whether a letter that has not "
        "gone out names the one before."
    )

    def form_arguments(self, case: Case) -> dict[str, Any]:
        get_decision_or_404(case, self.kwargs["pk"])
        return {"case": case}

    def act(self, case: Case, form: InvestigatorForm) -> None:
        decision = get_decision_or_404(case, self.kwargs["pk"])
        actions.name_investigator(decision=decision, by=self.request.user, **form.facts())

    def back_to(self, case: Case) -> str:
        return reverse("case_group", args=[case.reference])

    def draft_key(self, case: Case) -> str:
        return f"{super().draft_key(case)}:{self.kwargs['pk']}"
