"""Practitioners, cases, concerns, what was said and done, and who may see it."""

from cases.models.access import CaseAccess, TopicSeal
from cases.models.case import Case, CaseCounter, OtherReference
from cases.models.concern import Concern, ConcernSource, SafetyCheck, StepAfterClosing
from cases.models.declaration import CaseDeclaration, Part
from cases.models.practitioner import Practitioner, Representative
from cases.models.record import Account, Contact, Note
from cases.models.search import SearchRow
from cases.models.summary import CaseSummary

__all__ = [
    "Account",
    "Case",
    "CaseAccess",
    "CaseCounter",
    "CaseDeclaration",
    "CaseSummary",
    "Concern",
    "ConcernSource",
    "Contact",
    "Note",
    "OtherReference",
    "Part",
    "Practitioner",
    "Representative",
    "SafetyCheck",
    "SearchRow",
    "StepAfterClosing",
    "TopicSeal",
]
