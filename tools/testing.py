"""Servers and databases for the tests: private, kept from run to run, one database for each xdist worker.

The first process of a run (`claim_servers`) starts the servers and tells its workers by environment where
they are. The tests work as the product's own role; only the owner makes and drops databases.
"""

from __future__ import annotations

import atexit
import fcntl
import os
import shutil
import subprocess
from pathlib import Path

from tools.paths import PYTHON, REQUIREMENTS, ROOT, local_dir
from tools.postgres import APP, OWNER, Postgres, execute
from tools.servers import Valkey, hold
from tools.stamps import fingerprint

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
DATABASE = f"test_{WORKER}"
# Two people, or two terminals, may test in one checkout: each run takes a folder of its own.
MOST_RUNS = 8

KEEP_ROWS = """
CREATE SCHEMA migrated;
CREATE TABLE migrated.sequences AS TABLE pg_sequences;
DO $$
DECLARE
    name text;
    filled bool;
BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM public.%I)', name) INTO filled;
        IF filled THEN
            EXECUTE format('CREATE TABLE migrated.%1$I AS TABLE public.%1$I', name);
        END IF;
    END LOOP;
END $$
"""

PUT_ROWS_BACK = """
SET session_replication_role = replica;
SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid();
DO $$
DECLARE
    name text;
BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('DELETE FROM public.%I', name);
        IF to_regclass(format('migrated.%I', name)) IS NOT NULL THEN
            EXECUTE format('INSERT INTO public.%1$I TABLE migrated.%1$I', name);
        END IF;
    END LOOP;
END $$;
SELECT setval(
    format('%I.%I', schemaname, sequencename),
    coalesce(migrated.last_value, migrated.start_value),
    migrated.last_value IS NOT NULL
)
FROM migrated.sequences AS migrated JOIN pg_sequences AS now USING (schemaname, sequencename)
WHERE now.last_value IS DISTINCT FROM migrated.last_value
"""


def claim_servers(*, durable: bool = False) -> None:
    """Start servers for this run, unless the process that started this one has, and say where they are.

    A test may lose its data in a power cut; `durable` servers keep it, as the product's own do.
    """
    if "LOTUS_TEST_FOLDER" in os.environ:
        return
    folder = _claim_folder()
    postgres = Postgres(folder, logs=folder / "logs", durable=durable)
    valkey = Valkey(folder, logs=folder / "logs")
    for server in (postgres, valkey):
        atexit.register(server.child.stop)
        server.start()
    os.environ.update(
        LOTUS_TEST_FOLDER=str(folder),
        LOTUS_TEST_OWNER_URL=postgres.url(OWNER, ""),
        LOTUS_TEST_APP_URL=postgres.url(APP, ""),
        LOTUS_TEST_REDIS_URL=valkey.url(),
    )


def product_environment() -> dict[str, str]:
    """Return the settings under which the product meets this worker's database, Redis and files."""
    number = 0 if WORKER == "main" else int(WORKER.removeprefix("gw")) + 1
    return {
        "DJANGO_SETTINGS_MODULE": "lotus_cases.settings.test",
        "SECRET_KEY": "only-for-tests-and-long-enough-for-every-check-of-django",
        "DATABASE_URL": os.environ["LOTUS_TEST_APP_URL"] + DATABASE,
        "REDIS_URL": f"{os.environ['LOTUS_TEST_REDIS_URL'].removesuffix('/0')}/{number}",
        "LOCAL_DIR": str(Path(os.environ["LOTUS_TEST_FOLDER"]) / WORKER),
    }


def owner_url(database: str = DATABASE) -> str:
    """Return the address of a database under its owner, who may do everything."""
    return os.environ["LOTUS_TEST_OWNER_URL"] + database


def clone_database() -> None:
    """Make this worker's database anew, a copy of the migrated template; whoever was connected is cut off."""
    execute(
        owner_url("postgres"),
        f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)",
        f"CREATE DATABASE {DATABASE} TEMPLATE {ready_template()}",
    )
    execute(owner_url(), KEEP_ROWS)


def put_rows_back() -> None:
    """Give every table and sequence what the template has again; whoever was connected is cut off.

    A clone makes 1,400 files, which takes ten times as long. The tables stay: the product cannot change them.
    """
    execute(owner_url(), PUT_ROWS_BACK)


def empty_files() -> None:
    """Empty this worker's folder for files, mail and logs."""
    shutil.rmtree(product_environment()["LOCAL_DIR"], ignore_errors=True)


def ready_template() -> str:
    """Return the template's name for the migrations as they are now; the first worker to ask makes it."""
    rooms = ("migrations/*", "apps", "grants")
    sources = sorted(path for room in rooms for path in ROOT.glob(f"*/{room}.py"))
    name = "template_" + fingerprint([*sources, *sorted(ROOT.glob("*/data")), REQUIREMENTS / "base.txt"])[:16]
    admin = owner_url("postgres")
    with (Path(os.environ["LOTUS_TEST_FOLDER"]) / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        databases = execute(admin, "SELECT datname FROM pg_database WHERE NOT datistemplate")
        there = [row[0] for row in databases if row[0].startswith("template_")]
        if name not in there:
            outdated = [f"DROP DATABASE {other} WITH (FORCE)" for other in there]
            anew = ["DROP DATABASE IF EXISTS unfinished WITH (FORCE)", "CREATE DATABASE unfinished"]
            execute(admin, *outdated, *anew)
            _migrate("unfinished")
            execute(admin, f"ALTER DATABASE unfinished RENAME TO {name}")
    return name


def gathered_static() -> Path:
    """Return the folder of the static files as they are now; the first worker to ask gathers them."""
    folder = Path(os.environ["LOTUS_TEST_FOLDER"])
    gathered = folder / f"static-{fingerprint([ROOT / 'static', REQUIREMENTS / 'base.txt'])[:16]}"
    with (folder / "static.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not gathered.exists():
            for outdated in folder.glob("static-*"):
                shutil.rmtree(outdated)
            unfinished = folder / "static-unfinished"
            settings = {
                "DJANGO_SETTINGS_MODULE": "lotus_cases.settings.local",
                "STATIC_ROOT": str(unfinished),
            }
            command = [str(PYTHON), "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
            subprocess.run(command, cwd=ROOT, env=os.environ | settings, check=True)
            unfinished.rename(gathered)
    return gathered


def _migrate(database: str) -> None:
    """Migrate as the owner, who grants the product's role what it needs, in a process of its own."""
    settings = product_environment() | {"DATABASE_URL": owner_url(database), "DATABASE_APP_ROLE": APP}
    command = [str(PYTHON), "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=os.environ | settings, check=True)


def _claim_folder() -> Path:
    """Return the first test folder that no other run holds; it is held until this process ends."""
    for number in range(1, MOST_RUNS + 1):
        folder = local_dir() / f"test-{number}"
        folder.mkdir(parents=True, exist_ok=True)
        if hold(folder / "lock"):
            return folder
    raise SystemExit(f"{MOST_RUNS} test runs are going on in this checkout. Please wait for one to end.")
