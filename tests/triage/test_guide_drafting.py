"""Drafts of a guide: begun, edited section by section, withdrawn; and what is refused."""

import uuid

import pytest
from django.db import IntegrityError, transaction

from audit.models import Event
from tests.factories import make_organisation, make_person
from tests.kept import kept
from tests.triage.guides import begin, change, contents, default_guide, make_guide, publish
from triage import actions
from triage.guides.contents import contents_of
from triage.guides.sections import new_key, part_called
from triage.models import Guide
from ui.refusals import NotAllowed, Refusal, Stale

pytestmark = pytest.mark.django_db

FACTOR = {"label": "Time of day", "questions": ["Was it late?"], "reminder": ""}


@kept
def administrator(room):
    return make_person("administrator", organisation=room.organisation)


@kept
def draft(room, administrator):
    return begin(room, administrator)


def now(guide):
    return contents_of(Guide.objects.get(pk=guide.pk))


# Begun


def test_a_copy_says_the_same_and_is_in_force_nowhere(draft, room, administrator):
    assert now(draft) == contents()
    assert (draft.version, draft.organisation, draft.copied_from) == (1, room.organisation, default_guide())
    assert (draft.started_by, draft.published_at, draft.effective_from) == (administrator, None, None)
    assert Guide.objects.in_force(room.organisation.pk) == default_guide()
    assert begin(room, administrator).version == 2


def test_a_copy_does_not_go_on_naming_the_version_it_came_from(draft, room, administrator):
    assert [begin(room, administrator).name, draft.name] == [
        "Guide to scoring a risk, version 2",
        "Guide to scoring a risk, version 1",
    ]
    change(draft, "about", administrator, name="Our guide")
    publish(draft, administrator)
    assert begin(room, administrator, of=draft).name == "Our guide"


def test_a_second_click_begins_one_draft(room, administrator):
    key = uuid.uuid4()
    assert begin(room, administrator, key=key) == begin(room, administrator, key=key)
    assert Guide.objects.filter(organisation=room.organisation).count() == 1


def test_a_draft_cannot_be_copied_nor_another_organisations_version(room, administrator, draft):
    elsewhere = make_guide(make_organisation())
    for wrong in (draft, elsewhere):
        with pytest.raises(Refusal, match="published version of your own organisation"):
            begin(room, administrator, of=wrong)


@pytest.mark.parametrize("role", ["advisor", "case_manager", "responsible_officer"])
def test_nobody_else_begins_edits_publishes_or_withdraws(room, draft, role):
    other = make_person(role, organisation=room.organisation)
    stranger = make_person("administrator", organisation=make_organisation())
    for by in (other, stranger):
        for refused in (
            lambda by=by: begin(room, by),
            lambda by=by: change(draft, "about", by, name="Theirs"),
            lambda by=by: actions.add_guide_part(guide=draft, listed="factors", values=FACTOR, by=by),
            lambda by=by: actions.move_guide_part_up(guide=draft, listed="factors", key="health", by=by),
            lambda by=by: actions.take_out_guide_part(
                guide=draft, listed="factors", key="health", version=0, by=by
            ),
            lambda by=by: publish(draft, by),
            lambda by=by: actions.withdraw_guide(guide=draft, version=0, by=by),
        ):
            with pytest.raises(NotAllowed):
                refused()
    assert now(draft) == contents()


def test_the_default_is_edited_by_nobody(administrator):
    with pytest.raises(NotAllowed, match="comes with the service"):
        change(default_guide(), "about", administrator, name="Ours")


# Edited


def test_a_section_is_saved_and_the_rest_stays(draft, administrator):
    change(draft, "steps", administrator, steps=["Name it.", "Score it."])
    assert now(draft) == contents(steps=["Name it.", "Score it."])
    event = Event.objects.get(kind="triage.guide_saved")
    assert event.detail == {"section": "steps"}
    assert event.organisation_key == draft.organisation_id


def test_whoever_saved_a_section_second_is_told(draft, administrator, room):
    colleague = make_person("administrator", organisation=room.organisation)
    change(draft, "steps", administrator, version=0, steps=["Mine."])
    with pytest.raises(Stale) as refused:
        change(draft, "steps", colleague, version=0, steps=["Theirs."])
    assert refused.value.version == 1
    assert now(draft)["steps"] == ["Mine."]
    change(draft, "steps", colleague, version=1, steps=["Theirs."])
    assert now(draft)["steps"] == ["Theirs."]


def test_two_people_in_two_sections_are_not_in_each_others_way(draft, administrator):
    change(draft, "steps", administrator, version=0, steps=["Mine."])
    change(draft, "not_meaning", administrator, version=0, not_meaning=["Theirs."])
    assert now(draft) == contents(steps=["Mine."], not_meaning=["Theirs."])


@pytest.mark.parametrize(
    "changes", [{"name": ""}, {"steps": "one"}, {"likelihoods": [{"score": 9}]}, {"bands": [1]}]
)
def test_what_no_form_of_ours_sends_is_refused_and_changes_nothing(draft, administrator, changes):
    with pytest.raises(Refusal, match="cannot be kept like that"):
        change(draft, "about", administrator, **changes)
    assert now(draft) == contents()


