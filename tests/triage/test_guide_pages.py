"""The administrators' pages of the scoring guide, as a browser uses them."""

import json
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Draft, Membership
from tests.factories import make_organisation, make_person
from tests.triage.guides import begin, change, contents, default_guide, make_guide, publish
from tests.ui.html import Html
from triage import actions
from triage.guides.contents import as_file, contents_of
from triage.models import Guide
from ui.dates import today

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("contexts")]

WRITTEN = "<script>alert(1)</script> & “quotes”"


@pytest.fixture
def administrator(room):
    return make_person("administrator", organisation=room.organisation)


@pytest.fixture
def draft(room, administrator):
    return begin(room, administrator)


@pytest.fixture
def admin(client, administrator):
    client.force_login(administrator)
    return client


def at(name, *keys, **query):
    return reverse(name, args=keys, query=query)


def shown(answer, status=200):
    assert answer.status_code == status
    return Html(answer.content.decode()).text("main")


def fields(page, **changes):
    """Return a page's form as it stands, as a browser would send it, with changes."""
    return page.context["form"].initial | changes


def now(guide):
    return contents_of(Guide.objects.get(pk=guide.pk))


# The list, and beginning a version


def test_the_list_says_which_versions_there_are_and_how_they_stand(admin, draft, administrator, room):
    publish(begin(room, administrator), administrator)
    said = shown(admin.get(at("guide_versions")))
    for words in ("Version 1", "Draft", "Version 2", "In force", "Default version 2", administrator.name):
        assert words in said


def test_the_version_in_force_is_copied_by_a_button_once(admin, room):
    page = admin.get(at("guide_versions"))
    form = page.context["copy"]
    for _click in range(2):
        answer = admin.post(form.action, {"submission_key": form["submission_key"].value()})
    draft = Guide.objects.get(organisation=room.organisation)
    assert answer["Location"] == at("guide_version", draft.pk)
    assert now(draft) == contents()


def test_a_copy_without_its_key_or_of_a_draft_is_refused_in_words(admin, room, draft):
    away = at("guide_copy", default_guide().pk, organisation=room.organisation.pk)
    assert "out of date" in shown(admin.post(away, follow=True))
    away = at("guide_copy", draft.pk, organisation=room.organisation.pk)
    assert "Only a published version" in shown(
        admin.post(away, {"submission_key": uuid.uuid4()}, follow=True)
    )
    assert Guide.objects.filter(organisation=room.organisation).count() == 1


def test_somebody_who_administers_two_organisations_picks_one(admin, administrator, room):
    other = make_organisation()
    Membership.objects.create(
        person=administrator, organisation=other, role="administrator", starts_on=today()
    )
    page = admin.get(at("guide_versions", organisation=other.pk))
    assert page.context["organisation"] == other
    assert f"?organisation={room.organisation.pk}" in page.content.decode()
    for wrong in ("0", "x", "9" * 30):
        assert admin.get(at("guide_versions", organisation=wrong)).status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "guide_version",
        "guide_export",
        "guide_withdraw",
        "guide_preview",
        "guide_sample",
        "guide_compare",
        "guide_publish",
    ],
)
def test_another_organisations_versions_are_not_there(client, draft, room, name):
    client.force_login(make_person("administrator", organisation=make_organisation()))
    assert client.get(at(name, draft.pk)).status_code == 404
    assert "sections" not in client.get(at("guide_compare", default_guide().pk, other=draft.pk)).context
    client.force_login(room.manager)
    assert client.get(at(name, default_guide().pk)).status_code == 404


# A file in, a file out


def sent(admin, content, name="guide.json"):
    file = SimpleUploadedFile(name, content, content_type="application/json")
    return admin.post(at("guide_import"), {"file": file, "submission_key": uuid.uuid4()})


