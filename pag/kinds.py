"""What a group may decide: the kinds, what each asks for, and where each takes the case."""

from collections.abc import Iterable

from django.db import models

from cases.stages import Stage


class DecisionKind(models.TextChoices):
    NO_FURTHER_ACTION = "no_further_action", "No further action"
    ADVICE = "advice", "Advice or learning"
    REFLECTIONS = "reflections", "Ask for reflections"
    INTERVIEW = "interview", "Interview"
    RECORD_REVIEW = "record_review", "Record review"
    OCCUPATIONAL_HEALTH = "occupational_health", "Occupational health report"
    UNDERTAKINGS = "undertakings", "Undertakings or action plan"
    INVESTIGATION = "investigation", "Investigation"
    REFERRAL_REGULATOR = "referral_regulator", "Referral to the regulator"
    REFERRAL_ADVISORY = "referral_advisory", "Referral to the advisory service"
    REFERRAL_DECISION_PANEL = "referral_decision_panel", "Referral to the decision panel"
    REFERRAL_POLICE = "referral_police", "Referral to the police"
    REFERRAL_COUNTER_FRAUD = "referral_counter_fraud", "Referral to counter-fraud"
    MONITORING = "monitoring", "Monitoring"
    ADJOURN = "adjourn", "Adjournment"
    CLOSE = "close", "Close the case"
    OTHER = "other", "Other"


# Where each kind takes the case. A case stays with the group where every kind says so; of several
# stages the first listed in ORDER counts.
LEADS_TO: dict[DecisionKind, Stage] = dict.fromkeys(DecisionKind, Stage.OUTCOME) | {
    DecisionKind.INVESTIGATION: Stage.INVESTIGATION,
    DecisionKind.MONITORING: Stage.MONITORING,
    DecisionKind.ADJOURN: Stage.WITH_GROUP,
}
ORDER = (Stage.INVESTIGATION, Stage.MONITORING, Stage.WITH_GROUP, Stage.OUTCOME)

# Kinds that end the matter, and those that say it goes on: not both in one decision.
ENDING = frozenset({DecisionKind.NO_FURTHER_ACTION, DecisionKind.CLOSE})
GOING_ON = frozenset({DecisionKind.INVESTIGATION, DecisionKind.MONITORING, DecisionKind.ADJOURN})


def stage_after(kinds: Iterable[str]) -> Stage:
    """Return the stage a decision of these kinds takes the case to."""
    wanted = {LEADS_TO[DecisionKind(kind)] for kind in kinds}
    return next(stage for stage in ORDER if stage in wanted)


def contradiction(kinds: Iterable[str]) -> str:
    """Return a sentence where the kinds contradict each other, else nothing."""
    chosen = {DecisionKind(kind) for kind in kinds}
    ends, goes_on = chosen & ENDING, chosen & GOING_ON
    if not (ends and goes_on):
        return ""
    one, other = sorted(ends)[0].label, sorted(goes_on)[0].label
    return f"“{one}” and “{other}” cannot both be decided at once. Choose one of the two."
