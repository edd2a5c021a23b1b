"""What a review takes from the case, and what it leaves there."""

import datetime as dt
import uuid

import pytest

import pag.actions as pag
from documents.models import Pdf
from lessons import actions
from lessons.background import background
from lessons.models import Review
from pag.actions import NewDecision
from tests.factories import make_person
from tests.lessons.conftest import text
from ui.dates import LONDON, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def decided(room):
    """Let a group under its own name decide on the case."""
    admin = make_person("administrator", organisation=room.organisation)
    group = pag.create_group(
        organisation=room.organisation,
        name="Professional Standards Group",
        abbreviation="PSG",
        kind="psg",
        submission_key=uuid.uuid4(),
        by=admin,
    )
    meeting = pag.plan_meeting(
        group=group,
        starts_at=dt.datetime.combine(today(), dt.time(0, 1), LONDON),
        by=room.manager,
        submission_key=uuid.uuid4(),
        place="Room 2",
    )
    item = pag.put_on_agenda(case=room.case, meeting=meeting, by=room.manager, without_triage="Urgent.")
    pag.record_decision(
        item=item,
        decision=NewDecision(
            considered="The account.",
            kinds=["occupational_health"],
            decision="Advice on records.",
            rationale="The gap was in writing things down.",
            listened_to=True,
            listened_how="The account was read.",
            same_for_another="yes",
            system_part="A new records system.",
            health_reason="A private matter of health.",
            without_quorum="Only two members could come.",
        ),
        by=room.manager,
        submission_key=uuid.uuid4(),
    )
    return room


def test_concerns_and_decisions_are_taken_from_the_case(decided):
    found = background(decided.case)
    assert [each.summary for each in found.concerns] == ["Records of three consultations were not complete."]
    assert [(each.decision, each.system_part) for each in found.decisions] == [
        ("Advice on records.", "A new records system.")
    ]


def test_the_groups_own_name_heads_the_date(decided):
    review = actions.start_review(case=decided.case, by=decided.lead)
    assert background(decided.case).group == "PSG"
    assert review.group_on == today()


def test_the_pdf_holds_the_decision_and_nothing_of_health(decided):
    review = actions.start_review(case=decided.case, by=decided.lead)
    review = actions.save_review(review=review, text=text(decided.owner), version=1, by=decided.lead)
    actions.complete_review(review=review, version=2, by=decided.lead)
    html = Pdf.objects.get(kind="lessons.review").html
    assert "PSG date" in html
    assert "Advice on records." in html
    assert "A private matter of health." not in html


def test_before_any_decision_it_is_called_by_the_templates_name(room):
    assert background(room.case).group == "PAG"
    assert background(room.case).decisions == []
    assert not Review.objects.exists()
