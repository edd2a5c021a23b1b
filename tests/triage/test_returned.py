"""Returned for more, scored again on new evidence, every scoring by date, and two of them compared."""

import pytest
from django.db import DatabaseError, transaction

from cases.actions import deny, seal
from cases.models import Case, CaseAccess
from outbox.models import Message
from tests.factories import make_person
from tests.kept import kept
from tests.triage.conftest import answers, risk
from tests.triage.sent import address, page_of
from triage import actions, permissions
from triage.models import Declaration, Review, ReviewReturn
from triage.reading import answers_of
from triage.work import work_for
from ui.refusals import NotAllowed, Refusal

WHY = "Please say what the rota was on that day."


@kept
def returned(submitted):
    """Return the room with its review returned for more."""
    submitted.draft = actions.return_review(review=submitted.review, reason=WHY, by=submitted.manager)
    submitted.case.refresh_from_db()
    return submitted


# Returned for more


def test_a_new_revision_begins_as_a_copy_and_the_old_one_stays(returned):
    old, new = (Review.objects.whole().get(revision=number) for number in (1, 2))
    assert (old.state, new.state) == ("submitted", "draft")
    assert answers_of(new) == answers_of(old)
    assert (new.guide, new.advisor, new.declaration) == (old.guide, old.advisor, old.declaration)
    assert new.copied_from == old
    assert [(each.score, each.colour) for each in new.risks.all()] == [(12, "amber")]
    assert old.returned.reason == WHY


def test_the_advisor_finds_it_in_their_work_and_in_their_post(returned):
    [item] = work_for(returned.advisor)
    assert item.sentence == "Add to the triage of Dr Amara Okafor: Dr Robin Manager asked for more"
    message = Message.objects.get(subject__startswith="A triage review came back")
    assert message.to == returned.advisor.email
    for personal in ("Okafor", "rota", "Amber"):
        assert personal not in message.subject + message.body
    assert Case.objects.get().summary.next_step == "Dr Robin Advisor to add to the triage"


def test_the_reason_stands_above_the_review(client, returned):
    client.force_login(returned.advisor)
    said = page_of(client.get(address(returned))).text("main")
    assert WHY in said
    assert "Three sets of notes" in said
    client.post(address(returned, "triage_layout"), {"by_section": "yes"})
    assert WHY in page_of(client.get(address(returned))).text("main")


def test_others_read_the_review_as_it_was_and_that_it_came_back(client, returned):
    client.force_login(returned.manager)
    said = page_of(client.get(address(returned))).text("main")
    for words in ("Three sets of notes", WHY, "is writing a new triage review"):
        assert words in said
    assert "Return it for more" not in said


def test_the_new_revision_is_saved_and_submitted_as_any_other(returned):
    data = answers(rationale="Two were on duty.")
    actions.save_review(review=returned.draft, data=data, version=1, by=returned.advisor)
    actions.submit_review(review=returned.draft, by=returned.advisor)
    assert list(Review.objects.values_list("revision", "state", "rationale")) == [
        (2, "submitted", "Two were on duty."),
        (1, "submitted", "The gaps were noticed early."),
    ]


def test_a_second_click_returns_it_once(returned):
    again = actions.return_review(review=returned.review, reason="Again", by=returned.manager)
    assert again == returned.draft
    assert ReviewReturn.objects.get().reason == WHY
    assert Message.objects.filter(subject__startswith="A triage review came back").count() == 1


def test_the_page_asks_for_a_reason_and_keeps_what_was_typed(client, submitted):
    client.force_login(submitted.manager)
    here = address(submitted, "triage_return", 1)
    assert here in client.get(address(submitted)).content.decode()
    assert client.get(here).status_code == 200
    assert client.post(here, {"reason": ""}).status_code == 422
    assert not ReviewReturn.objects.exists()
    assert client.post(here, {"reason": WHY}).url == address(submitted)
    assert ReviewReturn.objects.get().reason == WHY


def test_a_draft_cannot_be_returned(client, written):
    with pytest.raises(Refusal, match="still being written"):
        actions.return_review(review=written.review, reason=WHY, by=written.manager)
    client.force_login(written.manager)
    assert client.get(address(written, "triage_return", 1)).status_code == 404


def test_one_that_a_newer_scoring_follows_is_not_returned(submitted):
    actions.start_review(case=submitted.case, by=submitted.advisor)
    with pytest.raises(Refusal, match="newer scoring"):
        actions.return_review(review=submitted.review, reason=WHY, by=submitted.manager)


def test_one_whose_advisor_has_gone_is_not_returned(client, submitted):
    actions.ask_advisor(case=submitted.case, advisor=submitted.other, by=submitted.manager)
    client.force_login(submitted.manager)
    assert "Return it for more" not in client.get(address(submitted)).content.decode()
    answer = client.post(address(submitted, "triage_return", 1), {"reason": WHY})
    assert "no longer the advisor" in page_of(answer).text(".nhsuk-error-summary")
    assert page_of(answer).text("#id_reason") == WHY


def test_who_may_return(submitted):
    for person in (submitted.advisor, submitted.other, submitted.stranger):
        with pytest.raises(NotAllowed):
            actions.return_review(review=submitted.review, reason=WHY, by=person)
    seal(case=submitted.case, person=submitted.manager, topic=submitted.review.topic, by=submitted.manager)
    with pytest.raises(NotAllowed):
        actions.return_review(review=submitted.review, reason=WHY, by=submitted.manager)
    officer = make_person("responsible_officer", organisation=submitted.organisation)
    assert actions.return_review(review=submitted.review, reason=WHY, by=officer)


