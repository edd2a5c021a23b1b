"""What each kind of decision needs, and what it sets going: a table, read beside each choice.

What holds for every kind is said once, in `EVERY`. The stage is worked out from `pag.kinds.LEADS_TO`.
"""

from dataclasses import dataclass

from cases.stages import Stage
from pag.kinds import LEADS_TO, DecisionKind

KIND = DecisionKind


@dataclass(frozen=True)
class Asked:
    """The labels of what is asked for with a kind; `to` is empty where it goes to nobody."""

    by_whom: str
    due_on: str
    to: str = ""


@dataclass(frozen=True)
class Consequence:
    """What a kind `needs`, and what it sets going besides the stage, in sentences; either may be empty."""

    needs: str = ""
    more: str = ""
    asked: Asked | None = None


def _referral(more: str, to: str) -> Consequence:
    asked = Asked(by_whom="Who makes it?", due_on="Date by which it is made", to=to)
    return Consequence("Needs to whom, by whom and by when.", more, asked)


CONSEQUENCES: dict[DecisionKind, Consequence] = {
    KIND.NO_FURTHER_ACTION: Consequence(more="Closing the case is a step of its own afterwards."),
    KIND.ADVICE: Consequence(more="Write the advice under “Decision”: the letter quotes it."),
    KIND.REFLECTIONS: Consequence(
        "Needs who asks for them, and by when.",
        "Asking for more time or help never counts against anybody.",
        Asked(by_whom="Who asks for them?", due_on="Date by which they are asked for"),
    ),
    KIND.INTERVIEW: Consequence(
        "Needs who holds it, and by when.",
        "The practitioner may bring somebody, and is told the questions beforehand where that helps.",
        Asked(by_whom="Who holds it?", due_on="Date by which it is held"),
    ),
    KIND.RECORD_REVIEW: Consequence(
        "Needs which records, who reviews them, and by when.",
        "",
        Asked(
            by_whom="Who reviews them?",
            due_on="Date by which they are reviewed",
            to="Which records? Name no patient.",
        ),
    ),
    KIND.OCCUPATIONAL_HEALTH: Consequence(
        "Needs why it is asked for.",
        "The letter asks for the practitioner's consent: it is their choice.",
    ),
    KIND.UNDERTAKINGS: Consequence(
        "Needs who looks at how they go, and when first.",
        "Write each as an action that the practitioner owns: the letter lists them.",
        Asked(by_whom="Who looks at how they go?", due_on="Date they are first looked at"),
    ),
    KIND.INVESTIGATION: Consequence(
        "Needs an investigator, and when the terms of reference follow.", "The letter says both."
    ),
    KIND.REFERRAL_REGULATOR: _referral(
        "The practitioner hears of it from you before they hear from the regulator.", "Which regulator?"
    ),
    KIND.REFERRAL_ADVISORY: _referral(
        "Such as the Practitioner Performance Advice service of NHS Resolution.", "Which service?"
    ),
    KIND.REFERRAL_DECISION_PANEL: _referral(
        "Only the panel may impose conditions, suspend or remove; its own notice and time limits begin.",
        "Which panel?",
    ),
    KIND.REFERRAL_POLICE: _referral(
        "Ask the police first what the practitioner can be told now, and word the letter so.",
        "Which police force?",
    ),
    KIND.REFERRAL_COUNTER_FRAUD: _referral(
        "Ask counter-fraud first what the practitioner can be told now, and word the letter so.",
        "Which service or officer?",
    ),
    KIND.MONITORING: Consequence(
        "Needs who keeps an eye on it, and when it is first looked at.",
        "",
        Asked(by_whom="Who keeps an eye on it?", due_on="Date it is first looked at"),
    ),
    KIND.ADJOURN: Consequence(
        "Needs until when, and what the group waits for.",
        "The practitioner is told of it too, and the case manager is asked to put the case on an agenda "
        "again.",
    ),
    KIND.CLOSE: Consequence(more="Closing it is a step of its own: it asks what is still owed."),
    KIND.OTHER: Consequence("Needs a few words on what it is."),
}

# The kinds for which something is arranged, and those of them that say to whom or for what.
ASKED = {kind: each.asked for kind, each in CONSEQUENCES.items() if each.asked}
ARRANGED = frozenset(kind.value for kind in ASKED)
WITH_PLACE = frozenset(kind.value for kind, asked in ASKED.items() if asked.to)

EVERY = (
    "Each says what it needs and what it sets going. Whatever is decided, a draft of the outcome letter is "
    "made and the days until the practitioner is told begin to count. None of them restricts anybody's "
    "work: an immediate step is recorded on the case, and only an employer or a decision panel decides more."
)


def in_words(kind: DecisionKind) -> str:
    """Return what a kind needs and sets going: what stands beside the choice."""
    said = CONSEQUENCES[kind]
    return " ".join(filter(None, (said.needs, _stage(LEADS_TO[kind]), said.more)))


def _stage(stage: Stage) -> str:
    if stage == Stage.WITH_GROUP:
        return "The case stays with the group."
    return f"The case goes to “{stage.label}”."
