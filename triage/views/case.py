"""The triage page of a case: what it shows depends on who asks, and on how far the triage is."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import Permission, check_has
from cases.access import get_case_or_404, may_read
from cases.models import Case
from cases.pages import render_case
from cases.topics import closed_topics
from triage import access, actions
from triage.forms.declare import AssignForm, DeclarationForm, JointForm
from triage.models import Declaration, Review
from triage.permissions import can_assign, can_return, has_opened, is_asked
from triage.presenters import newest_result
from triage.reports import making
from triage.second import asked_of, shown_to
from triage.shared import sharing_of
from triage.similar import may_see_similar
from triage.views import review as writing
from ui.refusals import NotAllowed, Refusal


@require_http_methods(["GET", "POST"])
def triage(request: HttpRequest, reference: str) -> HttpResponse:
    """Before declaring only the declaration; then the review; for everybody else how far it is."""
    case = access.get_case_to_triage_or_404(request.user, reference)
    if case.alone and asked_of(request.user, case).declaration_id is None:
        return declaration_page(request, case, DeclarationForm())
    if is_asked(request.user, case):
        return declaration_page(request, case, DeclarationForm())
    if not (case.alone or may_read(request.user, case)):
        raise Http404
    review = access.own_review(request.user, case)
    if review and request.method == "POST":
        return writing.save(request, case, review)
    if review and review.is_draft:
        return writing.show(request, case, review)
    return overview(request, case)


@require_http_methods(["GET", "POST"])
def declare(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the declaration; also from an advisor who sees a conflict only later."""
    if request.method == "POST" and access.stood_aside(request.user, reference):
        return redirect("/")
    case = access.get_case_to_triage_or_404(request.user, reference)
    if not (case.alone or is_asked(request.user, case) or has_opened(request.user, case)):
        raise Http404
    form = DeclarationForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return declaration_page(request, case, form)
    try:
        declaration = _declare(request, case, form)
    except NotAllowed:
        raise
    except Refusal as refusal:
        form.refuse(refusal)
        return declaration_page(request, case, form)
    if declaration.answer == Declaration.Answer.NONE:
        messages.success(request, "Thank you. The case is open to you now.")
        return redirect("triage", reference)
    messages.success(
        request,
        "Thank you for saying so. Nothing of the case is open to you; the case manager asks somebody else.",
    )
    return redirect("/")


def _declare(request: HttpRequest, case: Case, form: DeclarationForm) -> Declaration:
    if case.alone:
        scoring = asked_of(request.user, case)
        return actions.declare_alone(scoring=scoring, by=request.user, **form.cleaned_data)
    return actions.declare(case=case, by=request.user, **form.cleaned_data)


@require_POST
def assign(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask an advisor to triage."""
    case = get_case_or_404(request.user, reference)
    check_has(request.user, Permission.TRIAGE_ASSIGN, within=case.organisation)
    form = AssignForm(request.POST, case=case)
    if form.is_valid():
        advisor = form.cleaned_data["advisor"]
        try:
            actions.ask_advisor(case=case, advisor=advisor, by=request.user)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(
                request, f"{advisor.name} is asked to declare and triage. An e-mail is on its way to them."
            )
            return redirect("triage", reference)
    return overview(request, case, form, status=422)


@require_POST
def add_second(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask a second advisor to write the draft together with the first."""
    case = get_case_or_404(request.user, reference)
    check_has(request.user, Permission.TRIAGE_ASSIGN, within=case.organisation)
    draft = access.draft_in_progress(case, closed_topics(request.user, case))
    if draft is None:
        messages.info(request, "There is no review being written now. Ask an advisor for one first.")
        return redirect("triage", reference)
    form = JointForm(request.POST, review=draft)
    if form.is_valid():
        second = form.cleaned_data["second"]
        try:
            actions.add_joint_advisor(review=draft, advisor=second, by=request.user)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(
                request, f"{second.name} is asked to declare, and then to write it with {draft.advisor.name}."
            )
            return redirect("triage", reference)
    return overview(request, case, joint_form=form, status=422)


def declaration_page(request: HttpRequest, case: Case, form: DeclarationForm) -> HttpResponse:
    """Name, place of work and reference, and nothing else of the case."""
    form.action = reverse("triage_declare", args=[case.reference])
    context = {
        "reference": case.reference,
        "practitioner": case.practitioner,
        "opened": asked_of(request.user, case).declaration_id
        if case.alone
        else has_opened(request.user, case),
        "alone": case.alone,
        "form": form,
    }
    return render(request, "triage/declare.html", context, status=422 if form.is_bound else 200)


def overview(
    request: HttpRequest,
    case: Case,
    form: AssignForm | None = None,
    *,
    joint_form: JointForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """How far the triage is, its result once there is one, and whom to ask."""
    closed = closed_topics(request.user, case)
    result = newest_result(request.user, case)
    draft = access.draft_in_progress(case, closed)
    if can_assign(request.user, case):
        form = form or AssignForm(case=case)
        form.action = reverse("triage_assign", args=[case.reference])
        if draft:
            joint_form = joint_form or JointForm(review=draft)
            joint_form.action = reverse("triage_second", args=[case.reference])
    context: dict[str, Any] = {
        "result": result,
        "making": making(result["review"]) if result else None,
        "sharing": sharing_of(request.user, result["review"]) if result else None,
        "similar": result and may_see_similar(request.user, case),
        "return_url": _return_url(request, case, result["review"], draft) if result else "",
        "scorings": access.scorings(case, closed),
        **_seconds(request, case, result, closed),
        "draft": draft,
        "handed_back": access.handed_back(case),
        "taken_off": access.taken_off_shown(request.user, case),
        "declarations": access.declarations_shown(request.user, case),
        "form": form,
        "joint_form": joint_form,
    }
    topic = result["review"].topic if result else "general"
    return render_case(request, case, "triage/case.html", context, tab="triage", topic=topic, status=status)


def _seconds(
    request: HttpRequest, case: Case, result: dict[str, Any] | None, closed: set[str]
) -> dict[str, Any]:
    """Return the second scorings this person may know of, and where they may ask for one."""
    seconds = shown_to(request.user, case, closed)
    there = {each["scoring"].first_id for each in seconds if not each["scoring"].ended_at}
    may_ask = result and result["review"].pk not in there and can_assign(request.user, case)
    url = reverse("second_request", args=[case.reference]) if may_ask else ""
    return {"seconds": seconds, "request_url": url}


def _return_url(request: HttpRequest, case: Case, review: Review, draft: Review | None) -> str:
    """Return where a review is returned for more, if this person may and nobody is writing a newer one."""
    if draft or review.advisor_id != case.advisor_id or not can_return(request.user, case, review):
        return ""
    return reverse("triage_return", args=[case.reference, review.revision])
