"""A second scoring: who is drawn, who may be asked, what each step does and refuses."""

import datetime as dt
import uuid
from collections import Counter
from random import Random

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from audit.models import Event
from cases import actions as cases
from cases.models import Case, CaseAccess, CaseSummary
from documents.models import Pdf
from outbox.models import Message
from tests.factories import make_organisation, make_person
from tests.triage.conftest import answers, risk
from tests.triage.second import (
    agreed,
    ask,
    begin,
    both_in,
    requested,
    submit_drawn,
    submit_red,
    triaged_case,
    write,
)
from triage import actions
from triage.answers import Consequence
from triage.models import AgreedScore, Guide, Review, SecondScoring, SecondScoringPolicy
from triage.sampling import is_drawn, rolling
from triage.second import who_may_score_again
from triage.work import work_for
from ui.dates import today
from ui.refusals import NotAllowed, Refusal

State = SecondScoring.State


@pytest.fixture
def officer(room):
    return make_person("responsible_officer", organisation=room.organisation, last_name="Officer")


def publish(officer, room, *, per_hundred=10, every_red=True, on=None):
    return actions.publish_second_policy(
        organisation=room.organisation,
        effective_from=on or today(),
        sample_per_hundred=per_hundred,
        every_red=every_red,
        source="Agreed by the board.",
        submission_key=uuid.uuid4(),
        by=officer,
    )


class TestDrawing:
    def test_by_default_ten_in_a_hundred_are_drawn_and_every_red(self, room):
        policy = SecondScoringPolicy.objects.in_force(room.organisation.pk)
        assert (policy.sample_per_hundred, policy.every_red) == (10, True)
        assert "default to be confirmed" in policy.source

    @pytest.mark.parametrize(("roll", "drawn"), [(0, True), (9, True), (10, False), (99, False)])
    def test_the_number_drawn_decides(self, written, roll, drawn):
        review = submit_drawn(written, roll)
        assert [each.reason for each in review.second_scorings.all()] == (["sample"] if drawn else [])

    def test_every_colour_has_the_same_chance(self, opened, officer):
        """The number is drawn before the colour is looked at: the same numbers draw the same triages."""
        publish(officer, opened, per_hundred=40, every_red=False)
        numbers = [3, 39, 40, 97]
        drawn: dict[int, Counter[str]] = {number: Counter() for number in numbers}
        levels = {"green": (1, 2), "amber": (3, 3), "red": (5, 5)}
        for number in numbers:
            for colour, (likelihood, severity) in levels.items():
                with transaction.atomic():
                    scored = risk(likelihood=likelihood, consequences=(Consequence("financial", severity),))
                    data = answers(risks=(scored,))
                    draft = actions.save_review(
                        review=opened.review, data=data, version=opened.review.version, by=opened.advisor
                    )
                    with rolling(lambda number=number: number):
                        review = actions.submit_review(review=draft, by=opened.advisor)
                    assert review.overall_colour == colour
                    drawn[number][colour] = review.second_scorings.count()
                    transaction.set_rollback(True)
        for number, counts in drawn.items():
            assert set(counts.values()) == {int(number < 40)}

    def test_chance_draws_about_as_many_as_the_policy_says(self):
        chance = Random(1)
        with rolling(lambda: chance.randrange(100)):
            drawn = sum(is_drawn(10) for _ in range(2000))
        assert 150 < drawn < 250

    def test_every_red_is_scored_again_in_addition(self, opened):
        review = submit_red(opened)
        assert review.overall_colour == "red"
        assert [each.reason for each in review.second_scorings.all()] == ["red"]

    def test_a_red_that_was_drawn_counts_as_drawn(self, opened):
        with rolling(lambda: 0):
            review = submit_red(opened)
        assert [each.reason for each in review.second_scorings.all()] == ["sample"]

    def test_a_red_is_not_scored_again_where_the_policy_says_no(self, opened, officer):
        publish(officer, opened, per_hundred=0, every_red=False)
        assert not submit_red(opened).second_scorings.exists()

    def test_the_policy_of_the_day_counts(self, written, officer):
        publish(officer, written, per_hundred=100, on=today() + dt.timedelta(days=1))
        assert not submit_drawn(written, 50).second_scorings.exists()

    def test_a_second_click_on_submit_draws_once(self, written):
        review = submit_drawn(written)
        with rolling(lambda: 0):
            actions.submit_review(review=review, by=written.advisor)
        assert SecondScoring.objects.count() == 1

    def test_a_triage_returned_for_more_is_not_drawn_again(self, submitted):
        draft = actions.return_review(review=submitted.review, reason="Which notes?", by=submitted.manager)
        with rolling(lambda: 0):
            actions.submit_review(review=draft, by=submitted.advisor)
        assert not SecondScoring.objects.exists()

    def test_a_second_scoring_is_never_drawn_itself(self, submitted):
        with rolling(lambda: 0):
            both_in(submitted)
        assert SecondScoring.objects.count() == 1

    def test_nothing_is_drawn_when_submitting_fails(self, opened):
        with rolling(lambda: 0), pytest.raises(Refusal):
            actions.submit_review(review=opened.review, by=opened.advisor)
        assert not SecondScoring.objects.exists()

    def test_why_stands_in_no_event(self, opened):
        submit_red(opened)
        events = Event.objects.of_case(opened.case.pk).filter(kind__startswith="triage.second")
        assert [each.detail for each in events] == [{}]
        assert not any(each.actor_key for each in events)


