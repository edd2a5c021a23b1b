"""A case goes to another meeting of the group: what was prepared for it goes with it, and doubts too."""

import uuid

import pytest
from django.urls import reverse

from pag import actions
from pag.agenda.actions import move_item
from pag.models import AgendaItem, Finding, OwnNote, PackChoice
from pag.reading.access import questions_of
from pag.reading.actions import ask, keep_note
from pag.work import work_for
from tests.factories import make_organisation, make_person
from tests.pag.packs.conftest import add, asked, media
from tests.pag.packs.working import choose, settle
from tests.pag.pages import text_of
from ui.refusals import NotAllowed, Refusal

__all__ = ["add", "asked", "media"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media", "asked")]


@pytest.fixture
def prepared(item, add, manager, member):
    """A document is chosen and looked through, a member has asked and noted something."""
    choose(item, add(item.case), by=manager)
    settle(manager)
    actions.declare(item=item, answer="none", by=member)
    ask(item=item, words="Were there earlier concerns?", by=member, submission_key=uuid.uuid4())
    keep_note(item=item, text="Ask about rotas.", version=0, by=member)
    return item


def sentences(person):
    return " ".join(each.sentence for each in work_for(person))


def test_what_was_prepared_goes_to_the_next_agenda_and_opens_once_declared(
    as_, prepared, plan, manager, member
):
    later, found = plan(7), set(Finding.objects.values_list("pk", "decision"))
    url = reverse("agenda_move", args=[prepared.meeting_id, prepared.pk])
    assert url in text_of(as_(manager).get(reverse("case_group", args=[prepared.case.reference])))
    assert as_(manager).get(url).status_code == 200
    page = text_of(as_(manager).post(url, {"meeting": later.pk, "why": ""}, follow=True))
    assert "The members are asked to declare." in page
    moved = AgendaItem.objects.live().get()
    assert (moved.meeting, moved.without_triage) == (later, prepared.without_triage)
    assert [each.words for each in questions_of(moved)] == ["Were there earlier concerns?"]
    assert PackChoice.objects.get(item=moved).documents.count() == 1
    assert set(Finding.objects.values_list("pk", "decision")) == found
    assert "Answer a question about" in sentences(manager)
    read = reverse("item_read", args=[later.pk, moved.pk])
    assert as_(member).get(read).status_code == 403
    actions.declare(item=moved, answer="none", by=member)
    page = text_of(as_(member).get(read))
    assert "Were there earlier concerns?" in page and "Ask about rotas." in page
    prepared.refresh_from_db()
    assert prepared.taken_off_reason.startswith("Moved to the meeting on")


def test_taken_off_and_put_on_again_keeps_it_and_a_second_click_moves_once(
    prepared, plan, manager, member, chair
):
    actions.take_off_agenda(item=prepared, reason="Not ready.", by=manager)
    again = actions.put_on_agenda(case=prepared.case, meeting=plan(7), without_triage="Soon.", by=manager)
    assert questions_of(again) and OwnNote.objects.get().item == again
    last = plan(14)
    moved = move_item(item=again, meeting=last, by=manager)
    assert move_item(item=again, meeting=last, by=manager) == moved
    with pytest.raises(Refusal, match="on the agenda of this meeting already"):
        move_item(item=moved, meeting=last, by=manager)
    for person in (chair, make_person("case_manager", organisation=make_organisation())):
        with pytest.raises(NotAllowed):
            move_item(item=moved, meeting=plan(21), by=person)


def test_an_old_doubt_stands_on_the_agenda_that_has_the_case_now(as_, item, plan, manager, member, chair):
    actions.declare(item=item, answer="unsure", statement="We trained together.", by=member)
    later = plan(7)
    moved = move_item(item=item, meeting=later, by=manager)
    (line,) = [each for each in work_for(chair) if "is not sure of a connection" in each.sentence]
    assert (line.due, moved.called_at in line.sentence) == (later.day, True)
    page = text_of(as_(chair).get(line.url))
    assert f"From {moved.called_at}".casefold() in page.casefold()
    actions.declare(item=moved, answer="none", by=chair)
    page = text_of(as_(manager).get(later.get_absolute_url()))
    assert f"<strong>Not taking part:</strong> {member.name} (not sure)" in page
    # Whoever stands aside can still say there that it was a mistake.
    client = as_(member)
    url = reverse("agenda_correct", args=[later.pk, moved.pk])
    page = text_of(client.get(later.get_absolute_url()))
    assert url in page and "Not taking part" not in page
    assert client.get(url).status_code == 200
    client.post(url, {"words": "It was another Dr Okafor."})
    assert url not in text_of(client.get(later.get_absolute_url()))
