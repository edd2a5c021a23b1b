"""The eight considerations of the practitioner's support (toolkit Table 3.2), in plain words."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Matter:
    """One consideration. `key` is stored and never changes; `prompts` help to think about it."""

    key: str
    label: str
    question: str
    prompts: tuple[str, ...]


MATTERS = (
    Matter(
        "explained",
        "Support available explained",
        "Do they know what support there is?",
        (
            "Say it at the very outset, and again as time goes on: being under review is hard.",
            "They should speak up about how they are: to HR, to somebody else here, or to somebody outside.",
        ),
    ),
    Matter(
        "contact",
        "Pastoral contact point",
        "Is there somebody for them who has no part in the investigation?",
        (
            "Ask whom they would like, whom they would not, and how they wish to be reached.",
            "Ask the contact to check in from time to time, and not only when there is news.",
        ),
    ),
    Matter(
        "advice",
        "Expert advice",
        "Would advice from occupational health help, if they agree to it?",
        (
            "It is their choice. Can they take part, and what would make that possible?",
            "Asking for advice, or being unwell, never counts against somebody.",
        ),
    ),
    Matter(
        "in_touch",
        "Keeping in touch and answering questions",
        "Do they, and everybody else taking part, know where things stand?",
        (
            "Say what comes next and when; say so too when something is delayed.",
            "Agree the next update, and keep to it even without news.",
        ),
    ),
    Matter(
        "adjustments",
        "Reasonable adjustments",
        "What would let them take part fairly?",
        (
            "For example breaks, questions beforehand, answers in writing, a companion.",
            "Needs change: ask again as you go.",
        ),
    ),
    Matter(
        "impact",
        "Impact on the outcome",
        "Has being looked at harmed their health, and should the next steps change?",
        (
            "Think of it before recommending anything, with medical advice where there is some.",
            "This is a delicate judgement. Write down what was considered, not a diagnosis.",
        ),
    ),
    Matter(
        "resources",
        "Resources",
        "Has the case manager used the guidance there is?",
        ("Guidance on mental health at work applies here too. Note what you read or whom you asked.",),
    ),
    Matter(
        "investigator",
        "The investigator’s own support",
        "Who looks after whoever investigates?",
        ("The work can be distressing, more so from a distance. Ask them how they are.",),
    ),
)
KEYS = [matter.key for matter in MATTERS]
BY_KEY = {matter.key: matter for matter in MATTERS}
