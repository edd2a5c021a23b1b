"""What spares an advisor typing and guessing: what is known stands there, and a change leads back."""

from urllib.parse import quote

import pytest

from tests.factories import make_case
from tests.triage.conftest import answers, risk
from tests.triage.sent import address, page_of, typed, typed_risk
from triage import actions
from triage.answers import FactorAnswer
from triage.forms.risk import RiskForm
from triage.guides.leaflet import leaflet
from triage.known import known_of, written_so_far
from triage.models import Review, Risk
from triage.scale import Scale
from ui.dates import today

REMARK = "something that keeps work safe is not yet in place"


@pytest.fixture
def told(opened):
    """Return the room with two accounts of the practitioner, one under a topic that is closed to advisors."""
    for topic, text in (("general", "I was <b>tired</b>."), ("support", "Told to the pastoral contact.")):
        opened.case.accounts.create(
            topic=topic, text=text, received_on=today(), how="letter", recorded_by=opened.manager
        )
    return opened


def test_what_is_in_the_case_stands_once_beside_the_form_as_text(advisor, told):
    page = page_of(advisor.get(address(told)))
    said = page.text(".app-review__side .app-known")
    assert len(page.all(".app-known")) == 1
    assert "A planted concern about notes." in said
    assert "I was <b>tired</b>." in said
    assert "pastoral contact" not in said
    assert "There is no document in the case." in said
    beginning = page.text("[data-begin='id_summary'] [data-beginning]")
    assert "A planted concern about notes." in beginning
    assert beginning.endswith(": I was <b>tired</b>."), "What they say of it belongs to what is known."


def test_what_is_known_asks_the_same_few_questions_whatever_there_is(told, django_assert_num_queries):
    for each in (told, told):
        each.case.accounts.create(text="More.", received_on=today(), how="call", recorded_by=told.manager)
    known_of(told.case, told.advisor)
    with django_assert_num_queries(3):
        assert len(known_of(told.case, told.advisor).accounts) == 3
    assert known_of(make_case(by=told.manager), told.advisor).accounts == []


def test_a_section_shows_what_the_others_say_and_not_itself(written):
    review = Review.objects.whole().get()
    labels = [label for label, _text in written_so_far(review, without="reasons")]
    assert labels == [
        "Summary of concern(s)", "Documents reviewed", "Potential health concerns",
        "What makes it more or less likely", "Risks",
    ]  # fmt: skip
    assert "Rationale" in dict(written_so_far(review, without="risks"))


def test_the_usual_time_is_offered_and_alone_is_no_answer(advisor, opened):
    assert page_of(advisor.get(address(opened))).one("[name='risk-0-time_frame']").get("value") == (
        "within 12 months"
    )
    blank = dict.fromkeys(typed_risk(1), "") | {"risk-1-time_frame": "within 12 months"}
    advisor.post(address(opened), typed(typed_risk(0), blank))
    assert Risk.objects.count() == 1
    advisor.post(address(opened), typed(typed_risk(0), blank | {"risk-1-time_frame": "in May"}, version=2))
    assert Risk.objects.count() == 2


def test_reasons_of_a_risk_are_offered_and_not_needed(opened):
    data = answers(risks=(risk(likelihood_why="", accepted_why=""),))
    review = actions.save_review(review=opened.review, data=data, version=1, by=opened.advisor)
    assert actions.submit_review(review=review, by=opened.advisor).state == "submitted"


def test_the_page_marks_what_may_be_left_out(advisor, opened):
    page = page_of(advisor.get(address(opened)))
    labels = page.all(".app-review__form :is(label, legend)")
    said = {" ".join("".join(each.itertext()).split()) for each in labels}
    marked = {each for each in said if each.endswith("(optional)")}
    assert "Why this likelihood? (optional)" in marked
    assert "Any additional recommendations (optional)" in marked
    assert not {each for each in marked if each.startswith(("Rationale", "Remedial", "Safeguarding"))}


@pytest.mark.parametrize("by_section", [False, True])
def test_a_change_leads_back_to_the_check(advisor, written, by_section):
    actions.write_by_section(by_section=by_section, by=written.advisor)
    check = address(written, "triage_check")
    link, at = page_of(advisor.get(check)).all(".nhsuk-summary-list__actions a")[-1].get("href").split("#")
    page = page_of(advisor.get(link))
    page.one(f"#{at}")
    button = page.all(".app-buttons button")[0]
    assert button.text == "Save and go back to check your answers"
    where = page.one("form[data-triage]").get("action")
    sent = typed(version=2, rationale="", **{button.get("name"): "1"})
    # Back also where something is missing now: the check says what.
    back = advisor.post(where, sent).url
    assert back == f"{check}#line-additional"
    assert "Any additional recommendations" in page_of(advisor.get(check)).text("#line-additional")
    assert Review.objects.get().rationale == ""


def test_no_line_is_made_up_from_an_address(advisor, written):
    sent = typed(version=2, next="1")
    for asked in ("x", "line-<b>", "line-a#b"):
        back = advisor.post(f"{address(written)}?back=check&line={quote(asked)}", sent).url
        assert back == address(written, "triage_check")
        sent["version"] += 1


