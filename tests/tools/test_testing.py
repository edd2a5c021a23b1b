"""What every test may rely on: its own database, the product's own role, and no network."""

import os
import socket

import psycopg2
import pytest
from django.db import connection
from django.db.utils import ProgrammingError

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
def test_what_a_committing_test_leaves_is_gone_for_the_next(time: str, owner_url: str) -> None:
    execute(owner_url, "CREATE TABLE left_behind (one int)")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_migrations")
        assert cursor.fetchone()[0] > 0, f"the {time} time"


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
