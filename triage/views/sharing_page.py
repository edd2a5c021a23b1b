"""What the pages about sharing a review with the practitioner have in common."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views import View

from cases.access import get_case_or_404
from cases.pages import render_case
from triage import access
from triage.models import Review
from triage.permissions import check_can_share
from ui.forms import FormBase


def review_or_404(request: HttpRequest, reference: str, revision: int) -> Review:
    """Return the review this person may share; 404 where it is not open to them, 403 where they may not."""
    case = get_case_or_404(request.user, reference)
    review = access.get_scoring_or_404(request.user, case, revision)
    review.case = case
    check_can_share(request.user, case, review)
    return review


class SharingPage(View):
    """A page about sharing one review: a form, one action, and what was typed is kept."""

    template = ""
    key = ""

    def respond(
        self, request: HttpRequest, review: Review, form: FormBase, context: dict[str, Any]
    ) -> HttpResponse:
        """Return the page with its form."""
        if self.key:
            form.draft_url = reverse("draft", args=[self.draft_key(review)])
        form.cancel_url = form.cancel_url or reverse("triage", args=[review.case.reference])
        context = {"form": form, "review": review, **context}
        status = 422 if form.is_bound else 200
        return render_case(
            request, review.case, self.template, context, tab="triage", topic=review.topic, status=status
        )

    def take_draft(self, request: HttpRequest, review: Review, form: FormBase) -> bool:
        """Fill the form with what was being typed, and tell whether there was anything."""
        typed = access.typed(request.user, self.draft_key(review))
        if typed:
            form.take_draft(typed)
        return bool(typed)

    def draft_key(self, review: Review) -> str:
        return f"{self.key}:{review.case.reference}:{review.revision}"


def back_to(review: Review) -> str:
    """Return the page of the review that was shared."""
    return reverse("triage_scoring", args=[review.case.reference, review.revision])
