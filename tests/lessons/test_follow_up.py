"""Seeing improvement actions through: done by their owners, made sure of by somebody else."""

import datetime as dt

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import Event
from cases.actions import deny, restrict, seal
from cases.models import CaseAccess, CaseSummary
from lessons import actions
from lessons.models import ImprovementAction, SentBack
from lessons.work import work_for
from lessons.written import WrittenAction
from tests.factories import make_case, make_organisation, make_person
from tests.kept import kept
from tests.lessons.conftest import before_group, text
from ui.dates import day, today
from ui.refusals import NotAllowed, Refusal

pytestmark = pytest.mark.django_db


@kept
def action(completed):
    return completed.actions.get()


def address(action, name="lessons_action"):
    return reverse(name, args=[action.pk])


class TestDoing:
    def test_its_owner_marks_it_done_without_seeing_the_case(self, room, action):
        done = actions.complete_action(action=action, evidence="In use since March.", by=room.owner)
        assert (done.state, done.done_by) == (ImprovementAction.State.DONE, room.owner)

    def test_a_lead_marks_it_done_for_a_body(self, room, action):
        assert actions.complete_action(action=action, evidence="Seen.", by=room.lead).done_by == room.lead

    def test_nobody_else_does(self, room, action):
        for person in (room.manager, make_person("advisor", organisation=room.organisation)):
            with pytest.raises(NotAllowed):
                actions.complete_action(action=action, evidence="Seen.", by=person)

    def test_evidence_is_needed(self, room, action):
        with pytest.raises(Refusal, match="where it can be seen"):
            actions.complete_action(action=action, evidence=" ", by=room.owner)

    def test_a_second_click_changes_nothing(self, room, action):
        actions.complete_action(action=action, evidence="First.", by=room.owner)
        assert actions.complete_action(action=action, evidence="Second.", by=room.owner).evidence == "First."
        assert Event.objects.filter(kind="lessons.action_done").count() == 1

    def test_what_is_not_agreed_cannot_be_done(self, room, review):
        with pytest.raises(Refusal, match="not agreed yet"):
            actions.complete_action(action=review.actions.get(), evidence="Seen.", by=room.owner)

    def test_the_database_holds_done_wholly(self, action):
        with pytest.raises(IntegrityError, match="lessons_action_done_wholly"), transaction.atomic():
            ImprovementAction.objects.update(state="done")


class TestMakingSure:
    def test_somebody_else_makes_sure(self, room, action):
        actions.complete_action(action=action, evidence="In use.", by=room.owner)
        assert actions.assure_action(action=action, by=room.lead).assured_by == room.lead
        assert actions.assure_action(action=action, by=room.lead).assured
        assert Event.objects.filter(kind="lessons.action_assured").count() == 1

    @pytest.fixture
    def own_action(self, room, review):
        """An action that the lead who wrote the review owns."""
        own = WrittenAction(what="Mine.", owner=room.lead, due_on=today())
        actions.save_review(review=review, text=text(actions=[own]), version=2, by=room.lead)
        actions.complete_review(review=review, version=3, by=room.lead)
        return review.actions.get()

    def test_its_owner_cannot(self, room, own_action):
        action = actions.complete_action(action=own_action, evidence="In use.", by=room.lead)
        with pytest.raises(NotAllowed, match="Somebody other"):
            actions.assure_action(action=action, by=room.lead)

    def test_a_reader_of_lessons_cannot(self, room, action):
        actions.complete_action(action=action, evidence="In use.", by=room.owner)
        with pytest.raises(NotAllowed, match="make sure that improvement actions are in place"):
            actions.assure_action(action=action, by=room.manager)

    def test_what_the_only_lead_owns_is_made_sure_of_by_the_responsible_officer(self, room, own_action):
        officer = make_person("responsible_officer", organisation=room.organisation)
        action = actions.complete_action(action=own_action, evidence="In use.", by=room.lead)
        assert actions.assure_action(action=action, by=officer).assured_by == officer

    def test_an_officer_kept_from_the_lessons_cannot(self, room, action):
        officer = make_person("responsible_officer", organisation=room.organisation)
        actions.complete_action(action=action, evidence="In use.", by=room.owner)
        seal(case=room.case, person=officer, topic="lessons", by=room.manager)
        with pytest.raises(NotAllowed, match="not open to you"):
            actions.assure_action(action=action, by=officer)

    def test_an_officer_makes_sure_and_does_not_do_it_for_others(self, room, action):
        officer = make_person("responsible_officer", organisation=room.organisation)
        with pytest.raises(NotAllowed):
            actions.complete_action(action=action, evidence="Seen.", by=officer)

    def test_what_is_not_done_cannot_be_made_sure_of(self, room, action):
        with pytest.raises(Refusal, match="not been marked as done"):
            actions.assure_action(action=action, by=room.lead)

    def test_the_database_holds_it(self, room, action):
        with pytest.raises(IntegrityError, match="lessons_action_assured_wholly"), transaction.atomic():
            ImprovementAction.objects.update(assured_by=room.lead)


