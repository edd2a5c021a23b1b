"""A second scoring: drawn or asked for, a second advisor asked, taken back, or not needed after all."""

from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from accounts.permissions import Permission, check_has, has
from audit.actions import record
from cases import actions as cases
from cases.models import Case, CaseAccess
from cases.policies import check_open
from triage import events, mails, sampling
from triage.models import Band, Review, SecondScoring, SecondScoringPolicy
from triage.second import scored_already, who_may_score_again
from ui.refusals import Refusal

State, Reason = SecondScoring.State, SecondScoring.Reason


def draw(*, case: Case, review: Review) -> SecondScoring | None:
    """Decide whether a triage just submitted is scored a second time. The caller holds the case.

    The draw is made for every triage before its colour is looked at. A triage that was returned for more and
    submitted again is not drawn again: it goes on from one that was.
    """
    policy = SecondScoringPolicy.objects.in_force(case.organisation_id)
    drawn = review.copied_from_id is None and sampling.is_drawn(policy.sample_per_hundred)
    red = policy.every_red and review.overall_colour == Band.Colour.RED
    if not (drawn or red) or _of_the_same_triage(review):
        return None
    return _want(review, Reason.SAMPLE if drawn else Reason.RED)


@transaction.atomic
def request_second(*, case: Case, by: Person) -> SecondScoring:
    """Have the newest triage of the case scored a second time, whatever was drawn. Twice is once."""
    case = Case.objects.locked(case.pk)
    check_has(by, Permission.TRIAGE_ASSIGN, within=case.organisation)
    check_open(case)
    review = Review.objects.submitted().of_case(case).first()
    if review is None:
        raise Refusal("There is no submitted triage yet. A second scoring is made of one that is there.")
    there = review.second_scorings.exclude(state=State.NOT_NEEDED).first()
    return there or _want(review, Reason.REQUEST, by=by)


def _of_the_same_triage(review: Review) -> bool:
    """Tell whether this triage, or one that it goes on from, has its second scoring."""
    keys = Review.objects.same_triage(review)
    return SecondScoring.objects.filter(first__in=keys).exclude(state=State.NOT_NEEDED).exists()


def _want(review: Review, reason: SecondScoring.Reason, *, by: Person | None = None) -> SecondScoring:
    scoring = SecondScoring.objects.create(
        case_id=review.case_id, first=review, reason=reason, requested_by=by
    )
    # Neither why nor by whom: whoever scores reads this event once they have.
    record(events.SECOND_WANTED, system="triage", case=review.case, topic=review.topic, subject=scoring)
    return scoring


@transaction.atomic
def ask_second(*, scoring: SecondScoring, person: Person, by: Person) -> SecondScoring:
    """Ask `person` to score the case on their own. From this moment nothing else of it is open to them.

    Asking the same person twice asks once.
    """
    case, scoring = _locked(scoring, by)
    if scoring.state == State.ASKED and scoring.person_id == person.pk:
        return scoring
    check_open(case)
    if scoring.state != State.WANTED:
        raise Refusal(_no_longer_wanted(scoring))
    _check_may_score_again(person, case)
    scoring.person, scoring.asked_by, scoring.asked_at = person, by, timezone.now()
    scoring.state = State.ASKED
    scoring.save()
    cases.allow(
        case=case,
        person=person,
        effect=CaseAccess.Effect.ALONE,
        reason=CaseAccess.Reason.ASSIGNED,
        source=scoring.source,
        by=by,
    )
    record(events.SECOND_ASKED, by=by, case=case, topic=scoring.first.topic, subject=scoring)
    access = CaseAccess.objects.current().of(person).get(case=case, source=scoring.source)
    mails.asked_alone(case=case, person=person, key=f"triage:alone:{access.pk}")
    return scoring


@transaction.atomic
def take_back_second(*, scoring: SecondScoring, by: Person) -> SecondScoring:
    """Take back what was asked of somebody, so that somebody else can be asked. Twice is once."""
    case, scoring = _locked(scoring, by)
    if scoring.state == State.WANTED:
        return scoring
    if scoring.state != State.ASKED:
        raise Refusal(_no_longer_wanted(scoring))
    _close_to(scoring, case, by)
    return ask_anew(scoring)


@transaction.atomic
def second_not_needed(*, scoring: SecondScoring, why: str, by: Person) -> SecondScoring:
    """Say, with a reason, that the second scoring is not needed. What was begun closes. Twice is once."""
    case, scoring = _locked(scoring, by)
    if scoring.state == State.NOT_NEEDED:
        return scoring
    if scoring.both_are_in:
        raise Refusal("Both scorings are in, and both are kept. Record the score that is agreed.")
    if scoring.state == State.ASKED:
        _close_to(scoring, case, by)
    scoring.state = State.NOT_NEEDED
    scoring.ended_by, scoring.ended_at, scoring.ended_why = by, timezone.now(), why
    scoring.save()
    record(events.SECOND_NOT_NEEDED, by=by, case=case, topic=scoring.first.topic, subject=scoring)
    return scoring


def ask_anew(scoring: SecondScoring) -> SecondScoring:
    """Leave the scoring as if nobody had been asked; a draft that was begun stays where it is."""
    scoring.state = State.WANTED
    scoring.person = scoring.asked_by = scoring.asked_at = None
    scoring.declaration = scoring.second = None
    scoring.save()
    return scoring


def _locked(scoring: SecondScoring, by: Person) -> tuple[Case, SecondScoring]:
    case = Case.objects.locked(scoring.case_id)
    check_has(by, Permission.TRIAGE_ASSIGN, within=case.organisation)
    return case, SecondScoring.objects.locked(scoring.pk)


def _close_to(scoring: SecondScoring, case: Case, by: Person) -> None:
    person = scoring.person
    assert person is not None, "Somebody is asked."
    access = CaseAccess.objects.current().of(person).filter(case=case, source=scoring.source).first()
    cases.close_access(case=case, source=scoring.source, by=by, person=person)
    record(events.SECOND_TAKEN_BACK, by=by, case=case, topic=scoring.first.topic, subject=scoring)
    if access:
        mails.asked_no_longer(case=case, person=person, key=f"triage:alone:{access.pk}:over")


def _check_may_score_again(person: Person, case: Case) -> None:
    if not has(person, Permission.TRIAGE_WRITE, within=case.organisation):
        raise Refusal(
            f"{person.name} is not a professional advisor of {case.organisation}. Choose somebody else."
        )
    if person.pk in scored_already(case):
        raise Refusal(
            f"{person.name} took part in scoring this case. A second scoring is made by somebody else."
        )
    if not who_may_score_again(case).filter(pk=person.pk).exists():
        raise Refusal(
            f"{person.name} cannot score this case on their own: they are kept from it, or may have read how "
            "it was scored. Choose somebody else."
        )


def _no_longer_wanted(scoring: SecondScoring) -> str:
    if scoring.state == State.ASKED and scoring.person:
        return f"{scoring.person.name} has been asked meanwhile. Take that back first to ask somebody else."
    if scoring.state == State.NOT_NEEDED:
        return "Somebody recorded meanwhile that this second scoring is not needed."
    return "The second scoring is in. Nobody needs to be asked any more."