def test_what_is_exported_can_be_imported(admin, draft, room):
    answer = admin.get(at("guide_export", draft.pk))
    assert answer["Content-Disposition"] == 'attachment; filename="scoring-guide-version-1.json"'
    assert json.loads(answer.content) == {"format": 1, **contents()}
    sent(admin, answer.content)
    assert now(Guide.objects.get(organisation=room.organisation, version=2)) == contents()


def test_a_wrong_file_comes_back_with_every_problem_and_changes_nothing(admin, room):
    whole = contents(name=WRITTEN)
    whole["likelihoods"][2]["score"] = "3"
    whole["domains"][0][WRITTEN] = 1
    answer = sent(admin, as_file(whole))
    assert WRITTEN not in answer.content.decode()
    said = shown(answer, 422)
    assert "nothing was changed. 2 things to mend" in said
    assert "likelihoods, third row: “score” must be a whole number from 1 to 5, without quotes" in said
    assert "domains, first row: “<script>" in said
    assert not Guide.objects.filter(organisation=room.organisation).exists()


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "guide.json", "is empty"),
        (b"x" * (1024 * 1024 + 1), "guide.json", "The largest file that can be sent here is 1 MB"),
        (b"{}", "guide.txt", "must be one of these kinds: JSON"),
        ("{}".encode("utf-16"), "guide.json", "not written in UTF-8"),
    ],
)
def test_a_file_that_is_none_is_refused_by_name(admin, content, name, says):
    assert says in shown(sent(admin, content, name), 422)


def test_what_a_file_brings_is_text_wherever_it_is_shown(admin, room, administrator):
    whole = contents(name=WRITTEN, steps=[WRITTEN], not_meaning=[WRITTEN], source=WRITTEN)
    for part in ("likelihoods", "severities", "domains", "factors", "bands"):
        for row in whole[part]:
            text = f"{row.get('key', row.get('score', row.get('colour')))} {WRITTEN}"
            row["label"] = text[:40] if part == "bands" else text
    sent(admin, as_file(whole))
    guide = Guide.objects.get(organisation=room.organisation)
    pages = [
        *(at(f"guide_{name}", guide.pk) for name in ("version", "preview", "sample", "compare", "publish")),
        *(at("guide_section", guide.pk, key) for key in ("about", "likelihoods", "bands")),
        *(at("guide_listed", guide.pk, key) for key in ("domains", "factors")),
        at("guide_part_out", guide.pk, "domains", "financial"),
        at("guide_versions"),
    ]
    for page in pages:
        assert "<script>alert" not in admin.get(page).content.decode(), page
    publish(guide, administrator)
    assert "<script>alert" not in admin.get(at("triage_guide")).content.decode()


# Editing


@pytest.mark.parametrize("key", ["about", "steps", "likelihoods", "severities", "bands", "not_meaning"])
def test_a_section_sent_as_it_stands_changes_nothing(admin, draft, key):
    page = admin.get(at("guide_section", draft.pk, key))
    form = page.context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    answer = admin.post(at("guide_section", draft.pk, key), sent)
    assert answer["Location"] == at("guide_version", draft.pk)
    assert now(draft) == contents()


def test_a_section_is_changed_and_the_list_says_so(admin, draft):
    admin.post(at("guide_section", draft.pk, "steps"), {"version": 0, "steps": " One.\r\n\r\nTwo. \r\n"})
    assert now(draft)["steps"] == ["One.", "Two."]
    tasks = admin.get(at("guide_version", draft.pk)).context["tasks"]
    assert {each["title"]: each["status"] for each in tasks if not each["done"]} == {
        "About this version": "Changed",
        "Step by step": "Changed",
    }


