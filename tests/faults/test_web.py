"""The web server is killed in the middle of a request: the half-done leaves nothing, doing it again works."""

import threading
import uuid

import requests
from django.db import connection, transaction

from audit.models import Event
from cases.models import Case, CaseCounter, Practitioner
from tests.faults.conftest import Office, Product
from tests.journeys.conftest import wait_until
from ui.dates import today

WAITS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
    "AND wait_event_type = 'Lock' AND query LIKE '%cases_casecounter%'"
)


def form(office: Office) -> dict[str, str]:
    """A whole form, as a browser sends it; its key stays the same when it is sent again."""
    on = today()
    return {
        "organisation": str(office.case.organisation_id),
        "who": "new",
        "title": "Dr",
        "first_name": "Nkechi",
        "last_name": "Adeyemi",
        "discipline": "doctor",
        "route": "performers_lists",
        "category": "conduct",
        "summary": "Two patients waited without being told why.",
        "source": "patient",
        "source_detail": "",
        "unsafe": "no",
        "connection": "none",
        "submission_key": str(uuid.uuid4()),
        "concern_received_on_day": str(on.day),
        "concern_received_on_month": str(on.month),
        "concern_received_on_year": str(on.year),
    }


def waiting() -> int:
    """Return how many requests wait for the counter, looked at anew within a transaction too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(WAITS)
        return cursor.fetchone()[0]


def test_a_request_cut_off_in_the_middle_leaves_nothing_and_can_be_sent_again(
    product: Product, office: Office
):
    product.start("web")
    filled = form(office)
    before = Event.objects.count()
    cut_off: list[Exception] = []

    def send() -> None:
        try:
            office.at.send_form("/cases/new/", timeout=30, **filled)
        except requests.ConnectionError as error:
            cut_off.append(error)

    # Whoever holds the counter stops the request after it has written the practitioner.
    with transaction.atomic():
        CaseCounter.objects.select_for_update().get()
        request = threading.Thread(target=send)
        request.start()
        wait_until(waiting, "the request to be in the middle")
        product.kill("web")
        request.join(10)
    assert len(cut_off) == 1

    product.start("web")
    assert office.at.look("/cases/").status_code == 200
    wait_until(lambda: not waiting(), "the database to notice")
    assert Practitioner.objects.filter(last_name="Adeyemi").count() == 0
    assert Case.objects.count() == 1
    assert Event.objects.count() == before

    for _again in range(2):
        assert office.at.send_form("/cases/new/", **filled, same_as="").status_code == 302
    made = Case.objects.get(practitioner__last_name="Adeyemi")
    assert made.reference.endswith("-00002"), "the number was not used up"
    assert Practitioner.objects.filter(last_name="Adeyemi").count() == 1
