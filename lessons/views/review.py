"""The lessons of one case: start, write, check, complete, read."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import Draft
from accounts.permissions import Permission, check_has
from cases.access import get_case_or_404
from cases.models import Case
from cases.pages import render_case
from cases.topics import LESSONS
from documents.models import Pdf
from documents.waiting import making
from lessons import actions
from lessons.background import background, before_the_group
from lessons.forms import CorrectReviewForm, WholeReview
from lessons.models import Review
from lessons.pdf import REVIEW
from lessons.permissions import can_read, can_write, check_can_write
from lessons.policies import missing
from lessons.reading import sheet
from ui.refusals import NotAllowed, Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def lessons(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the review: to start, to write or to read."""
    case = _case(request, reference)
    review = _latest(case)
    if request.method == "POST":
        check_can_write(request.user, case)
        return _save(request, case, review) if review else redirect("lessons", reference)
    if review is None:
        return _page(
            request,
            case,
            "lessons/start.html",
            {"may_write": can_write(request.user, case), "before_the_group": before_the_group(case)},
        )
    if review.completed or not can_write(request.user, case):
        return _page(
            request, case, "lessons/read.html", _read(review) | {"may_follow": can_write(request.user, case)}
        )
    whole = WholeReview(review, case=case)
    draft = Draft.objects.kept(request.user, _draft_key(case))
    if draft:
        whole.take_draft(QueryDict(draft.body))
    return _form_page(request, case, whole, draft=draft)


@require_POST
def start(request: HttpRequest, reference: str) -> HttpResponse:
    """Start the review."""
    case = _case(request, reference)
    try:
        actions.start_review(case=case, by=request.user)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("lessons", reference)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the whole review before it is completed, with what is missing; complete it."""
    case = _case(request, reference)
    check_can_write(request.user, case)
    review = _latest(case)
    if review is None or (review.completed and request.method != "POST"):
        return redirect("lessons", reference)
    if request.method == "POST":
        try:
            version = int(request.POST.get("version", ""))
            actions.complete_review(review=review, version=version, by=request.user)
        except NotAllowed:
            raise
        except (Refusal, ValueError) as refusal:
            sentence = (
                str(refusal) if isinstance(refusal, Refusal) else "Open this page again, then complete it."
            )
            messages.error(request, sentence)
            return redirect("lessons_check", reference)
        messages.success(request, "The lessons review is complete. Its PDF is being made.")
        return redirect("lessons", reference)
    kept = Draft.objects.kept(request.user, _draft_key(case))
    return _page(
        request, case, "lessons/check.html", {**_read(review), "missing": missing(review), "unsaved": kept}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, reference: str) -> HttpResponse:
    """Add a correction to the completed review; its words stay as they were."""
    case = _case(request, reference)
    check_can_write(request.user, case)
    review = _latest(case)
    if review is None or not review.completed:
        return redirect("lessons", reference)
    form = CorrectReviewForm(request.POST or None)
    form.cancel_url = reverse("lessons", args=[reference])
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_review(review=review, by=request.user, **form.cleaned_data)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(
                request, "The correction is added. A new PDF is being made; the one before is kept."
            )
            return redirect("lessons", reference)
    return _page(request, case, "lessons/correct.html", {"form": form}, status=422 if form.errors else 200)


def _save(request: HttpRequest, case: Case, review: Review) -> HttpResponse:
    more = next((name for name in ("lessons", "actions") if f"{name}-another" in request.POST), "")
    if more:
        whole = WholeReview(review, case=case)
        whole.take_draft(request.POST, more=more)
        return _form_page(request, case, whole)
    whole = WholeReview(review, case=case, data=request.POST)
    if whole.is_valid():
        try:
            actions.save_review(review=review, text=whole.text(), version=whole.version, by=request.user)
        except NotAllowed:
            raise
        except Refusal as refusal:
            whole.refuse(refusal, request.POST)
        else:
            Draft.objects.drop(request.user, _draft_key(case))
            if "later" in request.POST:
                messages.success(request, "The lessons review is saved. You can go on with it any time.")
                return redirect("lessons", case.reference)
            return redirect("lessons_check", case.reference)
    return _form_page(request, case, whole, status=422)


def _form_page(
    request: HttpRequest, case: Case, whole: WholeReview, *, draft: Draft | None = None, status: int = 200
) -> HttpResponse:
    whole.lay_out()
    context = {
        "review": whole.review,
        "form": whole.form,
        "lesson_rows": whole.lessons,
        "action_rows": whole.actions,
        "draft": draft,
        "draft_key": _draft_key(case),
        "draft_url": reverse("draft", args=[_draft_key(case)]),
    }
    return _page(request, case, "lessons/write.html", context, status=status)


def _read(review: Review) -> dict[str, Any]:
    pdf = Pdf.objects.of(REVIEW.key, review).first() if review.completed else None
    return {
        "review": review,
        "sheet": sheet(review),
        "background": background(review.case),
        "corrections": list(review.corrections.select_related("by")),
        "making": making(pdf, review.case) if pdf else None,
    }


def _page(
    request: HttpRequest, case: Case, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    return render_case(request, case, template, context, tab="lessons", topic=LESSONS, status=status)


def _case(request: HttpRequest, reference: str) -> Case:
    """Return the case; 404 where it or its lessons are closed, 403 in words to those who read no lessons."""
    case = get_case_or_404(request.user, reference)
    check_has(request.user, Permission.LESSONS_SEE, within=case.organisation)
    if not can_read(request.user, case):
        raise Http404
    return case


def _latest(case: Case) -> Review | None:
    review = case.lessons_reviews.select_related("framework", "completed_by", "started_by").last()
    if review:
        review.case = case
    return review


def _draft_key(case: Case) -> str:
    return f"lessons:{case.reference}"
