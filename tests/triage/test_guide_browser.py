"""The scoring guide in a real browser, narrow and wide, with and without scripts, and examined by axe."""

import datetime as dt
import re

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from tests.accessible import check_accessible
from tests.factories import make_person
from tests.triage.guides import begin, contents, publish
from triage.guides.contents import contents_of
from triage.models import Guide
from ui.dates import today

BOTH = pytest.mark.parametrize(
    "width",
    [
        pytest.param(390, marks=pytest.mark.browser_context_args(java_script_enabled=False)),
        pytest.param(1440),
    ],
)


@pytest.fixture
def administrator(room):
    return make_person("administrator", organisation=room.organisation)


@pytest.fixture
def visit(page, live_server, client, administrator):
    """Return a function that goes to an address as the administrator."""
    client.force_login(administrator)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    return lambda name, *keys: page.goto(live_server.url + reverse(name, args=keys))


@BOTH
def test_from_a_copy_to_a_version_in_force(page, visit, room, width):
    page.set_viewport_size({"width": width, "height": 900})
    visit("triage_guide")
    page.get_by_role("link", name="Versions of the scoring guide").click()
    page.get_by_role("button", name="Copy the default version into a draft").click()
    page.get_by_role("link", name="About this version").click()
    page.get_by_label("Name of this version").fill("Our own guide")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("“About this version” is saved in the draft.")).to_be_visible()

    page.get_by_role("link", name="Score and colour").click()
    page.get_by_label("Red begins at").select_option("16")
    page.get_by_role("button", name="Show which score has which colour").click()
    expect(page.get_by_text("5, 6, 8, 9, 10, 12, 15")).to_be_visible()
    page.get_by_role("button", name="Save").click()

    page.get_by_role("link", name="Domains", exact=True).click()
    page.get_by_role("link", name="Take out Financial").click()
    page.get_by_role("button", name="Take it out").click()
    page.get_by_role("link", name="Back to the version").click()

    page.get_by_role("link", name="Compare with another version").click()
    expect(page.locator("ins", has_text="Our own guide")).to_be_visible()
    expect(page.get_by_role("heading", name="Red: scores")).to_be_visible()
    page.get_by_role("link", name="Back to the version").click()

    page.get_by_role("link", name="Publish from a day").click()
    page.get_by_label("From today").check()
    page.get_by_role("button", name="See what that will do").click()
    expect(page.get_by_text("Submitted reviews never change")).to_be_visible()
    page.get_by_role("button", name="Publish version 1 from today").click()
    expect(page.get_by_text("Version 1 is published and in force.")).to_be_visible()

    published = Guide.objects.get(organisation=room.organisation)
    assert Guide.objects.in_force(room.organisation.pk) == published
    whole = contents_of(published)
    assert (whole["name"], len(whole["domains"]), len(whole["descriptors"])) == ("Our own guide", 4, 20)
    assert [row["label"] for row in whole["bands"]] == ["1 to 4", "5 to 15", "16 to 25"]
    assert whole["factors"] == contents()["factors"]


def test_no_page_has_barriers_and_nothing_sticks_out(page, visit, room, administrator):
    draft, later = begin(room, administrator), begin(room, administrator)
    publish(later, administrator, effective_from=today() + dt.timedelta(days=30))
    for name, *keys in (
        ("triage_guide",),
        ("guide_versions",),
        ("guide_import",),
        ("guide_version", draft.pk),
        ("guide_section", draft.pk, "about"),
        ("guide_section", draft.pk, "likelihoods"),
        ("guide_section", draft.pk, "bands"),
        ("guide_listed", draft.pk, "domains"),
        ("guide_part", draft.pk, "domains", "patient_safety"),
        ("guide_part", draft.pk, "factors", "health"),
        ("guide_part_out", draft.pk, "domains", "financial"),
        ("guide_preview", draft.pk),
        ("guide_sample", draft.pk),
        ("guide_compare", draft.pk),
        ("guide_publish", draft.pk),
        ("guide_withdraw", draft.pk),
        ("guide_version", later.pk),
        ("guide_withdraw", later.pk),
    ):
        visit(name, *keys)
        check_accessible(page)


def test_what_is_typed_is_kept_while_it_is_typed(page, visit, room, administrator):
    draft = begin(room, administrator)
    visit("guide_section", draft.pk, "steps")
    page.get_by_label("The steps").fill("Name each risk.")
    expect(page.locator(".app-saved")).to_contain_text("Draft saved")
    visit("guide_section", draft.pk, "steps")
    expect(page.get_by_label("The steps")).to_have_value("Name each risk.")
    page.get_by_role("button", name="Start again from what is saved").click()
    expect(page.get_by_label("The steps")).to_have_value(re.compile("^Name each risk as an outcome"))
