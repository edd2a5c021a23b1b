"""Writing a section of minutes, and correcting approved ones."""

from typing import Any

from accounts.models import Person
from pag.forms.naming import NamesForm
from pag.minutes.actions import Written
from pag.minutes.models import MinutesSection
from pag.minutes.naming import Known
from pag.naming import READ_BY_ALL, names_for_everybody
from ui import fields
from ui.forms import SubmissionKey, VersionField

EXTRACT = "The extract of this case names no practitioner of another item, and no member."
Kind = MinutesSection.Kind
# What is about no case, and names no practitioner, whoever they are.
FOR_EVERYBODY = (Kind.DECLARATIONS, Kind.OTHER, Kind.FURTHER)
LABELS = {
    Kind.PRESENT: ("Who was there, and apologies", "Everybody who may open the minutes reads this."),
    Kind.DECLARATIONS: (
        "About declarations",
        "How many stood aside from which item is added by itself. Name nobody here.",
    ),
    Kind.ITEM: ("What was considered", "What the group looked at and talked about."),
    Kind.RATIFIED: ("What the group said of it", "What it was told, and what it talked about."),
    Kind.OTHER: ("What was said, and what came of it", "Every member reads this: it names no practitioner."),
    Kind.FURTHER: (
        "Anything else",
        "Such as the day of the next meeting. It names no practitioner. Left empty, it is left out.",
    ),
}


class AboutSection(NamesForm):
    """Points out names in what is written for one section."""

    def look_at(self, section: MinutesSection, known: Known, *, by: Person) -> None:
        """Ask about the names that should not stand there."""

        def named(text: str) -> list[str]:
            found = [each.words for each in known.named_in(section, text)]
            if section.kind in FOR_EVERYBODY:
                organisation = section.minutes.meeting.group.organisation
                found += names_for_everybody(by, organisation, text)
            return list(dict.fromkeys(found))

        self.named = named
        self.reads = EXTRACT if section.is_decided else READ_BY_ALL


class SectionForm(AboutSection):
    """The words of one section. An item also has the practitioner's voice, and what else was said."""

    text = fields.LongText(label="Text", rows=8, max_length=12000, required=False)
    voice = fields.LongText(
        label="The practitioner's voice",
        hint="How they were listened to, and what they said. Write it so that they can read it.",
        rows=4,
        max_length=6000,
        required=False,
    )
    more = fields.LongText(
        label="What else was said",
        hint="Left empty, it is left out. Say nothing here of who stood aside.",
        rows=4,
        max_length=6000,
        required=False,
    )
    version = VersionField()
    submit_label = "Save"
    marks_optional = False

    def __init__(self, *args: Any, section: MinutesSection, **kwargs: Any) -> None:
        kwargs.setdefault(
            "initial",
            {
                "text": section.text,
                "voice": section.voice,
                "more": section.more,
                "version": section.version,
            },
        )
        super().__init__(*args, **kwargs)
        kind = Kind(section.kind)
        self.fields["text"].label, self.fields["text"].hint = LABELS[kind]
        if not section.is_decided:
            del self.fields["voice"], self.fields["more"]

    def written(self) -> Written:
        """Return the words as the action takes them."""
        return Written(**{name: text for name, text in self.cleaned_data.items() if name != "version"})


class CorrectionForm(AboutSection):
    """What is wrong in approved minutes, and what is right."""

    wrong = fields.LongText(
        label="What is wrong?",
        hint="Say where, and what the approved text says. It stays as it is.",
        rows=3,
        max_length=3000,
    )
    right = fields.LongText(
        label="What is right?",
        hint="It is dated, carries your name, and stands under the section from now on.",
        rows=3,
        max_length=3000,
    )
    submission_key = SubmissionKey()
    submit_label = "Add the correction"
