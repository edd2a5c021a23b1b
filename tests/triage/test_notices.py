"""Gentle questions: when they are asked, that they never block, and that a reason is kept."""

from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Draft
from tests.triage.conftest import answers, risk
from tests.triage.sent import address, page_of
from triage import actions
from triage.answers import FactorAnswer, RiskAnswers
from triage.judging import _offers, judging_words
from triage.models import NoticeAnswer, Review
from triage.notices import Notice, notices
from triage.presenters import newest_result


def codes(*, colour: str = "amber", **changes: object) -> list[str]:
    return [each.code for each in notices(answers(**changes), colour=colour)]


def test_an_ordinary_review_is_asked_nothing():
    assert codes(recommendation="Consider support with record keeping.") == []


@pytest.mark.parametrize(
    "words", ["No further action.", "I suggest NFA", "There is nothing further to do", "Take no action"]
)
def test_red_with_no_further_action_is_asked_about(words):
    recommended = f"{words} Support is offered."
    assert codes(colour="red", recommendation=recommended) == ["red_without_action"]
    assert codes(colour="amber", recommendation=recommended) == []


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        ({"safeguarding": True}, ["safeguarding_unanswered"]),
        ({"safeguarding": True, "additional": "Talk to the safeguarding lead."}, []),
        ({"safeguarding": True, "recommendation": "Tell the local authority. Support."}, []),
        ({"safeguarding": None}, []),
        ({"health": True, "recommendation": "Wait."}, ["health_unanswered"]),
        ({"health": True, "recommendation": "Offer occupational health."}, []),
        ({"health": False, "recommendation": "Wait."}, []),
    ],
)
def test_a_yes_without_a_step_that_answers_it_is_asked_about(changes, asked):
    assert codes(**changes) == asked


@pytest.mark.parametrize(
    ("likelihood", "directions", "asked"),
    [
        (4, ["lowers", "lowers"], True),
        (5, ["lowers", "unknown", ""], True),
        (3, ["lowers"], False),
        (4, ["lowers", "raises"], False),
        (4, ["lowers", "neutral"], False),
        (4, ["unknown"], False),
        (4, [], False),
        (None, ["lowers"], False),
    ],
)
def test_a_high_likelihood_against_every_factor_is_asked_about(likelihood, directions, asked):
    factors = tuple(FactorAnswer(f"factor{place}", each) for place, each in enumerate(directions))
    found = codes(factors=factors, risks=(risk(likelihood=likelihood),))
    assert found == (["likely_with_lowering"] if asked else [])


@pytest.mark.parametrize(
    ("statement", "asked"),
    [
        ("Patients could be harmed.", False),
        ("There is a risk that notes go missing.", False),
        ("Colleagues may leave.", False),
        ("The notes were short.", True),
        ("Poor record keeping", True),
        ("", False),
    ],
)
def test_a_risk_that_is_no_consequence_is_asked_about(statement, asked):
    [*found] = notices(answers(risks=(risk(statement=statement),)), colour="amber")
    assert [each.code for each in found] == (["not_a_consequence"] if asked else [])


def test_a_risk_is_named_by_its_place_among_those_written():
    found = notices(answers(risks=(RiskAnswers(), risk(), risk(statement="Late."))), colour="amber")
    assert [(each.about, each.risk) for each in found] == [("risk:2", 1)]


# Words that judge


def test_a_word_that_judges_is_quoted_with_its_sentence_and_another_way_is_offered():
    text = "It was a busy day. He was careless with the dose! Nobody was hurt."
    [found] = judging_words(text)
    assert (found.word, found.sentence) == ("careless", "He was careless with the dose!")
    [notice] = notices(answers(summary=text), colour="amber")
    assert notice.quote == "He was careless with the dose!"
    assert "“careless”" in notice.sentence
    assert "say what was done" in notice.sentence


