"""A second scoring: what its author may read, and the pages of those who run it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import Permission, check_has, has
from cases.access import get_case_or_404
from cases.models import Case
from cases.pages import render_case
from cases.topics import closed_topics
from documents.actions import record_opened
from files.streaming import stream
from triage import actions
from triage.agreeing import agreeing
from triage.beside import beside
from triage.forms.second import AskForm, NotNeededForm
from triage.models import SecondScoring
from triage.scale import Scale
from triage.second import documents_for, get_asked_or_404, get_second_or_404, material_of, submitted_at
from ui.refusals import NotAllowed, Refusal


@require_safe
def material(request: HttpRequest, reference: str) -> HttpResponse:
    """What is known of a case, for somebody who scores it on their own."""
    case, scoring = get_asked_or_404(request.user, reference)
    scoring.case = case
    context = {"material": material_of(scoring, request.user)}
    return render_case(request, case, "triage/second_material.html", context, tab="material")


@require_safe
def document(request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
    """Hand over a document to somebody who scores the case on their own, and record who opened it."""
    case, scoring = get_asked_or_404(request.user, reference)
    found = get_object_or_404(documents_for(request.user, case, submitted_at(scoring.first)), number=number)
    found.case = case
    record_opened(document=found, by=request.user)
    return stream(found.file, name=found.download_name, download="download" in request.GET)


@require_POST
def request_second(request: HttpRequest, reference: str) -> HttpResponse:
    """Have the newest triage scored a second time."""
    case = get_case_or_404(request.user, reference)
    check_has(request.user, Permission.TRIAGE_ASSIGN, within=case.organisation)
    try:
        scoring = actions.request_second(case=case, by=request.user)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("triage", reference)
    return redirect("second_scoring", reference, scoring.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def second_scoring(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """How far a second scoring is, and asking for it; once both are in, the two side by side."""
    case, scoring = pair_or_404(request, reference, pk)
    form = None
    if request.method == "POST":
        check_has(request.user, Permission.TRIAGE_ASSIGN, within=case.organisation)
        form = AskForm(request.POST, scoring=scoring)
        if form.is_valid() and _ask(request, scoring, form):
            return redirect("second_scoring", reference, pk)
    return _page(request, case, scoring, form)


def _ask(request: HttpRequest, scoring: SecondScoring, form: AskForm) -> bool:
    person = form.cleaned_data["person"]
    try:
        actions.ask_second(scoring=scoring, person=person, by=request.user)
    except NotAllowed:
        raise
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    messages.success(
        request, f"{person.name} is asked to declare and score. An e-mail is on its way to them."
    )
    return True


@require_POST
def take_back(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Take back what was asked, so that somebody else can be asked."""
    case, scoring = pair_or_404(request, reference, pk)
    check_has(request.user, Permission.TRIAGE_ASSIGN, within=case.organisation)
    try:
        actions.take_back_second(scoring=scoring, by=request.user)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, "That is taken back, and the case is closed to them. You can ask somebody else."
        )
    return redirect("second_scoring", reference, pk)


@require_http_methods(["GET", "HEAD", "POST"])
def not_needed(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Say, with a reason, that the second scoring is not needed."""
    case, scoring = pair_or_404(request, reference, pk)
    check_has(request.user, Permission.TRIAGE_ASSIGN, within=case.organisation)
    here = reverse("second_scoring", args=[reference, pk])
    form = NotNeededForm(request.POST or None)
    form.cancel_url = here
    if request.method == "POST" and form.is_valid():
        try:
            actions.second_not_needed(scoring=scoring, why=form.cleaned_data["why"], by=request.user)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "It is recorded that the second scoring is not needed.")
            return redirect(here)
    context = {"form": form, "scoring": scoring}
    template = "triage/second_not_needed.html"
    return render_pair(request, case, scoring, template, context, problems=bool(form.errors))


def pair_or_404(request: HttpRequest, reference: str, pk: int) -> tuple[Case, SecondScoring]:
    """Return a case that is open to this person, and a second scoring of it that they may know of."""
    case = get_case_or_404(request.user, reference)
    scoring = get_second_or_404(request.user, case, pk)
    scoring.case = case
    return case, scoring


def _page(request: HttpRequest, case: Case, scoring: SecondScoring, form: AskForm | None) -> HttpResponse:
    runs = has(request.user, Permission.TRIAGE_ASSIGN, within=case.organisation)
    context: dict[str, Any] = {"scoring": scoring, "runs": runs, "open": not case.ended}
    if scoring.both_are_in:
        context["beside"] = shown = beside(scoring, closed_topics(request.user, case))
        context["agreeing"] = agreeing(scoring, request.user, case, Scale(shown.first.guide))
    elif runs and scoring.state == SecondScoring.State.WANTED:
        context["form"] = form or AskForm(scoring=scoring)
    problems = form is not None and bool(form.errors)
    return render_pair(request, case, scoring, "triage/second.html", context, problems=problems)


def render_pair(
    request: HttpRequest,
    case: Case,
    scoring: SecondScoring,
    template: str,
    context: dict[str, Any],
    *,
    problems: bool,
) -> HttpResponse:
    """Return a page about a second scoring: it has the topic of the first."""
    topic = scoring.first.topic
    status = 422 if problems else 200
    return render_case(request, case, template, context, tab="triage", topic=topic, status=status)
