"""A guide as forms, scores and pages read it: its parts in order, each found by its number or key."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from triage.models import Band, Domain, Factor, Guide, Likelihood, Severity
from triage.scoring import band_of
from ui import matrix
from ui.words import in_sentence

# With these words the guide goes on from what a severity looks like to what may come of it.
MAY_FOLLOW = "What may follow, and is no part of the score:"


@dataclass(frozen=True)
class Scale:
    """One guide. Fetch the guide with `Guide.objects.whole()`, so that reading it costs no queries."""

    guide: Guide

    @cached_property
    def likelihoods(self) -> list[Likelihood]:
        return sorted(self.guide.likelihoods.all(), key=lambda each: -each.score)

    @cached_property
    def severities(self) -> list[Severity]:
        return sorted(self.guide.severities.all(), key=lambda each: -each.score)

    @cached_property
    def domains(self) -> list[Domain]:
        return sorted(self.guide.domains.all(), key=lambda each: each.position)

    @cached_property
    def factors(self) -> list[Factor]:
        return sorted(self.guide.factors.all(), key=lambda each: each.position)

    @cached_property
    def bands(self) -> list[Band]:
        return sorted(self.guide.bands.all(), key=lambda each: each.lowest)

    @cached_property
    def _texts(self) -> dict[tuple[int, int], str]:
        return {(each.domain_id, each.severity_id): each.text for each in self.guide.descriptors.all()}

    def descriptor(self, domain: Domain, severity: Severity) -> str:
        """Return what that severity looks like in that domain."""
        return self._texts.get((domain.pk, severity.pk), "")

    def scored_words(self, domain: Domain, severity: Severity) -> str:
        """Return what of it is scored: the form, the guide's page and its leaflet say the same."""
        return self.descriptor(domain, severity).partition(MAY_FOLLOW)[0].strip()

    def may_follow(self, domain: Domain, severity: Severity) -> str:
        """Return what may follow for the practitioner and is no part of the score, with words that say so."""
        return "".join(self.descriptor(domain, severity).partition(MAY_FOLLOW)[1:]).strip()

    def likelihood(self, score: int) -> Likelihood:
        return next(each for each in self.likelihoods if each.score == score)

    def severity(self, score: int) -> Severity:
        return next(each for each in self.severities if each.score == score)

    def domain(self, key: str) -> Domain | None:
        return next((each for each in self.domains if each.key == key), None)

    def factor(self, key: str) -> Factor | None:
        return next((each for each in self.factors if each.key == key), None)

    def band(self, score: int) -> Band:
        """Return the band of a score."""
        return band_of(score, self.bands)

    def matrix(self, **options: Any) -> matrix.Matrix:
        """Return the picture of this guide's matrix; see `ui.matrix.build` for the options."""
        return matrix.build(
            likelihoods=[(each.score, each.label) for each in self.likelihoods],
            severities=[(each.score, each.label) for each in reversed(self.severities)],
            colour_of=lambda score: self.band(score).colour,
            **options,
        )


def domain_words(domain: Domain) -> str:
    """Return a domain's name within a sentence, without what stands in brackets: "patient/public safety"."""
    return in_sentence(domain.label.partition(" (")[0])
