"""Which cases have a submitted triage, which review that is, and who of the group may return it for more."""

from collections.abc import Iterable
from typing import Any

from accounts.models import Person
from cases.models import Case
from cases.topics import closed_topics
from pag.models import AgendaItem, GroupMember, ItemDeclaration
from triage.models import Review, SecondScoring
from triage.permissions import may_return_too
from triage.second import told_of


def submitted_reviews(cases: Iterable[Case]) -> dict[int, Any]:
    """Return the newest submitted review of each case that has one, by the case's key; one query."""
    reviews = Review.objects.firsts().submitted().filter(case__in=[case.pk for case in cases]).order_by("pk")
    return {review.case_id: review for review in reviews}


def waits_for_a_score(case: Case, person: Person) -> bool:
    """Tell whether two advisors have scored the case, as `person` may know, and no score is agreed yet."""
    review = submitted_reviews([case]).get(case.pk)
    second = told_of(review, closed_topics(person, case)) if review else None
    return second is not None and second.state == SecondScoring.State.SCORED


def triaged_by(cases: Iterable[int]) -> dict[int, set[int]]:
    """Return who submitted a triage of each case, alone, together or as a second scoring; by their keys."""
    found: dict[int, set[int]] = {}
    reviews = Review.objects.submitted().filter(case__in=list(cases)).prefetch_related("joint_advisors")
    for review in reviews:
        joint = {each.person_id for each in review.joint_advisors.all() if each.declaration_id}
        found.setdefault(review.case_id, set()).update(joint, {review.advisor_id})
    return found


def is_triaged(case: Case) -> bool:
    """Tell whether a triage of the case was submitted."""
    return Review.objects.submitted().of_case(case).exists()


@may_return_too
def presides_over_it(person: Person, case: Case) -> bool:
    """Tell whether `person` presides over a group that has the case, and declared no conflict on it."""
    seats = GroupMember.objects.current().filter(person=person, kind__in=GroupMember.PRESIDING)
    declared = ItemDeclaration.objects.filter(person=person, answer=ItemDeclaration.Answer.NONE)
    items = AgendaItem.objects.live().filter(case=case, meeting__group__in=seats.values("group"))
    return items.filter(pk__in=declared.values("item")).exists()
