"""What a review takes from the case, and what it leaves there."""

import datetime as dt
import re
import uuid

import pytest

import pag.actions as pag
from documents.models import Pdf
from lessons import actions
from lessons.background import background, before_the_group
from lessons.models import Review
from pag.actions import NewDecision
from tests.factories import make_person
from tests.kept import kept
from tests.lessons.conftest import text
from ui.dates import LONDON, day, today

pytestmark = pytest.mark.django_db


def put_before(room, on):
    """Put the case before a meeting of that day, of a group under its own name."""
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
        starts_at=dt.datetime.combine(on, dt.time(0, 1), LONDON),
        by=room.manager,
        submission_key=uuid.uuid4(),
        place="Room 2",
    )
    return pag.put_on_agenda(case=room.case, meeting=meeting, by=room.manager, without_triage="Urgent.")


def decide(room, item):
    """Let the group decide about the item."""
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


@kept
def decided(room):
    """Let the group decide on the case today."""
    decide(room, put_before(room, today()))
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


@pytest.mark.parametrize("days", [-6, 0])
def test_before_the_group_is_the_day_it_met_not_the_day_it_was_put_on_the_agenda(client, room, days):
    met = today() + dt.timedelta(days=days)
    decide(room, put_before(room, met))
    client.force_login(room.lead)
    page = client.get(f"/cases/{room.case.reference}/lessons/").content.decode()
    assert f"This case was before the group on {day(met)}." in page
    assert actions.start_review(case=room.case, by=room.lead).group_on == met


def test_before_the_group_has_met_the_page_says_when_it_will(client, room):
    meets = today() + dt.timedelta(days=6)
    item = put_before(room, meets)
    client.force_login(room.lead)
    page = client.get(f"/cases/{room.case.reference}/lessons/").content.decode()
    assert f"The group meets on this case on {day(meets)}; nothing is decided yet." in page
    assert "was before the group" not in page
    assert actions.start_review(case=room.case, by=room.lead).group_on == meets
    page = client.get(f"/cases/{room.case.reference}/lessons/").content.decode()
    fields = dict(re.findall(r'name="(group_on_\w+|version)"[^>]*value="(\d+)"', page))
    fields |= {
        f"{rows}-{name}_FORMS": "0" for rows in ("lessons", "actions") for name in ("TOTAL", "INITIAL")
    }
    assert client.post(f"/cases/{room.case.reference}/lessons/", fields).status_code == 302
    pag.take_off_agenda(item=item, reason="Not ready.", by=room.manager)
    assert before_the_group(room.case) == (
        f"This case has been with the group since {day(today())}; nothing is decided yet."
    )
