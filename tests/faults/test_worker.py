"""A worker is killed in the middle of its work: nothing is lost, and nothing is made or sent twice."""

import datetime as dt

import pytest
from django.utils import timezone

from audit.models import Event
from documents.models import Pdf
from files.models import StoredFile
from letters import actions as letters
from letters.transitions import State
from outbox.models import Message
from tests.faults.conftest import Office, Product
from tests.journeys.conftest import wait_until

PAST = dt.timedelta(seconds=1)


def write_at_length(office: Office) -> None:
    """Make the letter so long that its PDF takes a while."""
    letter = office.letter
    letters.edit_letter(
        letter=letter,
        subject=letter.subject,
        text=letter.text + "\n\nThe group read the notes of three consultations." * 2500,
        version=letter.version,
        by=office.manager,
    )


@pytest.mark.parametrize("killed", ["the worker", "its child"])
def test_a_pdf_whose_worker_is_killed_is_made_once_by_another(product: Product, office: Office, killed: str):
    product.start("worker", "beat", "web")
    write_at_length(office)
    assert office.approve_the_letter().status_code == 302
    pdf = wait_until(lambda: Pdf.objects.filter(state=Pdf.State.MAKING).first(), "a worker to begin")

    if killed == "the worker":
        product.kill("worker")
        product.start("worker")
    else:
        product.kill_child("worker")

    status = office.at.look(f"/cases/{office.case.reference}/pdfs/{pdf.pk}/status/")
    assert status.status_code == 200
    pdf.refresh_from_db()
    assert (pdf.state, pdf.attempts) == (Pdf.State.MAKING, 1), "the first worker's time is not up"

    Pdf.objects.filter(pk=pdf.pk).update(lease_until=timezone.now() - PAST)
    wait_until(lambda: Pdf.objects.filter(pk=pdf.pk, state=Pdf.State.READY).exists(), "the PDF")
    pdf.refresh_from_db()
    assert pdf.attempts == 2
    assert StoredFile.objects.count() == 1
    assert Event.objects.filter(kind="pdf.ready", subject_key=pdf.pk).count() == 1
    office.letter.refresh_from_db()
    assert office.letter.state == State.READY


def test_an_e_mail_whose_sender_is_killed_waits_for_a_person_and_is_not_sent_twice(
    product: Product, office: Office
):
    product.mailbox.silent.set()
    product.start("worker", "beat", "web")
    assert office.ask_the_advisor().status_code == 302
    wait_until(lambda: product.mailbox.asked, "the e-mail to begin to leave")
    message = Message.objects.get(to=office.advisor.email)
    assert message.state == Message.State.SENDING

    product.kill("worker")
    product.mailbox.silent.clear()
    product.start("worker")
    Message.objects.filter(pk=message.pk).update(lease_until=timezone.now() - PAST)
    wait_until(lambda: Message.objects.for_a_person().filter(pk=message.pk).exists(), "somebody to be asked")
    message.refresh_from_db()
    assert (message.state, message.attempts) == (Message.State.UNKNOWN, 1)

    page = office.at.look("/messages/").text
    assert office.advisor.email in page
    assert "It did arrive" in page
    assert "somebody has to decide" in office.at.look("/readyz").text

    # The new worker sends what comes next, and that one only.
    assert office.approve_the_letter().status_code == 302
    letter = office.letter
    wait_until(lambda: Pdf.objects.filter(state=Pdf.State.READY).exists(), "the letter's PDF")
    letter.refresh_from_db()
    address = office.case.practitioner.private_email
    sent = office.at.send_form(f"{letter.get_absolute_url()}send/", to_email=address, version=letter.version)
    assert sent.status_code == 302
    wait_until(lambda: product.mailbox.to(address), "the letter to arrive")
    assert product.mailbox.asked == [office.advisor.email, address]
    assert product.mailbox.to(office.advisor.email) == []
