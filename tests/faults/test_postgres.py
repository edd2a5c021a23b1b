"""PostgreSQL is restarted under the running product: it says so, and goes on by itself."""

import requests
from django.db import connection

from outbox.models import Message
from tests.faults.conftest import PATIENCE, Elsewhere, open_office
from tests.journeys.conftest import wait_until


def test_the_product_goes_on_after_a_restart_of_the_database(elsewhere: Elsewhere):
    product = elsewhere.product
    product.start("worker", "beat", "web")
    office = open_office(product)
    wait_until(lambda: office.at.look("/readyz").json()["status"] == "ok", "the worker to report")
    pages = ["/", "/cases/", f"/cases/{office.case.reference}/"] * 6
    # Each of the web server's threads keeps a connection; they are all cut.
    assert {office.at.look(page).status_code for page in pages} == {200}

    connection.close()
    elsewhere.postgres.child.stop()
    for away in (requests.get(f"{product.url}/readyz", timeout=PATIENCE), office.at.look("/readyz")):
        assert away.status_code == 503
        assert away.json()["reasons"] == ["The database does not answer."]
    assert office.at.look("/healthz").status_code == 200
    broken = office.at.look("/cases/")
    assert broken.status_code == 500
    assert "<h1" in broken.text

    elsewhere.postgres.start()
    assert [office.at.look(page).status_code for page in pages].count(200) >= len(pages) - 1
    assert office.at.look("/readyz").status_code == 200
    assert office.ask_the_advisor().status_code == 302
    wait_until(lambda: product.mailbox.to(office.advisor.email), "the e-mail to arrive")
    wait_until(lambda: Message.objects.filter(state=Message.State.SENT).exists(), "it to be noted")
    wait_until(lambda: office.at.look("/readyz").json()["status"] == "ok", "all to be well")
    assert product.mailbox.asked == [office.advisor.email]
    assert [process.poll() for process in product.processes.values()] == [None] * 3, "nobody started anew"
    office.at.close()
