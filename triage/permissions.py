"""May this person? Each check raises NotAllowed with the reason; the yes/no twin asks the same."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Person
from accounts.permissions import Permission, check_has, has
from cases.access import may_read
from cases.models import Case, CaseAccess
from cases.topics import may_see_topic
from triage.models import Review, SecondScoring
from ui.compiled import compiled
from ui.refusals import NotAllowed

ADVISOR = "advisor"
JOINT = "joint:"
SECOND = "second:"

NOT_ASKED = "You are not asked to score this case, or not any more. Nothing more is needed from you."

Rule = Callable[[Person, Case], bool]
_returning: list[Rule] = []


def may_return_too(rule: Rule) -> Rule:
    """Register who else may return a review for more: the apps above know who presides over a group."""
    _returning.append(rule)
    return rule


def joint_source(review: Review) -> str:
    """Return how access to the case that writing `review` together gives is named."""
    return f"{JOINT}{review.pk}"


def granted(person: Person, case: Case, effect: CaseAccess.Effect) -> list[str]:
    """Return by which sources of triage `effect` is given to `person`.

    As the advisor, as a joint one, or as whoever scored the case a second time.
    """
    sources = _sources(case=case.pk, person=person.pk, effect=effect.value, at=timezone.now())
    return [source for source in sources if source != ADVISOR or case.advisor_id == person.pk]


@compiled
def _sources(case: Any, person: Any, effect: Any, at: Any) -> "QuerySet[CaseAccess, str]":
    ours = Q(source=ADVISOR) | Q(source__startswith=JOINT) | Q(source__startswith=SECOND)
    rows = CaseAccess.objects.current(at=at).filter(ours, case=case, person=person, effect=effect)
    return rows.values_list("source", flat=True)


def is_asked(person: Person, case: Case) -> bool:
    """Tell whether `person` is an advisor on the case and has yet to declare."""
    return bool(granted(person, case, CaseAccess.Effect.DECLARE))


def has_opened(person: Person, case: Case) -> bool:
    """Tell whether `person` is an advisor on the case and it opened to them on declaring."""
    return bool(granted(person, case, CaseAccess.Effect.READ))


def check_can_declare(person: Person, case: Case) -> None:
    """Raise NotAllowed unless `person` is asked to declare, or has and may change their mind."""
    if not (is_asked(person, case) or has_opened(person, case)):
        raise NotAllowed(
            "You have not been asked to declare on this case, or somebody else has been asked since."
        )


def check_can_write(person: Person, case: Case) -> None:
    """Raise NotAllowed unless `person` is an advisor on the case, has declared, and may read it."""
    check_has(person, Permission.TRIAGE_WRITE, within=case.organisation)
    if not (has_opened(person, case) and may_read(person, case)):
        raise NotAllowed("Only the advisor this case is assigned to can write its triage, after declaring.")


def check_leads(person: Person, case: Case) -> None:
    """Raise NotAllowed unless `person` may write, and is the advisor the case is assigned to."""
    check_can_write(person, case)
    if case.advisor_id != person.pk:
        raise NotAllowed("Only the advisor this case is assigned to can begin a triage review.")


def check_can_write_review(person: Person, case: Case, review: Review) -> None:
    """Raise NotAllowed unless `review` is the person's own, or written together with them."""
    if review.is_second and review.is_draft:
        check_scores_alone(person, case, SecondScoring.objects.filter(second=review).first())
    else:
        check_can_write(person, case)
    theirs = review.advisor_id == person.pk
    if not (theirs or Review.objects.written_by(person).filter(pk=review.pk).exists()):
        raise NotAllowed("Only the advisor who began a triage review can write in it.")


