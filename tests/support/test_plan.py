"""The support plan and the eight considerations."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.urls import reverse

from audit.models import Event
from cases import search
from cases.actions import assign_advisor, move, restrict, seal
from cases.models import CaseSummary
from cases.stages import Stage
from support import actions
from support.actions import Plan
from support.considerations import MATTERS
from support.models import Consideration, SupportPlan
from support.summary import NEXT_UPDATE
from support.work import work_for
from tests.factories import make_case, make_person
from tests.support.conftest import plan
from ui.dates import day, today
from ui.refusals import NotAllowed, Refusal, Stale

pytestmark = pytest.mark.django_db


def consider(room, **changes):
    values = {
        "key": "explained",
        "state": "in_hand",
        "note": "Told by telephone.",
        "submission_key": uuid.uuid4(),
    }
    return actions.consider(case=room.case, by=room.manager, **values | changes)


class TestThePlan:
    def test_it_is_kept_as_written_and_stands_at_the_head_of_the_case(self, room):
        saved = actions.save_plan(case=room.case, plan=plan(), version=0, by=room.manager)
        assert Plan.of(saved) == plan()
        summary = CaseSummary.objects.get(case=room.case)
        assert summary.pastoral_contact == "Ms Joy Bell"
        assert summary.pastoral_reach == "01632 960 010, joy.bell@example.test"
        other = make_case(by=room.manager, organisation=room.organisation)
        assert CaseSummary.objects.get(case=other).pastoral_contact == ""

    def test_a_contact_who_is_no_longer_one_leaves_the_head_of_the_case(self, room):
        actions.save_plan(case=room.case, plan=plan(), version=0, by=room.manager)
        actions.save_plan(case=room.case, plan=Plan(preferred="Nobody yet"), version=1, by=room.manager)
        assert CaseSummary.objects.get(case=room.case).pastoral_contact == ""

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"uninvolved": False}, "has no part in the investigation"),
            ({"contact_phone": "", "contact_email": ""}, "can be reached"),
            ({"contact_name": ""}, "Give the pastoral contact's name"),
        ],
    )
    def test_a_pastoral_contact_is_named_wholly_or_not_at_all(self, room, changes, sentence):
        with pytest.raises(Refusal, match=sentence):
            actions.save_plan(case=room.case, plan=plan(**changes), version=0, by=room.manager)

    def test_the_database_holds_it_too(self, room):
        actions.save_plan(case=room.case, plan=plan(), version=0, by=room.manager)
        with pytest.raises(IntegrityError, match="support_plan_contact_wholly"), transaction.atomic():
            SupportPlan.objects.update(uninvolved=False)

    def test_who_saves_second_is_told_what_the_first_saved(self, room):
        actions.save_plan(case=room.case, plan=plan(), version=0, by=room.manager)
        with pytest.raises(Stale) as refused:
            actions.save_plan(case=room.case, plan=plan(reach="By letter"), version=0, by=room.manager)
        assert refused.value.theirs == {"reach": "By text first"}
        assert refused.value.version == 1

    def test_its_words_and_events_carry_their_topic(self, room):
        actions.save_plan(case=room.case, plan=plan(), version=0, by=room.manager)
        advisor = make_person("advisor", organisation=room.organisation)
        assert search.cases_found(room.manager, "text first") == [room.case.pk]
        assert search.cases_found(advisor, "text first") == []
        topics = Event.objects.filter(kind__startswith="support.").values_list("topic", flat=True)
        assert set(topics) == {"support"}

    def test_the_contact_is_announced_once(self, room):
        actions.save_plan(case=room.case, plan=plan(), version=0, by=room.manager)
        actions.save_plan(case=room.case, plan=plan(reach="By letter"), version=1, by=room.manager)
        assert Event.objects.filter(kind="support.contact_named").count() == 1

    @pytest.mark.parametrize("role", ["advisor", "lessons_lead", "assurance_reader", "administrator"])
    def test_others_write_none(self, room, role):
        with pytest.raises(NotAllowed):
            actions.save_plan(
                case=room.case, plan=plan(), version=0, by=make_person(role, organisation=room.organisation)
            )

    def test_a_sealed_plan_is_closed(self, room):
        seal(case=room.case, person=room.manager, topic="support", by=room.manager)
        with pytest.raises(NotAllowed, match="not open to you"):
            actions.save_plan(case=room.case, plan=plan(), version=0, by=room.manager)


class TestConsiderations:
    def test_there_are_eight(self):
        assert len(MATTERS) == 8

    def test_each_note_is_a_further_row(self, room):
        consider(room)
        consider(room, state="done", note="")
        rows = Consideration.objects.of_case(room.case)
        assert [row.state for row in rows] == ["done", "in_hand"]
        assert [row.state for row in rows.newest_of_each()] == ["done"]

    def test_what_was_noted_cannot_be_changed(self, room):
        consider(room)
        with pytest.raises(InternalError), transaction.atomic():
            Consideration.objects.update(note="Something else.")

    def test_a_second_click_is_one_row(self, room):
        key = uuid.uuid4()
        assert consider(room, submission_key=key) == consider(room, submission_key=key)
        assert Event.objects.filter(kind="support.considered").count() == 1

    def test_there_is_no_ninth(self, room):
        with pytest.raises(Refusal, match="one of the eight"):
            consider(room, key="weather")

    def test_the_timeline_says_which_and_no_note(self, room):
        consider(room)
        event = Event.objects.get(kind="support.considered")
        assert event.detail == {"matter": "explained", "state": "in_hand"}


class TestThePages:
    def test_the_page_shows_plan_and_all_eight(self, client, room):
        actions.save_plan(case=room.case, plan=plan(reach="<b>By text</b>"), version=0, by=room.manager)
        consider(room)
        client.force_login(room.manager)
        page = client.get(reverse("support", args=[room.case.reference])).content.decode()
        assert "Ms Joy Bell" in page
        assert "&lt;b&gt;By text&lt;/b&gt;" in page
        for matter in MATTERS:
            assert matter.label in page

    def test_its_queries_do_not_grow(
        self, client, room, django_assert_num_queries, django_assert_max_num_queries
    ):
        client.force_login(room.manager)
        url = reverse("support", args=[room.case.reference])
        consider(room)
        with django_assert_max_num_queries(36) as first:
            client.get(url)
        for matter in MATTERS:
            consider(room, key=matter.key)
        # The second visit within a quarter of an hour records as the first did.
        with django_assert_num_queries(len(first)):
            client.get(url)

    def test_a_plan_is_written_on_its_page(self, client, room):
        client.force_login(room.manager)
        url = reverse("support_plan", args=[room.case.reference])
        sent = {
            "contact_name": "Ms Joy Bell",
            "contact_phone": "01632 960 010",
            "uninvolved": "on",
            "version": "0",
        }
        assert client.post(url, sent | {"uninvolved": ""}).status_code == 422
        assert client.post(url, sent).url == reverse("support", args=[room.case.reference])
        assert SupportPlan.objects.get().contact_name == "Ms Joy Bell"
        # The plan says so: nobody has to note it once more.
        page = client.get(reverse("support", args=[room.case.reference])).content.decode()
        contact = page.split('id="support-contact-status"')[1].split("</div>")[0]
        assert "Named" in contact

    @pytest.mark.parametrize(
        ("sent", "sentence"),
        [
            (
                {"contact_name": "Ms Bell", "uninvolved": "on"},
                "Enter a telephone number or an e-mail address",
            ),
            ({"contact_phone": "01632 960 010"}, "Enter the name of the pastoral contact"),
            ({"contact_name": "Ms Bell", "contact_phone": "01632 960 010"}, "Confirm that they have no part"),
        ],
    )
    def test_what_a_contact_lacks_is_said_at_its_field(self, client, room, sent, sentence):
        client.force_login(room.manager)
        answer = client.post(reverse("support_plan", args=[room.case.reference]), sent | {"version": "0"})
        assert answer.status_code == 422
        assert sentence in answer.content.decode()

    def test_a_consideration_is_noted_on_its_page(self, client, room):
        client.force_login(room.manager)
        url = reverse("support_consider", args=[room.case.reference, "adjustments"])
        assert client.get(url).status_code == 200
        client.post(url, {"state": "done", "note": "Breaks.", "submission_key": uuid.uuid4()})
        assert Consideration.objects.get().key == "adjustments"
        assert "Breaks." in client.get(url).content.decode()

    def test_an_unknown_consideration_is_not_found(self, client, room):
        client.force_login(room.manager)
        assert (
            client.get(reverse("support_consider", args=[room.case.reference, "weather"])).status_code == 404
        )

    def test_an_advisor_on_the_case_sees_neither_tab_nor_page(self, client, room):
        lead = make_person("advisor", organisation=room.organisation)
        assign_advisor(case=room.case, advisor=lead, by=room.manager)
        client.force_login(lead)
        assert client.get(reverse("support", args=[room.case.reference])).status_code == 404

    def test_a_named_reader_without_the_permission_learns_nothing(self, client, room):
        officer = make_person("responsible_officer", organisation=room.organisation)
        lead = make_person("lessons_lead", organisation=room.organisation)
        restrict(case=room.case, people=[lead], by=officer)
        client.force_login(lead)
        assert client.get(reverse("support", args=[room.case.reference])).status_code == 404


def looked_into(case, *, by):
    """Take the case past the group: what is told next is what was promised."""
    for stage in (Stage.WITH_GROUP, Stage.INVESTIGATION):
        move(case=case, to=stage, by=by)


class TestNextUpdate:
    def test_what_was_promised_is_written_on_the_plan_and_makes_one_where_there_is_none(self, room):
        on = today() + dt.timedelta(days=20)
        actions.promise_update(case=room.case, on=on, by=room.manager)
        kept = SupportPlan.objects.of_case(room.case)
        assert (kept.next_update_on, kept.version, kept.saved_by) == (on, 1, room.manager)
        assert Event.objects.get(kind="support.update_promised").topic == "support"

    def test_promising_the_same_day_again_changes_nothing(self, room):
        kept = actions.save_plan(case=room.case, plan=plan(), version=0, by=room.manager)
        actions.promise_update(case=room.case, on=kept.next_update_on, by=room.manager)
        assert SupportPlan.objects.of_case(room.case).version == 1
        assert not Event.objects.filter(kind="support.update_promised").exists()

    def test_whoever_has_the_plan_open_is_told_that_the_day_moved(self, room):
        actions.save_plan(case=room.case, plan=plan(), version=0, by=room.manager)
        on = today() + dt.timedelta(days=20)
        actions.promise_update(case=room.case, on=on, by=room.manager)
        with pytest.raises(Stale) as stale:
            actions.save_plan(case=room.case, plan=plan(), version=1, by=room.manager)
        assert stale.value.theirs == {"next_update_on": day(on)}

    def test_the_head_of_the_case_shows_the_plans_day_and_no_other(self, room):
        first, later = today(), today() + dt.timedelta(days=30)
        actions.promise_update(case=room.case, on=first, by=room.manager)
        before_group = CaseSummary.objects.get(case=room.case)
        assert before_group.next_step.startswith("Send the first letter")
        assert before_group.next_due is None
        looked_into(room.case, by=room.manager)
        for on in (first, later):
            actions.promise_update(case=room.case, on=on, by=room.manager)
            summary = CaseSummary.objects.get(case=room.case)
            assert (summary.next_step, summary.next_due) == (NEXT_UPDATE, on)
        actions.promise_update(case=room.case, on=None, by=room.manager)
        summary = CaseSummary.objects.get(case=room.case)
        assert (summary.next_step, summary.next_due) == ("", None)

    def test_changing_the_plan_moves_the_head_too(self, room):
        looked_into(room.case, by=room.manager)
        actions.save_plan(case=room.case, plan=plan(), version=0, by=room.manager)
        assert CaseSummary.objects.get(case=room.case).next_due == plan().next_update_on


class TestWork:
    def test_a_manager_is_asked_to_name_a_contact(self, room):
        assert [item.sentence for item in work_for(room.manager)] == [
            "Name a pastoral contact for Dr Amara Okafor"
        ]

    def test_nothing_is_asked_once_somebody_is_named(self, room):
        actions.save_plan(case=room.case, plan=plan(), version=0, by=room.manager)
        assert work_for(room.manager) == []

    def test_only_the_case_manager_is_asked(self, room):
        assert work_for(make_person("case_manager", organisation=room.organisation)) == []
        assert work_for(make_person("advisor", organisation=room.organisation)) == []

    def test_of_many_who_have_nobody_the_first_is_named_and_the_others_are_folded(self, room, client):
        cases = [
            make_case(by=room.manager, received_on=today() - dt.timedelta(days=ago)) for ago in (3, 9, 5)
        ]
        (first,) = work_for(room.manager)
        assert (first.reference, len(first.others)) == (cases[1].reference, 3)
        client.force_login(room.manager)
        page = client.get("/").content.decode()
        before, folded = page.split("The same for 3 others")
        assert reverse("support", args=[cases[1].reference]) in before
        assert reverse("support", args=[cases[2].reference]) in folded

    def test_its_queries_do_not_grow(self, room, django_assert_num_queries):
        for _ in range(3):
            make_case(by=room.manager, organisation=room.organisation)
        room.manager.permissions_by_organisation()
        with django_assert_num_queries(2):
            (first,) = work_for(room.manager)
        assert len(first.others) == 3
