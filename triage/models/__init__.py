"""The scoring guide, the declaration before a triage, and the triage review."""

from triage.models.agreed import AgreedScore, ProposedScore
from triage.models.attempt import PracticeAnswer, PracticeAnswerConsequence, PracticeAttempt
from triage.models.band import Band
from triage.models.declaration import Declaration
from triage.models.factor import Factor, FactorNote
from triage.models.guide import Guide
from triage.models.notice import NoticeAnswer
from triage.models.practice import PracticeCase, PracticeConsequence, PracticeRetirement, PracticeRisk
from triage.models.returned import ReviewReturn
from triage.models.review import Review, ReviewDocument, UnreadDocument
from triage.models.risk import Risk, RiskConsequence
from triage.models.scale import Descriptor, Domain, Likelihood, Severity
from triage.models.second import SecondScoring, SecondScoringPolicy
from triage.models.sharing import Sharing, Shown, Withheld
from triage.models.writing import Contribution, JointAdvisor, Preference, TakenOff

__all__ = [
    "AgreedScore",
    "Band",
    "Contribution",
    "Declaration",
    "Descriptor",
    "Domain",
    "Factor",
    "FactorNote",
    "Guide",
    "JointAdvisor",
    "Likelihood",
    "NoticeAnswer",
    "PracticeAnswer",
    "PracticeAnswerConsequence",
    "PracticeAttempt",
    "PracticeCase",
    "PracticeConsequence",
    "PracticeRetirement",
    "PracticeRisk",
    "Preference",
    "ProposedScore",
    "Review",
    "ReviewDocument",
    "ReviewReturn",
    "Risk",
    "RiskConsequence",
    "SecondScoring",
    "SecondScoringPolicy",
    "Severity",
    "Sharing",
    "Shown",
    "TakenOff",
    "UnreadDocument",
    "Withheld",
]
