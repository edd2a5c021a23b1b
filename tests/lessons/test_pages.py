"""The pages of a lessons review: who may open them, and that nothing typed is ever lost."""

import datetime as dt
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Draft, Membership
from audit.models import Event
from cases.actions import deny, restrict, seal
from cases.models import CaseAccess
from documents.models import Pdf
from lessons import actions
from lessons.forms.rows import people_of
from lessons.models import Review
from lessons.written import WrittenAction
from tests.factories import make_case, make_organisation, make_person
from tests.lessons.conftest import before_group, text
from ui.dates import today

pytestmark = pytest.mark.django_db


def address(room, name="lessons"):
    return reverse(name, args=[room.case.reference])


def sent(**changes):
    """Return what the browser sends for a review that lacks nothing."""
    day = today()
    due = day + dt.timedelta(days=30)
    data = {
        "version": "1",
        "group_on_day": day.day,
        "group_on_month": day.month,
        "group_on_year": day.year,
        "background": "",
        "point_supposed": "A recall by post.",
        "point_happened": "The recall was not sent.",
        "factors_team": ["team_written"],
        "how_team_written": "The list was kept on paper.",
        "how_team_verbal": "Typed before the tick was taken off.",
        "lessons-TOTAL_FORMS": "2",
        "lessons-INITIAL_FORMS": "0",
        "lessons-0-text": "",
        "lessons-1-text": "Recalls need a second pair of eyes.",
        "actions-TOTAL_FORMS": "1",
        "actions-INITIAL_FORMS": "0",
        "actions-0-what": "Move the recall list.",
        "actions-0-owner": "",
        "actions-0-owner_body": "Invented Surgery",
        "actions-0-due_on_day": due.day,
        "actions-0-due_on_month": due.month,
        "actions-0-due_on_year": due.year,
        "actions-0-answers": ["team_written"],
    }
    return data | changes


class TestWhoMaySee:
    @pytest.mark.parametrize(
        ("role", "status"),
        [
            ("lessons_lead", 200),
            ("case_manager", 200),
            ("responsible_officer", 200),
            ("advisor", 404),
            ("group_member", 404),
            ("assurance_reader", 404),
            ("administrator", 404),
        ],
    )
    def test_the_review_opens_to_those_who_read_lessons(self, client, room, review, role, status):
        client.force_login(make_person(role, organisation=room.organisation))
        assert client.get(address(room)).status_code == status

    def test_an_advisor_on_the_case_is_refused_in_words(self, client, room, review):
        officer = make_person("responsible_officer", organisation=room.organisation)
        restrict(case=room.case, people=[room.owner], by=officer)
        client.force_login(room.owner)
        answer = client.get(address(room))
        assert answer.status_code == 403
        assert "read lessons reviews" in answer.content.decode()

    def test_another_organisation_finds_nothing(self, client, room, review):
        client.force_login(make_person("lessons_lead", organisation=make_organisation()))
        assert client.get(address(room)).status_code == 404

    def test_a_denied_lead_finds_nothing(self, client, room, review):
        reason = CaseAccess.Reason.CONFLICT
        deny(case=room.case, person=room.lead, reason=reason, source="test", by=room.manager)
        client.force_login(room.lead)
        assert client.get(address(room)).status_code == 404

    def test_a_sealed_review_is_closed(self, client, room, review):
        seal(case=room.case, person=room.lead, topic="lessons", by=room.manager)
        client.force_login(room.lead)
        assert client.get(address(room)).status_code == 404

    def test_a_reader_cannot_write(self, client, room, review):
        client.force_login(room.manager)
        assert "<textarea" not in client.get(address(room)).content.decode()
        assert client.post(address(room), sent(version="2")).status_code == 403
        assert client.get(address(room, "lessons_check")).status_code == 403
        assert client.post(address(room, "lessons_start")).status_code == 403

    def test_the_lead_sees_no_source_on_the_page(self, client, room, review):
        client.force_login(room.lead)
        page = client.get(address(room)).content.decode()
        assert "Records of three consultations" in page
        assert "Pat Hidden" not in page


