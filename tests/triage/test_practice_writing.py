"""Writing practice cases: by whom, what publishing asks for, versions, retiring, and two people at once."""

import uuid

import pytest
from django.urls import reverse

from audit.models import Event
from tests.factories import make_organisation, make_person
from tests.triage.guides import contents, make_guide
from tests.triage.practice import begun, example, panel_risk, practice_data, published
from tests.triage.sent import linked_ids, page_of
from triage import actions
from triage.answers import Consequence
from triage.models import PracticeCase
from triage.practice.access import is_offered
from triage.practice.contents import PracticeData, data_of
from ui.refusals import NotAllowed, Refusal, Stale

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(room):
    return make_person("administrator", organisation=room.organisation)


@pytest.fixture
def mine(client, admin):
    """Return a browser in which the administrator is signed in."""
    client.force_login(admin)
    return client


def whole(practice):
    return PracticeCase.objects.whole().get(pk=practice.pk)


def save(practice, by, *, version=None, **changes):
    now = PracticeCase.objects.get(pk=practice.pk).edits if version is None else version
    return actions.save_practice_case(practice=practice, data=practice_data(**changes), version=now, by=by)


def copy(practice, room, by, key=None):
    return actions.copy_practice_case(
        of=practice, organisation=room.organisation, by=by, submission_key=key or uuid.uuid4()
    )


