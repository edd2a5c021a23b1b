"""Letting a triage review go on without its second advisor."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.permissions import Permission
from cases.models import Case
from cases.topics import closed_topics
from cases.views.case_form import CaseFormView
from triage import access, actions
from triage.forms.declare import TakeOffForm
from triage.models import JointAdvisor


class TakeOff(CaseFormView):
    """Asks why; what they wrote stays. About somebody who does not write it, nothing is asked."""

    form_class = TakeOffForm
    permission = Permission.TRIAGE_ASSIGN
    heading = "Let the triage go on without the second advisor"
    template = "triage/take_off.html"
    tab = "triage"
    done = "The triage goes on without them. An e-mail is on its way to them."

    def get(self, request: HttpRequest, reference: str, **keys: int) -> HttpResponse:
        return self.nobody(reference) or super().get(request, reference, **keys)

    def post(self, request: HttpRequest, reference: str, **keys: int) -> HttpResponse:
        return self.nobody(reference) or super().post(request, reference, **keys)

    def nobody(self, reference: str) -> HttpResponse | None:
        """Lead back from a page about somebody who does not write a draft of the case."""
        case = self.case(self.request, reference)
        if self.joint(case):
            return None
        messages.info(self.request, "They do not write a triage review of this case now.")
        return redirect(self.back_to(case))

    def joint(self, case: Case) -> JointAdvisor | None:
        return access.joint_of(case, closed_topics(self.request.user, case), self.kwargs["person"])

    def act(self, case: Case, form: TakeOffForm) -> None:
        joint = self.joint(case)
        if joint:
            actions.take_off_joint_advisor(
                review=joint.review, advisor=joint.person, by=self.request.user, **form.cleaned_data
            )

    def context(self, case: Case) -> dict[str, Any]:
        return {"joint": self.joint(case)}

    def back_to(self, case: Case) -> str:
        return reverse("triage", args=[case.reference])

    def draft_key(self, case: Case) -> str:
        return f"{super().draft_key(case)}:{self.kwargs['person']}"
