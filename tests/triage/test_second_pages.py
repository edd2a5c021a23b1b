"""The pages of a second scoring, as its author, those who run it and those who read it see them."""

import dataclasses
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases import actions as cases
from cases.actions.concern import as_recorded
from cases.actions.record import SafetyAnswer
from cases.models import CaseAccess
from tests.factories import make_person
from tests.triage.conftest import answers, risk
from tests.triage.second import ask, begin, both_in, requested, write
from tests.triage.sent import address, page_of, typed
from triage import actions
from triage.models import SecondScoring, SecondScoringPolicy
from ui.dates import day, today


def url(room, scoring, more=""):
    return f"/cases/{room.case.reference}/triage/second-scorings/{scoring.pk}/{more}"


@pytest.fixture
def as_manager(client, submitted):
    client.force_login(submitted.manager)
    return client


@pytest.fixture
def as_other(client, submitted):
    client.force_login(submitted.other)
    return client


class TestWhoeverScoresAlone:
    def test_they_declare_first_and_see_name_and_place_only(self, as_other, submitted):
        ask(submitted)
        shown = page_of(as_other.get(address(submitted)))
        assert "You are asked to score this case on your own." in shown.text("main")
        assert "A planted concern" not in shown.source

    def test_declaring_none_leads_to_an_empty_review(self, as_other, submitted):
        ask(submitted)
        answer = as_other.post(address(submitted, "triage_declare"), {"answer": "none"}, follow=True)
        shown = page_of(answer)
        assert shown.one("textarea[name=summary]").text in (None, "", "\n")
        assert shown.one(".app-case__name") is not None
        assert not shown.all(".app-case .app-stages, .app-case .app-band")

    def test_a_conflict_sends_them_home_and_the_case_is_gone(self, as_other, submitted):
        ask(submitted)
        where = address(submitted, "triage_declare")
        for _click in range(2):
            assert as_other.post(where, {"answer": "yes", "statement": "A cousin."})["Location"] == "/"
        assert as_other.get(address(submitted)).status_code == 404

    def test_they_save_check_and_submit_on_the_usual_pages(self, as_other, submitted):
        begin(submitted)
        sent = typed(version=1, summary="What I read.", check="1")
        answer = as_other.post(address(submitted), sent)
        assert answer["Location"].endswith("/triage/check/"), answer.content.decode()
        version = SecondScoring.objects.get().second.version
        as_other.post(address(submitted, "triage_check"), {"version": version})
        scoring = SecondScoring.objects.get()
        assert (scoring.state, scoring.second.summary) == ("scored", "What I read.")

    def test_their_head_shows_no_stage_no_step_and_no_colour(self, as_other, submitted):
        begin(submitted)
        shown = page_of(as_other.get(f"/cases/{submitted.case.reference}/triage/known/"))
        head = shown.text(".app-case")
        assert submitted.manager.name in head
        for word in ("Next", "last told", "Received", submitted.advisor.name, "Amber"):
            assert word not in head, word
        assert not shown.all(".app-case .app-band")
        tabs = [" ".join(each.itertext()).strip() for each in shown.all(".app-case nav a")]
        assert tabs == ["What is known", "Triage"]

    def test_the_step_taken_before_the_first_scored_is_known_and_one_after_is_not(self, client, opened):
        def unsafe(step):
            cases.answer_safety(
                case=opened.case,
                answer=SafetyAnswer(unsafe=True, step=step, decided_by="Dr Lee", review_on=today()),
                by=opened.manager,
            )

        opened.review = actions.save_review(
            review=opened.review, data=answers(), version=1, by=opened.advisor
        )
        unsafe("Somebody sits in.")
        opened.review = actions.submit_review(review=opened.review, by=opened.advisor)
        unsafe("No more clinics.")
        begin(opened)
        client.force_login(opened.other)
        text = page_of(client.get(f"/cases/{opened.case.reference}/triage/known/")).text("main")
        assert "Somebody sits in." in text
        assert "No more clinics." not in text

    def test_what_is_known_is_as_it_stands_today_and_says_so(self, as_other, submitted):
        begin(submitted)
        concern = submitted.case.concerns.select_related("source").get()
        corrected = dataclasses.replace(as_recorded(concern), summary="Corrected words.")
        cases.correct_concern(concern=concern, corrected=corrected, version=1, by=submitted.manager)
        text = page_of(as_other.get(f"/cases/{submitted.case.reference}/triage/known/")).text("main")
        assert "as it stands today" in text
        assert "Corrected words." in text
        assert "A planted concern" not in text

    def test_a_note_corrected_once_it_was_scored_is_not_known(self, client, opened):
        def noted(text):
            key = uuid.uuid4()
            return cases.note(case=opened.case, text=text, by=opened.manager, submission_key=key)

        def corrected(note, text):
            about = {"why": "It was unclear.", "submission_key": uuid.uuid4(), "by": opened.manager}
            return cases.correct(record=note, changes={"text": text}, **about)

        early, late = corrected(noted("First words."), "Early words."), noted("Later mended.")
        opened.review = actions.save_review(
            review=opened.review, data=answers(), version=1, by=opened.advisor
        )
        opened.review = actions.submit_review(review=opened.review, by=opened.advisor)
        corrected(late, "The advisor scored it Amber.")
        begin(opened)
        client.force_login(opened.other)
        text = page_of(client.get(f"/cases/{opened.case.reference}/triage/known/")).text("main")
        assert early.text in text
        assert "scored it Amber" not in text

    def test_documents_that_came_later_are_neither_listed_nor_missed(self, as_other, submitted, stored):
        early = stored(submitted.case, by=submitted.manager, title="Came later")
        begin(submitted)
        reference = submitted.case.reference
        assert "Came later" not in page_of(as_other.get(address(submitted))).source
        later = f"/cases/{reference}/triage/known/documents/{early.number}/"
        assert as_other.get(later).status_code == 404
        scoring = SecondScoring.objects.get()
        actions.submit_review(review=write(submitted, scoring), by=submitted.other)
        assert not scoring.second.unread.exists()

    def test_taken_back_they_are_told_in_words(self, as_other, submitted):
        scoring = begin(submitted)
        actions.take_back_second(scoring=scoring, by=submitted.manager)
        answer = as_other.post(address(submitted), typed())
        assert answer.status_code == 403
        assert "Nothing more is needed from you" in answer.content.decode()

    def test_denied_it_is_not_there(self, as_other, submitted):
        begin(submitted)
        cases.deny(
            case=submitted.case,
            person=submitted.other,
            reason=CaseAccess.Reason.EXCLUDED,
            source="apart",
            by=submitted.manager,
        )
        assert as_other.get(address(submitted)).status_code == 404

    def test_their_guide_is_not_changed_under_them(self, as_other, submitted):
        begin(submitted)
        assert as_other.get(address(submitted, "triage_move_guide")).status_code == 404


