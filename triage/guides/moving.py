"""What happens to a draft review that moves to another version of the guide: what is kept, what is not.

Scores are kept by their numbers, domains and factors by their keys. Nothing is guessed: what the other
version does not have is listed for the advisor before they say yes.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from triage.models import Domain, Factor, FactorNote, Guide, Review, Risk, RiskConsequence
from triage.scale import Scale
from triage.scoring import score_of
from ui.bands import BANDS


@dataclass(frozen=True)
class Lost:
    """Something the other version has no place for: where it stands, and what it says."""

    where: str
    text: str


@dataclass(frozen=True)
class Move:
    """How one draft review moves."""

    review: Review
    old: Scale
    new: Scale

    def domain_for(self, consequence: RiskConsequence) -> Domain | None:
        return self.new.domain(consequence.domain.key)

    def factor_for(self, note: FactorNote) -> Factor | None:
        return self.new.factor(note.factor.key)

    def severity_of(self, risk: Risk) -> int | None:
        """Return the risk's severity once the domains that are not there any more are left out."""
        kept = [each.severity for each in risk.consequences.all() if self.domain_for(each)]
        return max(kept, default=None)

    def score_of(self, risk: Risk) -> tuple[int | None, str]:
        """Return score and colour of a risk under the other version."""
        severity = self.severity_of(risk)
        if risk.likelihood is None or severity is None:
            return None, ""
        score = score_of(likelihood=risk.likelihood, severity=severity)
        return score, self.new.band(score).colour

    def lost(self) -> list[Lost]:
        """Return what would be taken out of the review, word for word."""
        notes = [
            Lost(
                each.factor.label,
                ". ".join(part for part in (each.get_direction_display(), each.why) if part),
            )
            for each in self.review.factor_notes.all()
            if self.factor_for(each) is None
        ]
        return notes + [
            Lost(
                f"Risk {risk.position}: {each.domain.label}",
                f"severity {each.severity} {self.old.severity(each.severity).label}",
            )
            for risk in self.review.risks.all()
            for each in risk.consequences.all()
            if self.domain_for(each) is None
        ]

    def rescored(self) -> list[str]:
        """Return, in words, each risk whose score or colour would be another."""
        scored = [
            (risk.position, (risk.score, risk.colour), self.score_of(risk))
            for risk in self.review.risks.all()
        ]
        return [
            f"Risk {position}: {_scored(*was)} becomes {_scored(*now)}"
            for position, was, now in scored
            if was != now
        ]

    def reworded(self) -> list[tuple[str, str, str]]:
        """Return each choice that stays and whose words are others now: where, as it was, as it is."""
        return [each for each in self._choices() if each[1] != each[2]]

    def _choices(self) -> Iterator[tuple[str, str, str]]:
        for risk in self.review.risks.all():
            if risk.likelihood:
                was, now = (scale.likelihood(risk.likelihood) for scale in (self.old, self.new))
                yield (
                    f"Risk {risk.position}: likelihood {risk.likelihood}",
                    f"{was.label} ({was.probability}). {was.description}",
                    f"{now.label} ({now.probability}). {now.description}",
                )
            for each in risk.consequences.all():
                domain = self.domain_for(each)
                if domain is not None:
                    yield self._severity(risk, each, domain)

    def _severity(self, risk: Risk, each: RiskConsequence, domain: Domain) -> tuple[str, str, str]:
        was, now = self.old.severity(each.severity), self.new.severity(each.severity)
        return (
            f"Risk {risk.position}: {each.domain.label}, severity {each.severity}",
            f"{was.label}. {self.old.descriptor(self.old.domain(each.domain.key) or each.domain, was)}",
            f"{now.label}. {self.new.descriptor(domain, now)}",
        )


def guide_to_move_to(review: Review) -> Guide | None:
    """Return the guide in force, where `review` is a draft under another one; else None."""
    if not review.is_draft or review.is_second:
        # A second scoring is made with the guide of the first, so that the two can be compared.
        return None
    guide = Guide.objects.in_force(review.case.organisation_id)
    return guide if guide is not None and guide.pk != review.guide_id else None


def plan_move(review: Review, guide: Guide) -> Move:
    """Return how `review`, fetched with `whole()`, would move to `guide`."""
    return Move(review, Scale(review.guide), Scale(Guide.objects.get(pk=guide.pk)))


def _scored(score: int | None, colour: str) -> str:
    return f"{BANDS[colour][0]} {score}" if score is not None else "not scored yet"