class TestPolicy:
    def test_only_the_responsible_officer_publishes_it(self, room):
        for person in (room.manager, make_person("administrator", organisation=room.organisation)):
            with pytest.raises(NotAllowed):
                publish(person, room)

    @pytest.mark.parametrize("per_hundred", [-1, 101])
    def test_it_is_a_number_of_a_hundred(self, room, officer, per_hundred):
        with pytest.raises(Refusal, match="0 to 100"):
            publish(officer, room, per_hundred=per_hundred)

    def test_it_does_not_count_from_the_past(self, room, officer):
        with pytest.raises(Refusal, match="later day"):
            publish(officer, room, on=today() - dt.timedelta(days=1))

    def test_the_last_published_for_a_day_counts_and_only_here(self, room, officer):
        publish(officer, room, per_hundred=20)
        publish(officer, room, per_hundred=30)
        elsewhere = make_organisation()
        assert SecondScoringPolicy.objects.in_force(room.organisation.pk).sample_per_hundred == 30
        assert SecondScoringPolicy.objects.in_force(elsewhere.pk).sample_per_hundred == 10

    def test_a_published_version_never_changes(self, room, officer):
        policy = publish(officer, room)
        with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
            SecondScoringPolicy.objects.filter(pk=policy.pk).update(sample_per_hundred=0)


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