class TestWriting:
    def test_from_start_to_completed(self, client, room):
        client.force_login(room.lead)
        assert "Start the lessons review" in client.get(address(room)).content.decode()
        assert client.post(address(room, "lessons_start")).url == address(room)
        # The questions of step 1 send people on to these numbers.
        form = client.get(address(room)).content.decode()
        assert all(f"Step 3 ({number}): " in form for number in (1, 2, 3))
        assert client.post(address(room), sent()).url == address(room, "lessons_check")
        check = client.get(address(room, "lessons_check")).content.decode()
        assert "Complete the review" in check
        assert "Step 3: key lessons" in check
        assert "Step 3 (" not in check
        assert client.post(address(room, "lessons_check"), {"version": "2"}).url == address(room)
        page = client.get(address(room)).content.decode()
        assert "The list was kept on paper." in page
        assert "is being made" in page
        assert Pdf.objects.count() == 1

    def test_only_what_is_chosen_and_written_is_kept(self, client, room):
        client.force_login(room.lead)
        client.post(address(room, "lessons_start"))
        client.post(address(room), sent())
        review = Review.objects.get()
        assert [each.factor.key for each in review.factors.all()] == ["team_written"]
        assert [each.text for each in review.lessons.all()] == ["Recalls need a second pair of eyes."]

    def test_half_a_review_can_be_saved_for_later(self, client, room):
        client.force_login(room.lead)
        client.post(address(room, "lessons_start"))
        half = sent(later="1", factors_team=[], **{"actions-0-what": "", "actions-0-owner_body": ""})
        half |= {"actions-0-due_on_day": "", "actions-0-due_on_month": "", "actions-0-due_on_year": ""}
        assert client.post(address(room), half | {"actions-0-answers": []}).url == address(room)
        check = client.get(address(room, "lessons_check")).content.decode()
        assert "Write at least one action, with an owner and a date." in check
        assert "Choose at least one contributory factor" in check

    def test_wrong_input_comes_back_with_everything_typed(self, client, room, review):
        client.force_login(room.lead)
        wrong = {"actions-0-what": "", "group_on_year": "2999", "point_learn": "<script>"}
        answer = client.post(address(room), sent(version="2", **wrong))
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Say what will change, or take this action out" in page
        assert "PAG date must be today or in the past" in page
        assert "The list was kept on paper." in page
        assert "&lt;script&gt;" in page
        assert Review.objects.get().version == 2

    def test_an_action_taken_out_is_gone(self, client, room, review):
        client.force_login(room.lead)
        client.post(address(room), sent(version="2", **{"actions-0-DELETE": "on"}))
        assert not review.actions.exists()

    def test_an_action_has_one_owner(self, client, room, review):
        client.force_login(room.lead)
        answer = client.post(address(room), sent(version="2", **{"actions-0-owner": room.owner.pk}))
        assert "Choose a person or name a body, not both" in answer.content.decode()

    def test_an_owner_is_one_of_the_organisation(self, client, room, review):
        stranger = make_person("case_manager", organisation=make_organisation())
        client.force_login(room.lead)
        answer = client.post(address(room), sent(version="2", **{"actions-0-owner": stranger.pk}))
        assert answer.status_code == 422
        assert stranger.last_name not in answer.content.decode()

    def test_an_owner_belongs_today_whatever_roles_they_held_before(self, room):
        """A role that ended, here or elsewhere, takes nobody off the list; one ended today does."""
        ago = today() - dt.timedelta(days=400)
        for organisation in (room.organisation, make_organisation()):
            Membership.objects.create(
                person=room.owner, organisation=organisation, role="group_member", starts_on=ago, ends_on=ago
            )
        gone = make_person("advisor", organisation=room.organisation)
        gone.memberships.update(ends_on=today(), ended_at=timezone.now())
        offered = people_of(room.organisation).values()
        assert room.owner in offered
        assert gone not in offered

    @pytest.mark.parametrize(("rows", "total"), [("lessons", 3), ("actions", 2)])
    def test_a_row_is_added_without_javascript(self, client, room, review, rows, total):
        client.force_login(room.lead)
        page = client.post(address(room), sent(version="2", **{f"{rows}-another": "1"})).content.decode()
        assert f'name="{rows}-TOTAL_FORMS" value="{total}"' in page
        assert "Recalls need a second pair of eyes." in page
        assert 'name="version" value="2"' in page
        assert Review.objects.get().version == 2

    def test_who_saves_second_sees_both_and_may_save(self, client, room, review):
        more = [WrittenAction(what=f"Their action {number}.", owner_body="A body") for number in (1, 2, 3)]
        theirs = text(
            room.owner, lessons=["Their lesson."], actions=more, factors={"patient_social": "Fear."}
        )
        actions.save_review(review=review, text=theirs, version=2, by=room.lead)
        client.force_login(room.lead)
        answer = client.post(address(room), sent(version="2"))
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Somebody else saved this" in page
        for words in (
            "Their lesson.",
            "Their action 3.",
            "Fear.",
            "Recalls need",
            "The list was kept on paper.",
        ):
            assert words in page
        assert 'name="version" value="3"' in page
        assert client.post(address(room), sent(version="3")).status_code == 302

    def test_a_completed_review_refuses_and_keeps_what_was_typed(self, client, room, completed):
        client.force_login(room.lead)
        answer = client.post(address(room), sent(version="2", point_learn="Typed too late"))
        assert answer.status_code == 422
        assert "Typed too late" in answer.content.decode()


