"""The parts of a review in the template's order: what a section of the page asks, and saves."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """One section. `answers` are the names of what it holds in `triage.answers.ReviewData`."""

    key: str
    title: str
    answers: tuple[str, ...]


PARTS = (
    Part("who", "Who and when", ("reviewed_on",)),
    Part("concerns", "Summary and documents", ("summary", "documents")),
    Part(
        "people",
        "Safeguarding and health",
        ("safeguarding", "safeguarding_details", "health", "health_details"),
    ),
    Part("factors", "What makes it more or less likely", ("factors",)),
    Part("risks", "Risk rating with score", ("risks", "judged_colour", "judged_why")),
    Part("reasons", "Rationale and recommendation", ("rationale", "recommendation", "additional")),
)
BY_KEY = {part.key: part for part in PARTS}
ALL = frozenset(BY_KEY)
