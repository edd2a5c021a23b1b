"""Handing a draft over, writing it together, and who wrote what."""

import pytest

from cases.access import may_read
from cases.models import Case, CaseAccess
from outbox.models import Message
from tests.factories import make_person
from tests.kept import kept
from tests.triage.conftest import answers, risk
from tests.triage.sent import address, page_of
from triage import actions
from triage.models import Contribution, Declaration, JointAdvisor, NoticeAnswer, Review
from triage.presenters import newest_result, written_by
from triage.work import work_for
from ui.refusals import NotAllowed, Refusal


def save(room, by, **changes):
    version = Review.objects.get(pk=room.review.pk).version
    return actions.save_review(review=room.review, data=answers(**changes), version=version, by=by)


# Who wrote what


def test_only_the_parts_that_changed_are_somebodys(written):
    assert set(Contribution.objects.values_list("part", flat=True)) == {
        "concerns", "people", "factors", "risks", "reasons",
    }  # fmt: skip
    first = Contribution.objects.get(part="reasons")
    save(written, written.advisor, summary="Another summary.")
    assert Contribution.objects.get(part="reasons").last_at == first.last_at
    concerns = Contribution.objects.get(part="concerns")
    assert concerns.last_at > concerns.first_at
    assert Contribution.objects.count() == 5


def test_a_review_of_one_person_says_nothing_of_who_wrote_what(submitted):
    assert written_by(Review.objects.whole().get()) == {}


# Handing over


@kept
def handed(written):
    """Return the room with the draft handed over: the other advisor has declared."""
    written.case = actions.ask_advisor(case=written.case, advisor=written.other, by=written.manager)
    return written


def test_a_draft_that_is_handed_over_opens_only_after_declaring(client, handed):
    client.force_login(handed.other)
    assert "Three sets of notes" not in client.get(address(handed)).content.decode()
    assert Review.objects.get().advisor == handed.advisor
    client.post(address(handed, "triage_declare"), {"answer": "none"})
    review = Review.objects.get()
    assert (review.advisor, review.revision, review.state) == (handed.other, 1, "draft")
    assert review.declaration == Declaration.objects.get(person=handed.other)
    assert "Three sets of notes" in client.get(address(handed)).content.decode()


def test_who_handed_it_over_writes_no_more_and_has_nothing_to_do(handed):
    assert work_for(handed.advisor) == []
    actions.declare(case=handed.case, answer="none", by=handed.other)
    with pytest.raises(NotAllowed):
        save(handed, handed.advisor)
    assert work_for(handed.advisor) == []
    assert [each.sentence for each in work_for(handed.other)] == ["Finish the triage of Dr Amara Okafor"]


def test_the_result_says_who_wrote_what(handed):
    actions.declare(case=handed.case, answer="none", by=handed.other)
    save(handed, handed.other, rationale="The gaps were noticed early, and the rota too.")
    actions.submit_review(review=handed.review, by=handed.other)
    said = newest_result(handed.manager, handed.case)["written_by"]
    assert said["reasons"] == "Written by Dr Robin Advisor and Dr Robin Other"
    assert said["risks"] == "Written by Dr Robin Advisor"


def test_a_draft_of_somebody_with_a_conflict_is_not_gone_on_with(written):
    actions.declare(case=written.case, answer="yes", by=written.advisor)
    case = actions.ask_advisor(case=written.case, advisor=written.other, by=written.manager)
    actions.declare(case=case, answer="none", by=written.other)
    assert list(Review.objects.order_by("revision").values_list("revision", "advisor", "summary")) == [
        (1, written.advisor.pk, "Three sets of notes were not complete."),
        (2, written.other.pk, ""),
    ]


def test_somebody_who_is_asked_in_between_and_stands_aside_leaves_the_draft(handed):
    actions.declare(case=handed.case, answer="unsure", by=handed.other)
    third = make_person("advisor", organisation=handed.organisation)
    case = actions.ask_advisor(case=Case.objects.get(), advisor=third, by=handed.manager)
    actions.declare(case=case, answer="none", by=third)
    review = Review.objects.get()
    assert (review.advisor, review.summary) == (third, "Three sets of notes were not complete.")


# Together


@kept
def joint(written):
    """Return the room with the other advisor asked to write the draft together with the first."""
    actions.add_joint_advisor(review=written.review, advisor=written.other, by=written.manager)
    return written


