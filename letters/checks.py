"""What to look at before a letter is approved, in plain sentences. Most remind; few stand in the way."""

import datetime as dt
import re
from dataclasses import dataclass

from accounts.models import Person
from cases.models import ConcernSource
from cases.naming import named_in
from cases.topics import SOURCE, may_see_topic
from documents.font import missing_letters
from letters.advice import outdated
from letters.letterhead import WINDOW_LINES, address_lines
from letters.markup import unfilled
from letters.models import Kind, Letter, PrintSize
from letters.promises import NEAR, promised_for, says_when
from letters.reading import in_third_person, past_deadlines
from letters.telling import calls_for
from support.models import SupportPlan
from support.permissions import can_see
from triage.enclosing import called
from ui.dates import day, now, today
from ui.words import listed

LONG = 1500
PAST_PROMISE = "The day by which the letter promises the next news has come."
LARGER_PRINT = re.compile(
    r"\b(?:large|larger|big|bigger) (?:print|type|letters)\b|\b1[4-9] ?(?:pt|point)", re.I
)
ENCLOSED = re.compile(r"\benclos(?:ed|ing|e|ure)s?\b", re.I)
SPEAKS_OF_IT = re.compile(r"\b(?:triage|review|enclos(?:ed|ing|e|ure))\b", re.I)
FRIDAY = 4
NOON = 12
# Words that hurt or judge, and what to write instead.
TONE = {
    r"fail(?:ed|ure|s|ing)? to": "Say what happened instead, who saw it and when.",
    r"allegations?|alleged(?:ly)?": "A concern has been raised: say “concern”.",
    r"root causes?": "There are always several factors: say “what contributed”.",
    r"guilty|culprit|offender|perpetrator": "It is a court room's word. Nothing is proved until it is found.",
    r"unacceptable|appalling|disgraceful": "It judges. Say what happened and what it led to.",
    r"you must|you are required to": "Say what is asked, why, and what happens otherwise.",
}


@dataclass(frozen=True)
class Check:
    """One sentence. `stops` means that the letter cannot be approved before it is settled."""

    sentence: str
    stops: bool = False


def checks(letter: Letter, *, person: Person) -> list[Check]:
    """Return what to look at in the letter's words as they are, what stands in the way first."""
    subject, text = letter.subject, letter.text
    found = [*_gaps(letter, subject, text), *_agreed(letter), *_reach(letter), *_words(text)]
    found += [*_between(letter, text), *_advice(letter), *_reading(letter, text), *_enclosure(letter, text)]
    found += [*_source(letter, text, person), *_when(letter), *_promise(letter), *_print(letter, person)]
    return sorted(found, key=lambda check: not check.stops)


def _gaps(letter: Letter, subject: str, text: str) -> list[Check]:
    found = []
    gaps = unfilled(subject, text)
    if gaps:
        named = ", ".join(f"“{gap}”" for gap in gaps)
        found.append(Check(f"Still to fill in: {named}. Each is marked in the letter.", stops=True))
    if not text.strip() or not subject.strip():
        found.append(Check("The letter has no subject or no text yet.", stops=True))
    missing = missing_letters(subject + text + "".join(address_lines(letter.case)))
    if missing:
        named = ", ".join(f"“{character}”" for character in missing[:10])
        found.append(Check(f"The letter's font does not have {named}. Write it another way.", stops=True))
    return found


def _agreed(letter: Letter) -> list[Check]:
    """Return what was written at closing, which the letter may have to say in other words."""
    note = " ".join(letter.case.closing_note.split())
    if letter.kind != Kind.CLOSING or not note:
        return []
    return [
        Check(
            f"At closing, “What was agreed at the end” was: “{note}” Say of it what "
            f"{letter.case.practitioner.name} should know, and anything that is still asked of them."
        )
    ]


def _reach(letter: Letter) -> list[Check]:
    """Return what is missing of the ways to reach the practitioner, and what is unusual about them."""
    practitioner = letter.case.practitioner
    name, found = practitioner.name, []
    if not practitioner.letter_email:
        found.append(f"There is no e-mail address for {name}; the letter can only go by post.")
    elif not practitioner.private_email:
        found.append(f"Only a work address is known for {name}. Colleagues might read it: ask for another.")
    if not practitioner.address.strip():
        found.append(f"There is no postal address for {name}; the letter can only go by e-mail.")
    elif len(address_lines(letter.case)) > WINDOW_LINES:
        found.append(f"The address has more than {WINDOW_LINES} lines: it does not fit an envelope's window.")
    return [Check(sentence) for sentence in found]


def _words(text: str) -> list[Check]:
    found = []
    for words, advice in TONE.items():
        said = re.search(rf"\b(?:{words})\b", text, re.IGNORECASE)
        if said:
            found.append(Check(f"The letter says “{said[0]}”. {advice}"))
    count = len(text.split())
    if count > LONG:
        found.append(Check(f"This is a long letter ({count:,} words). A shorter one is easier to take in."))
    return found


