"""What `make run` says and does before it starts anything."""

import socket
import time
from pathlib import Path

import pytest

from tools import run
from tools.children import wait_for
from tools.product import Product


def test_a_port_in_use_is_named_with_another_to_take() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(SystemExit) as info:
        run.check_port(taken.getsockname()[1], "127.0.0.1")
    assert "make run PORT=" in str(info.value.code)


def test_servers_of_the_users_own_are_used_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOCAL_DIR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "postgres://product@db.invalid/cases")
    monkeypatch.setenv("MIGRATION_DATABASE_URL", "postgres://owner@db.invalid/cases")
    monkeypatch.setenv("REDIS_URL", "redis://redis.invalid/0")
    product = Product(8000)
    assert product.servers == []
    assert product.env["DEMO"] == "0"
    assert product.owners_settings()["DATABASE_URL"] == "postgres://owner@db.invalid/cases"
    assert product.owners_settings()["DATABASE_APP_ROLE"] == "product"
    with pytest.raises(SystemExit, match="DATABASE_URL names another"):
        product.forget()


def test_a_second_launcher_on_the_same_data_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOCAL_DIR", str(tmp_path))
    first = Product(8000)
    with pytest.raises(SystemExit, match="is running from this checkout already"):
        Product(8000)
    assert first.local == tmp_path


def test_a_log_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.children.LOG_LIMIT", 100)
    child = run.Child(
        "talker", ["sh", "-c", "while :; do echo word; sleep 0.01; done"], tmp_path / "talker.log"
    )
    child.start()
    assert wait_for(lambda: child.log.exists() and child.log.stat().st_size > 200, seconds=10)
    child.bound_log()
    assert child.log.stat().st_size < 100
    time.sleep(0.1)
    child.stop()
    assert (tmp_path / "talker.log.1").stat().st_size > 200
