"""Reaching reviews and guides: what views ask instead of the tables."""

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import Draft, Membership, Person
from accounts.permissions import Permission
from accounts.roles import ROLES
from cases.access import get_case_alone_or_404, get_case_or_404, get_case_to_declare_or_404
from cases.models import Case, CaseAccess
from cases.topics import closed_topics
from triage.models import Declaration, Guide, JointAdvisor, Preference, Review, TakenOff
from triage.permissions import ADVISOR, NOT_ASKED, can_see_declarations, has_opened
from triage.second import asked_of
from ui.refusals import NotAllowed


def get_case_to_triage_or_404(person: Person, reference: str) -> Case:
    """Return the case if `person` may read it, must declare on it, or scores it on their own."""
    try:
        return get_case_to_declare_or_404(person, reference)
    except Http404:
        return _alone_or_404(person, reference)


def get_case_to_write_or_404(person: Person, reference: str) -> Case:
    """Return the case if `person` may read it, or scores it on their own."""
    try:
        return get_case_or_404(person, reference)
    except Http404:
        return _alone_or_404(person, reference)


def _alone_or_404(person: Person, reference: str) -> Case:
    """Return the case if `person` scores it on their own; say so to somebody who is not asked any more."""
    try:
        return get_case_alone_or_404(person, reference)
    except Http404:
        had = person.case_access.filter(case__reference=reference)
        if had.filter(effect=CaseAccess.Effect.ALONE).exists() and not had.filter(
            effect=CaseAccess.Effect.DENY
        ):
            raise NotAllowed(NOT_ASKED) from None
        raise


def advisors_for(case: Case) -> QuerySet[Person]:
    """Return the people who may be asked to triage `case`: its advisors, less those kept from it.

    The advisor it is assigned to is among them once they have submitted: they may be asked to score again.
    """
    people = _advisors_of(case)
    if case.advisor_id is None or _has_submitted(case):
        return people
    return people.exclude(pk=case.advisor_id)


def second_advisors_for(review: Review) -> QuerySet[Person]:
    """Return the people who may be asked to write `review` together with its advisor."""
    there = [review.advisor_id, *(each.person_id for each in review.joint_advisors.all())]
    return _advisors_of(review.case).exclude(pk__in=there)


def _advisors_of(case: Case) -> QuerySet[Person]:
    roles = [role.key for role in ROLES if Permission.TRIAGE_WRITE in role.permissions]
    members = Membership.objects.current().filter(organisation=case.organisation_id, role__in=roles)
    # Nor whoever scores it on their own: writing it with another would end that.
    denied = case.access.current().filter(effect__in=[CaseAccess.Effect.DENY, CaseAccess.Effect.ALONE])
    people = Person.objects.filter(pk__in=members.values("person"), is_active=True)
    return people.exclude(pk__in=denied.values("person"))


def _has_submitted(case: Case) -> bool:
    """Tell whether the newest review of the case's advisor is submitted."""
    newest = Review.objects.of_case(case).filter(advisor=case.advisor_id).first()
    return newest is not None and not newest.is_draft


def scorings(case: Case, closed: set[str]) -> list[Review]:
    """Return the submitted reviews of `case` whose topics are open, newest first; one query."""
    found = Review.objects.submitted().of_case(case).without_topics(closed)
    return list(found.select_related("advisor", "returned"))


def get_scoring_or_404(person: Person, case: Case, revision: int) -> Review:
    """Return one submitted review, whole, if its topic is open to `person`."""
    found = case.triage_reviews.submitted().without_topics(closed_topics(person, case))
    return get_object_or_404(found.with_answers().select_related("returned__by"), revision=revision)


def own_review(person: Person, case: Case) -> Review | None:
    """Return the newest review `person` writes or wrote of the case, whole."""
    if case.alone:
        own = asked_of(person, case).second_id
        return case.triage_reviews.with_answers().filter(pk=own).first() if own else None
    if not has_opened(person, case):
        return None
    reviews = case.triage_reviews.written_by(person).order_by("-revision")
    # A second scoring that was begun and taken back is not gone on with.
    return reviews.exclude(kind=Review.Kind.SECOND, state=Review.State.DRAFT).with_answers().first()


def prefers_sections(person: Person) -> bool:
    """Tell whether `person` writes reviews section by section."""
    return Preference.objects.filter(person=person, by_section=True).exists()


def typed_and_not_saved(person: Person, case: Case) -> list[Draft]:
    """Return what `person` was typing into the review of `case`, its page or sections, the latest last."""
    key = draft_key(case)
    kept = Draft.objects.filter(person=person).filter(Q(form=key) | Q(form__startswith=f"{key}:"))
    return list(kept.order_by("saved_at"))


def forget_typed(person: Person, case: Case, *, part: str = "") -> None:
    """Forget what was typed into a section, or into all of the review: it was saved."""
    key = draft_key(case, part)
    kept = Q(form=key) if part else Q(form=key) | Q(form__startswith=f"{key}:")
    Draft.objects.filter(kept, person=person).delete()


def typed(person: Person, form: str) -> str:
    """Return what `person` was typing into a form, URL-encoded; empty where there is nothing."""
    draft = Draft.objects.kept(person, form)
    return draft.body if draft else ""


def forget(person: Person, form: str) -> None:
    """Forget what was typed into a form."""
    Draft.objects.drop(person, form)


def draft_key(case: Case, part: str = "") -> str:
    """Return the name under which what is typed is kept: of the whole page, or of one section."""
    return f"triage:{case.reference}:{part}" if part else f"triage:{case.reference}"


def draft_in_progress(case: Case, closed: set[str]) -> Review | None:
    """Return the draft of the case's advisor, for saying that it is being written."""
    drafts = Review.objects.of_case(case).in_draft().without_topics(closed).select_related("advisor", "case")
    return drafts.filter(advisor=case.advisor_id).prefetch_related("joint_advisors__person").first()


def joint_of(case: Case, closed: set[str], person: int) -> JointAdvisor | None:
    """Return that somebody, by their key, writes the draft of the case's advisor together with them."""
    draft = draft_in_progress(case, closed)
    found = draft.joint_advisors.all() if draft else []
    return next((each for each in found if each.person_id == person), None)


def handed_back(case: Case) -> bool:
    """Tell whether an advisor who was asked stood aside, and nobody has been asked since."""
    denied = case.access.denials().filter(source=ADVISOR)
    return case.advisor_id is None and denied.exists()


def declarations_shown(person: Person, case: Case) -> list[Declaration]:
    """Return what was declared on the case, for those who run it."""
    return list(Declaration.objects.of_case(case)) if can_see_declarations(person, case) else []


def taken_off_shown(person: Person, case: Case) -> list[TakenOff]:
    """Return who no longer writes a triage of the case with its advisor, and why, for those who run it."""
    if not can_see_declarations(person, case):
        return []
    return list(
        TakenOff.objects.filter(review__in=Review.objects.of_case(case)).select_related("person", "by")
    )


def stood_aside(person: Person, reference: str) -> bool:
    """Tell whether `person` has declared on the case and stood aside: a second click is not a stranger's."""
    answers = [Declaration.Answer.YES, Declaration.Answer.UNSURE]
    return Declaration.objects.filter(person=person, case__reference=reference, answer__in=answers).exists()


def guides_for(person: Person) -> list[Guide]:
    """Return the guides in force in the organisations `person` belongs to, each once."""
    found: dict[int, Guide] = {}
    for organisation_id in person.permissions_by_organisation():
        guide = Guide.objects.select_related("organisation").in_force(organisation_id)
        if guide is not None:
            found.setdefault(guide.pk, guide)
    return list(found.values())