class TestNotYet:
    @pytest.fixture
    def done(self, room, action):
        return actions.complete_action(action=action, evidence="In use.", by=room.owner)

    def test_it_goes_back_to_its_owner_with_words_and_what_was_said_is_kept(self, room, done):
        back = actions.send_back(action=done, missing="Two rooms still use paper.", by=room.lead)
        assert (back.state, back.evidence, back.done_by) == (ImprovementAction.State.OPEN, "", None)
        kept = back.sent_back
        assert (kept.missing, kept.evidence, kept.by) == ("Two rooms still use paper.", "In use.", room.lead)
        (work,) = work_for(room.owner)
        assert work.sentence.startswith("Something is still missing on an improvement of yours: Move the")
        assert Event.objects.filter(kind="lessons.action_sent_back").count() == 1

    def test_a_second_click_sends_it_back_once(self, room, done):
        for _click in range(2):
            actions.send_back(action=done, missing="Two rooms.", by=room.lead)
        assert SentBack.objects.count() == 1

    def test_it_says_what_is_missing(self, room, done):
        with pytest.raises(Refusal, match="Say what is missing"):
            actions.send_back(action=done, missing=" ", by=room.lead)

    def test_what_is_not_done_or_made_sure_of_does_not_go_back(self, room, action):
        with pytest.raises(Refusal, match="not been marked as done"):
            actions.send_back(action=action, missing="All of it.", by=room.lead)
        actions.complete_action(action=action, evidence="In use.", by=room.owner)
        actions.assure_action(action=action, by=room.lead)
        with pytest.raises(Refusal, match="made sure of this action already"):
            actions.send_back(action=action, missing="All of it.", by=room.lead)

    def test_neither_its_owner_nor_a_reader_sends_it_back(self, room, done):
        for person in (room.owner, room.manager):
            with pytest.raises(NotAllowed):
                actions.send_back(action=done, missing="More.", by=person)

    def test_the_database_holds_the_words_unchanged(self, room, done):
        actions.send_back(action=done, missing="Two rooms.", by=room.lead)
        with pytest.raises(InternalError), transaction.atomic():
            SentBack.objects.update(missing="Nothing.")
        with pytest.raises(IntegrityError), transaction.atomic():
            SentBack.objects.create(action=done, missing="", evidence="In use.", by=room.lead)

    def test_from_the_page_and_done_once_more(self, client, room, done):
        client.force_login(room.lead)
        assert "Not yet: what is missing?" in client.get(address(done)).content.decode()
        empty = client.post(address(done, "lessons_not_yet"), {"missing": ""})
        assert empty.status_code == 422
        assert "There is a problem" in empty.content.decode()
        assert client.post(address(done, "lessons_not_yet"), {"missing": "<b>Two</b>"}).url == address(done)
        client.force_login(room.owner)
        page = client.get(address(done)).content.decode()
        assert "&lt;b&gt;Two&lt;/b&gt;" in page
        assert "Said before: In use." in page
        client.post(address(done), {"evidence": "In use in all rooms."})
        assert work_for(room.owner) == []
        assert [item.url for item in work_for(room.lead) if "Make sure" in item.sentence] == [address(done)]


