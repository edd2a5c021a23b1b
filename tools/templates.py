"""Check (`--check`) or set the format of every template."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tools.paths import ROOT, VENV


def main(*options: str) -> int:
    """Run djade over all templates and return its exit code."""
    templates = sorted(ROOT.glob("templates/**/*.html"))
    command: list[str | Path] = [VENV / "bin" / "djade", "--target-version", "5.2", *options, *templates]
    return subprocess.run(command, check=False).returncode if templates else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
