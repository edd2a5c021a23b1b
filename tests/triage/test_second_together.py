"""Where two wrote the first scoring together, either of them speaks for it when a score is agreed on."""

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Membership, Person
from outbox.models import Message
from tests.factories import make_person
from tests.kept import kept
from tests.triage.second import both_in, propose
from tests.triage.sent import page_of
from triage import actions
from triage.models import AgreedScore, ProposedScore, SecondScoring
from triage.work import work_for
from ui.refusals import NotAllowed, Refusal


@kept
def together(written):
    """Return the room with both scorings in; `joint` wrote the first one together with its advisor."""
    joint = written.joint = make_person("advisor", organisation=written.organisation, last_name="Joint")
    actions.add_joint_advisor(review=written.review, advisor=joint, by=written.manager)
    actions.declare(case=written.case, answer="none", by=joint)
    written.review = actions.submit_review(review=written.review, by=written.advisor)
    written.scoring = both_in(written)
    return written


def sentences(person):
    return [each.sentence for each in work_for(person)]


def here(room, more=""):
    return f"/cases/{room.case.reference}/triage/second-scorings/{room.scoring.pk}/{more}"


def test_either_author_writes_or_confirms_and_their_work_and_mails_say_so(client, together):
    room, name = together, together.case.practitioner.name
    agree = f"on a score for the case of {name}"
    assert sentences(room.joint) == sentences(room.advisor) == [f"Agree with {room.other.name} {agree}"]
    assert sentences(room.other) == [f"Agree with {room.advisor.name} and {room.joint.name} {agree}"]
    client.force_login(room.other)
    sent = {"likelihood": "3", "severity": "3", "reason": "Talked it through.", "seen": "0"}
    done = page_of(client.post(here(room, "agree/"), sent, follow=True)).text("body")
    assert f"{room.advisor.name} or {room.joint.name} is asked to confirm it" in done
    assert f"{room.advisor.name} and {room.joint.name} wrote one of the two together" in done
    for author in (room.advisor, room.joint):
        assert "do you confirm it?" in sentences(author)[0]
        told = Message.objects.filter(to=author.email, subject__startswith="A score waits for your answer")
        assert told.count() == 1
    client.force_login(room.joint)
    assert "A score for you to confirm" in page_of(client.get(here(room))).text("main")
    for _click in range(2):
        assert client.post(here(room, "agree/1/"), {"agrees": "yes"})["Location"] == here(room)
    agreed = AgreedScore.objects.get()
    assert (agreed.by, agreed.proposed.by, agreed.decided_as) == (room.joint, room.other, "agreed")
    assert not sentences(room.advisor)


def test_no_author_confirms_what_their_own_side_wrote_down(client, together):
    proposed = propose(together, together.scoring, by=together.joint)
    assert not sentences(together.advisor)
    client.force_login(together.advisor)
    assert f"Waits for {together.other.name} to confirm" in page_of(client.get(here(together))).text("main")
    assert client.get(here(together, "agree/1/"))["Location"] == here(together)
    with pytest.raises(Refusal, match="Joint, who wrote your scoring with you, wrote this score down"):
        actions.confirm_score(proposed=proposed, by=together.advisor)
    rows = ProposedScore.objects.filter(pk=proposed.pk)
    with pytest.raises(IntegrityError, match="who scored the case"), transaction.atomic():
        rows.update(state="confirmed", answered_by=together.advisor, answered_at=proposed.at)
    actions.differ_on_score(proposed=proposed, why="The dates.", by=together.other)
    for author in (together.advisor, together.joint):
        assert Message.objects.filter(to=author.email, subject__contains="sees it differently").exists()
    again = propose(together, together.scoring, severity=4, by=together.advisor)
    assert actions.confirm_score(proposed=again, by=together.other).score == 12


def test_one_author_is_enough_where_the_other_is_gone(client, together):
    officer = make_person("responsible_officer", organisation=together.organisation)
    third = make_person("advisor", organisation=together.organisation)
    actions.ask_advisor(case=together.case, advisor=third, by=together.manager)
    client.force_login(together.other)
    assert "no longer open" not in page_of(client.get(here(together))).text("main")
    assert not sentences(officer)
    assert sentences(together.joint)
    proposed = propose(together, together.scoring, by=together.other)
    with pytest.raises(NotAllowed):
        actions.confirm_score(proposed=proposed, by=together.advisor)
    actions.declare(case=together.case, answer="unsure", by=together.joint)
    both = f"no longer open to {together.advisor.name} and {together.joint.name}"
    assert both in page_of(client.get(here(together))).text("main")
    assert "cannot agree on one" in sentences(officer)[0]


def test_an_author_who_has_the_officers_role_too_does_not_decide(together):
    held = together.joint.memberships.get()
    Membership.objects.create(
        person=held.person, organisation=held.organisation, role="responsible_officer",
        starts_on=held.starts_on,
    )  # fmt: skip
    officer = Person.objects.get(pk=together.joint.pk)
    with pytest.raises(NotAllowed, match="one of the two scorings"):
        actions.decide_score(scoring=together.scoring, likelihood=2, severity=4, reason="Read.", by=officer)
    assert SecondScoring.objects.get().state == "scored"
