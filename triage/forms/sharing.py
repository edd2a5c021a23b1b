"""Marking, part by part, what to withhold from the practitioner's copy of a review; settling, sharing it."""

from collections.abc import Iterable
from typing import Any

from cases.forms.concern import check_not_future
from cases.forms.record import AccountForm
from cases.models import Contact
from triage.sharing import Mark, Piece, choice_name
from triage.withholding import OTHER, reasons, stands_in
from ui.fields import Day, LongText, Radios, Select, Text, Tick
from ui.forms import Form, SubmissionKey, VersionField
from ui.layout import Block, Include, Section

SHARE, WORDS, WHOLE = "share", "words", "whole"
CHOICES = [
    (SHARE, "Share it"),
    (WORDS, "Share it, but withhold some words"),
    (WHOLE, "Withhold this part"),
]
NAMED, UNNAMED = "named", "unnamed"


class SharingForm(Form):
    """A choice for each part, with the words to withhold and a reason; none about what is closed to one."""

    version = VersionField()

    submit_label = "Save, and read it as the practitioner will"
    secondary = ("Save and stay here", "stay")
    narrow = False

    def __init__(
        self,
        *args: Any,
        parts: list[Piece],
        closed: set[str],
        unnamed: str,
        reviewer: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.parts = [piece for piece in parts if piece.topic not in closed]
        self.fields["names_reviewer"] = Radios(
            label="How is the reviewer named?",
            choices=[(UNNAMED, unnamed[:1].upper() + unnamed[1:]), (NAMED, reviewer)],
            hints={NAMED: "Only with their agreement. Nobody else who had a part in it is named."},
            initial=UNNAMED,
        )
        layout: list[str | Block] = [Section("Reviewer", "names_reviewer", size="s")]
        for piece in parts:
            shown = Include("triage/_sharing_piece.html", piece=piece, closed=piece.topic in closed)
            if piece.topic in closed:
                layout.append(Section(piece.heading, shown, size="s"))
            else:
                self._ask_about(piece)
                layout.append(Section(piece.heading, shown, choice_name(piece.key), size="s"))
        self.layout = layout

    def _ask_about(self, piece: Piece) -> None:
        """Add the fields about one part; a reason is asked for beside what it is the reason of."""
        names = {
            each: f"{choice_name(piece.key)}-{each}" for each in ("words", "why", "more", "all", "other")
        }
        choices = [(reason.code, reason.label) for reason in reasons().values()]
        self.fields |= {
            choice_name(piece.key): Radios(
                label=f"May the practitioner read “{piece.heading}”?",
                choices=CHOICES,
                initial=SHARE,
                small=True,
                reveals={
                    WORDS: [names["words"], names["why"], names["more"]],
                    WHOLE: [names["all"], names["other"]],
                },
            ),
            names["words"]: LongText(
                label="Words to withhold",
                hint="As they stand in the text, each passage on a line of its own. They are withheld "
                "wherever they stand in the review.",
                rows=3,
                max_length=5_000,
                count=False,
                missing=f"{piece.heading}: enter the words to withhold",
            ),
            names["why"]: _reason(piece, choices),
            names["more"]: _own_words(),
            names["all"]: _reason(piece, choices),
            names["other"]: _own_words(),
        }

    @classmethod
    def initial_of(cls, marks: Iterable[Mark], *, names_reviewer: bool, version: int) -> dict[str, Any]:
        """Return what the form is filled with: the decisions that were kept."""
        initial: dict[str, Any] = {
            "names_reviewer": NAMED if names_reviewer else UNNAMED,
            "version": version,
        }
        for mark in marks:
            name = choice_name(mark.part)
            if mark.whole:
                initial |= {name: WHOLE, f"{name}-all": mark.reason, f"{name}-other": mark.reason_words}
            else:
                initial |= {
                    name: WORDS,
                    f"{name}-words": "\n".join(mark.passages),
                    f"{name}-why": mark.reason,
                    f"{name}-more": mark.reason_words,
                }
        return initial

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        for piece in self.parts:
            name = choice_name(piece.key)
            for reason, more in (("why", "more"), ("all", "other")):
                if answers.get(f"{name}-{reason}") == OTHER and not answers.get(f"{name}-{more}"):
                    self.add_error(f"{name}-{more}", f"{piece.heading}: say in your own words why")
            for passage in _passages(answers.get(f"{name}-words", "")):
                if not any(stands_in(passage, text) for text in piece.texts):
                    self.add_error(
                        f"{name}-words",
                        f"{piece.heading}: “{passage}” does not stand there as whole words. Copy them again",
                    )
        return answers

    def marks(self) -> list[Mark]:
        """Return the decisions that withhold something."""
        return [mark for mark in map(self._mark, self.parts) if mark]

    def _mark(self, piece: Piece) -> Mark | None:
        name, given = choice_name(piece.key), self.cleaned_data
        if given[name] == WHOLE:
            return Mark(
                piece.key, given[f"{name}-all"], whole=True, reason_words=given[f"{name}-other"].strip()
            )
        if given[name] == WORDS:
            passages = tuple(_passages(given[f"{name}-words"]))
            return Mark(
                piece.key, given[f"{name}-why"], passages=passages, reason_words=given[f"{name}-more"].strip()
            )
        return None

    @property
    def named(self) -> bool:
        """Whether the reviewer is to be named."""
        return self.cleaned_data["names_reviewer"] == NAMED


def _reason(piece: Piece, choices: list[tuple[str, str]]) -> Select:
    return Select(
        label="Reason",
        hint="The practitioner reads the reasons in general terms only, not which place each belongs to.",
        choices=choices,
        missing=f"{piece.heading}: select a reason",
    )


def _own_words() -> Text:
    return Text(
        label="In your own words",
        hint="For another reason only. Kept with the case; the practitioner does not read it.",
        max_length=500,
        required=False,
    )


def _passages(typed: str) -> list[str]:
    """Return the passages of the box, one from each line, once each."""
    lines = (" ".join(line.split()) for line in typed.splitlines())
    return list(dict.fromkeys(line for line in lines if line))


class SettleForm(Form):
    """Carries the version that was read through."""

    version = VersionField()
    submit_label = "This is their copy: make the PDF"


class ShownForm(Form):
    """That the copy was handed over: on which day, and how. What goes with a letter is recorded by itself."""

    on = Day(label="Date it was handed over")
    how = Radios(
        label="How",
        choices=[
            (Contact.How.MEETING, "Handed over in person"),
            (Contact.How.PHONE, "Gone through in a telephone call"),
            (Contact.How.VIDEO, "Gone through in a video call"),
        ],
    )
    told = Tick(
        label="They were also told what was discussed and what comes next",
        hint="The copy says why the score is what it is. It does not tell the outcome of a meeting: tick "
        "this only if you told them that as well.",
        required=False,
    )
    submission_key = SubmissionKey()
    submit_label = "Record that it was handed over"

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        check_not_future(self, "on", "The date it was handed over cannot be in the future")
        return answers


class CommentsForm(AccountForm):
    """What the practitioner says about the accuracy of a review: their account, about something."""

    submit_label = "Save their comments"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = "Their comments on accuracy"
        self.fields["received_on"].label = "Date they were given"
        self.fields["how"].label = "How they were given"
