"""That a copy reached the practitioner: handed over, or with a letter."""

import datetime as dt
import uuid

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from audit.models import Event
from cases.models import CaseSummary, Contact
from tests.triage.sharing import settle, show, whole
from triage import actions
from triage.models import Shown
from ui.dates import today
from ui.refusals import Refusal


def test_handing_it_over_is_a_contact_and_tells_no_outcome(settled):
    contact = show(settled)
    assert (contact.how, contact.told, contact.listened) == ("meeting", False, False)
    assert CaseSummary.objects.get(case=settled.case).last_told_on is None
    assert contact.topic == settled.review.topic
    assert Shown.objects.get().sharing == settled.sharing
    assert "withheld" not in contact.summary


def test_a_second_click_records_it_once(settled):
    key = uuid.uuid4()
    assert show(settled, submission_key=key) == show(settled, submission_key=key)
    assert (Contact.objects.count(), Shown.objects.count()) == (1, 1)
    assert Event.objects.filter(kind="triage.shared").count() == 1


def test_it_cannot_be_shared_before_its_pdf_is_there_or_before_it_was_settled(submitted, settled):
    with pytest.raises(Refusal, match="settled after that day"):
        show(settled, on=today() - dt.timedelta(days=1))
    settled.sharing = settle(settled, whole("summary"))
    with pytest.raises(Refusal, match="not ready yet"):
        show(settled)
    assert not Contact.objects.exists()


def test_what_was_recorded_stays(settled):
    show(settled)
    with pytest.raises(DatabaseError), transaction.atomic():
        Shown.objects.all().delete()


def test_what_goes_with_a_letter_is_no_contact_and_is_recorded_once(settled):
    given = {"sharing": settled.sharing, "letter_key": 7, "on": today(), "how": "email"}
    first = actions.record_enclosed(**given, by=settled.manager)
    assert actions.record_enclosed(**given, by=settled.manager) == first
    assert (first.on, first.how_words) == (today(), "with a letter, by e-mail")
    assert not Contact.objects.exists()
    assert CaseSummary.objects.get(case=settled.case).last_told_on is None
    assert Event.objects.get(kind="triage.shared").detail["how"] == "email"


def test_it_is_in_a_contact_or_with_a_letter(settled):
    with pytest.raises(IntegrityError, match="in_a_contact_or_with_a_letter"), transaction.atomic():
        Shown.objects.create(sharing=settled.sharing)
