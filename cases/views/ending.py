"""Finishing an investigation, closing a case, withdrawing it, and opening it again."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.permissions import Permission
from cases import actions
from cases.access import get_case_or_404
from cases.forms.record import CloseForm, ConcludeForm, ReasonForm, ReopenForm
from cases.models import Case
from cases.pages import ways_on
from cases.policies import left_at_closing, owed_before_closing, step_in_force
from cases.stages import LOOKED_INTO, Stage
from cases.views.case_form import CaseFormView
from ui.refusals import NotAllowed, Refusal


class Conclude(CaseFormView):
    """An investigation or a monitoring is finished, and leaves the group nothing to decide."""

    form_class = ConcludeForm
    heading = "Finish an investigation or a monitoring"
    template = "cases/conclude.html"
    done = "The case is at “Outcome”. The practitioner has been told, and it is logged."

    def context(self, case: Case) -> dict[str, Any]:
        going_on = case.stage in LOOKED_INTO
        return {
            "heading": f"The {case.get_stage_display().lower()} is finished" if going_on else self.heading,
            "over": self.request.method == "GET" and not going_on,
            "others": [way for way in ways_on(case) if way.url != self.request.path],
        }

    def act(self, case: Case, form: ConcludeForm) -> None:
        actions.conclude(case=case, by=self.request.user, **form.cleaned_data)


class Close(CaseFormView):
    """What is still owed is listed before anybody closes."""

    form_class = CloseForm
    permission = Permission.CASE_CLOSE
    heading = "Close the case"
    template = "cases/close.html"
    done = "The case is closed. Ring the practitioner, then write the closing letter."

    def form_arguments(self, case: Case) -> dict[str, Any]:
        return {"case": case}

    def context(self, case: Case) -> dict[str, Any]:
        owed = owed_before_closing(case)
        return {
            "owed": owed,
            "step": step_in_force(case),
            "left": left_at_closing(case),
            "asks": self.request.method == "POST" or not owed,
        }

    def act(self, case: Case, form: CloseForm) -> None:
        answers = form.cleaned_data
        actions.close(
            case=case,
            closing=answers["closing"],
            closing_note=answers["closing_note"],
            step=form.step_answer(),
            by=self.request.user,
        )


class Withdraw(CaseFormView):
    form_class = ReasonForm
    permission = Permission.CASE_CLOSE
    heading = "Withdraw the case"
    done = "The case is withdrawn."

    def context(self, case: Case) -> dict[str, Any]:
        lead = "For a concern that was withdrawn, or recorded by mistake. The case and its history stay."
        if case.summary.last_told_on:
            lead += f" Ring {case.practitioner.name} and say so, and then write: “My work” asks you to."
        return {"lead": lead}

    def act(self, case: Case, form: ReasonForm) -> None:
        actions.withdraw(case=case, by=self.request.user, **form.cleaned_data)


class Reopen(CaseFormView):
    """A closed or withdrawn case is opened again, and the practitioner is told why."""

    form_class = ReopenForm
    permission = Permission.CASE_CLOSE
    heading = "Open the case again"
    done = "The case is open again. Ring the practitioner and say why, and then write."

    def context(self, case: Case) -> dict[str, Any]:
        to = "the start" if case.stage == Stage.WITHDRAWN else "the group"
        name = case.practitioner.name
        return {
            "lead": f"It goes back to {to}. Ring {name} and say why, and then write: “My work” asks you to."
        }

    def act(self, case: Case, form: ReopenForm) -> None:
        actions.reopen(case=case, by=self.request.user, **form.cleaned_data)


@require_POST
def lift_restriction(request: HttpRequest, reference: str) -> HttpResponse:
    """Open a restricted case to those whose role lets them see it."""
    case = get_case_or_404(request.user, reference)
    try:
        actions.lift_restriction(case=case, by=request.user)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "The restriction is lifted.")
    return redirect(case)