class TestThoseWhoRunIt:
    def test_the_tab_offers_a_second_scoring(self, as_manager, submitted):
        shown = page_of(as_manager.get(address(submitted)))
        assert "Have it scored a second time" in shown.text("main")
        answer = as_manager.post(f"/cases/{submitted.case.reference}/triage/second-scorings/new/")
        assert answer["Location"] == url(submitted, SecondScoring.objects.get())
        assert "Have it scored a second time" not in page_of(as_manager.get(address(submitted))).source

    def test_the_list_holds_only_who_may_be_asked(self, as_manager, submitted):
        shown = page_of(as_manager.get(url(submitted, requested(submitted))))
        listed = {each.get("value") for each in shown.all("[name=person]")}
        assert listed == {str(submitted.other.pk)}

    def test_somebody_forged_into_the_form_is_refused(self, as_manager, submitted):
        answer = as_manager.post(url(submitted, requested(submitted)), {"person": submitted.advisor.pk})
        assert answer.status_code == 422
        assert SecondScoring.objects.get().person is None

    def test_where_there_is_nobody_it_says_so(self, as_manager, submitted):
        submitted.other.memberships.all().delete()
        assert (
            "There is nobody to ask" in page_of(as_manager.get(url(submitted, requested(submitted)))).source
        )

    def test_asking_taking_back_and_not_needed(self, as_manager, submitted):
        scoring = requested(submitted)
        assert as_manager.post(url(submitted, scoring), {"person": submitted.other.pk}).status_code == 302
        assert "was asked on" in page_of(as_manager.get(url(submitted, scoring))).text("main")
        as_manager.post(url(submitted, scoring, "take-back/"))
        assert SecondScoring.objects.get().state == "wanted"
        assert as_manager.post(url(submitted, scoring, "not-needed/"), {"why": ""}).status_code == 422
        as_manager.post(url(submitted, scoring, "not-needed/"), {"why": "It was withdrawn."})
        assert "It was withdrawn." in page_of(as_manager.get(url(submitted, scoring))).text("main")

    def test_side_by_side_and_the_reason_for_them_alone(self, client, submitted):
        scoring = both_in(submitted)
        for person, sees in ((submitted.manager, True), (submitted.other, False), (submitted.advisor, False)):
            client.force_login(person)
            shown = page_of(client.get(url(submitted, scoring)))
            text = shown.text("main")
            assert "Colleagues could be misled." in text
            assert "Patients could be given the wrong dose." in text
            assert ("Asked for" in text) is sees

    def test_typed_html_is_shown_as_typed(self, as_manager, submitted):
        scoring = both_in(submitted, rationale="<script>alert(1)</script>")
        source = page_of(as_manager.get(url(submitted, scoring))).source
        assert "<script>alert" not in source

    def test_side_by_side_takes_the_same_queries_for_many_risks(self, as_manager, submitted):
        scoring = both_in(submitted, risks=(risk(), *(risk(statement=f"Risk {n}") for n in range(4))))
        with CaptureQueriesContext(connection) as many:
            as_manager.get(url(submitted, scoring))
        with CaptureQueriesContext(connection) as again:
            as_manager.get(url(submitted, scoring))
        assert len(again) <= len(many) <= 60

    def test_readers_without_a_scoring_to_read_find_nothing(self, client, submitted):
        scoring = begin(submitted)
        client.force_login(submitted.advisor)
        assert client.get(url(submitted, scoring)).status_code == 404
        assert "second, independent" not in page_of(client.get(address(submitted))).source.lower()


