"""What is in the practitioner's copy of a review, part by part, and what is withheld from it.

What is never in it, whatever is marked, is not here at all: who wrote in which part, joint authors, documents
that were not read, what the service asked the reviewer, returns, and any second scoring.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from cases.topics import NEEDS, SOURCE
from files.sniffing import without_ending
from triage.models import Review, Sharing, Withheld
from triage.presenters import ScoredRisk, factor_rows, scored_risks
from triage.scale import Scale
from triage.withholding import Words, marked, pattern, reasons, without
from triage.wording import YES_NO
from ui.dates import day

DOCUMENTS, RISKS, FACTORS = "documents", "risks", "factors"


@dataclass(frozen=True)
class Row:
    """A line of a part: what the reviewer wrote, or with `fixed` what follows from a choice and the guide."""

    text: str
    label: str = ""
    fixed: bool = False


@dataclass(frozen=True)
class Piece:
    """A part of the review that is shared or withheld. `key` is stored with what is withheld.

    `suggested` is the reason for which it is withheld unless somebody decides otherwise. `topic` is that of a
    document of the case: to whom it is closed, its title is not shown, and they decide nothing about it.
    """

    key: str
    heading: str
    rows: tuple[Row, ...]
    group: str = ""
    number: int = 0
    colour: str = ""
    score: int | None = None
    suggested: str = ""
    topic: str = ""

    @property
    def texts(self) -> list[str]:
        """What was written in it, of which some words can be withheld."""
        return [row.text for row in self.rows if not row.fixed]


@dataclass(frozen=True)
class Mark:
    """What somebody decided to withhold of a part: the whole of it, or these passages."""

    part: str
    reason: str
    whole: bool = False
    passages: tuple[str, ...] = ()
    reason_words: str = ""


@dataclass(frozen=True)
class SharedPiece:
    """A part as the practitioner reads it."""

    piece: Piece
    withheld: bool
    rows: list[tuple[str, SafeString]]


def pieces(review: Review) -> list[Piece]:
    """Return the parts of a submitted review in the template's order; it was fetched with `whole()`."""
    scale = Scale(review.guide)
    return [
        Piece("summary", "Summary of concern(s)", (Row(review.summary),)),
        *_documents(review),
        _yes_no(
            "safeguarding", "Safeguarding concern(s)", review.safeguarding_details, answer=review.safeguarding
        ),
        _yes_no("health", "Potential health concerns", review.health_details, answer=review.health),
        *_judgement(review),
        *(_risk(each, scale) for each in scored_risks(review, scale)),
        *_factors(review, scale),
        Piece("rationale", "Rationale", (Row(review.rationale),)),
        Piece("recommendation", "Case recommendation", (Row(review.recommendation),)),
        *(
            [Piece("additional", "Any additional recommendations", (Row(review.additional),))]
            if review.additional
            else []
        ),
    ]


def _documents(review: Review) -> Iterator[Piece]:
    for each in review.documents.all():
        topic = each.document.topic if each.document else ""
        yield Piece(
            f"document:{each.number}",
            f"Document {each.number}",
            (Row(without_ending(each.title)),),
            group=DOCUMENTS,
            number=each.number,
            # Who raised the concern, and health or support, which may be somebody else's.
            suggested="source" if topic == SOURCE else "third_party" if topic in NEEDS else "",
            topic=topic,
        )


def _yes_no(key: str, heading: str, details: str, *, answer: bool | None) -> Piece:
    rows = (Row(YES_NO[answer], fixed=True), Row(details))
    return Piece(key, heading, tuple(row for row in rows if row.text))


def _judgement(review: Review) -> Iterator[Piece]:
    if review.judged_colour:
        judged = f"The reviewer judges it {review.get_judged_colour_display()}. The computed rating stays."
        rows = (Row(judged, fixed=True), Row(review.judged_why))
        yield Piece("judged", "The reviewer's own judgement", rows, group=RISKS)


def _risk(each: ScoredRisk, scale: Scale) -> Piece:
    risk = each.risk
    assert risk.likelihood is not None, "A submitted risk lacks nothing."
    likelihood = scale.likelihood(risk.likelihood)
    rows = (
        Row(risk.statement, "What could happen"),
        Row(
            f"{likelihood.label}, {likelihood.score} of 5 ({likelihood.probability})",
            "Likelihood",
            fixed=True,
        ),
        Row(risk.likelihood_why, "Why this likelihood"),
        Row(risk.time_frame, "Within what time"),
        Row(risk.frequency, "How often it is expected"),
        Row(str(risk.get_how_soon_display()), "How soon", fixed=True),
        Row("\n".join(one["words"] for one in each.consequences), "Severity", fixed=True),
        Row(str(risk.get_managed_at_display()), "Managed", fixed=True),
        Row(str(risk.get_priority_display()), "Remedial priority", fixed=True),
        Row(YES_NO[risk.accepted], "Accepted as it stands", fixed=True),
        Row(risk.accepted_why, "Why"),
    )
    return Piece(
        f"risk:{risk.position}",
        f"Risk {risk.position}",
        tuple(row for row in rows if row.text),
        group=RISKS,
        number=risk.position,
        colour=risk.colour,
        score=risk.score,
    )


