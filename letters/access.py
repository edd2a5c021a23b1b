"""Reaching letters: what every view asks."""

from django.shortcuts import get_object_or_404

from accounts.models import Person
from cases.models import Case
from letters.models import Letter
from letters.models.letter import WITH, LetterQuerySet
from letters.policies import may_see_drafts

PEOPLE = ("written_by", "approved_by", "sent_by", "call", "replaces", "decision__item__meeting")


def letters_open_to(person: Person, case: Case) -> LetterQuerySet:
    """Return the letters of a case `person` may see: drafts only for those who write or approve."""
    letters = Letter.objects.of_case(case)
    return letters if may_see_drafts(person, case) else letters.approved()


def get_letter_or_404(person: Person, case: Case, number: int) -> Letter:
    """Return one letter of the case; 404 where it is not there or not open to `person`."""
    letters = letters_open_to(person, case).select_related(*WITH, *PEOPLE)
    letter = get_object_or_404(letters.defer("pdf__html"), number=number)
    letter.case = case
    return letter