class TestPolicyPage:
    PAGE = "/triage/second-scorings/policy/"

    @pytest.fixture
    def as_officer(self, client, room):
        client.force_login(make_person("responsible_officer", organisation=room.organisation))
        return client

    def sent(self, **changes):
        on = today()
        return {
            "sample_per_hundred": "25",
            "every_red": "no",
            "effective_from_day": on.day,
            "effective_from_month": on.month,
            "effective_from_year": on.year,
            "source": "The board.",
            "submission_key": uuid.uuid4(),
        } | changes

    def test_it_says_what_counts_and_that_it_is_a_default(self, as_officer):
        text = page_of(as_officer.get(self.PAGE)).text("main")
        assert "10 in 100" in text
        assert "A default to be confirmed" in text

    def test_a_double_click_publishes_one_version(self, as_officer, room):
        sent = self.sent()
        for _click in range(2):
            assert as_officer.post(self.PAGE, sent).status_code == 302
        policy = SecondScoringPolicy.objects.get(organisation=room.organisation)
        assert (policy.sample_per_hundred, policy.every_red) == (25, False)
        assert day(today()) in page_of(as_officer.get(self.PAGE)).text("main")

    @pytest.mark.parametrize(
        "wrong", [{"sample_per_hundred": "101"}, {"effective_from_year": "2019"}, {"source": ""}]
    )
    def test_what_is_wrong_comes_back_with_what_was_typed(self, as_officer, wrong):
        answer = as_officer.post(self.PAGE, self.sent(**wrong))
        assert answer.status_code == 422
        (field,) = wrong
        shown = page_of(answer)
        (problem,) = shown.all(".nhsuk-error-summary a")
        assert problem.get("href", "").startswith(f"#id_{field.removesuffix('_year')}")
        assert (
            shown.one("input[name=sample_per_hundred]").get("value")
            == self.sent(**wrong)["sample_per_hundred"]
        )
        assert SecondScoringPolicy.objects.count() == 1

    def test_it_is_of_ones_own_organisation(self, as_officer):
        assert as_officer.get(f"{self.PAGE}?organisation=999999").status_code == 404
