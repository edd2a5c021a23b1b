"""The scoring guide, the declaration before a triage, and the triage review."""

from triage.models.band import Band
from triage.models.declaration import Declaration
from triage.models.factor import Factor, FactorNote
from triage.models.guide import Guide
from triage.models.review import Review, ReviewDocument
from triage.models.risk import Risk, RiskConsequence
from triage.models.scale import Descriptor, Domain, Likelihood, Severity

__all__ = [
    "Band",
    "Declaration",
    "Descriptor",
    "Domain",
    "Factor",
    "FactorNote",
    "Guide",
    "Likelihood",
    "Review",
    "ReviewDocument",
    "Risk",
    "RiskConsequence",
    "Severity",
]
