"""Saying that what was arranged with a decision is done."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.permissions import Permission
from cases.models import Case
from cases.views.case_form import CaseFormView
from pag import actions
from pag.access import arrangements_of_case
from pag.forms import ArrangedForm
from pag.models import Arrangement


class Arranged(CaseFormView):
    """What was arranged, and since when it is done."""

    form_class = ArrangedForm
    permission = Permission.DECISION_RECORD
    heading = "What was arranged is done"
    done = "It is recorded as done, and stands with the decision."
    tab = "group"

    def arrangement(self, case: Case) -> Arrangement:
        return get_object_or_404(arrangements_of_case(case), pk=self.kwargs["pk"])

    def context(self, case: Case) -> dict[str, Any]:
        arranged = self.arrangement(case)
        return {"heading": f"{arranged.get_kind_display()}: is it done?", "lead": f"{arranged.in_words}."}

    def act(self, case: Case, form: ArrangedForm) -> None:
        actions.say_arranged(arrangement=self.arrangement(case), by=self.request.user, **form.cleaned_data)

    def back_to(self, case: Case) -> str:
        return reverse("case_group", args=[case.reference])

    def draft_key(self, case: Case) -> str:
        return f"{super().draft_key(case)}:{self.kwargs['pk']}"
