"""Publishing from a day: what it does is said before, and nothing that was scored changes."""

import datetime as dt

import pytest

from audit.models import Event
from documents.models import Pdf
from tests.factories import make_person
from tests.kept import kept
from tests.triage import second
from tests.triage.guides import begin, change, default_guide, publish
from triage.actions import submit_review, take_back_second
from triage.guides.access import versions_of
from triage.guides.publishing import what_publishing_does
from triage.models import Guide, Review
from ui.dates import day, today
from ui.refusals import Refusal, Stale

pytestmark = pytest.mark.django_db

TOMORROW = today() + dt.timedelta(days=1)
NEXT_MONTH = today() + dt.timedelta(days=30)


@kept
def administrator(room):
    return make_person("administrator", organisation=room.organisation)


@kept
def draft(room, administrator):
    return begin(room, administrator)


def said(guide, first):
    return " ".join(what_publishing_does(guide, first))


def test_from_today_it_is_in_force_at_once(draft, room, administrator):
    publish(draft, administrator)
    assert Guide.objects.in_force(room.organisation.pk) == draft
    event = Event.objects.get(kind="triage.guide_published")
    assert event.detail == {"version": 1, "effective_from": today().isoformat()}


def test_from_a_later_day_the_old_one_counts_until_then(draft, room, administrator):
    publish(draft, administrator, effective_from=TOMORROW)
    assert Guide.objects.in_force(room.organisation.pk) == default_guide()
    assert Guide.objects.in_force(room.organisation.pk, on=TOMORROW) == draft


def test_nothing_is_published_for_a_day_that_is_over(draft, administrator):
    with pytest.raises(Refusal, match="from today or from a later day"):
        publish(draft, administrator, effective_from=today() - dt.timedelta(days=1))


def test_a_draft_changed_since_it_was_looked_at_is_not_published(draft, administrator):
    change(draft, "about", administrator, name="Better")
    with pytest.raises(Stale, match="changed after you opened this page"):
        publish(draft, administrator, version=0)
    publish(draft, administrator, version=1)


def test_of_two_from_the_same_day_the_one_published_last_counts(room, administrator):
    first, second = begin(room, administrator), begin(room, administrator)
    publish(second, administrator, effective_from=TOMORROW)
    assert "Version 2 is published for the same day. The one published last counts: version 1 takes" in said(
        first, TOMORROW
    )
    publish(first, administrator, effective_from=TOMORROW)
    assert Guide.objects.in_force(room.organisation.pk, on=TOMORROW) == first
    standings = {each.guide: each.status for each in versions_of(room.organisation)}
    assert standings[second] == "Replaced by version 1 for the same day"
    assert standings[first] == f"From {day(TOMORROW)}"


def test_each_version_says_how_it_stands(room, administrator):
    old, new, later, draft = (begin(room, administrator) for _number in range(4))
    publish(old, administrator)
    publish(new, administrator)
    publish(later, administrator, effective_from=NEXT_MONTH)
    standings = versions_of(room.organisation)
    assert [(each.guide, each.status, each.in_force) for each in standings] == [
        (draft, "Draft", False),
        (later, f"From {day(NEXT_MONTH)}", False),
        (new, "In force", True),
        (old, "Replaced by version 2 for the same day", False),
        *(
            (each, "Default, not used here", False)
            for each in Guide.objects.filter(organisation=None).order_by("-version")
        ),
    ]


def test_what_it_will_do_is_said_before(draft, opened):
    assert said(draft, TOMORROW).startswith(
        f"From {day(TOMORROW)}, every triage review that is begun at {opened.organisation} is scored with "
        f"version 1, “{draft.name}”. Until then the default guide, version 2, stays in force."
    )
    assert "One review that is being written keeps the version it was begun with." in said(draft, TOMORROW)
    assert "Submitted reviews never change" in said(draft, today())
    assert "Until then" not in said(draft, today())


def test_the_count_of_drafts_tells_nobody_that_a_second_scoring_is_being_written(submitted, administrator):
    """Whoever scores on their own and edits the guide would miss their own review among them."""
    draft = begin(submitted, administrator)
    assert "No review is being written" in said(draft, TOMORROW)
    scoring = second.begin(submitted)
    assert "One review that is being written" in said(draft, TOMORROW)
    take_back_second(scoring=scoring, by=submitted.manager)
    assert "No review is being written" in said(draft, TOMORROW)


def test_one_published_for_later_is_said_to_take_over(room, administrator, draft):
    later = begin(room, administrator)
    publish(later, administrator, effective_from=NEXT_MONTH)
    assert f"On {day(NEXT_MONTH)} version 2 takes over, as published already." in said(draft, TOMORROW)
    assert "No review is being written at the moment." in said(draft, TOMORROW)


def test_a_review_being_written_and_one_submitted_keep_their_version(written, room, administrator):
    publish(begin(room, administrator), administrator)
    review = Review.objects.get(pk=written.review.pk)
    assert review.guide == default_guide()
    submitted = submit_review(review=review, by=written.advisor)
    assert submitted.guide == default_guide()
    assert submitted.band.guide == default_guide()


def test_the_leaflet_of_a_published_version_is_made(draft, administrator):
    publish(draft, administrator)
    publish(draft, administrator)
    pdf = Pdf.objects.get(kind="triage.guide", subject_key=draft.pk)
    assert (pdf.case, pdf.wanted_by) == (None, administrator)
    assert "Version 1" in pdf.html