class TestDrafts:
    def key(self, room):
        return f"lessons:{room.case.reference}"

    def test_what_was_typed_is_there_again(self, client, room, review):
        body = urlencode(sent(**{"lessons-1-text": "Typed, not saved."}), doseq=True)
        Draft.objects.keep(room.lead, self.key(room), body)
        client.force_login(room.lead)
        page = client.get(address(room)).content.decode()
        assert "Typed, not saved." in page

    def test_a_draft_does_not_write_over_what_somebody_saved_meanwhile(self, client, room, review):
        Draft.objects.keep(room.lead, self.key(room), urlencode(sent(version="1"), doseq=True))
        client.force_login(room.lead)
        assert 'name="version" value="1"' in client.get(address(room)).content.decode()
        assert client.post(address(room), sent(version="1")).status_code == 422

    def test_saving_forgets_the_draft(self, client, room, review):
        Draft.objects.keep(room.lead, self.key(room), urlencode(sent(), doseq=True))
        client.force_login(room.lead)
        client.post(address(room), sent(version="2"))
        assert not Draft.objects.exists()

    def test_the_check_says_that_more_was_typed(self, client, room, review):
        Draft.objects.keep(room.lead, self.key(room), urlencode(sent(), doseq=True))
        client.force_login(room.lead)
        page = client.get(address(room, "lessons_check")).content.decode()
        assert "You have typed more than is saved" in page

    @pytest.mark.parametrize("total", ["", "x", "-1", "999999", "１２"])
    def test_a_spoilt_draft_spoils_no_page(self, client, room, review, total):
        body = urlencode({"lessons-TOTAL_FORMS": total, "actions-TOTAL_FORMS": total})
        Draft.objects.keep(room.lead, self.key(room), body)
        client.force_login(room.lead)
        assert client.get(address(room)).status_code == 200


class TestCompleting:
    def test_a_version_that_is_no_number_is_refused_kindly(self, client, room, review):
        client.force_login(room.lead)
        assert client.post(address(room, "lessons_check"), {"version": "x"}).url == address(
            room, "lessons_check"
        )
        assert not Review.objects.get().completed

    def test_a_second_click_completes_once(self, client, room, review):
        client.force_login(room.lead)
        for _ in range(2):
            client.post(address(room, "lessons_check"), {"version": "2"})
        assert Event.objects.filter(kind="lessons.completed").count() == 1
        assert client.get(address(room, "lessons_check")).url == address(room)

    def test_there_is_nothing_to_check_before_the_start(self, client, room):
        client.force_login(room.lead)
        assert client.get(address(room, "lessons_check")).url == address(room)

    def test_a_case_that_was_not_before_the_group_says_so(self, client, room):
        lead = make_person("lessons_lead", "case_manager", organisation=room.organisation)
        early = make_case(by=room.manager, organisation=room.organisation)
        client.force_login(lead)
        url = reverse("lessons", args=[early.reference])
        assert "once the case has been before the group" in client.get(url).content.decode()
        client.post(reverse("lessons_start", args=[early.reference]))
        assert not Review.objects.exists()


def test_the_queries_do_not_grow_with_the_review(client, room, review, django_assert_num_queries):
    """Ten lessons, seven factors and ten actions cost as many queries as one of each."""
    client.force_login(room.lead)
    counted = {}
    for name in ("lessons", "lessons_check"):
        client.get(address(room, name))
        with CaptureQueriesContext(connection) as seen:
            client.get(address(room, name))
        counted[name] = len(seen)
    keys = ["patient_social", "team_help", "team_verbal", "team_written", "task_design", "institutional_nhs"]
    many = [
        WrittenAction(what=f"Action {n}.", owner=room.owner, due_on=today(), answers=keys) for n in range(10)
    ]
    large = text(
        lessons=[f"Lesson {n}." for n in range(10)], factors=dict.fromkeys(keys, "So."), actions=many
    )
    actions.save_review(review=review, text=large, version=2, by=room.lead)
    for name, queries in counted.items():
        with django_assert_num_queries(queries):
            client.get(address(room, name))


def test_the_case_of_another_group_meeting_stays_apart(room, review):
    other = before_group(make_case(by=room.manager, organisation=room.organisation), by=room.manager)
    assert actions.start_review(case=other, by=room.lead).pk != review.pk