class TestActions:
    def test_only_those_who_edit_the_guide(self, room, admin):
        draft = begun(room.organisation, admin)
        stranger = make_person("administrator", organisation=make_organisation())
        for person in (room.advisor, room.manager, stranger):
            with pytest.raises(NotAllowed):
                begun(room.organisation, person)
            with pytest.raises(NotAllowed):
                save(draft, person)
            with pytest.raises(NotAllowed):
                actions.publish_practice_case(practice=draft, version=draft.edits, by=person)
            with pytest.raises(NotAllowed):
                actions.withdraw_practice_case(practice=draft, version=draft.edits, by=person)
            with pytest.raises(NotAllowed):
                actions.retire_practice_case(practice=draft, why="No.", by=person)
            with pytest.raises(NotAllowed):
                copy(example(), room, person)
        with pytest.raises(NotAllowed, match="comes with the service"):
            actions.retire_practice_case(practice=example(), why="No.", by=admin)

    def test_a_draft_says_what_was_written_and_events_hold_no_words(self, room, admin):
        draft = begun(room.organisation, admin, title="First")
        blank = panel_risk(statement="", likelihood=None, likelihood_why="", consequences=(), severity_why="")
        save(draft, admin, title="Then", risks=(panel_risk(), blank, panel_risk(likelihood=None)))
        expected = practice_data(title="Then", risks=(panel_risk(), panel_risk(likelihood=None)))
        assert data_of(whole(draft)) == expected
        events = Event.objects.filter(kind__startswith="triage.practice")
        assert [each.kind for each in events.order_by("pk")] == [
            "triage.practice_started",
            "triage.practice_saved",
        ]
        assert {each.organisation_key for each in events} == {room.organisation.pk}

    def test_publishing_asks_for_everything(self, room, admin):
        draft = actions.start_practice_case(
            organisation=room.organisation,
            data=PracticeData(title="Only a title", risks=(panel_risk(likelihood=None, consequences=()),)),
            by=admin,
            submission_key=uuid.uuid4(),
        )
        with pytest.raises(Refusal) as refused:
            actions.publish_practice_case(practice=draft, version=draft.edits, by=admin)
        for asked in (
            "profession",
            "raised",
            "known",
            "likelihood that was agreed",
            "severity",
            "often get wrong",
        ):
            assert asked in str(refused.value)
        save(draft, admin)
        with pytest.raises(Stale):
            actions.publish_practice_case(practice=draft, version=draft.edits, by=admin)
        done = actions.publish_practice_case(practice=draft, version=draft.edits + 1, by=admin)
        assert actions.publish_practice_case(practice=draft, version=99, by=admin) == done
        with pytest.raises(Refusal, match="never changes"):
            save(draft, admin)

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"title": ""}, "needs a title"),
            ({"profession": "astronaut"}, "not one of those listed"),
            ({"risks": (panel_risk(),) * 4}, "3 risks at most"),
            ({"risks": (panel_risk(likelihood=6),)}, "go from 1 to 5"),
            ({"risks": (panel_risk(consequences=(Consequence("patient_safety", 0),)),)}, "go from 1 to 5"),
            ({"risks": (panel_risk(consequences=(Consequence("elsewhere", 3),)),)}, "does not have"),
        ],
    )
    def test_what_no_form_gives_is_refused(self, room, admin, changes, sentence):
        draft = begun(room.organisation, admin)
        with pytest.raises(Refusal, match=sentence):
            save(draft, admin, **changes)
        assert data_of(whole(draft)) == practice_data()

    def test_a_new_version_takes_the_place_of_the_old_one(self, room, admin):
        first = published(room.organisation, admin)
        key = uuid.uuid4()
        draft = copy(first, room, admin, key)
        assert copy(first, room, admin, key) == draft
        with pytest.raises(Refusal, match="being written already"):
            copy(first, room, admin)
        assert (draft.series, draft.version, draft.agreed_by) == (first.series, 2, "")
        assert is_offered(first)
        save(draft, admin, title="Better")
        second = actions.publish_practice_case(practice=draft, version=1 + draft.edits, by=admin)
        assert (is_offered(first), is_offered(second)) == (False, True)
        retirement = actions.retire_practice_case(practice=second, why="Outdated.", by=admin)
        assert actions.retire_practice_case(practice=second, why="Again.", by=admin) == retirement
        assert (is_offered(first), is_offered(second)) == (False, False)

    def test_a_copy_of_an_example_is_ones_own_and_by_the_guide_in_force(self, room, admin):
        rows = contents()
        domains = [each for each in rows["domains"] if each["key"] != "statutory"]
        described = [each for each in rows["descriptors"] if each["domain"] != "statutory"]
        guide = make_guide(room.organisation, domains=domains, descriptors=described)
        shipped = example("log-of-the-steriliser")
        draft = copy(shipped, room, admin)
        assert (draft.guide, draft.organisation, draft.version) == (guide, room.organisation, 1)
        assert draft.series != shipped.series
        kept = [each.domain for risk in data_of(whole(draft)).risks for each in risk.consequences]
        assert kept == ["patient_safety", "management"]

    def test_a_draft_can_be_withdrawn_and_nothing_published(self, room, admin):
        draft = begun(room.organisation, admin)
        with pytest.raises(Stale):
            actions.withdraw_practice_case(practice=draft, version=7, by=admin)
        actions.withdraw_practice_case(practice=draft, version=draft.edits, by=admin)
        actions.withdraw_practice_case(practice=draft, version=draft.edits, by=admin)
        assert not PracticeCase.objects.filter(organisation=room.organisation).exists()
        with pytest.raises(Refusal, match="withdrawn meanwhile"):
            save(draft, admin, version=0)
        with pytest.raises(Refusal, match="never changes"):
            actions.withdraw_practice_case(practice=published(room.organisation, admin), version=0, by=admin)


def typed(*risks, **more):
    """Return what a browser sends of a whole practice case."""
    fields = {
        "title": "A typed title",
        "profession": "doctor",
        "raised": "Typed words.",
        "known": "One.\nTwo.",
        "account": "",
        "often_wrong": "This.",
        "agreed_by": "Two advisors, today",
        "risk-TOTAL_FORMS": str(len(risks) or 1),
        "risk-INITIAL_FORMS": "0",
    }
    for place, changes in enumerate(risks or ({},)):
        one = {"statement": "Patients could wait.", "likelihood": "3", "likelihood_why": "Once.",
               "severity_patient_safety": "2", "severity_why": "Small."} | changes  # fmt: skip
        fields |= {f"risk-{place}-{name}": value for name, value in one.items()}
    return fields | more


