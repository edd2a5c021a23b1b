"""Remembering how somebody likes to write."""

from accounts.models import Person
from triage.models import Preference


def write_by_section(*, by_section: bool, by: Person) -> None:
    """Remember whether `by` writes reviews section by section, or on one page."""
    Preference.objects.update_or_create(person=by, defaults={"by_section": by_section})
