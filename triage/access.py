"""Reaching reviews and guides: what views ask instead of the tables."""

from django.db.models import QuerySet

from accounts.models import Membership, Person
from accounts.permissions import Permission
from accounts.roles import ROLES
from cases.models import Case, CaseAccess
from triage.models import Declaration, Guide, Review
from triage.permissions import ADVISOR, can_see_declarations, has_opened


def advisors_for(case: Case) -> QuerySet[Person]:
    """Return the people who may be asked to triage `case`: its advisors, less those kept from it."""
    roles = [role.key for role in ROLES if Permission.TRIAGE_WRITE in role.permissions]
    members = Membership.objects.current().filter(organisation=case.organisation_id, role__in=roles)
    denied = case.access.current().filter(effect=CaseAccess.Effect.DENY)
    people = Person.objects.filter(pk__in=members.values("person"), is_active=True)
    people = people.exclude(pk__in=denied.values("person"))
    return people.exclude(pk=case.advisor_id) if case.advisor_id else people


def own_review(person: Person, case: Case) -> Review | None:
    """Return the newest review `person` writes or wrote as the case's advisor, whole."""
    if not has_opened(person, case):
        return None
    return Review.objects.of_case(case).written_by(person).whole().first()


def draft_in_progress(case: Case, closed: set[str]) -> Review | None:
    """Return the draft of the case's advisor, for saying that it is being written."""
    drafts = Review.objects.of_case(case).in_draft().without_topics(closed)
    return drafts.filter(advisor=case.advisor_id).first()


def handed_back(case: Case) -> bool:
    """Tell whether an advisor who was asked stood aside, and nobody has been asked since."""
    denied = case.access.current().filter(source=ADVISOR, effect=CaseAccess.Effect.DENY)
    return case.advisor_id is None and denied.exists()


def declarations_shown(person: Person, case: Case) -> list[Declaration]:
    """Return what was declared on the case, for those who run it."""
    return list(Declaration.objects.of_case(case)) if can_see_declarations(person, case) else []


def stood_aside(person: Person, reference: str) -> bool:
    """Tell whether `person` has declared on the case and stood aside: a second click is not a stranger's."""
    answers = [Declaration.Answer.YES, Declaration.Answer.UNSURE]
    return Declaration.objects.filter(person=person, case__reference=reference, answer__in=answers).exists()


def guides_for(person: Person) -> list[Guide]:
    """Return the guides in force in the organisations `person` belongs to, each once."""
    found: dict[int, Guide] = {}
    for organisation_id in person.permissions_by_organisation():
        guide = Guide.objects.whole().in_force(organisation_id)
        if guide is not None:
            found.setdefault(guide.pk, guide)
    return list(found.values())