class TestPages:
    def test_from_an_empty_page_to_one_that_is_offered(self, mine, room):
        new = reverse("practice_new")
        wrong = mine.post(new, typed({"likelihood": "9"}, submission_key=str(uuid.uuid4()), title=""))
        assert wrong.status_code == 422
        assert len(linked_ids(page_of(wrong))) == 2
        assert "Typed words." in wrong.content.decode()
        assert not PracticeCase.objects.filter(organisation=room.organisation).exists()

        key = str(uuid.uuid4())
        saved = mine.post(new, typed({}, {"statement": "Colleagues could wait."}, submission_key=key))
        draft = whole(PracticeCase.objects.get(organisation=room.organisation))
        assert saved["Location"] == reverse("practice_version", args=[draft.pk])
        assert [each.statement for each in draft.risks.all()] == [
            "Patients could wait.",
            "Colleagues could wait.",
        ]
        edit = reverse("practice_edit", args=[draft.pk])
        more = mine.post(edit, typed({}, {}, version=draft.edits, add_risk="1"))
        assert more["Location"] == f"{edit}?another=1#risk-3"
        assert page_of(mine.get(f"{edit}?another=1")).one("#risk-3") is not None
        mine.post(edit, typed({}, {}, version=draft.edits + 1, remove_risk="0"))
        assert len(whole(draft).risks.all()) == 1

        publish = reverse("practice_publish", args=[draft.pk])
        shown = mine.get(publish).content.decode()
        assert "neither changed nor withdrawn" in shown
        mine.post(publish, {"version": draft.edits + 2})
        assert is_offered(draft)
        version = mine.get(reverse("practice_version", args=[draft.pk])).content.decode()
        assert "It never changes." in version
        assert mine.get(edit)["Location"] == reverse("practice_version", args=[draft.pk])
        retire = reverse("practice_retire", args=[draft.pk])
        assert mine.post(retire, {"why": ""}).status_code == 422
        mine.post(retire, {"why": "No longer how it is done."})
        listed = mine.get(reverse("practice_manage")).content.decode()
        assert "Retired" in listed

    def test_whoever_saves_second_sees_both_and_loses_nothing(self, mine, room, admin):
        draft = begun(room.organisation, admin)
        save(draft, admin, raised="Saved by somebody else.", risks=(panel_risk(statement="Theirs."),))
        edit = reverse("practice_edit", args=[draft.pk])
        stale = mine.post(edit, typed(version=draft.edits))
        assert stale.status_code == 409
        words = stale.content.decode()
        for each in ("Saved by somebody else.", "Theirs.", "Typed words.", "Patients could wait."):
            assert each in words
        again = page_of(stale).one("[name='version']").get("value")
        assert mine.post(edit, typed(version=again)).status_code == 302
        assert whole(draft).raised == "Typed words."

    def test_what_is_missing_is_listed_with_the_way_there(self, mine, room, admin):
        draft = begun(room.organisation, admin, known="", risks=(panel_risk(severity_why=""),))
        page = mine.get(reverse("practice_version", args=[draft.pk])).content.decode()
        edit = reverse("practice_edit", args=[draft.pk])
        assert f'href="{edit}#id_known"' in page
        assert f'href="{edit}#risk-1"' in page
        assert "1 thing" not in mine.get(reverse("practice_publish", args=[draft.pk])).content.decode()
        editor = mine.get(edit).content.decode()
        assert 'id="id_known"' in editor
        assert 'id="risk-1"' in editor

    def test_the_preview_keeps_nothing(self, mine, room, admin):
        draft = begun(room.organisation, admin)
        preview = reverse("practice_preview", args=[draft.pk])
        answered = mine.get(preview, {"risk-0-likelihood": "5", "risk-0-severity_patient_safety": "4"})
        words = answered.content.decode()
        assert "Likelihood 5 (Almost certain) × severity 4 (Major) = 20" in words
        assert "Once in a year." not in words
