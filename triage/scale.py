"""A guide as forms, scores and pages read it: its parts in order, each found by its number or key."""

import datetime as dt
import functools
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from triage.models import Band, Descriptor, Domain, Factor, Guide, Likelihood, Severity
from triage.scoring import band_of
from ui import matrix
from ui.words import in_sentence

# How many published guides a process keeps: one of each organisation, and those that earlier reviews used.
PUBLISHED_KEPT = 64
# With these words the guide goes on from what a severity looks like to what may come of it.
MAY_FOLLOW = "What may follow, and is no part of the score:"


@dataclass(frozen=True)
class Parts:
    """What a guide consists of, in its order; descriptors by the keys of domain and severity."""

    likelihoods: list[Likelihood]
    severities: list[Severity]
    domains: list[Domain]
    factors: list[Factor]
    bands: list[Band]
    descriptors: dict[tuple[int, int], str]


@functools.lru_cache(maxsize=PUBLISHED_KEPT)
def _published(pk: int, _published_at: dt.datetime) -> Parts:
    return _read(pk)


def _read(pk: int) -> Parts:
    texts = Descriptor.objects.filter(guide=pk).values_list("domain_id", "severity_id", "text")
    return Parts(
        list(Likelihood.objects.filter(guide=pk).order_by("-score")),
        list(Severity.objects.filter(guide=pk).order_by("-score")),
        list(Domain.objects.filter(guide=pk).order_by("position")),
        list(Factor.objects.filter(guide=pk).order_by("position")),
        list(Band.objects.filter(guide=pk).order_by("lowest")),
        {(domain, severity): text for domain, severity, text in texts},
    )


@dataclass(frozen=True)
class Scale:
    """One guide, read when it is first asked for; what is published never changes, and is kept."""

    guide: Guide

    @cached_property
    def _parts(self) -> Parts:
        published = self.guide.published_at
        return _published(self.guide.pk, published) if published else _read(self.guide.pk)

    @property
    def likelihoods(self) -> list[Likelihood]:
        return self._parts.likelihoods

    @property
    def severities(self) -> list[Severity]:
        return self._parts.severities

    @property
    def domains(self) -> list[Domain]:
        return self._parts.domains

    @property
    def factors(self) -> list[Factor]:
        return self._parts.factors

    @property
    def bands(self) -> list[Band]:
        return self._parts.bands

    def descriptor(self, domain: Domain, severity: Severity) -> str:
        """Return what that severity looks like in that domain."""
        return self._parts.descriptors.get((domain.pk, severity.pk), "")

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