def test_a_second_advisor_declares_before_anything_opens(client, joint):
    client.force_login(joint.other)
    said = client.get(address(joint)).content.decode()
    assert "do you have a conflict of interest?" in said
    assert "Three sets of notes" not in said
    assert not may_read(joint.other, joint.case)
    with pytest.raises(NotAllowed):
        save(joint, joint.other)
    assert [each.sentence for each in work_for(joint.other)] == [
        f"Declare on {joint.case.reference}: you are asked to triage it"
    ]
    client.post(address(joint, "triage_declare"), {"answer": "none"})
    assert "Three sets of notes" in client.get(address(joint)).content.decode()
    assert Review.objects.get().advisor == joint.advisor


def test_both_write_and_the_report_names_both(joint):
    actions.declare(case=joint.case, answer="none", by=joint.other)
    save(joint, joint.other, risks=(risk(likelihood=4),))
    save(joint, joint.advisor, risks=(risk(likelihood=4),), rationale="Two of us looked.")
    review = actions.submit_review(review=joint.review, by=joint.other)
    assert (review.advisor, review.submitted_by) == (joint.advisor, joint.other)
    result = newest_result(joint.manager, joint.case)
    assert result["scored_by"] == "Dr Robin Advisor, with Dr Robin Other"
    assert result["written_by"] == {"risks": "Written by Dr Robin Advisor and Dr Robin Other"}


def test_two_who_write_at_once_lose_nothing(client, joint):
    actions.declare(case=joint.case, answer="none", by=joint.other)
    save(joint, joint.advisor, rationale="The first's reason.")
    client.force_login(joint.other)
    late = {"version": 2, "rationale": "The second's reason."}
    page = page_of(client.post(address(joint, "triage_section", "reasons"), late))
    assert "The first's reason." in page.text("#id_rationale-theirs")
    assert page.text("#id_rationale") == "The second's reason."


def test_a_second_advisor_who_stands_aside_leaves_the_review_to_the_first(joint):
    actions.declare(case=joint.case, answer="yes", by=joint.other)
    assert not JointAdvisor.objects.exists()
    assert Case.objects.get().advisor == joint.advisor
    assert not may_read(joint.other, joint.case)
    assert Message.objects.filter(subject__startswith="A second advisor stood aside").count() == 1
    save(joint, joint.advisor, rationale="Alone.")
    with pytest.raises(Refusal, match="cannot take this case"):
        actions.add_joint_advisor(review=joint.review, advisor=joint.other, by=joint.manager)


def test_when_the_first_sees_a_conflict_the_draft_closes_to_both(joint):
    actions.declare(case=joint.case, answer="none", by=joint.other)
    actions.declare(case=joint.case, answer="yes", by=joint.advisor)
    with pytest.raises(NotAllowed):
        save(joint, joint.other)


def test_who_has_not_declared_when_it_is_submitted_is_left_out(joint):
    actions.submit_review(review=joint.review, by=joint.advisor)
    assert not JointAdvisor.objects.exists()
    assert not CaseAccess.objects.current().of(joint.other).exists()
    assert work_for(joint.other) == []


def test_asking_a_second_advisor_twice_asks_once(joint):
    actions.add_joint_advisor(review=joint.review, advisor=joint.other, by=joint.manager)
    assert JointAdvisor.objects.count() == 1
    assert Message.objects.filter(to=joint.other.email).count() == 1


def test_who_may_be_a_second_advisor(written):
    def ask(advisor, by=written.manager):
        actions.add_joint_advisor(review=written.review, advisor=advisor, by=by)

    with pytest.raises(NotAllowed):
        ask(written.other, by=written.advisor)
    with pytest.raises(Refusal, match="already"):
        ask(written.advisor)
    with pytest.raises(Refusal, match="not a professional advisor"):
        ask(written.stranger)
    actions.submit_review(review=written.review, by=written.advisor)
    with pytest.raises(Refusal, match="submitted"):
        ask(written.other)


def test_the_manager_asks_on_the_page(client, written):
    client.force_login(written.manager)
    page = page_of(client.get(address(written)))
    assert "Add a second advisor" in page.text("main")
    answer = client.post(address(written, "triage_second"), {"second": written.other.pk}, follow=True)
    assert "is asked to declare, and then to write it with Dr Robin Advisor" in answer.content.decode()
    assert "is asked to declare and write it too" in page_of(answer).text("main")
    assert client.post(address(written, "triage_second"), {"second": ""}).status_code == 422
    assert client.post(address(written, "triage_second"), {"second": written.advisor.pk}).status_code == 422


def test_without_a_draft_nobody_can_be_added(client, submitted):
    client.force_login(submitted.manager)
    answer = client.post(address(submitted, "triage_second"), {"second": submitted.other.pk}, follow=True)
    assert "no review being written" in answer.content.decode()
    assert not NoticeAnswer.objects.filter(reason__gt="").exists()
    assert not JointAdvisor.objects.exists()
