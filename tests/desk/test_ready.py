"""Is the product ready? 503 only where no page would work; what is degraded is said in words."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.db import InterfaceError, OperationalError
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from desk.views import ready
from documents.models import Pdf
from outbox.models import Message
from tests.outbox.conftest import put
from ui.tasks import HEARTBEAT_KEY, heartbeat

pytestmark = pytest.mark.django_db
LONG = dt.timedelta(minutes=3)
SHORT = dt.timedelta(minutes=1)


@pytest.fixture(autouse=True)
def worker():
    """A worker that has just reported."""
    heartbeat()


def asked(client):
    response = client.get("/readyz")
    return response.status_code, response.json()


def degraded(*reasons):
    return 200, {"status": "degraded", "reasons": list(reasons)}


def want_pdf(case, manager, *, since):
    now = timezone.now()
    return Pdf.objects.create(
        case=case,
        kind="triage.report",
        subject_key=1,
        title="x",
        html="x",
        html_sha256="x",
        wanted_by=manager,
        wanted_at=now - since,
        not_before=now - since,
    )


def test_all_is_well_and_anybody_may_ask(client, db):
    assert asked(client) == (200, {"status": "ok", "reasons": []})
    assert client.head("/readyz").status_code == 200
    assert client.post("/readyz").status_code == 405


def test_without_redis_pages_work_and_what_waits_is_said(client, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    assert asked(client) == degraded("Redis does not answer: PDFs and e-mails wait until it does.")


def test_a_worker_that_does_not_report_is_said(client):
    cache.delete(HEARTBEAT_KEY)
    assert asked(client) == degraded("No worker has reported within a minute: PDFs and e-mails wait.")


def test_a_pdf_that_waits_too_long_is_said(client, case, manager):
    pdf = want_pdf(case, manager, since=SHORT)
    assert asked(client)[1]["status"] == "ok"
    Pdf.objects.filter(pk=pdf.pk).update(wanted_at=timezone.now() - LONG)
    assert asked(client) == degraded("A PDF has been waiting for more than two minutes.")


def test_an_e_mail_that_waits_too_long_is_said(client):
    message = put()
    assert asked(client)[1]["status"] == "ok"
    Message.objects.filter(pk=message.pk).update(not_before=timezone.now() - LONG)
    assert asked(client) == degraded("An e-mail has been waiting for more than two minutes.")


@pytest.mark.parametrize("state", ["failed", "unknown"])
def test_an_e_mail_that_waits_for_a_person_is_said(client, state):
    done = {"state": state, "settled_at": timezone.now(), "error": "It was refused."}
    Message.objects.filter(pk=put().pk).update(**done)
    assert asked(client) == degraded("An e-mail did not leave for certain: somebody has to decide about it.")


def test_everything_that_is_degraded_is_said_at_once(client, case, manager, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    want_pdf(case, manager, since=LONG)
    Message.objects.filter(pk=put().pk).update(not_before=timezone.now() - LONG)
    status, answer = asked(client)
    assert status == 200
    assert len(answer["reasons"]) == 3


def test_a_missing_migration_is_not_ready_until_it_is_applied(client):
    applied = MigrationRecorder.Migration.objects.filter(app="accounts", name="0001_initial")
    applied.delete()
    not_ready = {"status": "unavailable", "reasons": ["The database has migrations to apply."]}
    assert asked(client) == (503, not_ready)
    MigrationRecorder.Migration.objects.create(app="accounts", name="0001_initial")
    assert asked(client)[0] == 200


def test_a_database_of_a_newer_version_is_ready(client):
    MigrationRecorder.Migration.objects.create(app="accounts", name="9999_from_the_future")
    assert asked(client)[0] == 200


@pytest.mark.parametrize("error", [OperationalError("gone"), InterfaceError("connection already closed")])
def test_without_its_database_the_product_is_not_ready_and_tells_no_secret(client, monkeypatch, error):
    class Away:
        def cursor(self):
            raise error

    monkeypatch.setattr(ready, "connection", Away())
    status, answer = asked(client)
    assert (status, answer["status"]) == (503, "unavailable")
    assert answer["reasons"] == ["The database does not answer."]


def test_asking_costs_little(client, django_assert_max_num_queries):
    asked(client)
    with django_assert_max_num_queries(6):
        asked(client)
