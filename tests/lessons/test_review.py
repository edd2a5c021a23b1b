"""Starting, writing and completing a lessons review."""

import pytest
from django.apps import apps
from django.db import IntegrityError, InternalError, connection, transaction

from accounts.permissions import Permission
from audit.models import Event
from cases import search
from cases.actions import close, restrict
from cases.models import SearchRow
from cases.models.case import Closing
from cases.policies import left_at_closing
from cases.stages import Stage
from documents.models import Pdf
from lessons import actions
from lessons.loading import load_framework
from lessons.models import Factor, Framework, ImprovementAction, Outcome, ReflectionQuestion, Review
from lessons.pdf import REVIEW
from lessons.policies import missing
from lessons.written import WrittenAction, written
from tests.factories import make_case, make_person
from tests.lessons.conftest import text
from ui.refusals import NotAllowed, Refusal, Stale

pytestmark = pytest.mark.django_db


def said_at_closing(case):
    return [left.sentence for left in left_at_closing(case)]


class TestTheFramework:
    def test_it_has_the_seven_types_and_all_their_factors(self):
        framework = Framework.objects.current()
        assert [each.label for each in framework.types.all()] == [
            "Patient",
            "Task and technology",
            "Individual (staff)",
            "Team",
            "Work environment",
            "Organisational and management",
            "Institutional context",
        ]
        assert [each.factors.count() for each in framework.types.all()] == [3, 4, 3, 4, 5, 4, 3]

    def test_facts_and_opinions_are_told_apart(self):
        kinds = {each.key: each.outcome for each in ReflectionQuestion.objects.all()}
        assert kinds["supposed"] == kinds["happened"] == Outcome.FACT
        assert (
            kinds["difference"] == kinds["learn"] == kinds["factors"] == kinds["mitigate"] == Outcome.OPINION
        )
        assert kinds["share"] == ""

    def test_loading_it_again_changes_nothing(self):
        load_framework(apps, "london-protocol-1")
        assert Framework.objects.count() == 1
        assert Factor.objects.count() == 26

    @pytest.mark.parametrize("table", ["framework", "factortype", "factor", "reflectionquestion"])
    def test_a_published_version_never_changes(self, table):
        with pytest.raises(InternalError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM lessons_{table}")


class TestStarting:
    def test_a_case_that_was_not_before_the_group_has_no_review(self, room):
        early = make_case(by=room.manager, organisation=room.organisation)
        lead = make_person("lessons_lead", "case_manager", organisation=room.organisation)
        with pytest.raises(Refusal, match="has not been there yet"):
            actions.start_review(case=early, by=lead)

    def test_a_second_click_starts_one_review(self, room):
        first = actions.start_review(case=room.case, by=room.lead)
        assert actions.start_review(case=room.case, by=room.lead) == first
        assert Event.objects.filter(kind="lessons.started").count() == 1
        assert first.group_on == room.case.first_with_group_on

    @pytest.mark.parametrize("role", ["case_manager", "responsible_officer", "advisor", "administrator"])
    def test_only_a_lessons_lead_starts_one(self, room, role):
        with pytest.raises(NotAllowed, match=Permission.LESSONS_WRITE.value):
            actions.start_review(case=room.case, by=make_person(role, organisation=room.organisation))

    def test_a_restricted_case_is_closed_to_the_lead(self, room):
        officer = make_person("responsible_officer", organisation=room.organisation)
        restrict(case=room.case, people=[], by=officer)
        with pytest.raises(NotAllowed, match="not open to you"):
            actions.start_review(case=room.case, by=room.lead)

    def test_one_open_review_a_case_is_held_by_the_database(self, room, review):
        with pytest.raises(IntegrityError, match="lessons_review_one_open"), transaction.atomic():
            Review.objects.create(
                case=room.case,
                revision=2,
                framework=review.framework,
                group_on="2026-03-03",
                started_by=room.lead,
            )


class TestSaving:
    def test_everything_written_is_there_again(self, room, review):
        assert written(review) == text(room.owner)

    def test_answers_keep_their_outcome_kind(self, review):
        assert {point.question.key: point.outcome for point in review.points.all()} == {
            "supposed": "fact",
            "happened": "fact",
            "learn": "opinion",
        }

    def test_saving_again_replaces_and_doubles_nothing(self, room, review):
        actions.save_review(review=review, text=text(lessons=["One.", "Two."]), version=2, by=room.lead)
        review.refresh_from_db()
        assert [lesson.text for lesson in review.lessons.all()] == ["One.", "Two."]
        assert ImprovementAction.objects.get().owner_body == "Invented Surgery"

    def test_a_factor_that_an_action_answers_is_chosen_with_it(self, room, review):
        action = WrittenAction(what="Ask for an interpreter.", answers=["patient_language"])
        actions.save_review(review=review, text=text(factors={}, actions=[action]), version=2, by=room.lead)
        assert missing(review) == [
            "Say how “Language and communication” contributed.",
            "Say who will see to action 1.",
            "Give action 1 a date.",
        ]

    def test_who_saves_second_is_told_what_the_first_saved(self, room, review):
        ours = text(room.owner, lessons=["Another lesson."], factors={"patient_social": "Fear of the bill."})
        with pytest.raises(Stale) as refused:
            actions.save_review(review=review, text=ours, version=1, by=room.lead)
        assert refused.value.version == 2
        assert refused.value.theirs == {
            "how_team_written": "The list was kept on paper.",
            "how_environment_workload": "Two lists ran at once.",
            "how_patient_social": "",
            "factors_team": "Written communication: The list was kept on paper.",
            "factors_work_environment": "Workload and shift patterns: Two lists ran at once.",
            "factors_patient": "",
            "lessons-0-text": "Recalls need a second pair of eyes.",
        }
        assert [lesson.text for lesson in review.lessons.all()] == ["Recalls need a second pair of eyes."]

    def test_an_action_has_one_owner(self, room, review):
        both = WrittenAction(what="Something.", owner=room.owner, owner_body="A body")
        with pytest.raises(Refusal, match="not by both"):
            actions.save_review(review=review, text=text(actions=[both]), version=2, by=room.lead)
        with pytest.raises(IntegrityError, match="lessons_action_one_owner"), transaction.atomic():
            review.actions.update(owner_body="A body")

    def test_its_words_are_found_by_those_who_may_read_lessons_only(self, room, review):
        assert search.cases_found(room.lead, "recall") == [room.case.pk]
        assert search.cases_found(room.owner, "recall") == []
        assert SearchRow.objects.get(source=f"lessons:{review.pk}").topic == "lessons"


class TestCompleting:
    def test_what_is_missing_is_said_in_sentences(self, room):
        review = actions.start_review(case=room.case, by=room.lead)
        with pytest.raises(Refusal) as refused:
            actions.complete_review(review=review, version=1, by=room.lead)
        assert str(refused.value) == (
            "The review is not complete yet. Answer “What was supposed to happen?” Answer “What happened?” "
            "Write at least one key lesson. "
            "Choose at least one contributory factor, and say how it contributed. "
            "Write at least one action, with an owner and a date."
        )

    def test_completing_asks_for_the_pdf_once(self, room, completed):
        assert completed.completed
        assert completed.completed_by == room.lead
        assert actions.complete_review(review=completed, version=1, by=room.lead) == completed
        pdf = Pdf.objects.get(kind=REVIEW.key)
        assert pdf.topic == "lessons"
        assert Event.objects.filter(kind="lessons.completed").count() == 1

    def test_a_completed_review_never_changes(self, room, completed):
        with pytest.raises(Refusal, match="complete, so it stays"):
            actions.save_review(review=completed, text=text(), version=completed.version, by=room.lead)
        with pytest.raises(Refusal, match="complete, so it stays"):
            actions.start_review(case=room.case, by=room.lead)

    def test_what_was_looked_at_is_what_is_completed(self, room, review):
        with pytest.raises(Refusal, match="Look at it again"):
            actions.complete_review(review=review, version=1, by=room.lead)

    def test_half_a_completion_is_refused_by_the_database(self, review):
        with pytest.raises(IntegrityError, match="lessons_review_completed_wholly"), transaction.atomic():
            Review.objects.filter(pk=review.pk).update(state="completed")

    def test_the_pdf_follows_the_template_and_names_no_source(self, completed):
        html = Pdf.objects.get(kind=REVIEW.key).html
        order = [
            "Case ID",
            "PAG date",
            "Step 1: reflection",
            "Agreed facts",
            "What was supposed to happen?",
            "What happened?",
            "Shared opinions",
            "Why was there a difference?",
            "Step 2: background",
            "Records of three consultations",
            "Step 3 (1): key lessons",
            "Step 3 (2): contributory factors",
            "The list was kept on paper.",
            "Step 3 (3): actions",
            "Move the recall list",
        ]
        places = [html.index(words) for words in order]
        assert places == sorted(places)
        assert "Pat Hidden" not in html
        assert "Colleague" not in html

    def test_closing_is_reminded_and_not_kept_back(self, room, review):
        sentence = "The lessons review is not finished; it may go on after closing."
        assert sentence in said_at_closing(room.case)
        actions.complete_review(review=review, version=2, by=room.lead)
        assert sentence not in said_at_closing(room.case)

    def test_lessons_go_on_after_the_case_has_closed(self, room, review):
        room.case.stage = Stage.OUTCOME
        room.case.save()
        close(case=room.case, closing=Closing.LEARNING, closing_note="", by=room.manager)
        assert actions.complete_review(review=review, version=2, by=room.lead).completed


def test_every_factor_has_a_prompt():
    assert not Factor.objects.filter(prompt="").exists()
