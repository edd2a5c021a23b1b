"""Which cases have a submitted triage, and which review that is."""

from collections.abc import Iterable
from typing import Any

from cases.models import Case
from triage.models import Review


def submitted_reviews(cases: Iterable[Case]) -> dict[int, Any]:
    """Return the newest submitted review of each case that has one, by the case's key; one query."""
    reviews = Review.objects.submitted().filter(case__in=[case.pk for case in cases]).order_by("pk")
    return {review.case_id: review for review in reviews}


def is_triaged(case: Case) -> bool:
    """Tell whether a triage of the case was submitted."""
    return Review.objects.submitted().of_case(case).exists()
