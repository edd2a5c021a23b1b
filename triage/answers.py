"""What a reviewer answers, as plain values: what forms give to the actions, and anybody else may."""

import datetime as dt
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class DocumentRead:
    """A document that was reviewed: one of the case's by its key, or one named by hand by its title."""

    document: int | None = None
    title: str = ""


@dataclass(frozen=True)
class Consequence:
    """How grave a risk would be in one domain of the guide, 1 to 5."""

    domain: str
    severity: int


@dataclass(frozen=True)
class RiskAnswers:
    """One risk. `likelihood` is 1 to 5, or None while it is not chosen yet."""

    statement: str = ""
    consequences: tuple[Consequence, ...] = ()
    likelihood: int | None = None
    likelihood_why: str = ""
    how_soon: str = ""
    time_frame: str = ""
    frequency: str = ""
    managed_at: str = ""
    priority: str = ""
    accepted: bool | None = None
    accepted_why: str = ""

    @property
    def blank(self) -> bool:
        return self == RiskAnswers()

    @property
    def severity(self) -> int | None:
        """The highest of its consequences."""
        return max((each.severity for each in self.consequences), default=None)


@dataclass(frozen=True)
class FactorAnswer:
    """Which way a factor of the guide points ("raises", "lowers", "neutral", "unknown", or "" for unsaid)."""

    factor: str
    direction: str = ""
    why: str = ""

    @property
    def blank(self) -> bool:
        return not (self.direction or self.why)


@dataclass(frozen=True)
class ReviewData:
    """Everything a review holds that its advisor writes, in the template's order.

    `judged_colour` is the advisor's own judgement where it differs from the computed colour, else "".
    """

    reviewed_on: dt.date
    summary: str = ""
    documents: tuple[DocumentRead, ...] = ()
    safeguarding: bool | None = None
    safeguarding_details: str = ""
    health: bool | None = None
    health_details: str = ""
    factors: tuple[FactorAnswer, ...] = ()
    risks: tuple[RiskAnswers, ...] = ()
    judged_colour: str = ""
    judged_why: str = ""
    rationale: str = ""
    recommendation: str = ""
    additional: str = ""

    def tidied(self) -> "ReviewData":
        """Return what of it is kept: without blanks, details of a no, and titles that the case knows."""
        return replace(
            self,
            documents=tuple(DocumentRead(document=e.document) if e.document else e for e in self.documents),
            safeguarding_details=self.safeguarding_details if self.safeguarding else "",
            health_details=self.health_details if self.health else "",
            factors=tuple(sorted((e for e in self.factors if not e.blank), key=lambda e: e.factor)),
            risks=tuple(
                replace(e, consequences=tuple(sorted(e.consequences, key=lambda each: each.domain)))
                for e in self.risks
                if not e.blank
            ),
        )
