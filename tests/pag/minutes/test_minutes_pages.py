"""The pages of minutes, in the browser of whoever writes, approves and reads them."""

import uuid

import pytest
from django.urls import reverse

from accounts.models import Draft
from outbox.models import Message
from pag import actions as pag
from pag.minutes import actions
from pag.minutes.models import Minutes
from pag.work import work_for
from tests.pag.minutes.wording import a_decision, section_of, versions
from tests.pag.pages import text_of
from tests.pag.wording import WHY
from ui.dates import day

pytestmark = pytest.mark.django_db


def sentences(person):
    return [each.sentence for each in work_for(person) if "minutes" in each.sentence]


def test_from_the_page_of_the_meeting_to_approved_minutes(ended, item, second, as_, manager, chair, member):
    about = f"the minutes of the meeting on {day(ended.day)}"
    assert sentences(manager) == [f"Write {about}"]
    client = as_(manager)
    place = [ended.pk]
    assert "Draft the minutes" in text_of(client.get(ended.get_absolute_url()))
    page = text_of(client.post(reverse("minutes_draft", args=place), follow=True))
    minutes = Minutes.objects.get()
    assert "Plums considered." in page and "Quinces decided." in page
    assert "1 member stood aside from item 2: Dr Robin Memberson" in page
    assert sentences(chair) == [] and sentences(manager) == [f"Write {about}"]
    section = section_of(minutes, item)
    url = reverse("minutes_section", args=[ended.pk, section.pk])
    Draft.objects.keep(manager, f"minutes:{section.pk}", "text=Typed&version=1")
    form = text_of(client.get(url))
    assert "Typed" in form and "cannot be changed here" in form and "Plums decided." in form
    client.post(url, {"text": "<b>Written</b>", "voice": "", "more": "", "version": 1})
    stale = client.post(url, {"text": "Late", "voice": "", "more": "", "version": 1})
    assert stale.status_code == 422 and "&lt;b&gt;Written" in text_of(stale)
    page = text_of(client.get(reverse("minutes", args=place)))
    assert "&lt;b&gt;Written&lt;/b&gt;" in page and not Draft.objects.exists()
    # Members wait; who presides is asked.
    assert as_(member).get(reverse("minutes", args=place)).status_code == 403
    assert "They are being written" in text_of(as_(member).get(ended.get_absolute_url()))
    as_(manager).post(reverse("minutes_offer", args=place))
    as_(manager).post(reverse("minutes_offer", args=place))
    mail = Message.objects.get(subject__endswith="ready for you to approve")
    assert mail.to == chair.email and reverse("minutes_approve", args=place) in mail.body
    for never in ("Okafor", "Zimmermann", "Memberson", item.case.reference):
        assert never not in f"{mail.subject} {mail.body}"
    assert (sentences(manager), sentences(chair)) == ([], [f"Approve {about}"])
    assert as_(manager).get(reverse("minutes_approve", args=place)).status_code == 403
    client = as_(chair)
    page = text_of(client.get(reverse("minutes_approve", args=place)))
    assert "2 cases get their extract" in page
    sent = {"versions": versions(minutes, chair)}
    actions.write_section(
        section=section_of(minutes, second), written=actions.Written("New"), version=1, by=manager
    )
    again = client.post(reverse("minutes_approve", args=place), sent, follow=True)
    assert "Somebody changed the minutes" in text_of(again)
    done = client.post(
        reverse("minutes_approve", args=place), {"versions": versions(minutes, chair)}, follow=True
    )
    assert "The minutes are approved." in text_of(done) and sentences(chair) == []


def test_a_member_reads_what_is_open_to_them_and_no_name_of_who_stood_aside(
    approved, item, second, as_, member, deputy, manager
):
    client, url = as_(member), reverse("minutes", args=[approved.meeting_id])
    page = text_of(client.get(url))
    assert "Plums decided." in page and "You stand aside from this." in page
    for never in ("Quinces", "Zimmermann", second.case.reference, "Add a correction", "Change the words"):
        assert never not in page
    assert "Read the minutes" in text_of(client.get(approved.meeting.get_absolute_url()))
    # Those who write see who stood aside, and add corrections.
    client, section = as_(manager), section_of(approved, item)
    correct = reverse("minutes_correct", args=[approved.meeting_id, section.pk])
    assert "The approved text" in text_of(client.get(correct))
    key = "6a1f4f5e-0000-4000-8000-000000000001"
    page = text_of(
        client.post(correct, {"wrong": "x", "right": "<i>y</i>", "submission_key": key}, follow=True)
    )
    assert "Correction of" in page and "&lt;i&gt;y&lt;/i&gt;" in page and "Dr Robin Memberson" in page


def test_a_name_of_another_item_or_of_a_member_is_asked_about_on_saving_and_on_correcting(
    minutes, item, second, as_, chair
):
    client, section = as_(chair), section_of(minutes, item)
    url = reverse("minutes_section", args=[minutes.meeting_id, section.pk])
    sent = {"text": "As with Mr Zimmermann", "voice": "", "more": "", "version": 1}
    asked = client.post(url, sent)
    assert asked.status_code == 422 and section_of(minutes, item).version == 1
    assert "It is right that “Mr Zimmermann” stands here" in text_of(asked)
    # A tick for one name is none for another.
    sent |= {"names_asked": "“Mr Zimmermann”", "names_are_right": "on", "more": "Mrs Chairperson"}
    assert client.post(url, sent).status_code == 422
    assert client.post(url, sent | {"more": ""}).status_code == 302
    page = text_of(client.get(reverse("minutes_approve", args=[minutes.meeting_id])))
    assert "Item 1: “Mr Zimmermann” may be the practitioner of another item" in page
    read = {"versions": versions(minutes, chair), "looked": "1"}
    client.post(reverse("minutes_approve", args=[minutes.meeting_id]), read)
    correct = reverse("minutes_correct", args=[minutes.meeting_id, section.pk])
    sent = {"wrong": "x", "right": "Amara Zimmermann.", "submission_key": uuid.uuid4()}
    asked = client.post(correct, sent)
    assert asked.status_code == 422 and "“Amara Zimmermann”" in text_of(asked)
    sent |= {"names_asked": "“Amara Zimmermann”", "names_are_right": "on"}
    assert client.post(correct, sent).status_code == 302


@pytest.mark.parametrize("number", [0, 4])
def test_the_pages_take_the_same_queries(
    number, item, second, another_case, meeting, chair, manager, as_, django_assert_num_queries
):
    more = [another_case(f"More{each}") for each in range(number)]
    items = [item, second]
    for case in more:
        items.append(pag.put_on_agenda(case=case, meeting=meeting, without_triage=WHY, by=manager))
        pag.declare(item=items[-1], answer="none", by=chair)
    for each in items:
        pag.record_decision(item=each, decision=a_decision(), by=manager, submission_key=uuid.uuid4())
    minutes = actions.draft_minutes(meeting=pag.end_meeting(meeting=meeting, by=manager), by=manager)
    client = as_(chair)
    for name, queries in (("minutes", 33), ("minutes_approve", 35)):
        with django_assert_num_queries(queries):
            assert client.get(reverse(name, args=[meeting.pk])).status_code == 200
    actions.approve(minutes=minutes, versions=versions(minutes, chair), by=chair)
    with django_assert_num_queries(16):
        client.get(reverse("minutes", args=[meeting.pk]))