def test_saving_a_section_of_the_one_page_leads_back_to_it(advisor, opened):
    assert advisor.post(address(opened), typed(save="people")).url == f"{address(opened)}#people"
    assert advisor.post(address(opened), typed(version=2, save="1")).url == address(opened)


def test_beside_a_choice_stands_what_is_scored_and_no_more(opened):
    scale = Scale(opened.review.guide)
    field = RiskForm(scale=scale).fields["severity_patient_safety"]
    _severity, scored, follows = leaflet(scale.guide)["domains"][0]["texts"][1]
    # The guide's page and its leaflet say the same of it, and set apart what may follow.
    assert field.hints["4"] == scored
    assert scored.startswith("Care goes wrong in a way that leaves long-lasting effects")
    assert f"{scored} {follows}" == scale.descriptor(scale.domains[0], scale.severity(4))
    assert follows.startswith("What may follow, and is no part of the score: ")


def test_adding_a_risk_meanwhile_still_leads_back(advisor, written):
    answer = advisor.post(f"{address(written)}?back=check", typed(version=2, add_risk="1"))
    assert answer.url == f"{address(written)}?another=1&back=check#id_risk-1-statement"


def test_the_check_says_the_overall_rating_and_puts_no_words_into_a_mouth(advisor, written):
    said = page_of(advisor.get(address(written, "triage_check"))).text("main")
    assert "Overall rating: Amber , score 12 likelihood 3 × severity 4" in " ".join(said.split())
    assert "You have not judged otherwise" in said
    # The same words stand beside the rating of the form.
    meaning = "The risk needs a plan: who does what by when"
    assert meaning in said
    assert meaning in page_of(advisor.get(address(written))).text("[data-overall-meaning]")


def test_taking_a_risk_out_is_said_where_the_page_opens(advisor, opened):
    answer = advisor.post(address(opened), typed(typed_risk(0), typed_risk(1), remove_risk="1"))
    assert answer.url == f"{address(opened)}?taken_out=1#risks"
    assert "taken out" in page_of(advisor.get(answer.url)).text("#risks > .app-message")


def test_what_never_counts_against_anybody_is_not_marked_as_if_it_did(advisor, opened):
    page = page_of(advisor.get(address(opened)))
    assert "never counts against anybody" in page.text("#id_factor-health_direction-hint")
    said = " ".join(page.text("#factors").split())
    assert (
        said.count("With Health, Level of support and Level of engagement, mark “Makes it more likely” only")
        == 1
    )
    data = answers(factors=(FactorAnswer("health", "raises"), FactorAnswer("context", "raises")))
    review = actions.save_review(review=opened.review, data=data, version=1, by=opened.advisor)
    actions.submit_review(review=review, by=opened.advisor)
    said = page_of(advisor.get(address(opened))).text("main")
    assert said.count(f"Makes it more likely: {REMARK}") == 1


def test_rationale_and_recommendation_begin_with_what_was_written_above(advisor, opened):
    two = typed_risk(1, statement="colleagues could lose time", likelihood_why="", priority="nothing")
    sent = typed(typed_risk(0, time_frame="within 12 months"), two, rationale="", recommendation="")
    answer = advisor.post(address(opened), sent | {"begin": "rationale"})
    assert answer.url == f"{address(opened)}#id_rationale"
    review = Review.objects.get()
    assert review.rationale == (
        "Risk 1 is possible within 12 months (3 of 5: 1% to 10%), and would be major in patient/public "
        "safety (4 of 5). It happened twice in a month.\n\n"
        "Risk 2 is possible (3 of 5: 1% to 10%), and would be major in patient/public safety (4 of 5)."
    )
    assert review.recommendation == ""
    page = page_of(advisor.get(address(opened)))
    assert [each.get("value") for each in page.all(".app-begin:not([hidden]) [name='begin']")] == [
        "recommendation"
    ]
    # Section by section the risks come from what is saved; what is written already is never replaced.
    section = address(opened, "triage_section", "reasons")
    advisor.post(
        section, {"version": 2, "rationale": "Mine.", "recommendation": "", "begin": "recommendation"}
    )
    review.refresh_from_db()
    assert review.rationale == "Mine."
    assert review.recommendation == (
        "Risk 1, within weeks, by the case manager:\n\n"
        "For risk 2 nothing further is needed; it is looked after by the case manager."
    )
    advisor.post(
        section, {"version": 3, "rationale": "Mine.", "recommendation": "Own.", "begin": "rationale"}
    )
    review.refresh_from_db()
    assert (review.rationale, review.recommendation) == ("Mine.", "Own.")


def test_nothing_to_begin_with_is_said(advisor, opened):
    blank = dict.fromkeys(typed_risk(0), "")
    answer = advisor.post(address(opened), typed(blank, rationale="", begin="rationale"))
    assert "nothing to begin with yet" in page_of(advisor.get(answer.url.split("#")[0])).text("main")


def test_what_was_not_given_is_left_out_of_the_check(advisor, written):
    def said():
        return page_of(advisor.get(address(written, "triage_check"))).text("main")

    assert "Predicted frequency or probability" in said()
    Risk.objects.update(frequency="")
    assert "Predicted frequency or probability" not in said()
