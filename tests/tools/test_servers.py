"""The private servers: reachable from this machine with a password only, and up again after a kill."""

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
import redis

from tools.postgres import APP, OWNER, Postgres, execute
from tools.servers import Valkey, free_port, secret


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    folder = tmp_path_factory.mktemp("postgres")
    server = Postgres(folder, logs=folder / "logs", durable=False)
    server.start()
    yield server
    server.child.stop()
    shutil.rmtree(server.home)


@pytest.fixture(scope="module")
def valkey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Valkey]:
    folder = tmp_path_factory.mktemp("valkey")
    server = Valkey(folder, logs=folder / "logs")
    server.start()
    yield server
    server.child.stop()


def test_two_free_ports_differ() -> None:
    assert free_port() != free_port()


def test_a_secret_is_made_once_and_only_its_user_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "secret"
    assert secret(path) == secret(path)
    assert len(secret(path)) >= 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_products_role_makes_no_tables(postgres: Postgres) -> None:
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        execute(postgres.url(APP, "postgres"), "CREATE TABLE mine (one int)")


def test_nobody_comes_in_without_the_password(postgres: Postgres) -> None:
    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        execute(f"postgres://{OWNER}:wrong@127.0.0.1:{postgres.port}/postgres", "SELECT 1")


def test_postgres_is_up_again_after_a_kill_with_its_data_and_address(postgres: Postgres) -> None:
    postgres.make_database()
    address = postgres.url(OWNER)
    execute(address, "CREATE TABLE kept (one int)")
    postgres.child.kill()
    postgres.start()
    assert execute(address, "SELECT count(*) FROM kept") == [(0,)]


def test_a_server_that_an_earlier_launcher_left_is_stopped_first(postgres: Postgres) -> None:
    other = Postgres(postgres.child.log.parents[1], logs=postgres.child.log.parent, durable=False)
    assert other.data == postgres.data
    other.start()
    assert not postgres.child.alive()
    other.child.stop()
    postgres.start()
    assert postgres.run_as_owner("SELECT 1") == [(1,)]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root needs another user for the server")
def test_as_root_the_data_belongs_to_another_user_and_it_says_where(postgres: Postgres) -> None:
    assert postgres.data.stat().st_uid == postgres.user[0] != 0
    assert str(postgres.home).startswith("/var/lib/lotus-cases/")


def test_valkey_wants_its_password_and_is_up_again_after_a_kill(valkey: Valkey) -> None:
    with pytest.raises(redis.AuthenticationError):
        redis.Redis(host="127.0.0.1", port=valkey.port).ping()
    address = valkey.url(3)
    valkey.child.kill()
    valkey.start()
    assert redis.Redis.from_url(address).ping()
