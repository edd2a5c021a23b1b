"""Recording a practitioner and a concern."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.models import Draft
from accounts.permissions import Permission, organisations_with
from cases import actions
from cases.access import may_read
from cases.actions.practitioner import FIELDS
from cases.forms.new_case import NewCaseForm
from cases.models import Case
from cases.models.practitioner import number_warning
from cases.views.record import note_names
from ui.refusals import NotAllowed, Refusal

DRAFT = "NewCase"


def new_case(request: HttpRequest) -> HttpResponse:
    """One page: who, what was raised, is anyone unsafe today."""
    if not organisations_with(request.user, Permission.CASE_RECORD):
        raise Http404
    if request.method != "POST":
        form = NewCaseForm(by=request.user)
        draft = Draft.objects.kept(request.user, DRAFT)
        if draft:
            form.take_draft(draft.body)
        return _page(request, form, draft=draft)
    form = NewCaseForm(request.POST, by=request.user)
    if form.is_valid():
        try:
            case = _record(request, form)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            Draft.objects.drop(request.user, DRAFT)
            if not may_read(request.user, case):
                messages.success(request, _passed_on(case, form))
                return redirect("/")
            messages.success(request, f"The case {case.reference} is open. Next: tell the practitioner.")
            note_names(request, case, form.concern())
            return redirect(case)
    return _page(request, form, status=422)


@transaction.atomic
def _record(request: HttpRequest, form: NewCaseForm) -> Case:
    answers = form.cleaned_data
    key = answers["submission_key"]
    practitioner = form.chosen_practitioner()
    if practitioner is None:
        practitioner = actions.record_practitioner(
            organisation=answers["organisation"],
            details={name: answers[name] for name in FIELDS},
            submission_key=key,
            by=request.user,
        )
        warning = number_warning(practitioner.regulator, practitioner.registration_number)
        if warning:
            messages.warning(request, warning)
    case = actions.open_case(
        practitioner=practitioner,
        route=answers["route"],
        concern=form.concern(),
        safety=form.safety(),
        submission_key=key,
        by=request.user,
    )
    actions.answer_own(case=case, by=request.user, **form.own_connection())
    return case


def _passed_on(case: Case, form: NewCaseForm) -> str:
    manager = form.own_connection()["manager"]
    who = f"{manager.name} is asked to run it" if manager else "A responsible officer chooses who runs it"
    return f"Thank you. {case.reference} is recorded, and closed to you from now on. {who}."


def _page(
    request: HttpRequest, form: NewCaseForm, *, draft: Draft | None = None, status: int = 200
) -> HttpResponse:
    form.draft_url = reverse("draft", args=[DRAFT])
    form.cancel_url = reverse("cases")
    return render(
        request, "cases/new.html", {"form": form, "draft": draft, "draft_key": DRAFT}, status=status
    )
