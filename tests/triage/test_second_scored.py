"""Scoring a case on one's own: declaring, handing it in."""

import uuid

import pytest

from cases.models import Case, CaseSummary
from outbox.models import Message
from tests.factories import make_person
from tests.triage.conftest import answers
from tests.triage.second import ask, begin, both_in, write
from triage import actions
from triage.models import Guide, Review, SecondScoring
from triage.second import who_may_score_again
from ui.dates import today
from ui.refusals import NotAllowed, Refusal

State = SecondScoring.State


class TestDeclaring:
    def test_none_begins_an_empty_review_under_the_guide_of_the_first(self, submitted):
        newer = Guide.objects.get(pk=submitted.review.guide_id)
        draft = actions.copy_guide(
            of=newer,
            organisation=submitted.organisation,
            submission_key=uuid.uuid4(),
            by=make_person("administrator", organisation=submitted.organisation),
        )
        Guide.objects.filter(pk=draft.pk).update(published_at=draft.started_at, effective_from=today())
        scoring = begin(submitted)
        second = scoring.second
        assert second is not None
        assert second.guide_id == submitted.review.guide_id != draft.pk
        assert (second.kind, second.advisor) == ("second", submitted.other)
        assert not any(
            (second.summary, second.rationale, second.recommendation, second.additional, second.judged_why)
        )
        assert not second.risks.exists()
        assert not second.factor_notes.exists()
        assert not second.documents.exists()

    def test_a_second_click_begins_one_review(self, submitted):
        scoring = begin(submitted)
        again = actions.declare_alone(scoring=scoring, answer="none", by=submitted.other)
        assert again == scoring.declaration
        assert Review.objects.filter(kind="second").count() == 1

    @pytest.mark.parametrize("answer", ["yes", "unsure"])
    def test_a_conflict_brings_it_back_to_the_manager(self, submitted, answer):
        scoring = ask(submitted)
        actions.declare_alone(scoring=scoring, answer=answer, statement="A cousin.", by=submitted.other)
        scoring.refresh_from_db()
        assert (scoring.state, scoring.person) == (State.WANTED, None)
        assert not Case.objects.to_score_alone(submitted.other).exists()
        assert not who_may_score_again(submitted.case).exists()
        assert "stood aside" in Message.objects.filter(to=submitted.manager.email).latest("pk").subject

    def test_a_conflict_seen_later_ends_what_was_begun(self, submitted):
        scoring = begin(submitted)
        draft = write(submitted, scoring)
        actions.declare_alone(scoring=scoring, answer="yes", statement="I know them.", by=submitted.other)
        with pytest.raises(NotAllowed, match="not any more"):
            actions.submit_review(review=draft, by=submitted.other)

    def test_nobody_else_declares_for_them(self, submitted):
        with pytest.raises(NotAllowed):
            actions.declare_alone(scoring=ask(submitted), answer="none", by=submitted.advisor)

    def test_the_first_scoring_and_its_step_stay_as_they_are(self, submitted):
        before = CaseSummary.objects.get(case=submitted.case)
        both_in(submitted)
        after = CaseSummary.objects.get(case=submitted.case)
        assert (before.score, before.score_topic, before.next_step) == (
            after.score,
            after.score_topic,
            after.next_step,
        )
        assert Review.objects.submitted().of_case(submitted.case).get() == submitted.review

    def test_a_second_draft_is_not_handed_over_to_a_new_advisor(self, submitted):
        begin(submitted)
        third = make_person("advisor", organisation=submitted.organisation)
        actions.ask_advisor(case=submitted.case, advisor=third, by=submitted.manager)
        submitted.case.refresh_from_db()
        actions.declare(case=submitted.case, answer="none", by=third)
        mine = Review.objects.get(advisor=third)
        assert (mine.kind, mine.summary) == ("first", "")


class TestHandingIn:
    def test_only_whoever_was_asked_writes_it(self, submitted):
        scoring = begin(submitted)
        for person in (submitted.advisor, submitted.manager):
            with pytest.raises(NotAllowed):
                actions.save_review(review=scoring.second, data=answers(), version=1, by=person)

    def test_it_opens_the_case_to_them(self, submitted):
        scoring = both_in(submitted)
        assert scoring.state == State.SCORED
        assert Case.objects.visible_to(submitted.other).get() == submitted.case
        assert not Case.objects.to_score_alone(submitted.other).exists()
        assert "second scoring" in Message.objects.filter(to=submitted.manager.email).latest("pk").subject

    def test_a_second_click_hands_it_in_once(self, submitted):
        scoring = both_in(submitted)
        assert actions.submit_review(review=scoring.second, by=submitted.other) == scoring.second
        assert Message.objects.filter(subject__contains="second scoring").count() == 1

    def test_after_it_was_taken_back_it_cannot_be_handed_in(self, submitted):
        scoring = begin(submitted)
        draft = write(submitted, scoring)
        actions.take_back_second(scoring=scoring, by=submitted.manager)
        with pytest.raises(NotAllowed, match="Nothing more is needed"):
            actions.submit_review(review=draft, by=submitted.other)

    def test_what_is_not_needed_closes_with_its_reason(self, submitted):
        scoring = begin(submitted)
        draft = write(submitted, scoring)
        for _click in range(2):
            actions.second_not_needed(scoring=scoring, why="The case went elsewhere.", by=submitted.manager)
        scoring.refresh_from_db()
        assert (scoring.state, scoring.ended_why) == (State.NOT_NEEDED, "The case went elsewhere.")
        with pytest.raises(NotAllowed):
            actions.submit_review(review=draft, by=submitted.other)

    def test_once_in_it_is_kept(self, submitted):
        with pytest.raises(Refusal, match="both are kept"):
            actions.second_not_needed(scoring=both_in(submitted), why="No.", by=submitted.manager)

    def test_a_second_scoring_is_not_returned_for_more(self, submitted):
        scoring = both_in(submitted)
        with pytest.raises(Refusal, match="stays as it was made"):
            actions.return_review(review=scoring.second, reason="More.", by=submitted.manager)
