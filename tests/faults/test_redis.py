"""Redis goes away between commit and queue: pages answer, rows remember, the sweep heals."""

import datetime as dt
import time

from django.utils import timezone

from audit.models import Event
from documents.models import Pdf
from files.models import StoredFile
from outbox.models import Message
from tests.faults.conftest import Office, Product
from tests.journeys.conftest import wait_until

# What a page may take on a busy machine while Redis is away; a hang takes many seconds.
QUICK = 3


def test_what_was_asked_while_redis_was_away_is_done_once_when_it_is_back(product: Product, office: Office):
    product.start("worker", "beat", "web")
    wait_until(lambda: " ready." in product.log("worker"), "the worker to be at work")
    product.valkey.child.kill()

    took = []
    for action in (office.approve_the_letter, office.ask_the_advisor):
        begun = time.monotonic()
        assert action().status_code == 302
        took.append(time.monotonic() - begun)
    assert max(took) < QUICK
    assert "Redis does not answer" in office.at.look("/readyz").text

    pdf = Pdf.objects.get()
    assert pdf.state == Pdf.State.WAITING
    long_ago = timezone.now() - dt.timedelta(seconds=30)
    Pdf.objects.filter(pk=pdf.pk).update(wanted_at=long_ago, not_before=long_ago)
    page = office.at.look(f"/cases/{office.case.reference}/pdfs/{pdf.pk}/status/")
    assert page.status_code == 200
    assert "The queue that hands out work cannot be reached" in page.text
    assert page.elapsed.total_seconds() < QUICK

    product.valkey.start()
    wait_until(lambda: product.mailbox.to(office.advisor.email), "the e-mail to arrive")
    wait_until(lambda: Pdf.objects.filter(state=Pdf.State.READY).exists(), "the PDF")
    wait_until(lambda: office.at.look("/readyz").json()["status"] == "ok", "all to be well")
    assert [process.poll() for process in product.processes.values()] == [None] * 3, "nobody started anew"
    assert product.mailbox.asked == [office.advisor.email]
    assert Message.objects.get().state == Message.State.SENT
    assert Pdf.objects.get().attempts == 1
    assert StoredFile.objects.count() == Event.objects.filter(kind="pdf.ready").count() == 1
