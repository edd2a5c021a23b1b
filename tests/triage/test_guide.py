"""The scoring guide: whole from the first day, versioned, and never changed once published."""

import datetime as dt
import re

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from accounts.models import Membership
from tests.factories import make_person
from tests.kept import kept
from tests.triage.guides import contents, default_guide, make_guide, model_called, publish
from tests.ui.html import Html
from triage import loading
from triage.loading import load_default
from triage.models import Band, Descriptor, Guide, Likelihood
from triage.scale import Scale
from ui.dates import today
from ui.refusals import NotAllowed, Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def default():
    return default_guide()


def test_the_default_guide_comes_with_everything(default):
    scale = Scale(default)
    assert [each.label for each in scale.likelihoods] == [
        "Almost certain",
        "Likely",
        "Possible",
        "Unlikely",
        "Rare",
    ]
    assert [each.label for each in scale.severities] == [
        "Catastrophic",
        "Major",
        "Moderate",
        "Minor",
        "Negligible",
    ]
    assert len(scale.domains) == 5
    assert (
        len({scale.descriptor(domain, severity) for domain in scale.domains for severity in scale.severities})
        == 25
    )
    assert [each.label for each in scale.factors] == [
        "Level of insight",
        "Health",
        "Behaviours",
        "Level of support",
        "Context of work",
        "Level of engagement",
    ]
    assert [(each.colour, each.lowest, each.highest) for each in scale.bands] == [
        ("green", 1, 4),
        ("amber", 5, 14),
        ("red", 15, 25),
    ]
    assert default.published_at is not None


def test_loading_again_changes_nothing(default):
    for version in (1, 2):
        load_default(model_called, version=version)
    assert Guide.objects.filter(organisation=None).count() == 2
    assert Descriptor.objects.filter(guide=default).count() == 25


SANCTIONS = re.compile(r"supervis|refer|performance team|prosecut|charges|complaint to the regulator")


def test_the_descriptions_are_of_harm_and_what_may_follow_stands_apart(default):
    texts = Descriptor.objects.filter(guide=default).values_list("text", flat=True)
    harm, apart = zip(
        *(text.partition("What may follow, and is no part of the score: ")[::2] for text in texts),
        strict=True,
    )
    assert not [text for text in harm if SANCTIONS.search(text)]
    assert len([text for text in apart if SANCTIONS.search(text)]) == 5
    assert not [each for each in default.severities.all() if "describe you" in each.plain_meaning]


def test_a_newer_default_takes_over_today_where_cases_were_scored_before(opened, default):
    load_default(model_called, file=loading.NEWEST, version=3)
    assert Guide.objects.get(organisation=None, version=3).effective_from == today()
    before = Guide.objects.in_force(opened.organisation.pk, on=today() - dt.timedelta(days=1))
    assert (before, default.effective_from) == (default, loading.DEFAULT_FROM)


def test_health_support_and_engagement_carry_their_reminder(default):
    reminded = {each.key for each in Scale(default).factors if "never counts against" in each.reminder}
    assert reminded == {"health", "support", "engagement"}


@pytest.mark.parametrize(
    "change",
    [
        lambda guide: guide.bands.update(highest=5),
        lambda guide: guide.likelihoods.first().delete(),
        lambda guide: Likelihood.objects.filter(guide=guide).delete(),
        lambda guide: guide.descriptors.update(text="Softer"),
        lambda guide: guide.factors.update(reminder=""),
        lambda guide: Guide.objects.filter(pk=guide.pk).update(name="Another name"),
        lambda guide: Guide.objects.filter(pk=guide.pk).delete(),
        lambda guide: Band.objects.create(
            guide=guide, colour="red", label="x", lowest=1, highest=1, meaning="x"
        ),
    ],
)
def test_a_published_guide_never_changes(default, change):
    with pytest.raises(DatabaseError), transaction.atomic():
        change(default)


def test_a_part_cannot_be_moved_out_of_a_published_guide(default, room):
    draft = make_guide(room.organisation, publish=False, bands=[])
    with pytest.raises(DatabaseError), transaction.atomic():
        Band.objects.filter(guide=default, colour="red").update(guide=draft)


