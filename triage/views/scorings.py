"""Every scoring of a case: reading an earlier one, comparing two, returning one for more."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from cases.access import get_case_or_404
from cases.pages import render_case
from cases.topics import closed_topics
from triage import access, actions
from triage.comparing import compare as compared
from triage.forms.declare import CompareForm, ReturnForm
from triage.permissions import check_can_return
from triage.presenters import result
from triage.shared import sharing_of
from triage.similar import may_see_similar
from ui.refusals import NotAllowed, Refusal


@require_safe
def scoring(request: HttpRequest, reference: str, revision: int) -> HttpResponse:
    """One scoring as it was submitted."""
    case = get_case_or_404(request.user, reference)
    review = access.get_scoring_or_404(request.user, case, revision)
    closed = closed_topics(request.user, case)
    context = {
        "result": result(review, closed=closed),
        "scorings": access.scorings(case, closed),
        "sharing": sharing_of(request.user, review),
        "similar": may_see_similar(request.user, case),
    }
    return render_case(request, case, "triage/scoring.html", context, tab="triage", topic=review.topic)


@require_safe
def compare(request: HttpRequest, reference: str) -> HttpResponse:
    """Two scorings word by word; at first the newest beside the one before it."""
    case = get_case_or_404(request.user, reference)
    closed = closed_topics(request.user, case)
    scorings = access.scorings(case, closed)
    newest = [str(each.revision) for each in scorings[:2]]
    chosen = {"before": newest[-1], "after": newest[0]} if newest else {}
    chosen |= {name: request.GET[name] for name in ("before", "after") if name in request.GET}
    form = CompareForm(chosen, scorings=scorings)
    context: dict[str, Any] = {"form": form, "chosen": len(scorings) > 1}
    topic = "general"
    if form.is_valid() and chosen["before"] != chosen["after"]:
        before, after = (
            access.get_scoring_or_404(request.user, case, int(chosen[name])) for name in ("before", "after")
        )
        context["rows"] = compared(before, after, closed)
        topic = after.topic
    status = 200 if form.is_valid() or not scorings else 422
    return render_case(
        request, case, "triage/compare.html", context, tab="triage", topic=topic, status=status
    )


@require_http_methods(["GET", "POST"])
def send_back(request: HttpRequest, reference: str, revision: int) -> HttpResponse:
    """Return a scoring to its advisor, with a reason."""
    case = get_case_or_404(request.user, reference)
    review = access.get_scoring_or_404(request.user, case, revision)
    check_can_return(request.user, case, review)
    form = ReturnForm(request.POST or None)
    form.draft_url = reverse("draft", args=[f"triage-return:{reference}"])
    form.cancel_url = reverse("triage", args=[reference])
    if request.method == "GET":
        form.take_draft(access.typed(request.user, f"triage-return:{reference}"))
    elif form.is_valid():
        try:
            actions.return_review(review=review, reason=form.cleaned_data["reason"], by=request.user)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            access.forget(request.user, f"triage-return:{reference}")
            messages.success(request, f"{review.advisor.name} is asked for more. An e-mail is on its way.")
            return redirect("triage", reference)
    status = 422 if form.is_bound else 200
    context = {"form": form, "review": review}
    return render_case(
        request, case, "triage/return.html", context, tab="triage", topic=review.topic, status=status
    )