def _between(letter: Letter, text: str) -> list[Check]:
    """Return what keeps a letter from saying that the group met, where it was decided between meetings."""
    met = f"met on {day(letter.meeting_date)}"
    if letter.decision is None or not letter.decision.item.meeting.is_between or met not in text:
        return []
    return [
        Check(
            "This was decided between meetings, and the letter says that the group “met”. Say that it was "
            "decided on the group's behalf and could not wait, and that the group looks at it when it next "
            "meets.",
            stops=True,
        )
    ]


def _advice(letter: Letter) -> list[Check]:
    """Return what keeps a letter from saying that nothing is decided, although it is."""
    sentence = outdated(letter)
    return [Check(sentence, stops=True)] if sentence else []


def _reading(letter: Letter, text: str) -> list[Check]:
    """Return where the letter speaks of the practitioner instead of to them, and deadlines gone by."""
    name, found = letter.case.practitioner.name, []
    said = in_third_person(text, letter.case.practitioner)
    if said:
        quoted = listed(f"“{words}”" for words in said)
        found.append(Check(f"{quoted}: the letter is to {name}. Where it means them, say “you” and “your”."))
    promised = day(letter.next_update_on)
    found += [
        Check(f"“{words}” has passed already. Give a later day, or say that it is over.")
        for words in past_deadlines(text, on=today())
        if not (promised and words.endswith(promised))
    ]
    return found


def _enclosure(letter: Letter, text: str) -> list[Check]:
    """Return where what goes with the letter and what its text says of it do not fit together."""
    name, sharing = letter.case.practitioner.name, letter.encloses
    if sharing is None:
        if ENCLOSED.search(text):
            return [Check("The letter says that something is enclosed, and nothing is.")]
        return []
    found = []
    if not SPEAKS_OF_IT.search(text):
        found.append(
            Check(
                f"“{called(sharing)}” goes with the letter, and its text does not speak of it. Say what "
                f"it is, so that {name} does not come upon a score unprepared."
            )
        )
    if sharing.comments_by and sharing.comments_by <= today():
        found.append(
            Check(
                f"What is enclosed asks for comments by {day(sharing.comments_by)}, which has come. Make "
                "another copy, or say in the letter by when you ask for them."
            )
        )
    return found


def _source(letter: Letter, text: str, person: Person) -> list[Check]:
    """Return a warning where a name from the protected note on the source stands in the letter."""
    if not may_see_topic(person, letter.case, SOURCE):
        return []
    details = ConcernSource.objects.filter(concern__case=letter.case).values_list("detail", flat=True)
    named = named_in(text, details, but=letter.case.practitioner.name)
    if not named:
        return []
    words = ", ".join(f"“{name}”" for name in named)
    return [
        Check(
            f"{words} also stands in the protected note of who raised the concern. "
            "Does the letter give them away?"
        )
    ]


def _when(letter: Letter) -> list[Check]:
    """Return reminders about the day and the call before hard news."""
    if not letter.brings_hard_news:
        return []
    found = []
    if letter.kind == Kind.OUTCOME and not calls_for(letter).exists():
        found.append(
            Check(
                f"No call in which {letter.case.practitioner.name} was told has been logged since the "
                f"meeting on {day(letter.meeting_date)}. Ring first, so that nobody reads hard news alone."
            )
        )
    if is_bad_hour(now()):
        found.append(
            Check(
                "Letters with hard news go out Monday to Thursday, in the morning, by default: "
                "then somebody can be reached afterwards."
            )
        )
    return found


def _promise(letter: Letter) -> list[Check]:
    """Return what is wrong with the day by which the practitioner hears again."""
    if letter.next_update_on is None:
        return []
    if letter.next_update_on <= today():
        return [Check(f"{PAST_PROMISE} Choose a later day under “Next update by”.", stops=True)]
    found = []
    if not says_when(letter):
        found.append(
            Check(
                f"The letter does not say that {letter.case.practitioner.name} hears again by "
                f"{day(letter.next_update_on)}. Waiting without knowing how long is hard."
            )
        )
    if letter.next_update_on <= today() + NEAR and letter.next_update_on != promised_for(letter.case):
        found.append(
            Check(f"The letter promises the next news by {day(letter.next_update_on)}, which is soon.")
        )
    return found


def _print(letter: Letter, person: Person) -> list[Check]:
    """Return a reminder where larger print was asked for and the letter is not in it."""
    if letter.print_size == PrintSize.LARGE or not can_see(person, letter.case):
        return []
    plan = SupportPlan.objects.of_case(letter.case)
    if plan and LARGER_PRINT.search(plan.adjustments):
        return [Check("The support plan speaks of larger print; this letter is in standard print.")]
    return []


def is_bad_hour(moment: dt.datetime) -> bool:
    """Tell whether a letter sent at this London time is read when nobody can be reached."""
    return moment.weekday() >= FRIDAY or moment.hour >= NOON
