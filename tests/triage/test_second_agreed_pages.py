"""The pages on which two advisors agree on a score, or the responsible officer decides it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Draft
from tests.factories import make_person
from tests.triage.second import agreed, propose
from tests.triage.sent import address, page_of
from triage import actions
from triage.models import AgreedScore, ProposedScore

SENT = {"likelihood": "3", "severity": "3", "reason": "Talked <b>it</b> through."}


def url(room, scoring, more=""):
    return f"/cases/{room.case.reference}/triage/second-scorings/{scoring.pk}/{more}"


@pytest.fixture
def officer(room):
    return make_person("responsible_officer", organisation=room.organisation)


def text_for(client, person, where):
    client.force_login(person)
    return page_of(client.get(where)).text("main")


def test_one_writes_it_down_the_other_confirms_and_everybody_reads_it(client, scored):
    scoring = scored.scoring
    here = url(scored, scoring)
    client.force_login(scored.advisor)
    assert "Write down the score you agree on" in page_of(client.get(here)).text("main")
    for wrong in ({"reason": ""}, {"severity": "6"}, {"seen": ""}):
        answer = client.post(f"{here}agree/", SENT | {"seen": "0"} | wrong)
        assert answer.status_code == 422
        assert "Talked" in answer.content.decode() or "reason" in wrong
    assert client.post(f"{here}agree/", SENT | {"seen": "0"})["Location"] == here
    shown = page_of(client.get(here))
    assert f"Waits for {scored.other.name} to confirm" in shown.text("main")
    assert "Talked <b>it</b> through." in shown.text("main")
    assert client.get(f"{here}agree/1/")["Location"] == here, "Nobody confirms what they wrote themselves."

    client.force_login(scored.other)
    assert "A score for you to confirm" in page_of(client.get(here)).text("main")
    assert "= 9 " in page_of(client.get(f"{here}agree/1/")).text("main")
    assert client.post(f"{here}agree/1/", {"agrees": "no", "why": ""}).status_code == 422
    for _click in range(2):
        assert client.post(f"{here}agree/1/", {"agrees": "yes"})["Location"] == here
    assert AgreedScore.objects.get().proposed.by == scored.advisor
    for person in (scored.manager, scored.advisor, scored.other):
        text = text_for(client, person, here)
        assert f"Written down by {scored.advisor.name}, confirmed by {scored.other.name}." in text
        assert "Decide the score" not in text
    assert "The agreed score is" in text_for(client, scored.manager, address(scored))


def test_a_no_is_told_with_its_reason_and_stays_to_be_read(client, scored):
    scoring = scored.scoring
    here = url(scored, scoring)
    propose(scored, scoring)
    client.force_login(scored.other)
    client.post(f"{here}agree/1/", {"agrees": "no", "why": "The dates differ."})
    text = text_for(client, scored.advisor, here)
    assert "Not confirmed by" in text
    assert "The dates differ." in text
    answer = client.post(f"{here}agree/", SENT | {"seen": "0"})
    assert answer.status_code == 422
    assert "A score was written down while" in page_of(answer).text("main")
    assert page_of(answer).one("[name=seen]").get("value") == "1"
    client.post(f"{here}agree/", SENT | {"seen": "1"})
    assert ProposedScore.objects.count() == 2


def test_the_officer_decides_and_the_manager_only_reads(client, scored, officer):
    scoring = scored.scoring
    here = url(scored, scoring)
    text = text_for(client, scored.manager, here)
    assert "One of the two advisors writes down the score" in text
    assert not page_of(client.get(here)).all("a[href*='/agree/']")
    for more in ("agree/", "agree/1/"):
        assert client.get(f"{here}{more}").status_code == 403
        assert client.post(f"{here}{more}", SENT | {"seen": "0", "agrees": "yes"}).status_code == 403
    assert "Decide the score" in text_for(client, officer, here)
    assert 'name="seen"' not in client.get(f"{here}agree/").content.decode()
    client.post(f"{here}agree/", SENT)
    assert AgreedScore.objects.get().decided_as == "officer"
    assert f"Decided by {officer.name}" in text_for(client, scored.advisor, here)


def test_where_an_advisor_is_gone_the_page_says_who_decides(client, scored):
    scoring = scored.scoring
    third = make_person("advisor", organisation=scored.organisation)
    actions.ask_advisor(case=scored.case, advisor=third, by=scored.manager)
    text = text_for(client, scored.other, url(scored, scoring))
    assert f"The case is no longer open to {scored.advisor.name}" in text
    assert "Write down the score you agree on" not in text


def test_what_is_typed_is_kept(client, scored):
    scoring = scored.scoring
    Draft.objects.keep(scored.advisor, f"triage-agree:{scoring.pk}", "reason=Half+a+sentence&seen=0")
    client.force_login(scored.advisor)
    here = url(scored, scoring)
    assert "Half a sentence" in client.get(f"{here}agree/").content.decode()
    client.post(f"{here}agree/", SENT | {"seen": "0"})
    assert not Draft.objects.exists()


def test_the_page_takes_the_same_queries_however_much_was_written_down(client, scored):
    scoring = scored.scoring
    counts = []
    client.force_login(scored.advisor)
    for severity in (3, 4, 5):
        propose(scored, scoring, severity=severity)
        client.get(url(scored, scoring))
        with CaptureQueriesContext(connection) as queries:
            client.get(url(scored, scoring))
        counts.append(len(queries))
    assert len(set(counts)) == 1


def test_the_agreed_score_is_on_the_report_page_of_the_first(client, scored):
    agreed(scored)
    text = text_for(client, scored.manager, address(scored))
    assert "scored this case too, without seeing this scoring" in text
