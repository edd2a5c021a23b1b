"""Writing a review: the page with its sections, checking the answers, submitting."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.models import Draft
from cases.access import get_case_or_404
from cases.models import Case
from cases.pages import render_case
from triage import access, actions
from triage.drafting import check_sections, overall_picture, risk_pictures, scale_for_browser
from triage.forms.page import ReviewPage
from triage.models import Review
from triage.policies import Incomplete, what_is_missing
from triage.presenters import declaration_words
from ui import dates
from ui.asking import Problem
from ui.refusals import NotAllowed, Refusal, Stale


def show(request: HttpRequest, case: Case, review: Review) -> HttpResponse:
    """The review as saved, or as it was being typed, ready to go on with."""
    draft = Draft.objects.kept(request.user, draft_key(case))
    another = 1 if "another" in request.GET else 0
    page = ReviewPage.filled(review, request.user, draft=draft.body if draft else "", blank_risks=another)
    return _render(request, case, page, draft=draft)


def save(request: HttpRequest, case: Case, review: Review) -> HttpResponse:
    """Save the draft, then go where the pressed button leads."""
    page = ReviewPage.sent(request.POST, review, request.user)
    if not page.is_valid():
        return _render(request, case, page, status=422)
    left_out = request.POST.get("remove_risk", "")
    data = page.data(without_risk=int(left_out) if left_out.isdecimal() else None)
    version = page.main.cleaned_data["version"]
    try:
        saved = actions.save_review(review=review, data=data, version=version, by=request.user)
    except NotAllowed:
        raise
    except Refusal as refusal:
        page.refuse(refusal)
        return _render(request, case, page, status=409)
    Draft.objects.drop(request.user, draft_key(case))
    if "check" in request.POST:
        return _to_check(request, case, page, saved)
    return _after_saving(request, case, saved)


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, reference: str) -> HttpResponse:
    """Every answer with a link to change it; pressing the button submits and locks."""
    case = get_case_or_404(request.user, reference)
    review = access.own_review(request.user, case)
    if review is None:
        raise NotAllowed("Only the advisor this case is assigned to can submit its triage.")
    if not review.is_draft:
        return redirect("triage", reference)
    if request.method == "GET":
        return _check_page(request, case, review)
    version = request.POST.get("version", "")
    try:
        actions.submit_review(
            review=review, by=request.user, version=int(version) if version.isdecimal() else 0
        )
    except NotAllowed:
        raise
    except Incomplete:
        return _check_page(request, case, review, status=422)
    except Refusal as refusal:
        return _check_page(request, case, review, refusal=refusal, status=409)
    Draft.objects.drop(request.user, draft_key(case))
    messages.success(request, "The triage review is submitted. Thank you. The report is being made.")
    return redirect("triage", reference)


def draft_key(case: Case) -> str:
    """Return the name under which what is typed is kept."""
    return f"triage:{case.reference}"


def _to_check(request: HttpRequest, case: Case, page: ReviewPage, saved: Review) -> HttpResponse:
    missing = what_is_missing(saved)
    if not missing:
        return redirect("triage_check", case.reference)
    page.point_at(missing)
    page.saved_as(saved.version)
    messages.info(
        request, "What you wrote is saved. Before it can be submitted, some answers are still needed."
    )
    return _render(request, case, page, status=422)


def _after_saving(request: HttpRequest, case: Case, saved: Review) -> HttpResponse:
    address = reverse("triage", args=[case.reference])
    risks = saved.risks.count()
    if "add_risk" in request.POST:
        return redirect(f"{address}?another=1#risk-{risks + 1}")
    if "remove_risk" in request.POST:
        messages.success(request, "The risk is taken out, and everything else is saved.")
        return redirect(f"{address}#risks")
    messages.success(request, f"Saved {dates.clock(saved.saved_at)}. You can come back to it at any time.")
    return redirect("/" if "later" in request.POST else address)


def _render(
    request: HttpRequest, case: Case, page: ReviewPage, *, draft: Draft | None = None, status: int = 200
) -> HttpResponse:
    pictures = risk_pictures(page)
    context: dict[str, Any] = {
        "review": page.review,
        "page": page,
        "form": page.main,
        "factor_form": page.factors,
        "risk_forms": page.risks,
        "reasons": page.reasons,
        "declaration": declaration_words(page.review),
        "pictures": pictures,
        "overall": overall_picture(pictures),
        "scale_json": scale_for_browser(page.scale),
        "draft": draft,
        "draft_key": draft_key(case),
    }
    return render_case(
        request, case, "triage/review.html", context, tab="triage", topic=page.review.topic, status=status
    )


def _check_page(
    request: HttpRequest,
    case: Case,
    review: Review,
    *,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    page = ReviewPage.filled(review, request.user)
    address = reverse("triage", args=[case.reference])
    missing = what_is_missing(review)
    problems = [Problem(each.sentence, f"{address}#{page.address_of(each)}") for each in missing]
    if refusal:
        problems.insert(0, Problem(str(refusal), ""))
    context = {
        "review": review,
        "version": refusal.version if isinstance(refusal, Stale) and refusal.version else review.version,
        "problems": problems,
        "complete": not missing,
        "draft": Draft.objects.kept(request.user, draft_key(case)),
        **check_sections(review, page, address),
    }
    return render_case(
        request, case, "triage/check.html", context, tab="triage", topic=review.topic, status=status
    )
