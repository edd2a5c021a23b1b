"""Where things are in this checkout. Standard library only: used before the virtual environment exists."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = ROOT / "requirements"
STAMPS = ROOT / ".local" / "stamps"


def local_dir() -> Path:
    """Return the folder for data, logs and secrets: `LOCAL_DIR`, or `.local` in the checkout."""
    return Path(os.environ.get("LOCAL_DIR") or ROOT / ".local").resolve()


def listed(name: str) -> list[str]:
    """Return the package names in a list file of `requirements/`, without its comments."""
    lines = (REQUIREMENTS / name).read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]
