"""A rationale that was begun from the scores does not go stale unseen when a score is changed."""

import pytest

from tests.triage.conftest import answers, risk
from tests.triage.sent import address, page_of, typed, typed_risk
from triage import actions
from triage.answers import Consequence
from triage.asking import notices_of
from triage.beginning import begun, outdated, up_to_date
from triage.models import Guide, Review
from triage.scale import Scale

TWO = (risk(), risk(statement="Colleagues could lose time.", likelihood=2, likelihood_why="Once in a year."))


@pytest.fixture
def scale(opened):
    return Scale(Guide.objects.get(pk=opened.review.guide_id))


def changed(data, scale, *risks, name="rationale"):
    """Return the answers begun, then with other risks, and what was begun."""
    data, kept = begun(answers(risks=data, rationale="", recommendation=""), name, scale, [])
    return answers(risks=risks, rationale=data.rationale, recommendation=data.recommendation), kept


def test_only_the_sentences_that_no_longer_fit_are_named_and_replaced(scale):
    data, kept = changed(TWO, scale, TWO[0], risk(likelihood=4, likelihood_why="Three more since."))
    assert [each.was[:21] for each in outdated(data, scale, kept)] == [
        "Risk 2 is unlikely wi",
        "Once in a year.",
    ]
    mended, kept = up_to_date(data, "rationale", scale, kept)
    assert mended.rationale == (
        "Risk 1 is possible within 12 months (3 of 5: 1% to 10%), and would be major in patient/public "
        "safety (4 of 5). It happened twice in a month.\n\n"
        "Risk 2 is likely within 12 months (4 of 5: 10% to 50%), and would be major in patient/public safety "
        "(4 of 5). Three more since."
    )
    assert outdated(mended, scale, kept) == []


def test_the_same_reason_of_two_risks_is_replaced_where_it_is_meant(scale):
    same = (risk(), risk(likelihood=2))
    data, kept = changed(same, scale, same[0], risk(likelihood=2, likelihood_why="Once."))
    mended = up_to_date(data, "rationale", scale, kept)[0].rationale
    assert [each.split(". ")[-1] for each in mended.split("\n\n")] == [
        "It happened twice in a month.",
        "Once.",
    ]


def test_a_sentence_made_ones_own_is_left_alone(scale):
    data, kept = changed(TWO[:1], scale, risk(consequences=(Consequence("patient_safety", 2),)))
    own = data.rationale.replace("It happened twice", "It was twice that it happened")
    [one] = outdated(answers(risks=data.risks, rationale=own), scale, kept)
    assert one.was.startswith("This risk is possible")
    rewritten = answers(risks=data.risks, rationale="My own words on it.")
    assert outdated(rewritten, scale, kept) == []
    assert up_to_date(rewritten, "rationale", scale, kept)[0] == rewritten


def test_what_was_begun_of_a_risk_that_was_taken_out_goes_with_it(scale):
    data, kept = changed(TWO, scale, TWO[1])
    mended, _kept = up_to_date(data, "rationale", scale, kept)
    assert mended.rationale == (
        "This risk is unlikely within 12 months (2 of 5: 0.1% to 1%), and would be major in patient/public "
        "safety (4 of 5). Once in a year."
    )


def test_a_score_changed_later_is_asked_about_and_one_click_puts_it_right(advisor, opened):
    """From beginning through a change to the check, to submitting and going on with it."""
    here, check = address(opened), address(opened, "triage_check")
    advisor.post(here, typed(rationale="", begin="rationale"))
    begun_with = Review.objects.get().rationale
    changed = typed_risk(0, likelihood="5")
    advisor.post(here, typed(changed, version=2, rationale=f"{begun_with} And so on."))
    beside = page_of(advisor.get(here)).text("#reasons .app-theirs")
    assert "This risk is possible" in beside
    assert "This risk is almost certain" in beside
    question = page_of(advisor.get(check)).text("#main-content, main")
    assert "as the risks are answered now, what it was begun with would be “This risk is almost" in question
    answer = advisor.post(check, {"version": 3, "renew": "rationale"})
    assert answer.url == f"{check}#line-rationale"
    review = Review.objects.whole().get()
    assert review.rationale.startswith("This risk is almost certain (5 of 5: more than 50%)")
    assert review.rationale.endswith("It happened twice in a month. And so on.")
    assert "begun_otherwise" not in [each.code for each in notices_of(review)]
    # The same from beside the box; with a page that is stale nothing is overwritten.
    advisor.post(here, typed(version=4, rationale=review.rationale, renew="rationale"))
    assert Review.objects.get().rationale.startswith("This risk is possible (3 of 5")
    assert advisor.post(check, {"version": 2, "renew": "rationale"}).status_code in (302, 409)
    # Let stand, it is kept as a question for the readers, and known when the review comes back.
    advisor.post(here, typed(changed, version=5, rationale=Review.objects.get().rationale))
    submitted = actions.submit_review(review=Review.objects.get(), by=opened.advisor)
    assert "begun_otherwise" in [each.code for each in submitted.notice_answers.all()]
    back = actions.return_review(review=submitted, reason="Please say more.", by=opened.manager)
    assert notices_of(Review.objects.whole().get(pk=back.pk))[0].code == "begun_otherwise"


def test_a_recommendation_that_says_by_whom_and_not_what_is_asked_about(advisor, opened):
    advisor.post(address(opened), typed(recommendation="", health="no", begin="recommendation"))
    review = Review.objects.whole().get()
    assert review.recommendation == "Within weeks, by the case manager:"
    assert [each.code for each in notices_of(review)] == ["left_unfinished"]
    said = typed(version=2, health="no", recommendation=f"{review.recommendation} a look at ten notes.")
    advisor.post(address(opened), said)
    assert notices_of(Review.objects.whole().get()) == []
