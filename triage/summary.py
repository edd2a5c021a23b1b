"""What triage adds to the head of a case: the newest score with its date, and what comes next."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from cases.models import Case
from cases.stages import BEFORE_GROUP
from cases.summary import Lead, Step
from triage.models import AgreedScore, Review
from triage.permissions import has_opened
from ui.compiled import compiled
from ui.dates import as_day

ON_THE_AGENDA = "Put on the agenda of the group"
# Declaring and writing are the advisor's own.
OWN_TRIAGE = Lead(
    lambda case: reverse("triage", args=[case.reference]),
    lambda person, case: case.advisor_id == person.pk,
)


def scored(case: Case) -> dict[str, Any]:
    """Return colour and score of the review that was submitted last, its date and its topic.

    Where two have scored that triage, or one that it goes on from, and a score was agreed since, the agreed
    one: what was agreed on an earlier scoring says nothing about a new one.
    """
    review = _last.one(case=case.pk)
    if review is None:
        return {"colour": "", "score": None, "scored_on": None, "score_topic": ""}
    agreed = AgreedScore.objects.filter(scoring__first__case=case, at__gte=review.submitted_at)
    if agreed.exists():
        same = Review.objects.same_triage(review)
        counts = agreed.filter(scoring__first__in=same).select_related("scoring__first").order_by("at").last()
        if counts:
            return {
                "colour": counts.colour,
                "score": counts.score,
                "scored_on": as_day(counts.at),
                "score_topic": counts.scoring.first.topic,
            }
    return {
        "colour": review.overall_colour,
        "score": review.overall_score,
        "scored_on": review.reviewed_on,
        "score_topic": review.topic,
    }


@compiled
def _last(case: Any) -> QuerySet[Review]:
    """Return the review of the case that was submitted last."""
    shown = ("case", "submitted_at", "overall_colour", "overall_score", "reviewed_on")
    submitted = Review.objects.submitted().of_case(case).order_by("-submitted_at", "-pk")
    return submitted.only(*shown)[:1]


def triage(case: Case) -> Step | None:
    """The advisor declared no conflict and is writing: for the first time, on, or at a new date."""
    advisor = case.advisor
    if case.stage not in BEFORE_GROUP or advisor is None or not has_opened(advisor, case):
        return None
    writing = Review.objects.of_case(case).in_draft().filter(advisor=advisor).first()
    if writing is None:
        return None
    if writing.copied_from_id:
        return Step(f"{advisor.name} to add to the triage")
    again = Review.objects.submitted().of_case(case).exists()
    return Step(f"{advisor.name} to {'score again' if again else 'finish the triage'}")


def triaged(case: Case) -> Step | None:
    """The triage is in."""
    if case.stage not in BEFORE_GROUP or not Review.objects.submitted().of_case(case).exists():
        return None
    return Step(ON_THE_AGENDA)
