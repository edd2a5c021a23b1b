"""The product as one machine runs it: its servers, its settings, its processes."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

from tools.children import Child
from tools.paths import PYTHON, REQUIREMENTS, ROOT, VENV, local_dir
from tools.postgres import APP, OWNER, Postgres
from tools.servers import Valkey, hold, secret
from tools.stamps import once


class Product:
    """Servers, settings and processes under one folder for data, logs and secrets.

    Servers that DATABASE_URL and REDIS_URL name are used as they are; otherwise they are our own.
    """

    def __init__(self, port: int) -> None:
        self.port = port
        self.local = local_dir()
        self.logs = self.local / "logs"
        self.local.mkdir(parents=True, exist_ok=True)
        if not hold(self.local / "lock"):
            sys.exit("LOTUS Cases is running from this checkout already. Stop it with Ctrl-C where it runs.")
        own_database = not os.environ.get("DATABASE_URL")
        own_redis = not os.environ.get("REDIS_URL")
        self.postgres = Postgres(self.local, logs=self.logs) if own_database else None
        self.valkey = Valkey(self.local, logs=self.logs) if own_redis else None
        self.env = self._settings()

    @property
    def servers(self) -> list[Postgres | Valkey]:
        """Return our own servers, in the order in which they start."""
        return [server for server in (self.postgres, self.valkey) if server]

    def start_servers(self) -> None:
        """Start our own servers and say where they keep what they keep."""
        for server in self.servers:
            server.start()
        if self.postgres:
            self.postgres.make_database()
            self.env["DATABASE_URL"] = self.postgres.url(APP)
            where = f"The database is in {self.postgres.home}, everything else in {self.local}."
            (self.local / "where.txt").write_text(where + "\n", encoding="utf-8")
            print(where, flush=True)
        if self.valkey:
            self.env["REDIS_URL"] = self.valkey.url()
        self._write_env()

    def migrate(self) -> None:
        """Bring the database up to date, as its owner; the product's own role is granted what it needs."""
        self.manage("migrate", "--verbosity", "0", env=self.owners_settings())

    def collect_static(self) -> None:
        """Gather style sheets, scripts and pictures for the web server, where they changed."""
        made = Path(self.env.get("STATIC_ROOT") or ROOT / "staticfiles")
        once(
            "static-files",
            inputs=[ROOT / "static", REQUIREMENTS / "base.txt", str(made)],
            makes=made / "staticfiles.json",
            saying="Gathering static files …",
            do=lambda: self.manage("collectstatic", "--no-input", "--clear", "--verbosity", "0"),
        )

    def demo(self, *words: str) -> str:
        """Run the demo command, where DEMO is on, and return the sign-ins that it prints."""
        if self.env["DEMO"] not in ("1", "true", "True", "on"):
            return ""
        print("Looking after the demo data (the first time takes a little longer) …", flush=True)
        return self.manage("demo", *words)

    def manage(self, *words: str, env: dict[str, str] | None = None) -> str:
        """Run one of Django's commands and return what it printed; stop where it does not succeed."""
        command = [str(PYTHON), "manage.py", *words]
        log = self.logs / "manage.log"
        self.logs.mkdir(parents=True, exist_ok=True)
        with log.open("w+b") as errors:
            done = subprocess.run(
                command, cwd=ROOT, env=env or self.env, stdout=subprocess.PIPE, stderr=errors, check=False
            )
        if done.returncode:
            print(done.stdout.decode(), log.read_text(encoding="utf-8", errors="replace"), file=sys.stderr)
            sys.exit(f"This did not succeed: manage.py {' '.join(words)}")
        return done.stdout.decode()

    def processes(self) -> list[Child]:
        """Return the web server, the worker and the timer."""
        at = f"{self.env.get('LOTUS_BIND', '127.0.0.1')}:{self.port}"
        web = ["gunicorn", "lotus_cases.wsgi", "--bind", at]
        celery = ["celery", "--app", "lotus_cases"]
        worker = [*celery, "worker", "--concurrency", "2", "--without-gossip", "--without-mingle"]
        beat = [*celery, "beat", "--pidfile=", "--schedule", str(self.local / "beat-schedule")]
        return [
            self._process("web", web),
            # A worker that is asked waits for its broker, which has gone too: rows say what it left undone.
            self._process("worker", worker, orphaned=signal.SIGKILL, patience=60),
            self._process("beat", beat),
        ]

    def forget(self) -> None:
        """Drop the database, the stored files and the mail of the demo."""
        if not self.postgres:
            sys.exit(
                "This empties only the database that `make run` makes itself; DATABASE_URL names another."
            )
        self.postgres.drop_database()
        self.postgres.make_database()
        for name in ("files", "mail"):
            shutil.rmtree(self.local / name, ignore_errors=True)

    def _process(
        self, name: str, words: list[str], orphaned: signal.Signals = signal.SIGTERM, patience: float = 30
    ) -> Child:
        command = [str(PYTHON), "-m", *words]
        log = self.logs / f"{name}.log"
        return Child(name, command, log, env=self.env, orphaned=orphaned, patience=patience, folder=ROOT)

    def _settings(self) -> dict[str, str]:
        """Return the environment for the product: what the user set, and the rest filled in."""
        filled = {
            "DJANGO_SETTINGS_MODULE": "lotus_cases.settings.local",
            "SITE_URL": f"http://localhost:{self.port}",
            # Known sign-ins belong into no database but our own, unless somebody asks for them.
            "DEMO": "1" if self.postgres else "0",
            "PYTHONUNBUFFERED": "1",
        }
        env = filled | os.environ | {"LOCAL_DIR": str(self.local)}
        env["PATH"] = f"{VENV / 'bin'}{os.pathsep}{env.get('PATH', '')}"
        env["SECRET_KEY"] = env.get("SECRET_KEY") or secret(self.local / "secret-key")
        return env

    def owners_settings(self) -> dict[str, str]:
        """Return the environment in which the database's owner works."""
        if self.postgres:
            return self.env | {"DATABASE_URL": self.postgres.url(OWNER), "DATABASE_APP_ROLE": APP}
        if owner := self.env.get("MIGRATION_DATABASE_URL"):
            role = urlsplit(self.env["DATABASE_URL"]).username or ""
            return self.env | {"DATABASE_URL": owner, "DATABASE_APP_ROLE": role}
        return self.env

    def _write_env(self) -> None:
        """Keep the settings of this run in a file that a shell can read, for `manage.py` by hand."""
        names = ["DJANGO_SETTINGS_MODULE", "SITE_URL", "DEMO", "LOCAL_DIR", "SECRET_KEY"]
        names += ["DATABASE_URL", "REDIS_URL"]
        path = self.local / "env"
        path.touch(mode=0o600)
        path.write_text("".join(f"export {name}='{self.env[name]}'\n" for name in names), encoding="utf-8")
