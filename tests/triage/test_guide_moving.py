"""A draft review moves to the guide in force: what maps is kept, what does not is shown first."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import Event
from tests.factories import make_person
from tests.kept import kept
from tests.triage.conftest import answers, risk
from tests.triage.guides import begin, change, contents, default_guide, publish
from tests.ui.html import Html
from triage import actions
from triage.answers import Consequence, FactorAnswer
from triage.guides.moving import guide_to_move_to, plan_move
from triage.models import Review
from ui.refusals import NotAllowed, Refusal, Stale

pytestmark = pytest.mark.django_db


@kept
def administrator(room):
    return make_person("administrator", organisation=room.organisation)


@kept
def newer(written, administrator):
    """Publish a guide without management and insight, with amber up to 15 and other words for “possible”."""
    guide = begin(written, administrator)
    whole = contents()
    whole["bands"][1]["highest"], whole["bands"][2]["lowest"] = 15, 16
    whole["likelihoods"][2]["description"] = "It might come about, now and then."
    change(guide, "bands", administrator, bands=whole["bands"], likelihoods=whole["likelihoods"])
    for listed, key in (("domains", "management"), ("factors", "insight")):
        actions.take_out_guide_part(guide=guide, listed=listed, key=key, version=0, by=administrator)
    return publish(guide, administrator)


def whole(review):
    return Review.objects.whole().get(pk=review.pk)


def test_a_draft_stays_until_its_advisor_moves_it(written, newer):
    review = whole(written.review)
    assert review.guide == default_guide()
    assert guide_to_move_to(review) == newer


def test_what_maps_is_kept_and_what_does_not_is_said_before_it_goes(written, newer):
    plan = plan_move(whole(written.review), newer)
    assert [(each.where, each.text) for each in plan.lost()] == [
        ("Level of insight", "Makes it less likely. Their letter says what they would change."),
        ("Risk 1: Management", "severity 2 Minor"),
    ]
    assert [where for where, _was, _now in plan.reworded()] == ["Risk 1: likelihood 3"]
    assert plan.rescored() == []
    moved = whole(actions.move_to_guide(review=written.review, by=written.advisor))
    assert moved.guide == newer
    assert not moved.factor_notes.exists()
    [kept] = moved.risks.all()
    assert (kept.likelihood, kept.severity, kept.score, kept.colour) == (3, 4, 12, "amber")
    assert [(each.domain.key, each.domain.guide, each.severity) for each in kept.consequences.all()] == [
        ("patient_safety", newer, 4)
    ]
    assert (moved.summary, moved.rationale) == (written.review.summary, written.review.rationale)
    assert (
        Event.objects.filter(kind="triage.guide_moved", subject_key=moved.pk, topic=moved.topic).count() == 1
    )


def test_scores_and_colours_are_computed_anew(written, newer):
    given = answers(
        risks=(
            risk(likelihood=5, consequences=(Consequence("patient_safety", 3),)),
            risk(likelihood=3, consequences=(Consequence("financial", 1), Consequence("management", 5))),
            risk(consequences=(Consequence("management", 5),)),
            risk(likelihood=None, consequences=(Consequence("financial", 2),)),
        ),
        factors=(FactorAnswer("health", "neutral", ""),),
    )
    review = actions.save_review(review=written.review, data=given, version=2, by=written.advisor)
    plan = plan_move(whole(review), newer)
    assert plan.rescored() == [
        "Risk 1: Red 15 becomes Amber 15",
        "Risk 2: Red 15 becomes Green 3",
        "Risk 3: Red 15 becomes not scored yet",
    ]
    moved = whole(actions.move_to_guide(review=review, by=written.advisor))
    assert [(each.severity, each.score, each.colour) for each in moved.risks.all()] == [
        (3, 15, "amber"),
        (1, 3, "green"),
        (None, None, ""),
        (2, None, ""),
    ]
    [note] = moved.factor_notes.all()
    assert (note.factor.key, note.factor.guide) == ("health", newer)


def test_a_second_click_changes_nothing_more(written, newer):
    moved = actions.move_to_guide(review=written.review, by=written.advisor)
    assert actions.move_to_guide(review=written.review, by=written.advisor).version == moved.version
    assert Event.objects.filter(kind="triage.guide_moved").count() == 1


def test_without_a_newer_guide_there_is_nothing_to_do(written):
    assert guide_to_move_to(whole(written.review)) is None
    assert actions.move_to_guide(review=written.review, by=written.advisor).version == 2


def test_only_its_own_advisor_moves_a_review(written, newer):
    for by in (written.manager, written.other, written.stranger):
        with pytest.raises(NotAllowed):
            actions.move_to_guide(review=written.review, by=by)


def test_a_submitted_review_never_moves(submitted, administrator):
    newer = publish(begin(submitted, administrator), administrator)
    assert guide_to_move_to(whole(submitted.review)) is None
    with pytest.raises(Refusal, match="submitted"):
        actions.move_to_guide(review=submitted.review, by=submitted.advisor)
    assert whole(submitted.review).guide != newer


def test_what_changed_since_it_was_shown_is_shown_again(written, newer):
    with pytest.raises(Stale):
        actions.move_to_guide(review=written.review, by=written.advisor, guide=newer.pk, version=1)
    with pytest.raises(Stale):
        actions.move_to_guide(review=written.review, by=written.advisor, guide=default_guide().pk, version=2)
    actions.move_to_guide(review=written.review, by=written.advisor, guide=newer.pk, version=2)


def test_a_page_opened_before_the_move_does_not_overwrite_it(written, newer):
    before = actions.save_review(review=written.review, data=answers(), version=2, by=written.advisor)
    actions.move_to_guide(review=written.review, by=written.advisor)
    given = answers(summary="More.", factors=(), risks=())
    for part in ("risks", "factors"):
        with pytest.raises(Stale):
            actions.save_review(
                review=written.review, data=given, version=before.version, by=written.advisor, parts={part}
            )
    saved = actions.save_review(
        review=written.review, data=given, version=before.version, by=written.advisor, parts={"concerns"}
    )
    assert saved.summary == "More."


@pytest.mark.parametrize("page", ["triage", "triage_section", "sections"])
def test_the_reviews_pages_say_that_another_guide_is_in_force(client, written, newer, page):
    client.force_login(written.advisor)
    if page == "sections":
        actions.write_by_section(by_section=True, by=written.advisor)
    keys = [written.case.reference, *(["risks"] if page == "triage_section" else [])]
    away = reverse("triage_section" if page == "triage_section" else "triage", args=keys)
    offer = reverse("triage_move_guide", args=[written.case.reference])
    assert offer in client.get(away).content.decode()
    actions.move_to_guide(review=written.review, by=written.advisor)
    assert offer not in client.get(away).content.decode()


# The page


@pytest.fixture
def address(client, written):
    client.force_login(written.advisor)
    return reverse("triage_move_guide", args=[written.case.reference])


def test_the_advisor_sees_what_goes_and_then_says_yes(client, written, newer, address):
    page = Html(client.get(address).content.decode())
    said = page.text("main")
    assert "Makes it less likely. Their letter says what they would change." in said
    assert "Risk 1: Management" in said
    assert "Risk 1: likelihood 3" in said
    answer = client.post(address, {"version": 2, "guide": newer.pk}, follow=True)
    assert "is scored with" in answer.content.decode()
    assert whole(written.review).guide == newer


def test_a_page_that_is_out_of_date_moves_nothing(client, written, newer, address):
    answer = client.post(address, {"version": 1, "guide": newer.pk}, follow=True)
    assert "has changed since you opened this page" in answer.content.decode()
    assert client.post(address, {"version": "", "guide": "x"}).status_code == 422
    assert whole(written.review).guide == default_guide()


def test_what_is_typed_and_not_saved_is_pointed_out(client, written, newer, address):
    client.post(reverse("draft", args=[f"triage:{written.case.reference}"]), {"summary": "More"})
    assert "Something you typed is not saved yet" in client.get(address).content.decode()


def test_with_nothing_to_move_to_the_review_is_shown(client, written, address):
    assert client.get(address).headers["Location"] == reverse("triage", args=[written.case.reference])


def test_somebody_who_may_read_the_case_is_told_no_and_a_stranger_nothing(client, written, newer, address):
    client.force_login(written.manager)
    assert client.get(address).status_code == 403
    client.force_login(written.stranger)
    assert client.get(address).status_code == 404


def test_the_page_and_the_move_cost_the_same_however_many_risks(client, written, newer, address):
    few = queries(client, written, address, risks=1)
    assert queries(client, written, address, risks=9) == few


def queries(client, written, address, *, risks):
    review = Review.objects.get(pk=written.review.pk)
    data = answers(risks=tuple(risk(statement=f"Risk {number}") for number in range(risks)))
    Review.objects.filter(pk=review.pk).update(guide=default_guide())
    review = actions.save_review(review=review, data=data, version=review.version, by=written.advisor)
    with CaptureQueriesContext(
        connection,
    ) as shown:
        assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as moved:
        actions.move_to_guide(review=review, by=written.advisor)
    return len(shown), len(moved)
