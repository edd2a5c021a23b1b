"""What stands out before a decision is recorded: said, answerable, and never in the way."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from pag.models import Decision, NoticeAnswer
from pag.notices import Notice, notices
from tests.pag.pages import decide_url, text_of
from tests.pag.test_decide_page import decision_answers

pytestmark = pytest.mark.django_db

LISTENED, NOTHING = Notice.LISTENED_WITHOUT_ACCOUNT, Notice.NOTHING_AND_ADVICE
NO_LEAST = Notice.NO_LEAST
BOTH = ["no_further_action", "advice"]


@pytest.mark.parametrize(
    ("kinds", "listened_to", "has_account", "found"),
    [
        (["advice"], True, False, [LISTENED]),
        (["advice"], True, True, []),
        (["advice"], False, False, []),
        (BOTH, True, True, [NOTHING]),
        (["no_further_action", "close"], True, True, []),
        (BOTH, True, False, [LISTENED, NOTHING]),
    ],
)
def test_what_stands_out(kinds, listened_to, has_account, found):
    said = {"listened_to": listened_to, "has_account": has_account}
    assert notices(kinds=kinds, has_options=True, **said) == found


@pytest.mark.parametrize(
    ("kinds", "has_options", "found"),
    [
        (["advice"], False, [NO_LEAST]),
        (["advice"], True, []),
        (["no_further_action", "close"], False, []),
        (["adjourn", "monitoring"], False, [NO_LEAST]),
    ],
)
def test_options_that_were_not_written_down_stand_out(kinds, has_options, found):
    assert notices(kinds=kinds, has_options=has_options, listened_to=True, has_account=True) == found


def test_the_check_page_says_it_and_lets_it_be_recorded_without_an_answer(as_, item, manager):
    client, answers = as_(manager), decision_answers(kinds=BOTH)
    page = text_of(client.post(decide_url(item), {k: v for k, v in answers.items() if k != "checked"}))
    for notice in (LISTENED, NOTHING):
        assert notice.label in page
    assert client.post(decide_url(item), answers).status_code == 302
    assert not NoticeAnswer.objects.exists()


def test_a_reason_is_kept_and_shown(as_, item, manager, case):
    client = as_(manager)
    client.post(decide_url(item), decision_answers(listened_without_account="<i>She came herself.</i>"))
    (answer,) = Decision.objects.get().answers.all()
    assert (answer.notice, answer.reason) == (LISTENED, "<i>She came herself.</i>")
    page = text_of(client.get(f"/cases/{case.reference}/group/"))
    assert LISTENED.label in page
    assert "&lt;i&gt;She came herself.&lt;/i&gt;" in page


def test_where_nothing_stands_out_nothing_is_said_or_kept(as_, item, manager):
    answers = decision_answers(listened_to="no", nothing_and_advice="Sent by hand.")
    client = as_(manager)
    page = text_of(client.post(decide_url(item), {k: v for k, v in answers.items() if k != "checked"}))
    assert LISTENED.label not in page
    assert NOTHING.label not in page
    client.post(decide_url(item), answers)
    assert Decision.objects.exists()
    assert not NoticeAnswer.objects.exists()


def test_the_database_holds_an_answer_once_in_words_and_unchanged(record):
    decision = record("advice", answers={LISTENED: "She came herself."})
    for wrong in (
        {"notice": LISTENED, "reason": "Again."},
        {"notice": NOTHING, "reason": ""},
        {"notice": "x"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            NoticeAnswer.objects.create(decision=decision, **({"reason": "Said."} | wrong))
    with pytest.raises(DatabaseError), transaction.atomic():
        NoticeAnswer.objects.update(reason="Otherwise.")
