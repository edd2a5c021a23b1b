"""Scoring on one's own: declaring, handing it in, and what the two agree on afterwards."""

from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from accounts.permissions import Permission, check_has
from audit.actions import record
from cases import actions as cases
from cases import search
from cases.access import may_read
from cases.models import Case, CaseAccess
from cases.policies import check_open
from cases.topics import may_see_topic
from documents.actions import want_pdf
from triage import events, mails, scoring
from triage.actions.second import ask_anew
from triage.actions.start import begin
from triage.models import AgreedScore, Declaration, Guide, Review, SecondScoring
from triage.permissions import check_scores_alone
from triage.reports import REPORT
from triage.scale import Scale
from ui.refusals import NotAllowed, Refusal

State = SecondScoring.State


@transaction.atomic
def declare_alone(*, scoring: SecondScoring, answer: str, statement: str = "", by: Person) -> Declaration:
    """Record what somebody declares who is asked to score a case on their own.

    "none" begins an empty review under the guide of the first. "yes" and "unsure", also later, close the case
    to them for good; somebody else is asked. A second click declares nothing new.
    """
    case = Case.objects.locked(scoring.case_id)
    scoring = SecondScoring.objects.locked(scoring.pk)
    check_scores_alone(by, case, scoring)
    if scoring.declaration and answer == Declaration.Answer.NONE:
        return scoring.declaration
    if answer == Declaration.Answer.NONE:
        check_open(case)
    declaration = Declaration.objects.create(case=case, person=by, answer=answer, statement=statement)
    if answer == Declaration.Answer.NONE:
        guide = Guide.objects.get(pk=scoring.first.guide_id)
        scoring.declaration = declaration
        scoring.second = begin(case=case, declaration=declaration, guide=guide, kind=Review.Kind.SECOND)
        scoring.save()
        record(events.SECOND_DECLARED, by=by, case=case, topic=scoring.first.topic, subject=declaration)
        return declaration
    record(events.STOOD_ASIDE, by=by, case=case, subject=declaration, answer=str(answer))
    conflict = CaseAccess.Reason.CONFLICT
    cases.deny(case=case, person=by, reason=conflict, source=scoring.source, by=by)
    cases.close_access(case=case, source=scoring.source, by=by, person=by)
    ask_anew(scoring)
    mails.alone_stood_aside(case=case, key=f"triage:aside:{declaration.pk}")
    return declaration


def take_in(*, case: Case, review: Review, by: Person) -> SecondScoring:
    """Take a second scoring in as it is submitted: from now on its author may see the first.

    The caller holds the case and the review.
    """
    found = SecondScoring.objects.locked(review.scored_apart.pk)
    found.state, found.scored_at = State.SCORED, timezone.now()
    found.save()
    cases.close_access(case=case, source=found.source, by=by, person=by)
    cases.allow(
        case=case,
        person=by,
        effect=CaseAccess.Effect.READ,
        reason=CaseAccess.Reason.ASSIGNED,
        source=found.source,
        by=by,
    )
    return found


@transaction.atomic
def agree_score(
    *,
    scoring: SecondScoring,
    likelihood: int,
    severity: int,
    reason: str,
    decided_as: str = AgreedScore.DecidedAs.AGREED,
    by: Person,
) -> AgreedScore:
    """Record the score that the two agreed on, or that the responsible officer decided, with its reason.

    Score and colour are computed here, by the guide that both used. A second click records it once.
    """
    case = Case.objects.locked(scoring.case_id)
    found = SecondScoring.objects.locked(scoring.pk)
    _check_may_agree(by, case, found, decided_as)
    there = AgreedScore.objects.filter(scoring=found).first()
    if there and (there.likelihood, there.severity, there.reason) == (likelihood, severity, reason):
        return there
    if there:
        raise Refusal(
            f"{there.by.name} has recorded an agreed score meanwhile: it stays as it is. If something new "
            "comes to light, ask for a new scoring."
        )
    if found.state != State.SCORED:
        raise Refusal("A score is agreed once both advisors have scored.")
    agreed = _record(found, likelihood, severity, reason, decided_as, by)
    found.state = State.AGREED
    found.save(update_fields=["state"])
    cases.summarise(case=case)
    topic = found.first.topic
    search.index(case=case, source=f"agreed:{agreed.pk}", text=reason, topic=topic)
    record(events.SCORE_AGREED, by=by, case=case, topic=topic, subject=agreed, how=str(agreed.decided_as))
    # The report says from now on that two have scored, and what was agreed.
    want_pdf(
        kind=REPORT, subject=Review.objects.whole().get(pk=found.first_id), case=case, by=by, topic=topic
    )
    return agreed


def _check_may_agree(by: Person, case: Case, found: SecondScoring, decided_as: str) -> None:
    check_has(by, Permission.TRIAGE_ASSIGN, within=case.organisation)
    if decided_as == AgreedScore.DecidedAs.OFFICER:
        check_has(by, Permission.SECOND_DECIDE, within=case.organisation)
    if not (may_read(by, case) and may_see_topic(by, case, found.first.topic)):
        raise NotAllowed("This triage is not open to you.")


def _record(
    found: SecondScoring, likelihood: int, severity: int, reason: str, decided_as: str, by: Person
) -> AgreedScore:
    if not (scoring.in_scale(likelihood) and scoring.in_scale(severity)):
        raise Refusal("Likelihood and severity go from 1 to 5. Choose one of the answers listed.")
    if decided_as not in AgreedScore.DecidedAs.values:
        raise Refusal("Say whether both agreed, or the responsible officer decided.")
    score = scoring.score_of(likelihood=likelihood, severity=severity)
    band = Scale(Guide.objects.whole().get(pk=found.first.guide_id)).band(score)
    return AgreedScore.objects.create(
        scoring=found,
        likelihood=likelihood,
        severity=severity,
        score=score,
        colour=band.colour,
        band=band,
        reason=reason,
        decided_as=decided_as,
        by=by,
    )
