"""Make a fresh checkout ready: `python3 -m tools.setup run` or `test`. Standard library only, any Python."""

from __future__ import annotations

import fcntl
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools.paths import PYTHON, REQUIREMENTS, ROOT, STAMPS, VENV, listed
from tools.stamps import once

OLDEST_PYTHON = (3, 11)
# A browser under another name, or from another source than Debian, will do.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
STATIC = ROOT / "static"


def main(purpose: str) -> None:
    """Do every step that `purpose` (`run` or `test`) needs and that is not done yet."""
    check_python(sys.version_info[:2])
    STAMPS.mkdir(parents=True, exist_ok=True)
    with (STAMPS / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        system_packages(listed("system.txt") + (listed("system-test.txt") if purpose == "test" else []))
        virtual_environment()
        python_packages("dev.txt" if purpose == "test" else "local.txt")
        assets()


def check_python(version: tuple[int, ...]) -> None:
    """Stop with a sentence where Python is too old, or came without what makes virtual environments."""
    found = ".".join(map(str, version))
    if version < OLDEST_PYTHON:
        sys.exit(
            f"LOTUS Cases needs Python 3.11 or later and this is Python {found}. "
            "If a newer one is installed, name it: make PYTHON=python3.11 …"
        )
    if importlib.util.find_spec("ensurepip") is None:
        sys.exit(
            f"Python {found} came without its venv module. Please run: apt-get install python{found}-venv"
        )


def missing_packages(lines: list[str]) -> list[str]:
    """Return of which lines no package is installed; a line may name another one that will do: "a | b"."""
    names = [name for line in lines for name in line.split(" | ")]
    found = subprocess.run(
        ["dpkg-query", "-W", "-f=${db:Status-Abbrev} ${Package}\n", *names],
        capture_output=True,
        text=True,
        check=False,
    )
    installed = {line.split()[-1] for line in found.stdout.splitlines() if line.startswith("ii")}
    if any(map(shutil.which, BROWSERS)):
        installed.add("chromium")
    return [line for line in lines if installed.isdisjoint(line.split(" | "))]


def to_install(line: str) -> str:
    """Return the first package of the line that this system has; the last where it knows none."""
    *preferred, last = line.split(" | ")
    for name in preferred:
        known = subprocess.run(["apt-cache", "show", name], capture_output=True, check=False)
        if known.returncode == 0:
            return name
    return last


def system_packages(lines: list[str]) -> None:
    """Install missing Debian packages where that is allowed, else stop with the command to run."""
    if not shutil.which("dpkg-query"):
        print(f"This is not Debian or Ubuntu: please see to what these packages hold: {', '.join(lines)}.")
        return
    missing = missing_packages(lines)
    if not missing:
        return
    if os.geteuid() != 0:
        sys.exit(f"Some system packages are missing. Please run: sudo sh -c '{_by_hand(missing)}'")
    quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    try:
        subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=True)
        names = [to_install(line) for line in missing]
        print(f"Installing system packages: {' '.join(names)} …", flush=True)
        install = ["apt-get", "install", "-qq", "--no-install-recommends", *names]
        subprocess.run(install, env=quiet, check=True, stdout=subprocess.DEVNULL)
    except subprocess.CalledProcessError:
        sys.exit(f"System packages could not be installed. What was tried: {_by_hand(missing)}")


def _by_hand(missing: list[str]) -> str:
    names = " ".join(to_install(line) for line in missing)
    return f"apt-get update && apt-get install --no-install-recommends {names}"


def virtual_environment() -> None:
    """Make `.venv`, and make it anew where the checkout moved or Python changed."""
    clear = ["--clear"] if (STAMPS / "venv").exists() else []
    once(
        "venv",
        inputs=[str(VENV), sys.version, sys.base_prefix],
        makes=PYTHON,
        saying="Making the virtual environment …",
        do=lambda: run(sys.executable, "-m", "venv", *clear, VENV),
    )


def python_packages(lock: str) -> None:
    """Install a lock file, every package checked against its hash."""
    once(
        f"python-{lock}",
        inputs=[REQUIREMENTS / lock, STAMPS / "venv"],
        makes=PYTHON,
        saying=f"Installing Python packages from requirements/{lock} …",
        do=lambda: run(
            *(PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input"),
            *("--require-hashes", "-r", REQUIREMENTS / lock),
        ),
    )


def assets() -> None:
    """Install the locked front-end packages with the virtual environment's own Node, and compile them."""
    packages = [ROOT / "package.json", ROOT / "package-lock.json"]
    once(
        "node-modules",
        inputs=[*packages, str(VENV)],
        makes=ROOT / "node_modules",
        saying="Installing front-end packages …",
        do=lambda: npm("ci", "--no-audit", "--no-fund", "--loglevel=error"),
    )
    sources = [ROOT / "ui" / "build.mjs", ROOT / "ui" / "fonts.py"]
    sources += sorted(path for path in STATIC.iterdir() if path.name != "build")
    once(
        "assets",
        inputs=[*packages, *sources],
        makes=STATIC / "build",
        saying="Compiling style sheets and scripts …",
        do=lambda: npm("run", "--silent", "build"),
    )


def npm(*words: str) -> None:
    """Run npm from the virtual environment, with its cache in `.local`."""
    search = f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    cache = str(ROOT / ".local" / "npm")
    run(VENV / "bin" / "npm", *words, env=dict(os.environ, PATH=search, npm_config_cache=cache))


def run(*command: str | Path, env: dict[str, str] | None = None) -> None:
    """Run one command of the set-up in the checkout, and stop with a sentence where it does not succeed."""
    if subprocess.run(command, cwd=ROOT, env=env, check=False).returncode:
        sys.exit(f"Set-up stopped: this did not succeed: {' '.join(map(str, command))}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "run")