class TestAgreeing:
    def test_it_stands_beside_both_and_at_the_head_of_the_case(self, submitted):
        scoring = agreed(submitted)
        score = scoring.agreed
        assert (score.score, score.colour, score.band.colour) == (9, "amber", "amber")
        summary = CaseSummary.objects.get(case=submitted.case)
        assert (summary.score, summary.colour) == (9, "amber")
        assert summary.score_topic == submitted.review.topic
        assert {each.overall_score for each in Review.objects.all()} == {12, 8}

    def test_the_report_says_that_two_have_scored(self, submitted):
        agreed(submitted)
        report = Pdf.objects.filter(kind="triage.report", subject_key=submitted.review.pk).latest("pk")
        assert "Two have scored this case." in report.html
        assert "Both read the letter again." in report.html

    def test_a_later_triage_counts_again(self, submitted):
        agreed(submitted)
        draft = actions.return_review(review=submitted.review, reason="More.", by=submitted.manager)
        actions.submit_review(review=draft, by=submitted.advisor)
        assert CaseSummary.objects.get(case=submitted.case).score == 12

    def test_a_second_click_records_it_once_and_another_score_is_refused(self, submitted):
        scoring = agreed(submitted)
        same = {"likelihood": 3, "severity": 3, "reason": "Both read the letter again."}
        actions.agree_score(scoring=scoring, by=submitted.manager, **same)
        with pytest.raises(Refusal, match="meanwhile"):
            actions.agree_score(scoring=scoring, by=submitted.manager, **(same | {"severity": 4}))
        assert AgreedScore.objects.count() == 1

    def test_not_before_both_have_scored(self, submitted):
        with pytest.raises(Refusal, match="once both"):
            actions.agree_score(
                scoring=begin(submitted), likelihood=3, severity=3, reason="So.", by=submitted.manager
            )

    @pytest.mark.parametrize(("likelihood", "severity"), [(0, 3), (3, 6), (True, 3)])
    def test_off_the_scale_is_refused(self, submitted, likelihood, severity):
        with pytest.raises(Refusal, match="1 to 5"):
            actions.agree_score(
                scoring=both_in(submitted),
                likelihood=likelihood,
                severity=severity,
                reason="So.",
                by=submitted.manager,
            )

    def test_only_the_responsible_officer_decides_alone(self, submitted, officer):
        scoring = both_in(submitted)
        how = {"likelihood": 2, "severity": 4, "reason": "Read both.", "decided_as": "officer"}
        with pytest.raises(NotAllowed):
            actions.agree_score(scoring=scoring, by=submitted.manager, **how)
        assert actions.agree_score(scoring=scoring, by=officer, **how).by == officer

    def test_neither_advisor_records_it(self, submitted):
        scoring = both_in(submitted)
        for person in (submitted.advisor, submitted.other):
            with pytest.raises(NotAllowed):
                actions.agree_score(scoring=scoring, likelihood=3, severity=3, reason="So.", by=person)

    def test_what_was_agreed_never_changes(self, submitted):
        scoring = agreed(submitted)
        with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
            AgreedScore.objects.filter(scoring=scoring).update(reason="Other.")


class TestWork:
    def sentences(self, person):
        return [each.sentence for each in work_for(person)]

    def test_each_step_waits_for_somebody(self, submitted):
        manager, other = submitted.manager, submitted.other
        name, reference = submitted.case.practitioner.name, submitted.case.reference
        scoring = requested(submitted)
        assert f"Ask a second advisor to score the case of {name}" in self.sentences(manager)
        ask(submitted)
        assert self.sentences(other) == [f"Declare on {reference}: you are asked to score it on your own"]
        actions.declare_alone(scoring=scoring, answer="none", by=other)
        assert self.sentences(other) == [f"Score the case of {name} on your own"]
        assert not any("second" in each for each in self.sentences(manager))
        scoring.refresh_from_db()
        actions.submit_review(review=write(submitted, scoring), by=other)
        assert not self.sentences(other)
        assert any("record the score they agree on" in each for each in self.sentences(manager))

    def test_it_takes_the_same_queries_however_many_wait(self, submitted):
        def questions(person):
            with CaptureQueriesContext(connection) as asked:
                items = work_for(person)
            return len(asked), len(items)

        person = make_person("advisor", organisation=submitted.organisation)
        counts = []
        for more in (1, 3):
            for _case in range(more):
                case = triaged_case(submitted)
                scoring = actions.request_second(case=case, by=submitted.manager)
                actions.ask_second(scoring=scoring, person=person, by=submitted.manager)
                actions.request_second(case=triaged_case(submitted), by=submitted.manager)
            counts.append((questions(person), questions(submitted.manager)))
        (alone, manager), (alone_later, manager_later) = counts
        assert alone[1] < alone_later[1]
        assert manager[1] < manager_later[1]
        assert alone[0] == alone_later[0]
        assert manager[0] == manager_later[0]
