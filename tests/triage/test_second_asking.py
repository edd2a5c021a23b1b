"""Asking somebody to score a case on their own: what each step does, and who may be asked."""

import uuid

import pytest
from django.db import IntegrityError, transaction

from cases import actions as cases
from cases.models import Case, CaseAccess
from outbox.models import Message
from tests.factories import make_organisation, make_person
from tests.triage.conftest import answers
from tests.triage.second import ask, begin, requested, submit_red
from triage import actions
from triage.models import Review, SecondScoring
from triage.second import who_may_score_again
from ui.dates import today
from ui.refusals import NotAllowed, Refusal

State = SecondScoring.State


class TestAsking:
    def test_the_manager_asks_for_one_and_twice_is_once(self, submitted):
        first, again = requested(submitted), requested(submitted)
        assert first == again
        assert (first.reason, first.requested_by) == ("request", submitted.manager)

    def test_there_is_none_without_a_triage(self, opened):
        with pytest.raises(Refusal, match="no submitted triage"):
            requested(opened)

    def test_an_advisor_cannot_ask_for_one(self, submitted):
        with pytest.raises(NotAllowed):
            actions.request_second(case=submitted.case, by=submitted.advisor)

    def test_asking_closes_the_case_to_them_but_for_their_own_pages(self, submitted):
        scoring = ask(submitted)
        assert scoring.state == State.ASKED
        assert Case.objects.to_score_alone(submitted.other).get() == submitted.case
        assert not Case.objects.visible_to(submitted.other).exists()
        assert not Case.objects.to_declare(submitted.other).exists()

    def test_a_second_click_asks_once(self, submitted):
        scoring = ask(submitted)
        actions.ask_second(scoring=scoring, person=submitted.other, by=submitted.manager)
        assert Message.objects.filter(to=submitted.other.email).count() == 1
        assert CaseAccess.objects.of(submitted.other).count() == 1

    def test_they_are_told_only_that_they_score_on_their_own(self, opened):
        submit_red(opened)
        actions.ask_second(scoring=SecondScoring.objects.get(), person=opened.other, by=opened.manager)
        message = Message.objects.get(to=opened.other.email)
        assert "score this case on your own" in message.body
        said = f"{message.subject} {message.body}".lower()
        assert not any(word in said for word in ("red", "random", "sample", "second", "advisor", "drawn"))

    def test_nobody_else_is_asked_while_one_is(self, submitted):
        scoring = ask(submitted)
        third = make_person("advisor", organisation=submitted.organisation)
        with pytest.raises(Refusal, match="has been asked meanwhile"):
            actions.ask_second(scoring=scoring, person=third, by=submitted.manager)

    def test_taken_back_somebody_else_can_be_asked(self, submitted):
        scoring = actions.take_back_second(scoring=ask(submitted), by=submitted.manager)
        assert not Case.objects.to_score_alone(submitted.other).exists()
        third = make_person("advisor", organisation=submitted.organisation)
        scoring = actions.ask_second(scoring=scoring, person=third, by=submitted.manager)
        assert scoring.person == third
        assert Message.objects.filter(to=submitted.other.email, subject__contains="no longer").count() == 1

    def test_the_same_person_can_be_asked_again(self, submitted):
        scoring = actions.take_back_second(scoring=begin(submitted), by=submitted.manager)
        scoring = actions.ask_second(scoring=scoring, person=submitted.other, by=submitted.manager)
        actions.declare_alone(scoring=scoring, answer="none", by=submitted.other)
        assert Review.objects.filter(advisor=submitted.other, kind="second").count() == 2

    def test_an_ended_case_is_scored_by_nobody(self, submitted):
        scoring = requested(submitted)
        cases.withdraw(
            case=submitted.case, reason="Recorded twice.", submission_key=uuid.uuid4(), by=submitted.manager
        )
        with pytest.raises(Refusal):
            actions.ask_second(scoring=scoring, person=submitted.other, by=submitted.manager)