def check_scores_alone(person: Person, case: Case, scoring: SecondScoring | None) -> None:
    """Raise NotAllowed unless `scoring` is asked of `person` now; None stands for one taken back."""
    check_has(person, Permission.TRIAGE_WRITE, within=case.organisation)
    asked = scoring is not None and scoring.state == SecondScoring.State.ASKED
    theirs = scoring is not None and scoring.person_id == person.pk
    if not (asked and theirs and Case.objects.to_score_alone(person).filter(pk=case.pk).exists()):
        raise NotAllowed(NOT_ASKED)


def check_agrees(person: Person, case: Case, scoring: SecondScoring) -> None:
    """Raise NotAllowed unless `person` wrote one of the two scorings, and the case is open to them still.

    Whoever wrote one together with others speaks for it as they do.
    """
    if person not in scoring.authors:
        raise NotAllowed("The advisors who scored this case agree on its score.")
    check_can_write(person, case)
    if not may_see_topic(person, case, scoring.first.topic):
        raise NotAllowed("This triage is not open to you.")


def may_agree(person: Person, case: Case, scoring: SecondScoring) -> bool:
    """Tell whether `person` is one of those who agree on the score of `scoring`."""
    return _passes(check_agrees, person, case, scoring)


def check_decides_second(person: Person, case: Case, scoring: SecondScoring) -> None:
    """Raise NotAllowed unless `person` may decide the score on which two advisors differ."""
    check_has(person, Permission.SECOND_DECIDE, within=case.organisation)
    if not (may_read(person, case) and may_see_topic(person, case, scoring.first.topic)):
        raise NotAllowed("This triage is not open to you.")
    if person in scoring.authors:
        raise NotAllowed("You made one of the two scorings. Somebody else decides where the two differ.")


def decides_second(person: Person, case: Case, scoring: SecondScoring) -> bool:
    """Tell whether `person` may decide the score of `scoring`."""
    return _passes(check_decides_second, person, case, scoring)


def _passes(check: Callable[[Person, Case, SecondScoring], None], *given: Any) -> bool:
    try:
        check(*given)
    except NotAllowed:
        return False
    return True


def can_assign(person: Person, case: Case) -> bool:
    """Tell whether `person` may ask an advisor to triage `case`."""
    return not case.ended and has(person, Permission.TRIAGE_ASSIGN, within=case.organisation)


def check_can_return(person: Person, case: Case, review: Review) -> None:
    """Raise NotAllowed unless `person` may return `review`: they run cases, or preside over its group."""
    asks = has(person, Permission.TRIAGE_ASSIGN, within=case.organisation)
    if not (asks or any(rule(person, case) for rule in _returning)):
        raise NotAllowed(
            "A triage review is returned by the case manager, or by the chair of the group it is before."
        )
    if not (may_read(person, case) and may_see_topic(person, case, review.topic)):
        raise NotAllowed("This triage review is not open to you.")


def can_return(person: Person, case: Case, review: Review) -> bool:
    """Tell whether `person` may return `review` for more."""
    try:
        check_can_return(person, case, review)
    except NotAllowed:
        return False
    return not case.ended


def can_see_declarations(person: Person, case: Case) -> bool:
    """Declarations are for those who run the case."""
    return has(person, Permission.CASE_RUN, within=case.organisation)


def check_can_share(person: Person, case: Case, review: Review) -> None:
    """Raise NotAllowed unless `person` runs the case, and may so write to the practitioner about `review`."""
    if not has(person, Permission.CASE_RUN, within=case.organisation):
        raise NotAllowed(
            "A triage review is shared with the practitioner by the case manager, who marks what to withhold."
        )
    if not (may_read(person, case) and may_see_topic(person, case, review.topic)):
        raise NotAllowed("This triage review is not open to you.")
    if review.is_second:
        raise NotAllowed("A second scoring is not shared with the practitioner. Share the first.")


def can_share(person: Person, case: Case, review: Review) -> bool:
    """Tell whether `person` may share `review` with the practitioner."""
    try:
        check_can_share(person, case, review)
    except NotAllowed:
        return False
    return True
