"""What was read for a review: numbered as picked, opened or not, and what was left unread."""

import pytest

from cases.actions import seal
from documents.actions import record_opened
from documents.models import Pdf
from tests.triage.conftest import answers
from tests.triage.sent import address, linked_ids, page_of, typed
from triage import actions
from triage.answers import DocumentRead
from triage.models import Review, UnreadDocument
from ui.dates import day, today


@pytest.fixture
def papers(opened, stored):
    """Return the room with three documents of the case."""
    opened.papers = [
        stored(opened.case, by=opened.manager, title=title) for title in ("Referral", "Rota", "Log")
    ]
    return opened


def numbered():
    return [(each.number, each.title) for each in Review.objects.whole().get().documents.all()]


def pick(room, **places):
    picked = {"documents": [str(each.pk) for each in room.papers if each.title in places]}
    return picked | {f"place_{each.pk}": places.get(each.title, "") for each in room.papers}


def test_they_are_numbered_as_picked_without_javascript(advisor, papers):
    advisor.post(address(papers), typed(other_documents="On paper", **pick(papers, Log="1", Referral="2")))
    assert numbered() == [(1, "Log"), (2, "Referral"), (3, "On paper")]
    page = page_of(advisor.get(address(papers)))
    places = {each.title: page.one(f"#id_place_{each.pk}").get("value") for each in papers.papers}
    assert places == {"Referral": "2", "Rota": None, "Log": "1"}


def test_those_without_a_number_follow_those_that_have_one(advisor, papers):
    advisor.post(address(papers), typed(other_documents="", **pick(papers, Referral="", Rota="", Log="7")))
    assert numbered() == [(1, "Log"), (2, "Referral"), (3, "Rota")]


@pytest.mark.parametrize("number", ["0", "x", "1000"])
def test_a_number_that_is_none_is_refused_beside_its_document(advisor, papers, number):
    answer = advisor.post(address(papers), typed(**pick(papers, Rota=number)))
    assert answer.status_code == 422
    rota = papers.papers[1]
    assert linked_ids(page_of(answer)) == [f"id_place_{rota.pk}"]
    assert page_of(answer).one(f"#id_place_{rota.pk}").get("value") == number


def test_the_page_says_which_the_advisor_has_opened(advisor, papers):
    record_opened(document=papers.papers[1], by=papers.advisor)
    record_opened(document=papers.papers[2], by=papers.manager)
    page = page_of(advisor.get(address(papers)))
    said = [page.described(f"[name=documents][value='{each.pk}']") for each in papers.papers]
    assert f"Opened by you on {day(today())}" in said[1]
    for other in (said[0], said[2]):
        assert "You have not opened this yet" in other


def write(room, *read):
    data = answers(documents=tuple(DocumentRead(document=each.pk) for each in read))
    actions.save_review(review=room.review, data=data, version=1, by=room.advisor)


def test_what_was_not_read_is_said_before_and_after_submitting(advisor, papers):
    write(papers, papers.papers[0])
    said = page_of(advisor.get(address(papers, "triage_check"))).text("main")
    assert "On the case and not read for this review RotaLog" in said
    actions.submit_review(review=papers.review, by=papers.advisor)
    said = page_of(advisor.get(address(papers))).text("main")
    assert "On the case and not read for this review: Rota; Log." in said
    assert "not read for this review: Rota; Log." in Pdf.objects.get().html


def test_a_document_that_came_later_was_not_left_unread(papers, stored):
    write(papers, *papers.papers)
    actions.submit_review(review=papers.review, by=papers.advisor)
    stored(papers.case, by=papers.manager, title="Came later")
    assert not UnreadDocument.objects.exists()


def test_titles_that_are_closed_to_the_reader_are_counted_and_not_named(client, papers, stored):
    stored(papers.case, by=papers.manager, title="Health report", topic="health")
    write(papers, *papers.papers)
    papers.papers[0].topic = "private"
    actions.submit_review(review=papers.review, by=papers.advisor)
    [unread] = UnreadDocument.objects.all()
    assert unread.title == "Health report"
    assert "Health report" not in Pdf.objects.get().html
    assert "1 document not open to every reader" in Pdf.objects.get().html
    client.force_login(papers.manager)
    assert "Health report" in client.get(address(papers)).content.decode()
    seal(case=papers.case, person=papers.manager, topic="health", by=papers.manager)
    said = client.get(address(papers)).content.decode()
    assert "Health report" not in said
    assert "1 document not open to you" in said


def test_what_the_advisor_may_not_see_is_not_called_unread(papers, stored):
    stored(papers.case, by=papers.manager, title="A talk about support", topic="support")
    write(papers, *papers.papers)
    actions.submit_review(review=papers.review, by=papers.advisor)
    assert not UnreadDocument.objects.exists()
