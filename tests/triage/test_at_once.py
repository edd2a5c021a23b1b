"""Two people, or two tabs, at the same moment: one result, and nothing twice."""

import datetime as dt
from functools import partial

import pytest

from audit.models import Event
from documents.models import Pdf
from outbox.models import Message
from tests.at_once import at_once
from tests.factories import make_person
from tests.triage.guides import begin, publish
from tests.triage.second import both_in, propose
from triage import actions
from triage.models import AgreedScore, Guide, ProposedScore, Review, SecondScoring
from triage.sampling import rolling
from ui.dates import today
from ui.refusals import Refusal, Stale

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_who_submit_one_review_submit_it_once(written):
    """The draw, the report and the mail are made once, however near the two clicks are."""

    def submit():
        with rolling(lambda: 0):
            return actions.submit_review(review=written.review, by=written.advisor)

    results = at_once(submit, submit)
    assert [each.pk for each in results] == [written.review.pk] * 2
    assert Review.objects.get().state == "submitted"
    assert Event.objects.filter(kind="triage.submitted").count() == 1
    assert SecondScoring.objects.count() == 1
    assert Pdf.objects.filter(kind="triage.report").count() == 1
    assert Message.objects.filter(subject__startswith="A triage has been submitted").count() == 1


def test_two_versions_published_at_once_are_both_there_and_one_counts(room):
    administrator = make_person("administrator", organisation=room.organisation)
    first, second = begin(room, administrator), begin(room, administrator)
    day = today() + dt.timedelta(days=1)
    at_once(
        *(
            partial(publish, each, administrator, effective_from=day)
            for each in (first, first, second, second)
        )
    )
    own = Guide.objects.published().filter(organisation=room.organisation)
    assert set(own) == {first, second}
    last = max(own, key=lambda each: each.published_at)
    assert Guide.objects.in_force(room.organisation.pk, on=day) == last
    assert Event.objects.filter(kind="triage.guide_published").count() == 2
    assert Pdf.objects.filter(kind="triage.guide").count() == 2


def test_a_version_withdrawn_and_published_at_once_is_one_or_the_other(room):
    administrator = make_person("administrator", organisation=room.organisation)
    draft = begin(room, administrator)
    at_once(
        partial(publish, draft, administrator),
        partial(actions.withdraw_guide, guide=draft, version=0, by=administrator),
    )
    published = Guide.objects.published().filter(pk=draft.pk).exists()
    assert published is Guide.objects.filter(pk=draft.pk).exists()
    assert Event.objects.filter(kind__in=["triage.guide_published", "triage.guide_withdrawn"]).count() == 1


def test_a_score_confirmed_twice_at_once_is_agreed_once(submitted):
    proposed = propose(submitted, both_in(submitted))
    confirm = partial(actions.confirm_score, proposed=proposed, by=submitted.other)
    results = at_once(confirm, confirm)
    assert results == [AgreedScore.objects.get()] * 2
    assert Event.objects.filter(kind="triage.score_agreed").count() == 1


def test_confirmed_by_one_and_decided_by_the_officer_at_once_one_of_the_two_counts(submitted):
    scoring = both_in(submitted)
    officer = make_person("responsible_officer", organisation=submitted.organisation)
    proposed = propose(submitted, scoring)
    results = at_once(
        partial(actions.confirm_score, proposed=proposed, by=submitted.other),
        partial(
            actions.decide_score, scoring=scoring, likelihood=5, severity=5, reason="Read both.", by=officer
        ),
    )
    (refused,) = [each for each in results if isinstance(each, Refusal)]
    assert "meanwhile" in str(refused)
    assert AgreedScore.objects.count() == 1
    assert not ProposedScore.objects.filter(state="open").exists()


def test_two_scores_written_down_at_once_are_not_written_past_each_other(submitted):
    scoring = both_in(submitted)
    results = at_once(
        partial(propose, submitted, scoring, seen=0),
        partial(propose, submitted, scoring, seen=0, severity=4, by=submitted.other),
    )
    (stale,) = [each for each in results if isinstance(each, Stale)]
    assert stale.version == 1
    assert ProposedScore.objects.count() == 1
