"""How similar cases of the organisation were scored: beside a submitted scoring, never while scoring."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cases.access import get_case_or_404
from cases.pages import render_case
from triage import access
from triage.presenters import score_words
from triage.scale import Scale
from triage.similar import FEWEST, check_may_see_similar, similar_to


@require_safe
def similar(request: HttpRequest, reference: str, revision: int) -> HttpResponse:
    """Numbers about other cases; 404 for whoever may not read this scoring, or scores the case alone."""
    case = get_case_or_404(request.user, reference)
    review = access.get_scoring_or_404(request.user, case, revision)
    check_may_see_similar(request.user, case)
    words = score_words(review.overall_likelihood, review.overall_severity, Scale(review.guide))
    context = {"review": review, "words": words, "similar": similar_to(review), "fewest": FEWEST}
    return render_case(request, case, "triage/similar.html", context, tab="triage", topic=review.topic)
