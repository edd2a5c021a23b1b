"""Choices that do not go together are asked about, gently, whatever the recommendation's words are."""

from types import SimpleNamespace

import pytest

from tests.triage.conftest import answers, risk
from triage.answers import Consequence
from triage.asking import notices_of
from triage.choices import choices_asked
from triage.models import Band, Review
from triage.scale import Scale


class Bands(Scale):
    """The default bands, without a database."""

    bands = [Band(colour="green", lowest=1, highest=4), Band(colour="amber", lowest=5, highest=14),
             Band(colour="red", lowest=15, highest=25)]  # fmt: skip


KIND = "We thank Dr Moss, and the group may wish to offer a conversation."
RED, AMBER, GREEN = (5, 4), (3, 3), (2, 2)


def asked(level, recommendation=KIND, **changes):
    likelihood, severity = level
    one = risk(
        **{"accepted_why": ""} | changes,
        likelihood=likelihood,
        consequences=(Consequence("patient_safety", severity),),
    )
    return choices_asked(answers(risks=(one,), recommendation=recommendation), Bands(SimpleNamespace()))


@pytest.mark.parametrize(
    ("level", "changes", "field"),
    [
        (RED, {"accepted": True, "priority": "nothing"}, "priority"),
        (RED, {"priority": "routine"}, "priority"),
        (RED, {"managed_at": "practice"}, "managed_at"),
        (RED, {"accepted": True, "priority": ""}, "accepted"),
        (AMBER, {"accepted": True, "priority": "routine"}, "accepted"),
        (AMBER, {"priority": "nothing"}, "priority"),
        (AMBER, {"priority": "routine", "managed_at": "practice"}, None),
        (AMBER, {"accepted": True, "priority": "routine", "accepted_why": "The template is there."}, None),
        (RED, {}, None),
        (GREEN, {"accepted": True, "priority": "nothing", "managed_at": "practice"}, None),
    ],
)
def test_choices_that_say_less_than_the_colour_are_asked_about_once_a_risk(level, changes, field):
    found = asked(level, **changes)
    assert [(each.code, each.field) for each in found] == (
        [("choices_against_colour", field)] if field else []
    )


def test_the_choices_are_named_in_the_question():
    [one] = asked(RED, accepted=True, priority="nothing")
    assert one.sentence.startswith(
        "Risk 1 is Red 20, and you chose “Nothing further is needed” and that it is accepted as it stands, "
    )


@pytest.mark.parametrize(
    ("recommendation", "changes", "code"),
    [
        (KIND, {"accepted": True, "priority": "soon"}, "accepted_and_hurried"),
        ("An audit of ten notes a month.", {"accepted": True, "priority": "routine"}, "accepted_and_asked"),
        ("The labels should be changed.", {"accepted": True, "priority": "nothing"}, "accepted_and_asked"),
        ("Offer Mr Reyes support and somebody to talk to.", {"accepted": True, "priority": "nothing"}, None),
        ("No further action; the audit is done.", {"accepted": True, "priority": "nothing"}, None),
        ("An audit of ten notes each month.", {"accepted": False, "priority": "routine"}, None),
    ],
)  # fmt: skip
def test_accepted_as_it_stands_and_something_to_be_done_do_not_go_together(recommendation, changes, code):
    assert [each.code for each in asked(GREEN, recommendation, **changes)] == ([code] if code else [])


def test_they_are_asked_with_the_others(written):
    written.review.risks.update(accepted=True, accepted_why="", priority="nothing")
    found = notices_of(Review.objects.whole().get(pk=written.review.pk))
    assert [each.key for each in found] == ["choices_against_colour:risk:1"]
