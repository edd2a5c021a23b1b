"""Marking what to withhold from the practitioner's copy of a review, reading it as they will, settling it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from audit.actions import record_look
from cases.events import LOOKED
from cases.topics import closed_topics
from documents import previews
from triage import access, actions, shared_report
from triage.forms.sharing import SettleForm, SharingForm
from triage.models import Review, Sharing
from triage.sharing import marks_of, pieces, shows_closed, suggested_marks
from triage.sharing_checks import checks
from triage.views.sharing_page import SharingPage, back_to, review_or_404
from ui.refusals import NotAllowed, Refusal


class Share(SharingPage):
    """Mark, part by part, what to withhold."""

    template = "triage/sharing.html"
    key = "triage-share"

    def get(self, request: HttpRequest, reference: str, revision: int) -> HttpResponse:
        review = review_or_404(request, reference, revision)
        parts = pieces(review)
        last = Sharing.objects.of_review(review).with_parts().first()
        form = self.form(
            request,
            review,
            initial=SharingForm.initial_of(
                marks_of(last.withheld.all()) if last else suggested_marks(parts),
                names_reviewer=bool(last and last.names_reviewer),
                version=last.version if last and last.is_draft else 0,
            ),
        )
        typed = self.take_draft(request, review, form)
        return self.page(request, review, form, last, typed=typed)

    def post(self, request: HttpRequest, reference: str, revision: int) -> HttpResponse:
        review = review_or_404(request, reference, revision)
        form = self.form(request, review, request.POST)
        if form.is_valid():
            try:
                actions.save_sharing(
                    review=review,
                    marks=form.marks(),
                    names_reviewer=form.named,
                    version=form.cleaned_data["version"],
                    by=request.user,
                )
            except NotAllowed:
                raise
            except Refusal as refusal:
                form.refuse(refusal)
            else:
                access.forget(request.user, self.draft_key(review))
                if "stay" in request.POST:
                    messages.success(request, "Saved. Nothing has been shared.")
                    return redirect("triage_share", reference, revision)
                return redirect("triage_share_check", reference, revision)
        return self.page(request, review, form, Sharing.objects.of_review(review).first())

    def form(self, request: HttpRequest, review: Review, *args: Any, **kwargs: Any) -> SharingForm:
        return SharingForm(
            *args,
            parts=pieces(review),
            closed=closed_topics(request.user, review.case),
            unnamed=shared_report.unnamed(review.case),
            reviewer=review.advisor.name,
            **kwargs,
        )

    def page(
        self,
        request: HttpRequest,
        review: Review,
        form: SharingForm,
        last: Sharing | None,
        *,
        typed: bool = False,
    ) -> HttpResponse:
        context = {"last": last, "typed": typed}
        return self.respond(request, review, form, context)


class Check(SharingPage):
    """Read the copy as the practitioner will, then settle it."""

    template = "triage/sharing_check.html"

    def get(self, request: HttpRequest, reference: str, revision: int) -> HttpResponse:
        review = review_or_404(request, reference, revision)
        draft = self.draft(request, review)
        if draft is None:
            return redirect("triage_share", reference, revision)
        return self.page(request, review, draft, SettleForm(initial={"version": draft.version}))

    def post(self, request: HttpRequest, reference: str, revision: int) -> HttpResponse:
        review = review_or_404(request, reference, revision)
        draft = self.draft(request, review)
        if draft is None:
            # A second click: it is settled already.
            return redirect("triage", reference)
        form = SettleForm(request.POST)
        if form.is_valid():
            try:
                actions.settle_sharing(sharing=draft, version=form.cleaned_data["version"], by=request.user)
            except NotAllowed:
                raise
            except Refusal as refusal:
                form.refuse(refusal)
            else:
                messages.success(
                    request,
                    "Their copy is settled, and its PDF is being made. Nothing has been sent. Below, under "
                    "“Shared with the practitioner”, you enclose it with a letter or say that it was handed "
                    "over.",
                )
                return redirect(back_to(review))
        return self.page(request, review, draft, form)

    def draft(self, request: HttpRequest, review: Review) -> Sharing | None:
        """Return the copy that is not settled yet, if all that it shows is open to this person."""
        found = Sharing.objects.of_review(review).with_parts().filter(state=Sharing.State.DRAFT).first()
        if found:
            check_open_to(request, found, review)
        return found

    def page(self, request: HttpRequest, review: Review, draft: Sharing, form: SettleForm) -> HttpResponse:
        found = checks(draft, review, person=request.user)
        form.cancel_url = reverse("triage_share", args=[review.case.reference, review.revision])
        context = {
            "sharing": draft,
            "checks": found,
            "stopped": any(check.stops for check in found),
            "deadline": shared_report.comments_deadline(review.case),
        }
        return self.respond(request, review, form, context)


@require_safe
def preview(request: HttpRequest, reference: str, revision: int, number: int) -> HttpResponse:
    """Return a copy as its PDF has it: as it was frozen, or while it is marked as it would be."""
    review = review_or_404(request, reference, revision)
    sharing = get_object_or_404(
        Sharing.objects.with_parts().select_related("pdf"), review=review, number=number
    )
    sharing.review = review
    check_open_to(request, sharing, review)
    record_look(LOOKED, by=request.user, case=review.case, topic=review.topic)
    return previews.preview(sharing.pdf.html if sharing.pdf else shared_report.html(sharing))


def check_open_to(request: HttpRequest, sharing: Sharing, review: Review) -> None:
    """Raise NotAllowed where the copy gives a title that is not open to this person."""
    if shows_closed(sharing, pieces(review), closed_topics(request.user, review.case)):
        raise NotAllowed(
            "This copy gives the title of a document that is not open to you. The case manager settles it."
        )
