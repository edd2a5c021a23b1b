"""What triage puts on somebody's list, in kind sentences."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_case
from triage import actions
from triage.work import work_for
from ui.dates import today


def sentences(person):
    return [item.sentence for item in work_for(person)]


def test_an_advisor_is_asked_to_declare_by_reference_only(asked):
    [item] = work_for(asked.advisor)
    assert (item.asked, item.waiting_since) == (True, today())
    assert sentences(asked.advisor) == [f"Declare on {asked.case.reference}: you are asked to triage it"]


def test_an_advisor_is_asked_to_finish(opened):
    assert sentences(opened.advisor) == ["Finish the triage of Dr Amara Okafor"]


def test_a_submitted_triage_asks_for_nothing(submitted):
    assert sentences(submitted.advisor) == []
    assert sentences(submitted.manager) == []


def test_a_draft_on_a_case_that_closed_to_its_advisor_is_not_asked_for(opened):
    actions.declare(case=opened.case, answer="yes", by=opened.advisor)
    assert sentences(opened.advisor) == []
    (line,) = work_for(opened.manager)
    assert line.sentence == (
        "Ask another advisor to triage the concern about Dr Amara Okafor: the one who was asked stood aside"
    )
    assert line.waiting_since == today()
    actions.ask_advisor(case=opened.case, advisor=opened.other, by=opened.manager)
    assert sentences(opened.manager) == []


def test_an_advisor_who_stands_aside_from_a_new_scoring_is_followed_by_another(submitted):
    actions.ask_advisor(case=submitted.case, advisor=submitted.advisor, by=submitted.manager)
    assert sentences(submitted.manager) == []
    actions.declare(case=submitted.case, answer="unsure", statement="A friend?", by=submitted.advisor)
    (line,) = sentences(submitted.manager)
    assert line.startswith("Ask another advisor")


def test_a_replaced_advisor_is_asked_for_nothing(opened):
    actions.ask_advisor(case=opened.case, advisor=opened.other, by=opened.manager)
    assert sentences(opened.advisor) == []


def test_a_manager_is_asked_to_find_an_advisor(room):
    assert sentences(room.manager) == ["Ask an advisor to triage the concern about Dr Amara Okafor"]
    assert sentences(room.stranger) == []


def test_the_number_of_queries_stays_whatever_the_number_of_cases(room):
    def asked(person):
        with CaptureQueriesContext(connection) as queries:
            assert work_for(person)
        return len(queries)

    counts = []
    for _ in range(3):
        opened, waiting, _unassigned = (make_case(by=room.manager) for _ in range(3))
        for case in (opened, waiting):
            actions.ask_advisor(case=case, advisor=room.advisor, by=room.manager)
        actions.declare(case=opened, answer="none", by=room.advisor)
        counts.append((asked(room.advisor), asked(room.manager)))
    assert len(set(counts)) == 1