@pytest.mark.parametrize(
    "text",
    [
        "He did not listen and was rude.",
        "Nothing was written, though the call was rude.",
        "No doubt he was rude.",
        "He was not only rude.",
        "Nobody came. He was rude.",
    ],
)
def test_a_word_is_asked_about_where_the_negation_belongs_elsewhere(text):
    assert [each.word for each in judging_words(text)] == ["rude"]


@pytest.mark.parametrize(
    "text",
    [
        "Carelessnesses",
        "The allegationist newspaper",
        "She said: “he was careless”.",
        'The complaint reads "arrogant and rude".',
        "A claim was refiled, to be safe.",
        "Nothing here was careless, and nobody has been dishonest.",
        "She was not rude and never refused.",
        "It wasn’t negligent; no culprit is looked for.",
    ],
)
def test_words_within_words_denied_or_said_by_others_are_left_alone(text):
    assert judging_words(text) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("They FAILED TO reply.", "failed to"),
        ("they failed\n to reply", None),
        ("a lack  of insight", "lack of insight"),
        ("(guilty)", "guilty"),
    ],
)
def test_words_are_found_whatever_their_case_and_spaces(text, word):
    assert [each.word for each in judging_words(text)] == ([word] if word else [])


@given(st.sampled_from(sorted(_offers())), st.sampled_from([" ", ". ", ", ", "(", "\n"]))
def test_every_word_of_the_list_is_found_once_and_offers_something(word, before):
    found = judging_words(f"Then{before}{word}, and again {word}.")
    assert word in [each.word for each in found]
    assert len({each.word for each in found}) == len(found)
    assert all(each.offer for each in found)


@given(st.text(max_size=300))
def test_any_text_at_all_can_be_looked_through(text):
    for each in judging_words(text):
        assert each.word in " ".join(each.sentence.lower().split())


texts = st.sampled_from(["", "No further action.", "Support.", "He was careless.", "Patients could fall."])


@given(
    st.builds(
        lambda summary, recommendation, statement, yes, direction, likelihood: answers(
            summary=summary,
            recommendation=recommendation,
            safeguarding=yes,
            health=yes,
            factors=(FactorAnswer("insight", direction, summary),),
            risks=(risk(statement=statement, likelihood=likelihood), risk(statement=summary)),
        ),
        texts,
        texts,
        texts,
        st.sampled_from([True, False, None]),
        st.sampled_from(["", "raises", "lowers", "neutral", "unknown"]),
        st.sampled_from([None, 1, 2, 3, 4, 5]),
    ),
    st.sampled_from(["", "green", "amber", "red"]),
)
def test_each_question_is_asked_once_in_words_that_fit_where_they_are_kept(data, colour):
    found = notices(data, colour=colour)
    assert len({each.key for each in found}) == len(found)
    for each in found:
        assert isinstance(each, Notice)
        assert len(each.about) <= 80
        assert len(each.code) <= 40
        assert each.sentence.endswith((".", "?"))
    assert found == notices(data, colour=colour)


# Asked on the page, answered, kept


def write(room, **changes):
    version = Review.objects.get(pk=room.review.pk).version
    actions.save_review(review=room.review, data=answers(**changes), version=version, by=room.advisor)


def test_the_check_page_asks_and_submitting_is_never_held_up(advisor, opened):
    write(opened, summary="He was careless.", recommendation="Wait.")
    page = page_of(advisor.get(address(opened, "triage_check")))
    assert len(page.all(".app-notice")) == 2  # health, and the word
    assert page.text(".app-notice__quote") == "He was careless."
    links = [each.get("href") for each in page.all(".app-notice a")]
    start = f"{address(opened)}?back=check&line=line-"
    assert links == [f"{start}recommendation#id_recommendation", f"{start}summary#id_summary"]
    answer = advisor.post(address(opened, "triage_check"), {"version": 2})
    assert answer.status_code == 302
    assert Review.objects.get().state == "submitted"


