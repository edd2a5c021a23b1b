"""What is recorded about the practitioner's support. Every event carries the topic "support"."""

from audit.kinds import Kind
from support.considerations import MATTERS
from support.models import Consideration

PLAN_SAVED = Kind("support.plan_saved", "{actor} brought the support plan up to date.")
UPDATE_PROMISED = Kind("support.update_promised", "The practitioner hears again by {on}, even without news.")
CONTACT_NAMED = Kind("support.contact_named", "A pastoral contact was named for the practitioner.")
CONSIDERED = Kind(
    "support.considered",
    "{actor} noted where support stands. {matter}: {state}.",
    labels={
        "matter": {matter.key: matter.label for matter in MATTERS},
        "state": {value: label.lower() for value, label in Consideration.State.choices},
    },
)
