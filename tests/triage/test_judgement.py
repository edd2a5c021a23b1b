"""The reviewer's own judgement beside the computed colour, and what a risk says of time."""

import pytest
from django.db import DatabaseError, transaction

from cases.models import Case
from documents.models import Pdf
from tests.triage.conftest import answers, risk
from tests.triage.sent import address, linked_ids, page_of, typed, typed_risk
from triage import actions
from triage.models import Review, Risk
from triage.policies import Incomplete, is_probability
from ui.refusals import Refusal

WHY = "It happened once, in the first week of a new system."
JUDGED = {"judged_colour": "green", "judged_why": WHY}


def save(room, **changes):
    version = Review.objects.get(pk=room.review.pk).version
    return actions.save_review(review=room.review, data=answers(**changes), version=version, by=room.advisor)


def submit(room):
    return actions.submit_review(review=room.review, by=room.advisor)


# One's own judgement


def test_it_stands_beside_the_computed_colour_and_never_instead_of_it(client, opened):
    save(opened, **JUDGED)
    review = submit(opened)
    assert (review.overall_colour, review.overall_score, review.judged_colour) == ("amber", 12, "green")
    summary = Case.objects.get().summary
    assert (summary.colour, summary.score) == ("amber", 12)
    client.force_login(opened.manager)
    said = page_of(client.get(address(opened))).text("main")
    assert "Dr Robin Advisor judges it Green. The computed rating stays." in said
    assert WHY in said
    assert (
        f'judges it Green.</strong> The computed rating stays. <span class="written">{WHY}'
        in Pdf.objects.get().html
    )


def test_it_is_asked_and_shown_on_the_pages(advisor, opened):
    fields = typed(judged="yes", check="1", **JUDGED)
    answer = advisor.post(address(opened), fields)
    assert WHY in page_of(advisor.get(answer.url)).text("main")
    page = page_of(advisor.get(address(opened)))
    assert page.one("[name=judged][value=yes]").get("checked") is not None
    assert page.one("[name=judged_colour][value=green]").get("checked") is not None
    advisor.post(address(opened), typed(version=2, judged="no", **JUDGED))
    assert Review.objects.get().judged_why == ""


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"judged_colour": "green"}, "judged_why"),
        ({"judged_why": WHY}, "judged_colour"),
        ({"judged_colour": "amber", "judged_why": WHY}, "judged_colour"),
    ],
)
def test_colour_and_reason_come_together_and_differ_from_the_computed(opened, changes, field):
    save(opened, **changes)
    with pytest.raises(Incomplete) as refused:
        submit(opened)
    assert [each.field for each in refused.value.missing] == [field]


def test_a_yes_with_nothing_more_is_asked_for_the_colour(advisor, opened):
    answer = advisor.post(address(opened), typed(judged="yes"))
    assert answer.status_code == 422
    assert linked_ids(page_of(answer)) == ["id_judged_colour_0"]


def test_a_colour_that_is_none_is_refused(opened):
    with pytest.raises(Refusal, match="Green, Amber and Red"):
        save(opened, judged_colour="blue", judged_why=WHY)


@pytest.mark.parametrize(
    "changes",
    [
        {"judged_colour": "green"},
        {"judged_why": WHY},
        {"judged_colour": "amber", "judged_why": WHY},
        {"judged_colour": "blue", "judged_why": WHY},
    ],
)
def test_the_database_keeps_half_a_judgement_out_of_what_is_submitted(opened, changes):
    """As the rows would be written by a submission that forgot the rule."""
    save(opened)
    review = Review.objects.get()
    for name, value in changes.items():
        setattr(review, name, value)
    band = review.guide.bands.get(colour="amber")
    review.state, review.submitted_at, review.submitted_by = "submitted", review.saved_at, opened.advisor
    review.overall_likelihood, review.overall_severity, review.overall_score = 3, 4, 12
    review.overall_colour, review.band = "amber", band
    with pytest.raises(DatabaseError, match="judge"), transaction.atomic():
        review.save()


# Time


@pytest.mark.parametrize(
    ("frequency", "probability"),
    [
        ("5%", True), ("5 per cent", True), ("1 in 20", True), ("3 out of 200 patients", True),
        ("a small chance", True), ("once in 200 clinics", False), ("weekly", False), ("", False),
    ],
)  # fmt: skip
def test_what_counts_as_a_probability(frequency, probability):
    assert is_probability(frequency) is probability


def test_a_probability_needs_its_time(advisor, opened):
    answer = advisor.post(address(opened), typed(typed_risk(0, frequency="5%"), check="1"))
    assert linked_ids(page_of(answer)) == ["id_risk-0-time_frame"]
    whole = typed(typed_risk(0, frequency="5%", time_frame="within a year"), version=2, check="1")
    assert advisor.post(address(opened), whole).url == address(opened, "triage_check")


def test_how_soon_is_kept_and_shown_in_words(advisor, opened):
    advisor.post(address(opened), typed(typed_risk(0, how_soon="weeks")))
    assert Risk.objects.get().how_soon == "weeks"
    said = page_of(advisor.get(address(opened, "triage_check"))).text("main")
    assert "How soon Within weeks" in said
    submit(opened)
    assert "Within weeks" in page_of(advisor.get(address(opened))).text("main")
    assert "Within weeks" in Pdf.objects.get().html


def test_how_soon_is_one_of_the_answers_listed(advisor, opened):
    with pytest.raises(Refusal, match="How soon"):
        save(opened, risks=(risk(how_soon="tomorrow"),))
    answer = advisor.post(address(opened), typed(typed_risk(0, how_soon="tomorrow")))
    assert linked_ids(page_of(answer)) == ["id_risk-0-how_soon_0"]
    with pytest.raises(DatabaseError), transaction.atomic():
        Risk.objects.create(review=opened.review, position=1, how_soon="tomorrow")