class TestThePages:
    def test_an_owner_sees_the_action_and_not_the_case(self, client, room, action):
        client.force_login(room.owner)
        for url in (reverse("lessons_actions"), address(action)):
            page = client.get(url).content.decode()
            assert "Move the recall list" in page
            assert room.case.reference not in page

    def test_a_lead_sees_the_case_too(self, client, room, action):
        client.force_login(room.lead)
        assert room.case.reference in client.get(reverse("lessons_actions")).content.decode()

    @pytest.mark.parametrize("role", ["assurance_reader", "administrator", "advisor", "case_manager"])
    def test_who_neither_owns_nor_reads_any_finds_nothing(self, client, room, action, role):
        client.force_login(make_person(role, organisation=room.organisation))
        assert client.get(reverse("lessons_actions")).status_code == 404
        assert client.get(address(action)).status_code == 404

    def test_another_organisation_sees_none(self, client, room, action):
        client.force_login(make_person("lessons_lead", organisation=make_organisation()))
        assert "Nothing is waiting" in client.get(reverse("lessons_actions")).content.decode()
        assert client.get(address(action)).status_code == 404

    def test_a_restricted_case_takes_its_actions_with_it(self, client, room, action):
        officer = make_person("responsible_officer", organisation=room.organisation)
        restrict(case=room.case, people=[], by=officer)
        client.force_login(room.lead)
        assert client.get(address(action)).status_code == 404
        client.force_login(room.owner)
        assert client.get(address(action)).status_code == 200

    def test_an_owner_kept_from_the_case_is_kept_from_the_action(self, client, room, action):
        reason = CaseAccess.Reason.CONFLICT
        deny(case=room.case, person=room.owner, reason=reason, source="test", by=room.manager)
        client.force_login(room.owner)
        assert client.get(address(action)).status_code == 404
        assert work_for(room.owner) == []

    def test_a_seal_on_lessons_closes_their_actions(self, client, room, action):
        seal(case=room.case, person=room.lead, topic="lessons", by=room.manager)
        client.force_login(room.lead)
        assert client.get(address(action)).status_code == 404

    def test_what_is_proposed_only_is_not_listed(self, client, room, review):
        client.force_login(room.lead)
        assert (
            "Move the recall list"
            not in client.get(reverse("lessons_actions") + "?show=all").content.decode()
        )

    def test_from_to_do_to_made_sure_of(self, client, room, action):
        client.force_login(room.owner)
        assert client.post(address(action), {"evidence": ""}).status_code == 422
        assert client.post(address(action), {"evidence": "<i>In use</i>"}).url == address(action)
        client.force_login(room.lead)
        assert (
            "Move the recall" in client.get(reverse("lessons_actions") + "?show=to-assure").content.decode()
        )
        page = client.get(address(action)).content.decode()
        assert "&lt;i&gt;In use&lt;/i&gt;" in page
        assert "I have made sure" in page
        assert client.post(address(action, "lessons_assure")).url == address(action)
        assert "Done and made sure of" in client.get(address(action)).content.decode()

    def test_an_officer_finds_what_is_done_and_makes_sure(self, client, room, action):
        actions.complete_action(action=action, evidence="In use.", by=room.owner)
        officer = make_person("responsible_officer", organisation=room.organisation)
        assert [item.url for item in work_for(officer)] == [address(action)]
        client.force_login(officer)
        assert "Improvements" in client.get("/").content.decode()
        assert (
            "Move the recall" in client.get(reverse("lessons_actions") + "?show=to-assure").content.decode()
        )
        assert "I have made sure" in client.get(address(action)).content.decode()
        assert client.post(address(action, "lessons_assure")).url == address(action)
        assert ImprovementAction.objects.get().assured_by == officer
        assert work_for(officer) == []

    def test_an_officer_sees_no_action_of_another_organisation(self, client, room, action):
        client.force_login(make_person("responsible_officer", organisation=make_organisation()))
        assert client.get(address(action)).status_code == 404

    def test_making_sure_too_early_is_refused_in_words(self, client, room, action):
        client.force_login(room.lead)
        page = client.post(address(action, "lessons_assure"), follow=True).content.decode()
        assert "has not been marked as done yet" in page

    def test_the_list_costs_the_same_for_one_and_for_many(
        self, client, room, review, django_assert_num_queries
    ):
        many = [WrittenAction(what=f"Change {n}.", owner=room.owner, due_on=today()) for n in range(60)]
        actions.save_review(review=review, text=text(actions=many), version=2, by=room.lead)
        actions.complete_review(review=review, version=3, by=room.lead)
        client.force_login(room.lead)
        client.get(reverse("lessons_actions"))
        with CaptureQueriesContext(connection) as seen:
            page = client.get(reverse("lessons_actions")).content.decode()
        assert page.count("Change ") == 50
        assert "Page 1 of 2" in page
        with django_assert_num_queries(len(seen)):
            page = client.get(reverse("lessons_actions") + "?page=2").content.decode()
        assert page.count("Change ") == 10