def test_the_apps_above_may_say_who_else_returns(submitted, monkeypatch):
    member = make_person("group_member", organisation=submitted.organisation)
    assert not permissions.can_return(member, submitted.case, submitted.review)
    monkeypatch.setattr(permissions, "_returning", [lambda person, _case: person == member])
    assert not permissions.can_return(member, submitted.case, submitted.review)  # it is not open to them
    deny_nobody = {"effect": CaseAccess.Effect.READ, "reason": CaseAccess.Reason.AGENDA, "source": "agenda:1"}
    CaseAccess.objects.create(case=submitted.case, person=member, written_by=submitted.manager, **deny_nobody)
    assert permissions.can_return(member, submitted.case, submitted.review)


def test_a_return_says_why(submitted):
    with pytest.raises(DatabaseError), transaction.atomic():
        ReviewReturn.objects.create(review=submitted.review, reason="", by=submitted.manager)


# Scored again


def test_the_same_advisor_is_asked_for_a_new_scoring_that_begins_empty(client, submitted):
    client.force_login(submitted.manager)
    assert "Ask for a new scoring" in client.get(address(submitted)).content.decode()
    client.post(address(submitted, "triage_assign"), {"advisor": submitted.advisor.pk})
    new = Review.objects.get(revision=2)
    assert (new.state, new.summary, new.copied_from) == ("draft", "", None)
    assert new.declaration == Declaration.objects.get()
    message = Message.objects.get(subject__startswith="A new scoring is asked for")
    assert message.to == submitted.advisor.email
    assert "Okafor" not in message.subject + message.body
    assert Case.objects.get().summary.next_step == "Dr Robin Advisor to score again"


def test_asking_twice_asks_once(submitted):
    for _click in range(2):
        actions.ask_advisor(case=submitted.case, advisor=submitted.advisor, by=submitted.manager)
    assert Review.objects.count() == 2
    assert Message.objects.filter(subject__startswith="A new scoring").count() == 1


def test_another_advisor_scores_again_from_nothing(submitted):
    case = actions.ask_advisor(case=submitted.case, advisor=submitted.other, by=submitted.manager)
    actions.declare(case=case, answer="none", by=submitted.other)
    assert list(Review.objects.values_list("revision", "advisor", "summary")) == [
        (2, submitted.other.pk, ""),
        (1, submitted.advisor.pk, "Three sets of notes were not complete."),
    ]


# By date, and compared


@kept
def twice(submitted):
    """Return the room with two scorings."""
    again = actions.start_review(case=submitted.case, by=submitted.advisor)
    data = answers(
        summary="Three sets of notes were complete.", risks=(risk(likelihood=5), risk(likelihood=1))
    )
    actions.save_review(review=again, data=data, version=1, by=submitted.advisor)
    submitted.again = actions.submit_review(review=again, by=submitted.advisor)
    return submitted


def test_every_scoring_is_listed_and_an_earlier_one_can_be_read(client, twice):
    client.force_login(twice.manager)
    page = page_of(client.get(address(twice)))
    assert [each.get("href") for each in page.all(".app-scorings a")] == [
        address(twice, "triage_scoring", number) for number in (2, 1)
    ]
    assert "were not complete" in page_of(client.get(address(twice, "triage_scoring", 1))).text("main")
    assert client.get(address(twice, "triage_scoring", 9)).status_code == 404


def test_two_are_compared_word_by_word_for_eyes_and_ears(client, twice):
    client.force_login(twice.manager)
    page = page_of(client.get(address(twice, "triage_compare")))
    removed = ["".join(each.itertext()) for each in page.all("dl del")]
    assert any("not" in each and "removed" in each for each in removed)
    assert "The same in both" in page.text("main")
    turned = page_of(client.get(address(twice, "triage_compare"), {"before": "2", "after": "1"}))
    assert any("not" in "".join(each.itertext()) for each in turned.all("dl ins"))


@pytest.mark.parametrize("query", [{"before": "1", "after": "1"}, {"before": "7"}, {"after": "x"}])
def test_what_cannot_be_compared_is_said(client, twice, query):
    client.force_login(twice.manager)
    answer = client.get(address(twice, "triage_compare"), query)
    assert answer.status_code == (200 if query.get("after") == "1" else 422)
    assert not page_of(answer).all("dl ins")


def test_a_sealed_scoring_is_in_no_list_and_no_comparison(client, twice):
    seal(case=twice.case, person=twice.manager, topic=twice.review.topic, by=twice.manager)
    client.force_login(twice.manager)
    assert client.get(address(twice, "triage_scoring", 1)).status_code == 404
    assert client.get(address(twice, "triage_return", 1)).status_code == 404
    assert client.get(address(twice, "triage_compare"), {"before": "1", "after": "2"}).status_code == 422
    for name in ("triage", "triage_compare"):
        said = client.get(address(twice, name)).content.decode()
        assert "were not complete" not in said
        assert "Scoring 1" not in said


def test_people_kept_from_the_case_learn_nothing(client, twice):
    deny(
        case=twice.case, person=twice.manager, reason=CaseAccess.Reason.CONFLICT, source="test",
        by=twice.advisor,
    )  # fmt: skip
    for person in (twice.manager, twice.other, twice.stranger):
        client.force_login(person)
        assert client.get(address(twice, "triage_compare")).status_code == 404
        assert client.get(address(twice, "triage_scoring", 1)).status_code == 404
        assert client.post(address(twice, "triage_return", 2), {"reason": WHY}).status_code == 404
