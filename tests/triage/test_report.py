"""The report says what the advisor found; what the guide says of its words stands apart, in a note."""

import pytest

from documents.kinds import html_of
from tests.triage.conftest import answers, risk
from tests.triage.sharing import settle
from tests.ui.html import Html
from triage import actions
from triage.answers import Consequence, DocumentRead, FactorAnswer
from triage.loading import DEFAULT
from triage.models import Guide, Review
from triage.presenters import HOLDS_NOTHING, NEVER_UP, result
from triage.reports import REPORT
from triage.shared_report import html

pytestmark = pytest.mark.django_db

NOTE = "What the words of the scale mean (scoring guide, version 1)"
OF_THE_GUIDE = "could work only with clinical supervision"


@pytest.fixture
def scored(opened):
    """Return the room with a review by version 1 of the guide, whose descriptions speak of supervision."""
    first = Guide.objects.get(organisation=None, version=1)
    Review.objects.filter(pk=opened.review.pk).update(guide=first)
    data = answers(
        documents=(DocumentRead(title="Letter of 3 May.PDF"),),
        factors=(FactorAnswer("health", "raises", "Tired."),),
        risks=(
            risk(statement="A small thing could happen.", consequences=(Consequence("management", 1),)),
            risk(
                statement="Patients could be given a wrong dose.",
                consequences=(Consequence("patient_safety", 4), Consequence("management", 3)),
            ),
        ),
    )
    opened.review.refresh_from_db()
    draft = actions.save_review(
        review=opened.review, data=data, version=opened.review.version, by=opened.advisor
    )
    submitted = actions.submit_review(review=draft, by=opened.advisor)
    opened.review = Review.objects.whole().get(pk=submitted.pk)
    return opened


def test_the_report_begins_with_rating_and_recommendation_and_keeps_the_guides_words_apart(scored):
    said = Html(html_of(REPORT, scored.review)).text("body")
    found, note = said.split(NOTE)
    assert OF_THE_GUIDE in note and OF_THE_GUIDE not in found
    assert "not findings about anybody" in note
    assert "Major, 4 of 5, in patient/public safety" in found
    assert "Moderate, 3 of 5, in management" in found
    first, _rest = found.split("The practitioner", 1)
    for words in (
        "Amber 12",
        "Risk 2 of 2: Patients could be given a wrong dose.",
        scored.review.recommendation,
    ):
        assert words in first
    # What the recommendation may speak of is named, after the risk that gives the rating.
    assert first.index("Risk 2 of 2:") < first.index("Risk 1 of 2, Green 3: A small thing could happen.")
    # In the template's order: what bears on the likelihood stands before the rating.
    assert found.index("What makes it more or less likely") < found.index("Risk rating with score")


def test_risks_that_share_the_highest_score_are_said_to_tie(opened):
    data = answers(risks=(risk(), risk(statement="Colleagues could lose time.")))
    actions.save_review(review=opened.review, data=data, version=1, by=opened.advisor)
    found = result(Review.objects.whole().get())
    assert found["tie"] == ""
    actions.submit_review(review=opened.review, by=opened.advisor)
    whole = Review.objects.whole().get()
    assert result(whole)["tie"] == "Risk 1 and risk 2 tie: each has this score."
    assert Html(html_of(REPORT, whole)).text(".in-short").count("tie: each has this score") == 1


def test_the_page_and_the_practitioners_copy_keep_them_apart_too(scored, client):
    client.force_login(scored.manager)
    page = Html(client.get(f"/cases/{scored.case.reference}/triage/").content.decode())
    found, note = page.text("article.app-triage").split(NOTE)
    assert OF_THE_GUIDE in note and OF_THE_GUIDE not in found
    assert "Major, 4 of 5, in patient/public safety" in found
    copy = Html(html(settle(scored))).text("body")
    assert OF_THE_GUIDE not in copy
    assert "Major, 4 of 5, in patient/public safety" in copy


def test_where_health_is_a_reason_nothing_says_that_it_never_is(scored):
    assert NEVER_UP in DEFAULT.read_text()
    for said in (html_of(REPORT, scored.review), html(settle(scored))):
        assert NEVER_UP not in said
        assert HOLDS_NOTHING in said


def test_a_title_made_of_a_files_name_has_no_ending(scored):
    for said in (html_of(REPORT, scored.review), html(settle(scored))):
        assert "Letter of 3 May<" in said