class TestWork:
    def sentences(self, person):
        return [item.sentence for item in work_for(person)]

    def test_a_lead_starts_and_finishes(self, room):
        when = day(room.case.first_with_group_on)
        about = f"the lessons review of {room.case.reference}"
        assert self.sentences(room.lead) == [f"Start {about} (with the group since {when})"]
        review = actions.start_review(case=room.case, by=room.lead)
        assert work_for(room.lead)[0].waiting_since is None
        CaseSummary.objects.filter(case=room.case).update(last_met_on=dt.date(2026, 3, 5))
        assert work_for(room.lead)[0].waiting_since == dt.date(2026, 3, 5)
        assert self.sentences(room.lead) == [f"Finish {about} (before the group on 5 March 2026)"]
        actions.save_review(review=review, text=text(), version=1, by=room.lead)
        actions.complete_review(review=review, version=2, by=room.lead)
        assert self.sentences(room.lead) == []

    def test_an_owner_sees_theirs_without_the_case(self, room, action):
        (item,) = work_for(room.owner)
        assert item.sentence == (
            f"You were named for this improvement on {day(today())}: "
            "Move the recall list into the record system."
        )
        assert item.reference == ""
        assert item.due == today() + dt.timedelta(days=30)

    def test_nothing_is_asked_of_an_owner_before_it_is_agreed(self, room, review):
        assert work_for(room.owner) == []

    def test_a_lead_makes_sure_of_what_others_did(self, room, action):
        actions.complete_action(action=action, evidence="In use.", by=room.owner)
        assert self.sentences(room.lead) == [
            "Make sure that an improvement is in place: Move the recall list into the record system."
        ]
        assert self.sentences(room.manager) == []

    def test_a_long_action_is_cut_at_a_word(self, room, review):
        long = WrittenAction(what="Ask " * 100, owner=room.owner, due_on=today())
        actions.save_review(review=review, text=text(actions=[long]), version=2, by=room.lead)
        actions.complete_review(review=review, version=3, by=room.lead)
        (sentence,) = self.sentences(room.owner)
        assert sentence.endswith("Ask…")
        assert len(sentence) < 170

    def test_its_queries_do_not_grow(self, room, django_assert_num_queries):
        for _ in range(3):
            before_group(make_case(by=room.manager, organisation=room.organisation), by=room.manager)
        room.lead.permissions_by_organisation()
        with django_assert_num_queries(6):
            assert len(work_for(room.lead)) == 4