def test_bands_of_one_guide_cannot_overlap(room):
    draft = make_guide(room.organisation, publish=False, bands=[])
    Band.objects.create(guide=draft, colour="green", label="1 to 5", lowest=1, highest=5, meaning="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        Band.objects.create(guide=draft, colour="amber", label="5 to 9", lowest=5, highest=9, meaning="x")
    Band.objects.create(guide=draft, colour="amber", label="6 to 9", lowest=6, highest=9, meaning="x")


@pytest.mark.parametrize(("lowest", "highest"), [(0, 4), (20, 26), (9, 8)])
def test_a_band_lies_within_1_and_25(room, lowest, highest):
    draft = make_guide(room.organisation, publish=False, bands=[])
    with pytest.raises(DatabaseError), transaction.atomic():
        Band.objects.create(guide=draft, colour="red", label="x", lowest=lowest, highest=highest, meaning="x")


def test_the_default_for_all_has_each_version_once(default):
    with pytest.raises(IntegrityError), transaction.atomic():
        Guide.objects.create(version=1, name="Again", source="x", effective_from=today())


# Which guide is in force


def test_an_organisation_without_its_own_guide_uses_the_default(room, default):
    assert Guide.objects.in_force(room.organisation.pk) == default


def test_an_organisations_own_newest_guide_comes_first(room):
    make_guide(room.organisation, version=1, effective_from=today() - dt.timedelta(days=9))
    newest = make_guide(room.organisation, version=2, effective_from=today())
    make_guide(room.organisation, version=3, effective_from=today() + dt.timedelta(days=1))
    make_guide(room.organisation, version=4, publish=False)
    assert Guide.objects.in_force(room.organisation.pk) == newest
    assert Guide.objects.in_force(room.organisation.pk, on=today() + dt.timedelta(days=1)).version == 3


def test_another_organisations_guide_is_not_in_force_here(room, default):
    make_guide(room.stranger.memberships.get().organisation)
    assert Guide.objects.in_force(room.organisation.pk) == default


def test_before_every_guide_none_is_in_force(room):
    assert Guide.objects.in_force(room.organisation.pk, on=dt.date(1999, 1, 1)) is None


# Publishing


@kept
def administrator(room):
    return make_person("administrator", organisation=room.organisation)


def test_a_whole_guide_can_be_published_once(room, administrator):
    draft = make_guide(room.organisation, publish=False)
    published = publish(draft, administrator)
    assert published.published_at is not None
    assert (published.published_by, published.effective_from) == (administrator, today())
    assert publish(draft, administrator).published_at == published.published_at


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"bands": contents()["bands"][:2]}, "No band holds the scores from 15 to 25."),
        ({"likelihoods": contents()["likelihoods"][1:]}, "a likelihood for each number"),
        (
            {"severities": contents()["severities"][1:], "descriptors": contents()["descriptors"][5:]},
            "a severity for each number",
        ),
        ({"descriptors": contents()["descriptors"][1:]}, "has no description of “Catastrophic”"),
        ({"domains": [], "descriptors": []}, "at least one domain"),
    ],
)
def test_a_guide_that_lacks_something_is_not_published(room, administrator, changes, says):
    draft = make_guide(room.organisation, publish=False, **changes)
    with pytest.raises(Refusal, match=says):
        publish(draft, administrator)
    assert Guide.objects.get(pk=draft.pk).published_at is None


def test_only_who_looks_after_the_organisation_publishes(room, default):
    draft = make_guide(room.organisation, publish=False)
    with pytest.raises(NotAllowed):
        publish(draft, room.manager)
    with pytest.raises(NotAllowed):
        publish(default, room.manager)


# The leaflet


def test_the_leaflet_shows_everything(client, room, default):
    client.force_login(room.advisor)
    page = Html(client.get("/triage/guide/").content.decode())
    said = page.text("main")
    for descriptor in Descriptor.objects.filter(guide=default):
        assert descriptor.text in said
    for text in [*default.steps, *default.not_meaning]:
        assert text in said


def test_the_leaflet_is_the_readers_organisations_own(client, room):
    make_guide(room.organisation)
    client.force_login(room.advisor)
    assert "Guide 1" in client.get("/triage/guide/").content.decode()
    client.force_login(room.stranger)
    assert "Guide 1" not in client.get("/triage/guide/").content.decode()


def test_somebody_in_two_organisations_finds_both_guides(client, room):
    own = make_guide(room.organisation)
    elsewhere = room.stranger.memberships.get().organisation
    Membership.objects.create(person=room.advisor, organisation=elsewhere, role="advisor", starts_on=today())
    client.force_login(room.advisor)
    assert client.get("/triage/guide/", {"version": own.pk}).content.decode().count("Guide 1") >= 1
    assert "?version=" in client.get("/triage/guide/").content.decode()


def test_somebody_without_an_organisation_has_no_leaflet(client, db):
    client.force_login(make_person())
    assert client.get("/triage/guide/").status_code == 404