def test_a_published_version_is_not_edited_nor_withdrawn(draft, administrator):
    publish(draft, administrator)
    for refused in (
        lambda: change(draft, "about", administrator, name="Later"),
        lambda: actions.add_guide_part(guide=draft, listed="factors", values=FACTOR, by=administrator),
        lambda: actions.withdraw_guide(guide=draft, version=0, by=administrator),
    ):
        with pytest.raises(Refusal, match="has been published and never changes"):
            refused()


def test_the_database_wants_a_day_for_a_published_version(draft):
    with pytest.raises(IntegrityError), transaction.atomic():
        Guide.objects.filter(pk=draft.pk).update(published_at=draft.started_at)


# Domains and factors


def test_a_factor_is_added_once_however_often_it_is_clicked(draft, administrator):
    for _click in range(2):
        actions.add_guide_part(guide=draft, listed="factors", values=FACTOR, by=administrator)
    assert now(draft)["factors"][6:] == [{"key": "time_of_day", **FACTOR}]


def test_two_domains_cannot_have_one_name(draft, administrator):
    values = {"label": "financial", "hint": "", "texts": {5: "Other words."}}
    with pytest.raises(Refusal, match="a domain with that name already"):
        actions.add_guide_part(guide=draft, listed="domains", values=values, by=administrator)


def test_there_is_room_for_twelve(draft, administrator):
    for number in range(6):
        values = FACTOR | {"label": f"Number {number}"}
        actions.add_guide_part(guide=draft, listed="factors", values=values, by=administrator)
    with pytest.raises(Refusal, match="12 of these at most"):
        actions.add_guide_part(guide=draft, listed="factors", values=FACTOR, by=administrator)


def test_a_domain_keeps_its_key_place_and_neighbours_when_it_changes(draft, administrator):
    texts = {score: f"Money {score}" for score in (5, 4, 3, 2)}
    values = {"key": "financial", "label": "Money", "hint": "Public money.", "texts": texts}
    actions.save_guide_part(guide=draft, listed="domains", values=values, version=0, by=administrator)
    changed = now(draft)
    assert [row["key"] for row in changed["domains"]] == [row["key"] for row in contents()["domains"]]
    assert part_called(changed, "domains", "financial") == values
    assert part_called(changed, "domains", "management") == part_called(contents(), "domains", "management")


def test_a_domain_changed_by_somebody_else_meanwhile_is_not_overwritten(draft, administrator):
    values = {"key": "health", **FACTOR}
    actions.save_guide_part(guide=draft, listed="factors", values=values, version=0, by=administrator)
    with pytest.raises(Stale):
        actions.save_guide_part(guide=draft, listed="factors", values=values, version=0, by=administrator)
    with pytest.raises(Stale):
        actions.take_out_guide_part(guide=draft, listed="factors", key="health", version=0, by=administrator)


def test_what_was_taken_out_meanwhile_is_not_saved_back(draft, administrator):
    for _click in range(2):
        actions.take_out_guide_part(
            guide=draft, listed="domains", key="financial", version=0, by=administrator
        )
    changed = now(draft)
    assert part_called(changed, "domains", "financial") is None
    assert not [each for each in changed["descriptors"] if each["domain"] == "financial"]
    assert len(changed["descriptors"]) == 20
    values = {"key": "financial", "label": "Money", "hint": "", "texts": {}}
    with pytest.raises(Refusal, match="taken out meanwhile"):
        actions.save_guide_part(guide=draft, listed="domains", values=values, version=0, by=administrator)


def test_one_goes_up_a_place_and_the_first_stays(draft, administrator):
    for key in ("health", "health", "insight", "unheard_of"):
        actions.move_guide_part_up(guide=draft, listed="factors", key=key, by=administrator)
    assert [row["key"] for row in now(draft)["factors"]][:3] == ["insight", "health", "behaviours"]


def test_keys_come_from_names_and_are_never_the_same():
    assert new_key("Time of day", set()) == "time_of_day"
    assert new_key("Time of day", {"time_of_day", "time_of_day_2"}) == "time_of_day_3"
    assert new_key("Überlastung / 24 h", set()) == "uberlastung_24_h"
    assert new_key("2. Lärm", set()) == "larm"
    assert new_key("健康", set()) == "part"


# Withdrawn


def test_a_withdrawn_draft_is_gone_and_a_second_click_does_nothing(draft, administrator):
    actions.withdraw_guide(guide=draft, version=0, by=administrator)
    actions.withdraw_guide(guide=draft, version=0, by=administrator)
    assert not Guide.objects.filter(pk=draft.pk).exists()
    assert Event.objects.filter(kind="triage.guide_withdrawn", subject_key=draft.pk).count() == 1
    for refused in (
        lambda: change(draft, "about", administrator, version=0),
        lambda: publish_gone(draft, administrator),
    ):
        with pytest.raises(Refusal, match="withdrawn meanwhile"):
            refused()


def publish_gone(guide, by):
    return actions.publish_guide(guide=guide, effective_from=guide.started_at.date(), version=0, by=by)


def test_a_draft_edited_since_is_not_withdrawn_unseen(draft, administrator):
    change(draft, "about", administrator, name="Better")
    with pytest.raises(Stale):
        actions.withdraw_guide(guide=draft, version=0, by=administrator)
    assert Guide.objects.filter(pk=draft.pk).exists()