def test_a_reason_is_kept_and_stands_in_the_result(advisor, opened):
    write(opened, recommendation="Wait.")
    reason = "They have support already."
    box = "health_unanswered:recommendation"
    answer = advisor.post(address(opened, "triage_check"), {"version": 2, box: reason, "keep": "1"})
    assert answer.url == address(opened, "triage_check")
    assert Review.objects.get().state == "draft"
    assert reason in page_of(advisor.get(answer.url)).text(".app-notice textarea")
    advisor.post(address(opened, "triage_check"), {"version": 2, box: reason})
    [kept] = NoticeAnswer.objects.all()
    assert (kept.reason, kept.by) == (reason, opened.advisor)
    assert reason in page_of(advisor.get(address(opened))).text("main")


def test_a_reason_given_while_submitting_is_kept(advisor, opened):
    write(opened, recommendation="Wait.")
    box = "health_unanswered:recommendation"
    advisor.post(address(opened, "triage_check"), {"version": 2, box: "Said and done."})
    assert NoticeAnswer.objects.get().reason == "Said and done."
    assert Review.objects.get().state == "submitted"


def test_a_reason_that_is_being_typed_is_kept_until_it_is_sent(advisor, opened):
    write(opened, recommendation="Wait.")
    here, box = address(opened, "triage_check"), "health_unanswered:recommendation"
    form = page_of(advisor.get(here)).one("form[data-draft-url]")
    body = urlencode({box: "Half a reason", "version": 2})
    kept = advisor.post(form.get("data-draft-url"), body, content_type="application/x-www-form-urlencoded")
    assert kept.status_code < 300
    write(opened, recommendation="Wait still.")
    shown = page_of(advisor.get(here))
    assert shown.text(".app-notice textarea") == "Half a reason"
    assert "not saved yet" not in shown.text("main"), "It is no part of the review."
    assert shown.one("[name=version]").get("value") == "3", "What is submitted is the review as it stands."
    advisor.post(here, {"version": 3, box: "A whole reason.", "keep": "1"})
    assert page_of(advisor.get(here)).text(".app-notice textarea") == "A whole reason."
    assert not Draft.objects.exists()


def test_a_reason_can_be_taken_back(advisor, opened):
    write(opened, recommendation="Wait.")
    box = "health_unanswered:recommendation"
    for reason in ("Said.", ""):
        advisor.post(address(opened, "triage_check"), {"version": 2, box: reason, "keep": "1"})
    assert (NoticeAnswer.objects.get().reason, NoticeAnswer.objects.get().by) == ("", None)


def test_a_reason_for_something_that_is_not_asked_is_left_alone(opened):
    write(opened)
    actions.answer_notices(
        review=opened.review, reasons={"red_without_action:x": "Forged"}, by=opened.advisor
    )
    assert not NoticeAnswer.objects.exists()


def test_readers_see_contradictions_left_open_and_no_question_of_wording(opened):
    write(opened, summary="He was careless.", recommendation="Wait.")
    actions.submit_review(review=opened.review, by=opened.advisor)
    assert {each.code for each in NoticeAnswer.objects.all()} == {"health_unanswered", "judging_word"}
    shown = newest_result(opened.manager, opened.case)["asked"]
    assert [each.code for each in shown] == ["health_unanswered"]


def test_what_no_longer_arises_is_not_kept_when_it_is_submitted(opened):
    write(opened, recommendation="Wait.")
    reasons = {"health_unanswered:recommendation": "Said."}
    actions.answer_notices(review=opened.review, reasons=reasons, by=opened.advisor)
    write(opened)
    actions.submit_review(review=opened.review, by=opened.advisor)
    assert not NoticeAnswer.objects.exists()


def test_a_reason_that_is_too_long_comes_back_with_what_was_typed(advisor, opened):
    write(opened, recommendation="Wait.")
    box = "health_unanswered:recommendation"
    answer = advisor.post(address(opened, "triage_check"), {"version": 2, box: "x" * 2_001})
    assert answer.status_code == 422
    assert page_of(answer).text(".app-notice textarea") == "x" * 2_001
    assert Review.objects.get().state == "draft"
