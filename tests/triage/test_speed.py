"""A fixed number of queries, whatever the number of risks, documents and past reviews."""

from urllib.parse import urlencode

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.triage.conftest import answers, risk
from tests.triage.sent import address, typed, typed_risk
from triage import actions
from triage.answers import DocumentRead
from triage.models import Review
from triage.parts import PARTS


class Counted:
    """The requests of one person, with how many queries each took at one size, by its name."""

    def __init__(self, person):
        self.client, self.counts = Client(), {}
        self.client.force_login(person)

    def count(self, name, ask, status=200):
        with CaptureQueriesContext(connection) as queries:
            answer = ask()
        assert answer.status_code == status, name
        self.counts[name] = len(queries)

    def open(self, name, here):
        self.count(f"open {name}", lambda: self.client.get(here))


def grow(room, stored, *, by):
    """Add `by` documents and past reviews, and begin a draft with as many risks; one stays unread."""
    for number in range(by):
        stored(room.case, by=room.manager, title=f"Paper {number}")
        review = actions.start_review(case=room.case, by=room.advisor)
        data = answers(summary="He was careless.", documents=(DocumentRead(title="A note"),), risks=(risk(),))
        review = actions.save_review(review=review, data=data, version=review.version, by=room.advisor)
        actions.submit_review(review=review, by=room.advisor)
    read = tuple(DocumentRead(document=each.pk) for each in room.case.documents.order_by("pk")[1:])
    risks = tuple(risk(statement=f"Patients could wait {place} days.") for place in range(by))
    data = answers(documents=read, risks=risks)
    room.review = actions.start_review(case=room.case, by=room.advisor)
    room.review = actions.save_review(
        review=room.review, data=data, version=room.review.version, by=room.advisor
    )


def measured(advisor, manager, room, *, risks):
    """Return how many queries each request of a review takes, from its first section to its result."""
    client = advisor.client
    # The first look at a review is recorded.
    client.get(address(room, "triage_section", PARTS[0].key))
    for part in PARTS:
        here = address(room, "triage_section", part.key)
        advisor.open(part.key, here)
        room.review.refresh_from_db()
        places = (typed_risk(place, likelihood="5") for place in range(risks))
        sent = typed(*places, version=room.review.version)
        sent |= {"summary": "Other", "health": "no", "rationale": "Other", "factor-insight_why": "Other"}
        advisor.count(f"save {part.key}", lambda here=here, sent=sent: client.post(here, sent), status=302)
    for by_section in ("yes", "no"):
        client.post(address(room, "triage_layout"), {"by_section": by_section})
        for name in ("triage", "triage_check"):
            advisor.open(f"{name} {by_section}", address(room, name))
    draft = reverse("draft", args=[f"triage:{room.case.reference}:risks"])
    body = urlencode(typed(*(typed_risk(place) for place in range(risks))))
    kind = "application/x-www-form-urlencoded"
    saved = client.post(draft, body, content_type=kind).status_code
    advisor.count("autosave", lambda: client.post(draft, body, content_type=kind), status=saved)
    room.review.refresh_from_db()
    check = address(room, "triage_check")
    advisor.count("submit", lambda: client.post(check, {"version": room.review.version}), status=302)
    assert not Review.objects.in_draft().exists()
    manager.client.get(address(room, "triage"))
    for name, more in (("triage", []), ("triage_scoring", [1]), ("triage_compare", [])):
        manager.open(f"{name} by the manager", address(room, name, *more))
    return advisor.counts | manager.counts


def test_no_request_of_a_review_asks_more_as_it_grows(opened, stored):
    advisor, manager = Counted(opened.advisor), Counted(opened.manager)
    opened.review = actions.submit_review(
        review=actions.save_review(review=opened.review, data=answers(), version=1, by=opened.advisor),
        by=opened.advisor,
    )
    grow(opened, stored, by=2)
    few = measured(advisor, manager, opened, risks=2)
    grow(opened, stored, by=8)
    many = measured(advisor, manager, opened, risks=8)
    assert {name: (few[name], many[name]) for name in few if few[name] != many[name]} == {}
    assert many["autosave"] < 12
    # Read once before the review is locked, and once after.
    assert many["submit"] <= 115
