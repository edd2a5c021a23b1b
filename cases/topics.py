"""The topics within a case, and which of them need a permission of their own."""

from typing import Any

from django.db.models import QuerySet

from accounts.models import Person
from accounts.permissions import Permission, permissions_in
from cases.models import Case, TopicSeal
from ui.compiled import compiled

GENERAL = "general"
SOURCE = "source"
HEALTH = "health"
SUPPORT = "support"
LESSONS = "lessons"

CHOICES = [
    (GENERAL, "General"),
    (HEALTH, "Health (seen only by those who may see health reports)"),
    (SUPPORT, "Support (seen only by those who may see the support plan)"),
    (SOURCE, "Who raised the concern (protected)"),
]

NEEDS = {
    SOURCE: Permission.SOURCE_SEE,
    HEALTH: Permission.HEALTH_SEE,
    SUPPORT: Permission.SUPPORT_SEE,
    LESSONS: Permission.LESSONS_SEE,
}


def closed_topics(person: Person, case: Case) -> set[str]:
    """Return the topics of `case` that `person` may not see: by permission, or by a seal."""
    held = permissions_in(person, case.organisation_id)
    by_permission = {topic for topic, needed in NEEDS.items() if needed not in held}
    return by_permission | set(_sealed(case=case.pk, person=person.pk))


@compiled
def _sealed(case: Any, person: Any) -> "QuerySet[TopicSeal, str]":
    sealed = TopicSeal.objects.filter(case=case, person=person, ends_at__isnull=True)
    return sealed.values_list("topic", flat=True)


def any_sealed(person: Person) -> bool:
    """Tell whether a topic of any case is sealed to `person`."""
    return bool(_sealed_anywhere(person=person.pk))


@compiled
def _sealed_anywhere(person: Any) -> "QuerySet[TopicSeal, int]":
    return TopicSeal.objects.filter(person=person, ends_at__isnull=True).values_list("pk", flat=True)[:1]


def may_see_topic(person: Person, case: Case, topic: str) -> bool:
    """Tell whether `topic` of `case` is open to `person`, who may see the case."""
    return topic not in closed_topics(person, case)