class TestWhoMayBeAsked:
    def test_an_advisor_who_knows_nothing_of_it(self, submitted):
        assert list(who_may_score_again(submitted.case)) == [submitted.other]

    def test_never_the_first_advisor(self, submitted):
        with pytest.raises(Refusal, match="took part in scoring"):
            actions.ask_second(scoring=requested(submitted), person=submitted.advisor, by=submitted.manager)

    def test_the_database_holds_it_too(self, submitted):
        scoring = requested(submitted)
        with pytest.raises(IntegrityError, match="made by somebody else"), transaction.atomic():
            SecondScoring.objects.filter(pk=scoring.pk).update(
                person=submitted.advisor,
                asked_by=submitted.manager,
                asked_at=scoring.wanted_at,
                state="asked",
            )

    def test_nobody_who_wrote_it_together_with_the_first(self, opened):
        actions.add_joint_advisor(review=opened.review, advisor=opened.other, by=opened.manager)
        actions.declare(case=opened.case, answer="none", by=opened.other)
        opened.review.refresh_from_db()
        actions.save_review(review=opened.review, data=answers(), version=1, by=opened.other)
        actions.submit_review(review=Review.objects.get(), by=opened.advisor)
        assert not who_may_score_again(opened.case).exists()

    def test_nobody_who_handed_it_over(self, written):
        """The first to write saw what is in the scoring that was submitted."""
        actions.ask_advisor(case=written.case, advisor=written.other, by=written.manager)
        written.case.refresh_from_db()
        actions.declare(case=written.case, answer="none", by=written.other)
        review = Review.objects.get()
        actions.submit_review(review=review, by=written.other)
        assert written.advisor not in who_may_score_again(written.case)

    def test_nobody_who_is_denied(self, submitted):
        cases.deny(
            case=submitted.case,
            person=submitted.other,
            reason=CaseAccess.Reason.EXCLUDED,
            source="apart",
            by=submitted.manager,
        )
        with pytest.raises(Refusal, match="kept from it"):
            actions.ask_second(scoring=requested(submitted), person=submitted.other, by=submitted.manager)

    @pytest.mark.parametrize("effect", ["read", "declare"])
    def test_nobody_to_whom_it_is_open_or_who_is_asked_to_declare(self, submitted, effect):
        cases.allow(
            case=submitted.case,
            person=submitted.other,
            effect=CaseAccess.Effect(effect),
            reason=CaseAccess.Reason.AGENDA,
            source="agenda:1",
            by=submitted.manager,
        )
        assert not who_may_score_again(submitted.case).exists()

    def test_nobody_to_whom_it_once_was_open(self, submitted):
        case, other, manager = submitted.case, submitted.other, submitted.manager
        reading = CaseAccess.Effect.READ
        cases.allow(case=case, person=other, effect=reading, reason="agenda", source="agenda:1", by=manager)
        cases.close_access(case=case, source="agenda:1", by=manager)
        assert not who_may_score_again(case).exists()

    def test_nobody_whose_role_sees_the_case(self, submitted):
        make_person("advisor", "case_manager", organisation=submitted.organisation)
        lead = make_person("advisor", "lessons_lead", organisation=submitted.organisation)
        assert set(who_may_score_again(submitted.case)) == {submitted.other, lead}
        Case.objects.filter(pk=submitted.case.pk).update(first_with_group_on=today())
        submitted.case.refresh_from_db()
        assert set(who_may_score_again(submitted.case)) == {submitted.other}

    def test_nobody_of_another_organisation(self, submitted):
        stranger = make_person("advisor", organisation=make_organisation())
        with pytest.raises(Refusal, match="not a professional advisor"):
            actions.ask_second(scoring=requested(submitted), person=stranger, by=submitted.manager)

    def test_whoever_scores_alone_is_not_asked_to_write_with_the_first(self, submitted):
        ask(submitted)
        with pytest.raises(Refusal, match="on their own now"):
            actions.ask_advisor(case=submitted.case, advisor=submitted.other, by=submitted.manager)
        draft = actions.return_review(review=submitted.review, reason="More.", by=submitted.manager)
        with pytest.raises(Refusal, match="on their own now"):
            actions.add_joint_advisor(review=draft, advisor=submitted.other, by=submitted.manager)