def _factors(review: Review, scale: Scale) -> Iterator[Piece]:
    for each in factor_rows(review, scale):
        if each["direction"] or each["why"]:
            rows = (Row(each["direction"], fixed=True), Row(each["why"]))
            yield Piece(
                f"factor:{each['key']}", each["label"], tuple(row for row in rows if row.text), group=FACTORS
            )


def suggested_marks(parts: Iterable[Piece]) -> list[Mark]:
    """Return what is withheld unless somebody decides otherwise."""
    return [Mark(piece.key, piece.suggested, whole=True) for piece in parts if piece.suggested]


def marks_of(withheld: Iterable[Withheld]) -> list[Mark]:
    """Return the decisions that were kept, one for each part."""
    found: dict[str, Mark] = {}
    for row in withheld:
        before = found.get(row.part)
        passages = (*(before.passages if before else ()), *([row.words] if row.words else []))
        found[row.part] = Mark(row.part, row.reason, row.whole, passages, row.reason_words)
    return list(found.values())


@dataclass(frozen=True)
class Copy:
    """A review less what is withheld from it."""

    pieces: list[Piece]
    whole: frozenset[str]
    words: Words

    @classmethod
    def of(cls, parts: list[Piece], marks: Iterable[Mark]) -> "Copy":
        marks = list(marks)
        return cls(
            pieces=parts,
            whole=frozenset(mark.part for mark in marks if mark.whole),
            words=pattern(passage for mark in marks for passage in mark.passages),
        )

    def shared(self) -> list[SharedPiece]:
        """Return every part as the practitioner reads it; of one that is withheld whole, only its name."""
        return [
            SharedPiece(piece, True, [])
            if piece.key in self.whole
            else SharedPiece(piece, False, [(row.label, self._row(row)) for row in piece.rows])
            for piece in self.pieces
        ]

    def _row(self, row: Row) -> SafeString:
        # What the guide or a choice says is nobody's words, and names nobody.
        return marked(None if row.fixed else self.words, row.text)

    def readable(self) -> dict[str, str]:
        """Return what the reviewer wrote and the practitioner will read, by the part's heading."""
        return {
            piece.heading: "\n".join(without(self.words, text) for text in piece.texts)
            for piece in self.pieces
            if piece.key not in self.whole
        }

    def hidden(self) -> str:
        """Return what the reviewer wrote and the practitioner will not read."""
        gone = [text for piece in self.pieces if piece.key in self.whole for text in piece.texts]
        if self.words:
            written = [text for piece in self.pieces for text in piece.texts]
            gone += [found.group() for text in written for found in self.words.finditer(text)]
        return "\n".join(gone)


def why_withheld(sharing: Sharing, withheld: Iterable[Withheld]) -> list[str]:
    """Return in general terms why something is withheld, each reason once, in the order of the list."""
    given = {row.reason for row in withheld}
    general = [each.general for each in reasons(sharing.reasons_version).values() if each.code in given]
    return list(dict.fromkeys(general))


def what_is_withheld(sharing: Sharing, parts: Iterable[Piece]) -> list[dict[str, Any]]:
    """Return what colleagues read of it: which part, how much of it, and the reason from the list."""
    listed = reasons(sharing.reasons_version)
    headings = {piece.key: piece.heading for piece in parts}
    rows: dict[tuple[str, bool], str] = {}
    for row in sharing.withheld.all():
        rows.setdefault((row.part, row.whole), listed[row.reason].label)
    return [
        {"part": headings.get(part, part), "whole": whole, "reason": reason}
        for (part, whole), reason in rows.items()
    ]


def shows_closed(sharing: Sharing, parts: Iterable[Piece], closed: set[str]) -> bool:
    """Tell whether the copy gives the title of a document whose topic is among `closed`."""
    whole = {row.part for row in sharing.withheld.all() if row.whole}
    return any(piece.topic in closed and piece.key not in whole for piece in parts)


def choice_name(part: str) -> str:
    """Return what the choice about a part is called in the form that asks for it."""
    return f"{part.replace(':', '_')}-choice"


def differences(theirs: Iterable[Mark], mine: Iterable[Mark], parts: Iterable[Piece]) -> dict[str, str]:
    """Return what somebody else marked, by the name of the choice, in words, where it differs from `mine`."""
    marked_by_them, marked_by_me = ({mark.part: mark for mark in marks} for marks in (theirs, mine))
    return {
        choice_name(piece.key): _in_words(marked_by_them.get(piece.key))
        for piece in parts
        if marked_by_them.get(piece.key) != marked_by_me.get(piece.key)
    }


def _in_words(mark: Mark | None) -> str:
    if mark is None:
        return "Share it"
    what = "Withhold this part" if mark.whole else "Withhold: " + "; ".join(mark.passages)
    return f"{what} ({reasons()[mark.reason].label})"


def about(review: Review) -> str:
    """Return what comments on a review are called among the practitioner's accounts."""
    return f"Comments on the triage of {day(review.reviewed_on)}"
