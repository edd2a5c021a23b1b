"""A second advisor who wrote together with the first is taken off: what they wrote stays, the case closes."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from audit.models import Event
from cases.access import may_read
from cases.models import Case
from outbox.models import Message
from tests.triage.conftest import answers, risk
from tests.triage.sent import address, page_of
from triage import actions
from triage.models import JointAdvisor, Review, TakenOff
from triage.presenters import newest_result
from triage.work import work_for
from ui.refusals import NotAllowed, Refusal

WHY = "She is on leave <b>until</b> May."


@pytest.fixture
def both(written):
    """Return the room with the other advisor writing the draft too: the risks are theirs by now."""
    actions.add_joint_advisor(review=written.review, advisor=written.other, by=written.manager)
    actions.declare(case=written.case, answer="none", by=written.other)
    data = answers(risks=(risk(likelihood=4),))
    version = Review.objects.get().version
    actions.save_review(review=written.review, data=data, version=version, by=written.other)
    return written


def take_off(room, *, by=None, reason=WHY, who=None):
    actions.take_off_joint_advisor(
        review=room.review, advisor=who or room.other, reason=reason, by=by or room.manager
    )


def page_about(room, who=None):
    return reverse("triage_take_off", args=[room.case.reference, (who or room.other).pk])


def test_the_manager_takes_them_off_on_the_page_and_who_wrote_what_stays(client, both):
    client.force_login(both.manager)
    assert page_about(both) in client.get(address(both)).content.decode()
    assert "goes on with the triage alone" in client.get(page_about(both)).content.decode()
    assert client.post(page_about(both), {"reason": ""}).status_code == 422
    assert JointAdvisor.objects.count() == 1
    for _click in range(2):
        assert client.post(page_about(both), {"reason": WHY}).url == address(both)
    kept = TakenOff.objects.get()
    assert (kept.person, kept.by, kept.reason) == (both.other, both.manager, WHY)
    assert not JointAdvisor.objects.exists()
    page = client.get(address(both)).content.decode()
    assert "She is on leave &lt;b&gt;until&lt;/b&gt; May." in page
    assert page_about(both) not in page
    assert Event.objects.filter(kind="triage.joint_taken_off", actor_key=both.manager.pk).count() == 1
    (mail,) = Message.objects.filter(to=both.other.email, subject__startswith="You need not go on")
    assert both.case.reference in mail.subject
    assert "leave" not in mail.body
    actions.submit_review(review=both.review, by=both.advisor)
    result = newest_result(both.manager, both.case)
    assert result["scored_by"] == "Dr Robin Advisor"
    assert result["written_by"]["risks"] == "Written by Dr Robin Advisor and Dr Robin Other"


def test_the_case_closes_to_them_and_asks_nothing_more(client, both):
    take_off(both)
    assert not may_read(both.other, both.case)
    assert work_for(both.other) == []
    with pytest.raises(NotAllowed):
        actions.save_review(
            review=both.review, data=answers(), version=Review.objects.get().version, by=both.other
        )
    client.force_login(both.other)
    assert client.get(address(both)).status_code == 404
    # They see no reason, and neither does the first advisor.
    client.force_login(both.advisor)
    assert "on leave" not in page_of(client.get(address(both))).text("main")
    # Asked again, they declare again.
    actions.add_joint_advisor(review=both.review, advisor=both.other, by=both.manager)
    assert not may_read(both.other, both.case)
    assert JointAdvisor.objects.get().declaration is None


def test_somebody_who_has_not_declared_is_taken_off_too(written):
    actions.add_joint_advisor(review=written.review, advisor=written.other, by=written.manager)
    take_off(written)
    assert work_for(written.other) == []


def test_who_may_and_when(client, both):
    with pytest.raises(NotAllowed):
        take_off(both, by=both.advisor)
    with pytest.raises(Refusal, match="Say why"):
        take_off(both, reason=" ")
    with pytest.raises(Refusal, match="does not write this review"):
        take_off(both, who=both.advisor)
    client.force_login(both.manager)
    assert client.get(page_about(both, both.advisor)).url == address(both)
    actions.submit_review(review=both.review, by=both.advisor)
    with pytest.raises(Refusal, match="submitted"):
        take_off(both)
    assert client.post(page_about(both), {"reason": WHY}).url == address(both)
    assert Case.objects.get().advisor == both.advisor
    with pytest.raises(IntegrityError), transaction.atomic():
        TakenOff.objects.create(review=both.review, person=both.other, reason=WHY, by=both.manager)
