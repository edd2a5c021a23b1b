"""A fixed number of queries, whatever the number of risks, documents and past reviews."""

from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.triage.conftest import answers, risk
from tests.triage.sent import address, typed, typed_risk
from triage import actions
from triage.answers import DocumentRead
from triage.models import Review
from triage.parts import PARTS


@pytest.fixture(params=[1, 8])
def size(request):
    return request.param


COUNTS: dict[str, dict[int, int]] = {}


@pytest.fixture
def grown(opened, stored, size):
    """Return the room with `size` past reviews, documents, and risks in the draft."""
    papers = [stored(opened.case, by=opened.manager, title=f"Paper {number}") for number in range(size + 1)]
    read = tuple(DocumentRead(document=each.pk) for each in papers)
    for _past in range(size):
        past = actions.start_review(case=opened.case, by=opened.advisor)
        data = answers(summary="He was careless.", documents=read[:1], risks=(risk(),))
        actions.save_review(review=past, data=data, version=1, by=opened.advisor)
        actions.submit_review(review=past, by=opened.advisor)
    opened.review = actions.start_review(case=opened.case, by=opened.advisor)
    several = tuple(risk(statement=f"Patients could wait {place} days.") for place in range(size))
    # One is always left unread.
    data = answers(documents=read[1:], risks=several)
    opened.review = actions.save_review(review=opened.review, data=data, version=1, by=opened.advisor)
    return opened


def hold(name, size, queries):
    """Hold the count of one size against that of the others."""
    counts = COUNTS.setdefault(name, {})
    counts[size] = len(queries)
    assert len(set(counts.values())) == 1, (name, counts)


@pytest.mark.parametrize("part", [part.key for part in PARTS])
def test_opening_and_saving_a_section(advisor, grown, size, part):
    here = address(grown, "triage_section", part)
    advisor.get(here)
    with CaptureQueriesContext(connection) as queries:
        assert advisor.get(here).status_code == 200
    hold(f"open {part}", size, queries)
    sent = typed(*(typed_risk(place, likelihood="5") for place in range(size)), version=2)
    sent |= {"summary": "Other", "health": "no", "rationale": "Other", "factor-insight_why": "Other"}
    with CaptureQueriesContext(connection) as queries:
        assert advisor.post(here, sent).status_code == 302
    hold(f"save {part}", size, queries)


def test_the_list_the_whole_page_and_the_check(advisor, grown, size):
    for by_section in ("yes", "no"):
        advisor.post(address(grown, "triage_layout"), {"by_section": by_section})
        for name in ("triage", "triage_check"):
            advisor.get(address(grown, name))
            with CaptureQueriesContext(connection) as queries:
                assert advisor.get(address(grown, name)).status_code == 200
            hold(f"{name} {by_section}", size, queries)


def test_an_autosave(advisor, grown, size):
    here = reverse("draft", args=[f"triage:{grown.case.reference}:risks"])
    body = urlencode(typed(*(typed_risk(place) for place in range(size))))
    advisor.post(here, body, content_type="application/x-www-form-urlencoded")
    with CaptureQueriesContext(connection) as queries:
        advisor.post(here, body, content_type="application/x-www-form-urlencoded")
    hold("autosave", size, queries)
    assert len(queries) < 12


def test_a_submit(advisor, grown, size):
    with CaptureQueriesContext(connection) as queries:
        assert advisor.post(address(grown, "triage_check"), {"version": 2}).status_code == 302
    hold("submit", size, queries)
    assert Review.objects.in_draft().count() == 0


def test_the_result_and_a_comparison(client, grown, size):
    actions.submit_review(review=grown.review, by=grown.advisor)
    client.force_login(grown.manager)
    for name, more in (("triage", []), ("triage_scoring", [1]), ("triage_compare", [])):
        client.get(address(grown, name, *more))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address(grown, name, *more)).status_code == 200
        hold(name, size, queries)
