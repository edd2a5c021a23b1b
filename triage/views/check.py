"""Checking the answers, answering what the service asks about them, submitting."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cases.models import Case
from cases.pages import render_case
from triage import access, actions, scoring
from triage.asking import asked_now
from triage.beginning import BEGINNINGS
from triage.checking import Changes, check_sections
from triage.documents_read import not_read
from triage.forms.notices import NoticesForm
from triage.forms.page import ReviewPage
from triage.models import Review
from triage.policies import Incomplete, Missing, what_is_missing
from ui.asking import Problem
from ui.refusals import NotAllowed, Refusal, Stale


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, reference: str) -> HttpResponse:
    """Every answer with a link to change it; one button keeps reasons, the other submits and locks."""
    case = access.get_case_to_write_or_404(request.user, reference)
    review = access.own_review(request.user, case)
    if review is None:
        raise NotAllowed("Only the advisor this case is assigned to can submit its triage.")
    if not review.is_draft:
        return redirect("triage", reference)
    if request.method == "GET":
        return _page(request, case, review)
    form = NoticesForm(request.POST, asked=asked_now(review))
    if not form.is_valid():
        return _page(request, case, review, form=form, status=422)
    try:
        if form.said_something_new:
            actions.answer_notices(review=review, reasons=form.reasons(), by=request.user)
        access.forget(request.user, _draft_key(case))
        if stayed := _stay(request, review, form):
            return stayed
        actions.submit_review(review=review, by=request.user, version=form.cleaned_data["version"])
    except NotAllowed:
        raise
    except Incomplete:
        return _page(request, case, review, form=form, status=422)
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, case, review, form=form, stale=refusal, status=409)
    access.forget_typed(request.user, case)
    messages.success(request, "The triage review is submitted. Thank you. The report is being made.")
    return redirect("triage", reference)


def _stay(request: HttpRequest, review: Review, form: NoticesForm) -> HttpResponse | None:
    """Do what the pressed button asks before anything is submitted; None where it submits."""
    check = reverse("triage_check", args=[review.case.reference])
    if (text := request.POST.get("renew", "")) in BEGINNINGS:
        version = form.cleaned_data["version"]
        actions.bring_up_to_date(review=review, text=text, version=version, by=request.user)
        messages.success(
            request, "The sentences are up to date. Look whether what stands beside them still fits."
        )
        return redirect(f"{check}#line-{text}")
    if "keep" in request.POST:
        messages.success(request, "Your reasons are kept.")
        return redirect(check)
    return None


def _draft_key(case: Case) -> str:
    """Return the name under which reasons that are being typed are kept, apart from the review itself."""
    return f"triage-check:{case.reference}"


def _page(
    request: HttpRequest,
    case: Case,
    review: Review,
    *,
    form: NoticesForm | None = None,
    stale: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    asked = asked_now(review)
    if form is None or isinstance(stale, Stale):
        typed = form.data if form is not None else access.typed(request.user, _draft_key(case))
        form = NoticesForm(asked=asked, initial={"version": review.version})
        form.take_draft(typed)
        # The reasons are those that were typed; what is submitted is the review as it stands now.
        form.initial["version"] = review.version
    changes = Changes(ReviewPage(review, request.user), by_section=access.prefers_sections(request.user))
    missing = what_is_missing(review)
    overall = scoring.overall(review.risks.all())
    problems = [Problem(str(stale), "")] if stale and not form.is_bound else []
    if not (form.is_bound and form.errors):
        # Else the page lists, at its top, what is wrong with the reasons.
        problems += [Problem(each.sentence, changes.address(each)) for each in missing]
    context: dict[str, Any] = {
        "review": review,
        "form": form,
        "draft_url": reverse("draft", args=[_draft_key(case)]),
        "notices": [
            (each, box, changes.address(Missing(each.notice.field, "", each.notice.risk)))
            for each, box in form.rows()
        ],
        "problems": problems,
        "complete": not missing,
        "overall": overall,
        "band": changes.page.scale.band(overall.score) if overall and overall.score else None,
        "unread": not_read(review, case, request.user),
        "draft": next(iter(access.typed_and_not_saved(request.user, case)), None),
        **check_sections(review, changes),
    }
    return render_case(
        request, case, "triage/check.html", context, tab="triage", topic=review.topic, status=status
    )
