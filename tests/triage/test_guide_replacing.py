"""A file takes the place of one's own draft, after it was said what will be replaced."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from audit.models import Event
from tests.factories import make_person
from tests.kept import kept
from tests.triage.guides import begin, change, contents, publish
from tests.triage.sent import page_of
from triage.actions import replace_guide
from triage.guides.contents import as_file, contents_of
from triage.guides.file import WrongFile
from triage.models import Guide
from ui.refusals import NotAllowed, Refusal, Stale

pytestmark = pytest.mark.django_db

OURS = as_file(contents(name="Our guide", source="Agreed in May."))


@kept
def administrator(room):
    return make_person("administrator", organisation=room.organisation)


@kept
def draft(room, administrator):
    return begin(room, administrator)


def replace(draft, by, *, content=OURS, version=0):
    return replace_guide(guide=draft, content=content, version=version, by=by)


def test_the_draft_says_what_the_file_says_and_a_second_click_changes_nothing(draft, administrator):
    replace(draft, administrator)
    now = replace(draft, administrator)
    assert contents_of(Guide.objects.get(pk=draft.pk))["name"] == "Our guide"
    assert (now.version, now.copied_from) == (draft.version, draft.copied_from)
    assert Event.objects.filter(kind="triage.guide_replaced").count() == 1


def test_pages_opened_before_are_out_of_date_whichever_section_they_show(draft, administrator):
    replace(draft, administrator)
    for section in ("about", "bands", "domains/financial", "factors/health"):
        with pytest.raises(Stale):
            change(draft, section, administrator, version=0)


def test_what_was_saved_meanwhile_is_looked_at_before_it_goes(draft, administrator):
    change(draft, "about", administrator, name="Better")
    with pytest.raises(Stale, match="changed after you opened this page"):
        replace(draft, administrator)
    replace(draft, administrator, version=1)


def test_nobody_replaces_what_somebody_else_began_or_what_is_published(draft, room, administrator):
    other = make_person("administrator", organisation=room.organisation)
    with pytest.raises(NotAllowed, match="only by whoever began it"):
        replace(draft, other)
    with pytest.raises(NotAllowed):
        replace(draft, room.manager)
    publish(draft, administrator)
    with pytest.raises(Refusal, match="never changes"):
        replace(draft, administrator)


def test_a_wrong_file_changes_nothing(draft, administrator):
    with pytest.raises(WrongFile):
        replace(draft, administrator, content=b"{}")
    assert Guide.objects.get(pk=draft.pk).edited == 0


class TestPages:
    @pytest.fixture
    def admin(self, client, administrator):
        client.force_login(administrator)
        return client

    def sent(self, draft, content=OURS):
        file = SimpleUploadedFile("guide.json", content, "application/json")
        return {"file": file, "replaces": str(draft.pk), "submission_key": uuid.uuid4()}

    def test_it_is_shown_word_by_word_what_goes_and_then_it_goes(self, admin, draft):
        offered = page_of(admin.get("/triage/guides/import/"))
        assert {each.get("value") for each in offered.all("[name=replaces]")} == {"", str(draft.pk)}
        shown = page_of(admin.post("/triage/guides/import/", self.sent(draft)))
        assert "2 texts differ between the draft" in shown.text("main")
        assert any("Our" in "".join(each.itertext()) for each in shown.all("main ins"))
        assert contents_of(Guide.objects.get(pk=draft.pk))["name"] != "Our guide"
        carried = {name: shown.one(f"[name={name}]").get("value") for name in ("content", "version")}
        answer = admin.post(f"/triage/guides/{draft.pk}/replace/", carried)
        assert answer["Location"] == f"/triage/guides/{draft.pk}/"
        assert Guide.objects.get(pk=draft.pk).name == "Our guide"
        again = page_of(admin.post("/triage/guides/import/", self.sent(draft)))
        assert "There is nothing to replace." in again.text("main")

    def test_a_wrong_file_or_a_page_out_of_date_changes_nothing(self, admin, draft, administrator):
        wrong = admin.post("/triage/guides/import/", self.sent(draft, b"{}"))
        assert wrong.status_code == 422
        change(draft, "about", administrator, name="Better")
        stale = admin.post(f"/triage/guides/{draft.pk}/replace/", {"content": OURS.decode(), "version": 0})
        assert stale["Location"].startswith("/triage/guides/import/")
        for nothing in ({}, {"version": 1}):
            assert admin.post(f"/triage/guides/{draft.pk}/replace/", nothing).status_code == 302
        assert Guide.objects.get(pk=draft.pk).name == "Better"

    def test_somebody_elses_draft_is_not_offered_and_cannot_be_forged(self, client, draft, room):
        client.force_login(make_person("administrator", organisation=room.organisation))
        assert not page_of(client.get("/triage/guides/import/")).all("[name=replaces]")
        carried = {"content": OURS.decode(), "version": 0}
        assert client.post(f"/triage/guides/{draft.pk}/replace/", carried).status_code == 403
