"""Reading on screen: marks that follow the papers, notes of one's own, questions that everybody sees."""

import uuid

import pytest
from django.urls import reverse

from accounts.models import Draft
from accounts.permissions import Permission
from cases.actions import receive_account
from outbox.models import Message
from pag import actions as pag
from pag.held import held
from pag.models import OwnNote, PaperRead, Question
from pag.reading import actions
from pag.reading.access import readings_of
from pag.work import work_for
from tests.pag.packs.conftest import add, media, open_to
from tests.pag.packs.working import choose
from tests.pag.pages import text_of
from ui.dates import day, today
from ui.refusals import NotAllowed, Refusal, Stale

__all__ = ["add", "media", "open_to"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


@pytest.fixture
def account(item, manager):
    return receive_account(
        case=item.case,
        text="I was <b>alone</b>.",
        received_on=today(),
        how="letter",
        submission_key=uuid.uuid4(),
        by=manager,
    )


def url(item, name="item_read", *more):
    return reverse(name, args=[item.meeting_id, item.pk, *more])


def ask(item, by, words="Were there earlier concerns?", key=None):
    return actions.ask(item=item, words=words, by=by, submission_key=key or uuid.uuid4())


def test_a_member_reads_marks_and_moves_on(open_to, account, add, as_, manager, member, chair):
    item, second = open_to
    letter = add(item.case)
    choose(item, letter, by=manager, version=0)
    client = as_(member)
    page = text_of(client.get(url(item)))
    assert page.index("own account of") < page.index("Document 1: Letter")
    assert "I was &lt;b&gt;alone&lt;/b&gt;." in page and "0 of 2 read" in page
    assert reverse("document", args=[item.case.reference, letter.number]) in page
    assert "they may have to be disclosed" in page
    # The second item is not open to them: the way on leads back to the agenda.
    assert "Zimmermann" not in page and "Back to the agenda" in page
    assert client.get(url(second)).status_code == 403
    code = f"document:{letter.pk}:1"
    answer = client.post(url(item, "item_mark"), {"paper": code, "read": "yes"})
    # On to the next that is unread; after the last of all, to the next item.
    assert answer.url == f"{url(item)}#paper-account-{account.pk}"
    read = {"paper": f"account:{account.pk}", "read": "yes"}
    assert client.post(url(item, "item_mark"), read).url == f"{url(item)}#on"
    actions.mark(item=item, code=f"account:{account.pk}", read=False, by=member)
    assert "1 of 2 read" in text_of(client.get(item.meeting.get_absolute_url()))
    said = f"Read 1 case for the meeting on {day(item.meeting.day)}: 1 of 2 papers read"
    assert said in [each.sentence for each in work_for(member)]
    actions.mark(item=item, code=f"account:{account.pk}", read=True, by=member)
    assert "All read" in text_of(client.get(url(item)))
    assert [each for each in work_for(member) if each.sentence.startswith("Read")] == []
    actions.mark(item=item, code=code, read=False, by=member)
    assert PaperRead.objects.filter(person=member).count() == 1
    # The chair has marks of their own, and the next item.
    page = text_of(as_(chair).get(url(item)))
    assert "0 of 2 read" in page and f"Next, item {second.position}: " in page


def test_a_mark_is_undone_when_the_paper_changes(open_to, account, add, manager, member):
    item, _second = open_to
    first, redacted = add(item.case), add(item.case, "Redacted.pdf")
    choose(item, first, by=manager, version=0)
    for code in (f"document:{first.pk}:1", f"account:{account.pk}"):
        actions.mark(item=item, code=code, read=True, by=member)
    assert readings_of(member, [item])[item.pk].words == "2 of 2 read"
    choose(item, redacted, by=manager, version=1)
    assert readings_of(member, [item])[item.pk].words == "1 of 2 read"
    with pytest.raises(Refusal, match="changed or is no longer there"):
        actions.mark(item=item, code=f"document:{first.pk}:1", read=True, by=member)


def test_a_note_is_ones_own_and_closes_with_the_item(open_to, as_, member, chair, organisation):
    item, _second = open_to
    client = as_(member)
    key = f"OwnNote:{item.case.reference}:{item.pk}"
    Draft.objects.keep(member, key, "text=Half+a+thought&version=0")
    assert "Half a thought" in text_of(client.get(url(item)))
    client.post(url(item, "item_note"), {"text": "Ask about <i>rotas</i>.", "version": 0})
    assert "Ask about &lt;i&gt;rotas&lt;/i&gt;." in text_of(client.get(url(item)))
    assert Draft.objects.kept(member, key) is None
    late = client.post(url(item, "item_note"), {"text": "Other words", "version": 0})
    assert late.status_code == 422 and "another window" in text_of(late) and "Other words" in text_of(late)
    with pytest.raises(Stale):
        actions.keep_note(item=item, text="Again", version=7, by=member)
    assert "rotas" not in text_of(as_(chair).get(url(item)))
    (sentence,) = (
        each.sentence
        for each in held(member, organisation, frozenset({Permission.CASE_SEE_BEFORE_GROUP}))
        if "notes" in each.sentence
    )
    assert "1 item of the group" in sentence
    pag.declare(item=item, answer="yes", statement="A cousin.", by=member)
    client = as_(member)
    assert client.get(url(item)).status_code == 404
    for name in ("item_note", "item_ask", "item_mark"):
        assert client.post(url(item, name), {"text": "x", "version": 1}).status_code == 404
    # It stays with the case, for whoever asks for their data.
    assert OwnNote.objects.get().text == "Ask about <i>rotas</i>."
    with pytest.raises(NotAllowed):
        actions.keep_note(item=item, text="", version=1, by=member)


def test_an_empty_note_is_none(open_to, member):
    item, _second = open_to
    actions.keep_note(item=item, text="A thought", version=0, by=member)
    assert actions.keep_note(item=item, text=" ", version=1, by=member) is None
    assert not OwnNote.objects.exists()


def test_a_question_goes_to_the_manager_and_the_answer_to_everybody(open_to, as_, member, chair, manager):
    item, _second = open_to
    client, key = as_(member), str(uuid.uuid4())
    for _click in range(2):
        client.post(url(item, "item_ask"), {"words": "Any <b>earlier</b> ones?", "submission_key": key})
    question = Question.objects.get()
    (mail,) = Message.objects.filter(key=f"question-{question.pk}")
    assert mail.to == manager.email and f"item {item.position}" in mail.body
    (work,) = (each for each in work_for(manager) if "question" in each.sentence)
    assert work.url == url(item, "item_answer", question.pk) and work.reference == item.case.reference
    page = text_of(as_(chair).get(url(item)))
    assert f"{member.name} asked" in page and "&lt;b&gt;earlier&lt;/b&gt;" in page and "No answer yet" in page
    assert client.get(work.url).status_code == 403
    client = as_(manager)
    assert "Any &lt;b&gt;earlier" in text_of(client.get(work.url))
    assert client.post(work.url, {"words": ""}).status_code == 422
    client.post(work.url, {"words": "None that we know of."})
    assert client.get(work.url).status_code == 404
    (reply,) = Message.objects.filter(key=f"answer-{question.pk}")
    assert reply.to == member.email
    for each in (mail, reply):
        for never in ("Okafor", "Memberson", "Manager", "earlier", item.case.reference):
            assert never not in f"{each.subject}{each.body}"
    with pytest.raises(Refusal, match="answered this question already"):
        actions.answer(question=question, words="Twice", by=manager)
    assert "None that we know of." in text_of(as_(chair).get(url(item)))
    assert not [each for each in work_for(manager) if "question" in each.sentence]


def test_who_stands_aside_gets_no_answer_and_an_item_that_is_over_takes_no_question(
    open_to, member, chair, manager
):
    item, second = open_to
    question = ask(item, member)
    pag.declare(item=item, answer="yes", statement="A cousin.", by=member)
    actions.answer(question=question, words="Yes.", by=manager)
    assert not Message.objects.filter(key=f"answer-{question.pk}").exists()
    pag.take_off_agenda(item=second, reason="Later.", by=manager)
    with pytest.raises(Refusal, match="no longer open"):
        ask(second, manager)
    with pytest.raises(NotAllowed):
        actions.answer(question=ask(item, chair), words="Me", by=chair)


def test_the_reading_page_takes_the_same_queries_whatever_is_there(
    open_to, add, as_, manager, chair, django_assert_num_queries
):
    item, _second = open_to
    client = as_(chair)
    client.get(url(item))
    with django_assert_num_queries(25):
        client.get(url(item))
    for each in open_to:
        documents = [add(each.case, f"{number}.pdf") for number in range(3)]
        choose(each, *documents, by=manager)
        for _number in range(2):
            ask(each, chair)
    with django_assert_num_queries(25):
        client.get(url(item))
