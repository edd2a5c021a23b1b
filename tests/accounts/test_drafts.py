"""What somebody is typing is kept for them, and for them only."""

import pytest

from accounts.models import Draft
from accounts.models.draft import LARGEST
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def test_the_last_thing_typed_is_kept_once_without_the_form_s_own_secret(signed_in, admin):
    for text in ("Half", "Half a sentence"):
        answer = signed_in.post("/drafts/note:1/", {"text": text, "csrfmiddlewaretoken": "x"})
        assert len(answer.json()["saved_at"]) == 5
    draft = Draft.objects.get()
    assert (draft.person, draft.form, draft.body) == (admin, "note:1", "text=Half+a+sentence")
    assert "Half" not in str(draft)


def test_a_draft_is_found_only_by_whoever_typed_it(signed_in, client, admin, organisation):
    signed_in.post("/drafts/note:1/", {"text": "mine"})
    other = make_person("administrator", organisation=organisation)
    assert Draft.objects.kept(other, "note:1") is None
    client.force_login(other)
    client.post("/drafts/note:1/", {"text": "theirs"})
    client.post("/drafts/note:1/forget/")
    assert Draft.objects.get().body == "text=mine"


def test_what_is_too_long_to_keep_is_said_and_the_last_draft_stays(signed_in):
    signed_in.post("/drafts/note:1/", {"text": "short"})
    answer = signed_in.post("/drafts/note:1/", {"text": "x" * LARGEST})
    assert answer.status_code == 413
    assert "too long to keep" in answer.json()["message"]
    assert Draft.objects.get().body == "text=short"
    assert signed_in.post("/drafts/note:1/", {"text": "x" * (LARGEST - 5)}).status_code == 200


def test_forgetting_goes_back_to_the_page(signed_in):
    signed_in.post("/drafts/note:1/", {"text": "mine"})
    answer = signed_in.post("/drafts/note:1/forget/", {"next": "/people/?organisation=1"})
    assert answer["Location"] == "/people/?organisation=1"
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "elsewhere",
    ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", "/\\elsewhere.example"],
)
def test_forgetting_leads_to_no_other_site(signed_in, elsewhere):
    assert signed_in.post("/drafts/note:1/forget/", {"next": elsewhere})["Location"] == "/"


@pytest.mark.parametrize("path", ["/drafts/note:1/", "/drafts/note:1/forget/"])
def test_drafts_are_never_read_or_changed_by_a_link(signed_in, path):
    assert signed_in.get(path).status_code == 405


def test_a_stranger_keeps_nothing(client, db):
    assert client.post("/drafts/note:1/", {"text": "x"})["Location"].startswith("/sign-in/")
    assert not Draft.objects.exists()
