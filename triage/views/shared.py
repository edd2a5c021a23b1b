"""What came of sharing a review: that it was shared, and what the practitioner says of its accuracy."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from cases import actions as cases
from triage import access, actions
from triage.forms.sharing import CommentsForm, ShownForm
from triage.models import Review, Sharing
from triage.sharing import about
from triage.views.sharing_page import SharingPage, back_to, review_or_404
from ui.refusals import NotAllowed, Refusal


class RecordShown(SharingPage):
    """Record that a settled copy was shared with the practitioner."""

    template = "triage/sharing_shown.html"
    key = "triage-shown"

    def get(self, request: HttpRequest, reference: str, revision: int, number: int) -> HttpResponse:
        review = review_or_404(request, reference, revision)
        sharing = self.sharing(review, number)
        form = ShownForm()
        self.take_draft(request, review, form)
        return self.respond(request, review, form, {"sharing": sharing})

    def post(self, request: HttpRequest, reference: str, revision: int, number: int) -> HttpResponse:
        review = review_or_404(request, reference, revision)
        sharing = self.sharing(review, number)
        form = ShownForm(request.POST)
        if form.is_valid():
            try:
                actions.record_shown(sharing=sharing, by=request.user, **form.cleaned_data)
            except NotAllowed:
                raise
            except Refusal as refusal:
                form.refuse(refusal)
            else:
                access.forget(request.user, self.draft_key(review))
                messages.success(request, "It is on the case that the review was shared.")
                return redirect(back_to(review))
        return self.respond(request, review, form, {"sharing": sharing})

    def sharing(self, review: Review, number: int) -> Sharing:
        return get_object_or_404(Sharing.objects.of_review(review).settled(), number=number)


class Comments(SharingPage):
    """Record what the practitioner says about the accuracy of a review: it is part of their account."""

    template = "triage/sharing_comments.html"
    key = "triage-comments"

    def get(self, request: HttpRequest, reference: str, revision: int) -> HttpResponse:
        review = review_or_404(request, reference, revision)
        form = CommentsForm()
        self.take_draft(request, review, form)
        return self.respond(request, review, form, {"about": about(review)})

    def post(self, request: HttpRequest, reference: str, revision: int) -> HttpResponse:
        review = review_or_404(request, reference, revision)
        form = CommentsForm(request.POST)
        if form.is_valid():
            try:
                cases.receive_account(
                    case=review.case,
                    topic=review.topic,
                    about=about(review),
                    by=request.user,
                    **form.cleaned_data,
                )
            except NotAllowed:
                raise
            except Refusal as refusal:
                form.refuse(refusal)
            else:
                access.forget(request.user, self.draft_key(review))
                messages.success(request, "Their comments stand beside the triage now, in their own words.")
                return redirect(back_to(review))
        return self.respond(request, review, form, {"about": about(review)})
