"""`make check`: what can be said about the code without running it. All checks run, then the verdict."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tools.lock import LOCKS, names_a_host
from tools.paths import PYTHON, ROOT, VENV

# Settings are read, no server is asked. Django wants long keys; this one is secret to nobody.
SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "lotus_cases.settings.production",
    "SECRET_KEY": "made-up-for-the-checks-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
    "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
}
# Without a database Django cannot compare with the migrations that were applied; here it need not.
NO_DATABASE = "ignore:Got an error checking a consistent migration history"

CHECKS: dict[str, list[str | Path]] = {
    "format": [VENV / "bin" / "ruff", "format", "--check", "--quiet", "."],
    "lint": [VENV / "bin" / "ruff", "check", "--quiet", "."],
    "templates": [PYTHON, "-m", "tools.templates", "--check"],
    "layers": [VENV / "bin" / "lint-imports"],
    "missing migrations": [
        *(PYTHON, "-W", NO_DATABASE, "manage.py", "makemigrations", "--check", "--dry-run"),
    ],
    "deployment": [PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
    "security": [VENV / "bin" / "bandit", "--quiet", "-r", "-ll", "-ii", "-c", "pyproject.toml", "."],
    "types": [VENV / "bin" / "mypy"],
}


def main() -> None:
    """Run every check and end with the names of those that did not pass."""
    refused = [f"{lock.name} names a host" for lock in LOCKS if names_a_host(lock)]
    for name, command in CHECKS.items():
        done = subprocess.run(
            command, cwd=ROOT, env=os.environ | SETTINGS, check=False, capture_output=True, text=True
        )
        print(f"{'ok ' if done.returncode == 0 else 'NOT'} {name}", flush=True)
        if done.returncode:
            print(done.stdout + done.stderr)
            refused.append(name)
    if refused:
        sys.exit(f"Did not pass: {', '.join(refused)}")


if __name__ == "__main__":
    main()