@pytest.mark.parametrize(
    ("key", "changes", "says"),
    [
        ("about", {"name": ""}, "Enter the name of this version"),
        ("steps", {"steps": "\n".join(["x"] * 21)}, "There can be 20 lines at most: there are 21"),
        ("steps", {"steps": "Fine.\n" + "x" * 1001}, "Line 2 must be 1,000 characters or fewer"),
        ("likelihoods", {"label_3": ""}, "Enter the word for 3"),
        ("bands", {"red_from": "5"}, "Red must begin above amber"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(admin, draft, key, changes, says):
    page = admin.get(at("guide_section", draft.pk, key))
    form = page.context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {"version": 0} | changes
    answer = admin.post(at("guide_section", draft.pk, key), sent)
    assert says in shown(answer, 422)
    assert now(draft) == contents()


def test_the_colours_are_shown_before_anything_is_saved(admin, draft):
    sent = {"version": 0, "amber_from": "8", "red_from": "20", "look": "1"}
    sent |= {f"meaning_{colour}": "What to do." for colour in ("green", "amber", "red")}
    said = shown(admin.post(at("guide_section", draft.pk, "bands"), sent))
    assert "1, 2, 3, 4, 5, 6" in said
    assert "8, 9, 10, 12, 15, 16" in said
    assert "20, 25" in said
    assert now(draft) == contents()


def test_in_two_tabs_the_second_sees_both_and_loses_nothing(admin, draft):
    address = at("guide_section", draft.pk, "about")
    first = {"version": 0, "name": "First", "source": "Same"}
    admin.post(address, first)
    answer = admin.post(address, first | {"name": "Second"})
    said = shown(answer, 409)
    assert "Somebody else saved this while you were working on it." in said
    assert "First" in said
    assert "Same" in said
    form = answer.context["form"]
    assert (form["name"].value(), form["version"].value()) == ("Second", "1")
    assert form.theirs == {"name": "First"}
    assert now(draft)["name"] == "First"
    admin.post(address, first | {"name": "Second", "version": 1})
    assert now(draft)["name"] == "Second"


def test_what_is_typed_into_a_draft_that_was_published_meanwhile_is_shown(admin, draft, administrator):
    publish(draft, administrator)
    sent = {"version": 0, "name": "Typed for an hour", "source": "x"}
    answer = admin.post(at("guide_section", draft.pk, "about"), sent)
    assert "has been published and never changes" in shown(answer, 409)
    assert "Typed for an hour" in answer.content.decode()
    assert admin.get(at("guide_section", draft.pk, "about"))["Location"] == at("guide_version", draft.pk)


def test_what_is_being_typed_is_kept_until_it_is_saved(admin, draft, administrator):
    address = at("guide_section", draft.pk, "steps")
    page = admin.get(address)
    assert f'data-draft-url="{page.context["form"].draft_url}"' in page.content.decode()
    admin.post(page.context["form"].draft_url, {"version": "0", "steps": "Half a sen"})
    page = admin.get(address)
    assert "This is what you had typed" in shown(page)
    assert "Half a sen" in page.content.decode()
    admin.post(address, {"version": 0, "steps": "Half a sentence."})
    assert not Draft.objects.filter(person=administrator).exists()


def test_an_unheard_of_section_is_not_there(admin, draft):
    assert admin.get(at("guide_section", draft.pk, "weather")).status_code == 404
    assert admin.get(at("guide_part", draft.pk, "domains", "weather")).status_code == 404
    assert admin.get(f"/triage/guides/{draft.pk}/weather/").status_code == 404


# Domains and factors


def test_a_domain_is_added_described_moved_and_taken_out(admin, draft):
    sent = {"version": 0, "label": "Digital safety", "hint": "", "text_5": "Everything stands still."}
    answer = admin.post(at("guide_part_new", draft.pk, "domains"), sent)
    assert answer["Location"] == at("guide_listed", draft.pk, "domains")
    assert "Not described throughout" in shown(admin.get(at("guide_listed", draft.pk, "domains")))
    said = shown(admin.get(at("guide_version", draft.pk)))
    assert "4 things to mend" in said
    assert "“Digital safety” has no description of “Major”." in said
    admin.post(at("guide_part_up", draft.pk, "domains", "digital_safety"))
    assert [row["key"] for row in now(draft)["domains"]][4] == "digital_safety"
    assert "1 description" in shown(admin.get(at("guide_part_out", draft.pk, "domains", "digital_safety")))
    admin.post(at("guide_part_out", draft.pk, "domains", "digital_safety"), {"version": 0})
    assert now(draft) == contents()


def test_a_factor_is_saved_with_its_questions(admin, draft):
    sent = {"version": 0, "label": "Health", "questions": "How are they?\nWho asked?", "reminder": "Kindly."}
    admin.post(at("guide_part", draft.pk, "factors", "health"), sent)
    assert now(draft)["factors"][1] == {
        "key": "health",
        "label": "Health",
        "questions": ["How are they?", "Who asked?"],
        "reminder": "Kindly.",
    }


def test_what_is_typed_into_a_domain_that_was_taken_out_is_shown(admin, draft, administrator):
    actions.take_out_guide_part(guide=draft, listed="factors", key="health", version=0, by=administrator)
    sent = {"version": 0, "label": "Health", "questions": "How are they?", "reminder": ""}
    answer = admin.post(at("guide_part", draft.pk, "factors", "health"), sent)
    assert "taken out meanwhile" in shown(answer, 409)
    assert "How are they?" in answer.content.decode()


def test_a_published_version_has_no_editing_pages(admin, draft, administrator):
    publish(draft, administrator)
    for address in (
        at("guide_listed", draft.pk, "domains"),
        at("guide_part", draft.pk, "domains", "financial"),
        at("guide_part_new", draft.pk, "domains"),
        at("guide_publish", draft.pk),
        at("guide_withdraw", draft.pk),
    ):
        assert admin.get(address)["Location"] == at("guide_version", draft.pk), address
    assert "has been published" in shown(
        admin.post(at("guide_part_up", draft.pk, "domains", "financial"), follow=True)
    )


# Comparing, trying, publishing


def test_versions_are_compared_word_by_word(admin, draft, administrator):
    whole = contents()
    whole["likelihoods"][0]["description"] = whole["likelihoods"][0]["description"].replace(
        "may come about often", "will come about soon"
    )
    change(draft, "likelihoods", administrator, likelihoods=whole["likelihoods"])
    html = admin.get(at("guide_compare", draft.pk)).content.decode()
    said = Html(html).text("main")
    assert "2 texts differ from “Default version 2" in said
    assert "5 Almost certain: description" in said
    assert "[removed: may]" in said
    assert "[added: will]" in said
    assert "14 more texts here are the same." in said
    assert html.count("<ins ") == 4
    other = begin_copy_of(draft, administrator)
    assert "It says the same as “Version 1" in shown(admin.get(at("guide_compare", other.pk, other=draft.pk)))


def begin_copy_of(guide, administrator):
    return actions.import_guide(
        content=as_file(now(guide)),
        organisation=guide.organisation,
        by=administrator,
        submission_key=uuid.uuid4(),
    )


def test_the_form_can_be_tried_with_a_draft(admin, draft, administrator):
    whole = contents()
    whole["bands"][1]["highest"], whole["bands"][2]["lowest"] = 15, 16
    change(draft, "bands", administrator, bands=whole["bands"])
    tried = at("guide_sample", draft.pk, **{"risk-likelihood": "5", "risk-severity_financial": "3"})
    said = shown(admin.get(tried))
    assert "Likelihood 5 (Almost certain) × severity 3 (Moderate) = 15" in said
    assert "Amber , score 15" in said
    assert "Choose a likelihood and a severity" in shown(
        admin.get(at("guide_sample", draft.pk, **{"risk-likelihood": "9"}))
    )


def test_a_draft_that_lacks_something_is_shown_as_far_as_it_goes(admin, room):
    broken = make_guide(room.organisation, publish=False, bands=[], likelihoods=contents()["likelihoods"][1:])
    for name in ("version", "preview", "sample", "compare", "publish", "export"):
        assert admin.get(at(f"guide_{name}", broken.pk)).status_code == 200, name
    for key in ("likelihoods", "bands"):
        assert admin.get(at("guide_section", broken.pk, key)).status_code == 200
    assert "It cannot be published yet: 5 things are to be mended." in shown(
        admin.get(at("guide_publish", broken.pk))
    )
    answer = admin.post(at("guide_publish", broken.pk), {"when": "today", "version": 0})
    assert "cannot be published yet" in shown(answer)


def test_publishing_says_what_it_will_do_and_then_does_it(admin, draft):
    answer = admin.post(at("guide_publish", draft.pk), {"when": "today", "version": 0})
    said = shown(answer)
    assert "From today, every triage review that is begun at" in said
    assert "Publish version 1 from today" in said
    assert Guide.objects.get(pk=draft.pk).published_at is None
    form = answer.context["form"]
    sent = {name: form[name].value() for name in ("version", "effective_from")}
    assert f'value="{today().isoformat()}"' in answer.content.decode()
    assert form.action == at("guide_publish_confirm", draft.pk)
    assert "is published and in force" in shown(admin.post(form.action, sent, follow=True))
    assert Guide.objects.in_force(draft.organisation_id) == draft
    # A second click.
    assert "is published and in force" in shown(admin.post(form.action, sent, follow=True))


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({}, "Choose from which day"),
        ({"when": "later"}, "Enter the first day"),
        ({"when": "later", "day_day": "1", "day_month": "1", "day_year": "2020"}, "must be after today"),
    ],
)
def test_the_day_is_today_or_later(admin, draft, sent, says):
    assert says in shown(admin.post(at("guide_publish", draft.pk), {"version": 0, **sent}), 422)


def test_nothing_is_published_without_a_day_or_from_a_page_out_of_date(admin, draft, administrator):
    away = at("guide_publish_confirm", draft.pk)
    assert admin.post(away, {})["Location"] == at("guide_publish", draft.pk)
    change(draft, "about", administrator, name="Better")
    sent = {"version": 0, "effective_from": "2099-01-01"}
    assert "changed after you opened this page" in shown(admin.post(away, sent, follow=True))
    assert Guide.objects.get(pk=draft.pk).published_at is None


def test_a_draft_is_withdrawn_after_a_page_that_says_so(admin, draft):
    assert "is gone then, and cannot be brought back" in shown(admin.get(at("guide_withdraw", draft.pk)))
    assert "is withdrawn" in shown(admin.post(at("guide_withdraw", draft.pk), {"version": 0}, follow=True))
    assert not Guide.objects.filter(pk=draft.pk).exists()


# Speed


def test_a_page_costs_the_same_however_much_there_is(admin, room, administrator):
    draft = begin(room, administrator)
    pages = [
        at("guide_versions"),
        at("guide_version", draft.pk),
        at("guide_section", draft.pk, "likelihoods"),
        at("guide_listed", draft.pk, "domains"),
        at("guide_part", draft.pk, "domains", "financial"),
        at("guide_preview", draft.pk),
        at("guide_sample", draft.pk),
        at("guide_compare", draft.pk),
        at("guide_publish", draft.pk),
        at("triage_guide"),
    ]
    few = [queries(admin, page) for page in pages]
    for number in range(4):
        publish(begin(room, administrator), administrator)
        values = {"label": f"Domain {number}", "hint": "", "texts": {5: "Very.", 4: "Less."}}
        actions.add_guide_part(guide=draft, listed="domains", values=values, by=administrator)
    assert [queries(admin, page) for page in pages] == few


def queries(client, address):
    # What a first look keeps in memory does not count.
    client.get(address)
    with CaptureQueriesContext(connection) as counted:
        assert client.get(address).status_code == 200
    return len(counted)
