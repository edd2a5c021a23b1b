"""Choosing, sending and opening papers through their pages."""

import pytest
from django.urls import reverse

from audit.models import Event
from documents.actions import rename
from pag import actions as pag
from pag.packs import actions, tasks
from tests.pag.packs.working import look_through, newest, settle, work
from tests.pag.pages import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media", "asked")]


def test_who_runs_the_meeting_chooses_sends_and_sees_how_far_they_are(
    open_to, add, as_, manager, meeting, chair, member
):
    item, _second = open_to
    letter = rename(document=add(item.case), title="<b>A letter</b>", topic="general", version=1, by=manager)
    mail = add(item.case, "Mail.eml", b"From: a@example.test\nTo: b@example.test\nSubject: x\n\nx")
    client = as_(manager)
    page = text_of(client.get(reverse("meeting_papers", args=[meeting.pk])))
    assert "No documents are chosen yet." in page and "Nothing has gone out yet." in page
    url = reverse("item_papers", args=[meeting.pk, item.pk])
    page = text_of(client.get(url))
    assert "&lt;b&gt;A letter&lt;/b&gt;" in page and page.count(" checked") == 2
    assert "The papers list it with a link" in page
    sent = client.post(url, {"documents": [letter.pk, mail.pk], "version": 0}, follow=True)
    assert "2 documents chosen." in text_of(sent) and "Being looked through" in text_of(sent)
    move = reverse("meeting_move", args=[meeting.pk])
    early = client.post(move, {"to": "papers_out"}, follow=True)
    assert "2 documents still being looked through" in text_of(early)
    look_through()
    settle(manager)
    late = client.post(url, {"documents": [letter.pk], "version": 0})
    assert late.status_code == 422 and "Somebody else chose" in text_of(late)
    moved = client.post(move, {"to": "papers_out"}, follow=True)
    assert "The papers are being made" in text_of(moved)
    work()
    page = text_of(client.get(reverse("meeting_papers", args=[meeting.pk])))
    assert page.count("not opened yet") == 2
    # Somebody who runs meetings and is no member has no papers of their own.
    assert client.get(reverse("my_papers", args=[meeting.pk])).status_code == 404


def test_a_member_opens_their_papers_and_an_old_link_leads_to_the_newest(
    open_to, add, as_, manager, meeting, chair, member
):
    item, _second = open_to
    actions.send_out(meeting=meeting, by=manager)
    client = as_(member)
    mine, status = (reverse(name, args=[meeting.pk]) for name in ("my_papers", "my_papers_status"))
    first = reverse("my_papers_version", args=[meeting.pk, 1])
    assert "is being made" in text_of(client.get(mine))
    assert client.get(first).url == mine
    assert "is being made" in text_of(client.get(status, headers={"HX-Request": "true"}))
    work()
    page = text_of(client.get(meeting.get_absolute_url()))
    assert first in page and reverse("meeting_papers", args=[meeting.pk]) not in page
    assert first in text_of(client.get(mine))
    answer = client.get(first)
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert Event.objects.filter(kind="pack.opened", actor_key=member.pk, case_key=item.case_id).count() == 1
    pag.declare(item=item, answer="yes", statement="A cousin.", by=member)
    # At once, before anything was made anew.
    assert client.get(first).status_code == 302
    assert "What belongs into your papers has just changed" in text_of(client.get(mine))
    tasks.keep(meeting.pk)
    work()
    page = text_of(client.get(first, follow=True))
    assert "was replaced and can no longer be opened" in page
    assert "Item 1 is no longer among your papers." in page
    assert reverse("my_papers_version", args=[meeting.pk, 2]) in page
    # Nobody opens those of another: the same address is one's own.
    chairs = newest(chair)
    assert (
        chairs.number == 1
        and as_(chair).get(reverse("my_papers_version", args=[meeting.pk, 2])).status_code == 404
    )
    # Closing an answer closes the connection of the test.
    answer.close()


def test_the_pages_take_the_same_queries_whatever_is_there(
    open_to, add, as_, manager, meeting, join, django_assert_num_queries
):
    item, second = open_to
    for number in range(3):
        join("other", f"Other{number}")
        add(item.case, f"{number}.pdf")
    actions.send_out(meeting=meeting, by=manager)
    client = as_(manager)
    url = reverse("meeting_papers", args=[meeting.pk])
    client.get(url)
    with django_assert_num_queries(14):
        client.get(url)
    pag.take_off_agenda(item=second, reason="Later.", by=manager)
    with django_assert_num_queries(14):
        client.get(url)
