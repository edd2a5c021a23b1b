"""What every test may rely on: its own database, the product's own role, and no network."""

import os
import socket
from contextlib import closing

import psycopg2
import pytest
from django.db import connection, connections
from django.db.utils import ProgrammingError

from accounts.models import Organisation
from audit.models import Event
from tests.factories import make_case, make_organisation, make_person
from tools import testing
from tools.postgres import APP, execute


@pytest.mark.django_db
def test_tests_work_as_the_products_role_on_a_database_of_their_worker() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_database()")
        assert cursor.fetchone() == (APP, testing.DATABASE)


@pytest.mark.django_db
def test_the_products_role_changes_no_tables() -> None:
    with connection.cursor() as cursor, pytest.raises(ProgrammingError):
        cursor.execute("CREATE TABLE mine (one int)")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_what_a_committing_test_leaves_is_gone_for_the_next(time: str) -> None:
    assert not Organisation.objects.exists(), f"the {time} time"
    make_organisation()


@pytest.mark.django_db(transaction=True)
def test_every_row_and_number_is_put_back_as_in_a_fresh_clone(owner_url: str) -> None:
    connections.close_all()
    testing.clone_database()
    fresh = _rows_and_numbers(owner_url)
    case = make_case(by=make_person("case_manager", organisation=make_organisation()))
    touched = {case._meta.db_table, Event._meta.db_table, "audit_event_id_seq"}
    execute(
        owner_url,
        "SET session_replication_role = replica",
        "DELETE FROM triage_descriptor",
        "UPDATE auth_permission SET name = 'Changed'",
        "INSERT INTO django_migrations (app, name, applied) VALUES ('tests', 'later', now())",
    )
    touched |= {"triage_descriptor", "auth_permission", "django_migrations", "django_migrations_id_seq"}
    now = _rows_and_numbers(owner_url)
    assert touched <= {name for name in fresh if fresh[name] != now[name]}
    testing.put_rows_back()
    assert _rows_and_numbers(owner_url) == fresh
    assert case._meta.db_table in fresh and len(fresh["django_migrations"]) > 100


@pytest.mark.django_db(transaction=True)
def test_who_still_holds_a_row_is_cut_off(owner_url: str) -> None:
    with closing(psycopg2.connect(owner_url)) as other, other.cursor() as cursor:
        cursor.execute("UPDATE django_content_type SET model = model; SELECT pg_advisory_lock(1)")
        testing.put_rows_back()
        with pytest.raises(psycopg2.OperationalError):
            cursor.execute("SELECT 1")
    assert execute(owner_url, "SELECT pg_try_advisory_lock(1)") == [(True,)]


def _rows_and_numbers(url: str) -> dict[str, list[tuple]]:
    """Return every table's rows, sorted, and every sequence's state."""
    found = {}
    with closing(psycopg2.connect(url)) as owner, owner.cursor() as cursor:
        cursor.execute("SELECT relname, relkind FROM pg_class WHERE relnamespace = 'public'::regnamespace")
        for name, kind in cursor.fetchall():
            if columns := {"r": "t::text", "S": "last_value, is_called"}.get(kind):
                cursor.execute(f"SELECT {columns} FROM {name} t ORDER BY 1")
                found[name] = cursor.fetchall()
    return found


def test_workers_have_databases_of_their_own(product_environment: dict[str, str]) -> None:
    assert product_environment["DATABASE_URL"].endswith(f"/{testing.DATABASE}")
    assert product_environment["LOCAL_DIR"].endswith(testing.WORKER)
    assert product_environment["REDIS_URL"] == os.environ["REDIS_URL"]


def test_a_connection_to_elsewhere_is_refused() -> None:
    with socket.socket() as one, pytest.raises(AssertionError, match="tests stay on this machine"):
        one.connect(("192.0.2.1", 80))


def test_no_other_address_than_loopback_is_listened_on() -> None:
    with pytest.raises(psycopg2.OperationalError):
        psycopg2.connect(os.environ["DATABASE_URL"].replace("127.0.0.1", "127.0.0.2"), connect_timeout=2)
