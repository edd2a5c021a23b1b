"""`make lock`: the lock files anew, with hashes and without the name of any registry's host."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from tools.paths import REQUIREMENTS, ROOT, VENV

# The development lock first: the others take its versions, so that all are tested as they are run.
PARTS = ("dev", "base", "assets", "local")
LOCKS = [*(REQUIREMENTS / f"{part}.txt" for part in PARTS), ROOT / "package-lock.json"]


def main() -> None:
    """Resolve every list anew to the newest versions."""
    compile_: list[str | Path] = [
        VENV / "bin" / "uv",
        "pip",
        "compile",
        "--quiet",
        "--universal",
        "--python-version",
        "3.11",
    ]
    compile_ += ["--generate-hashes", "--no-header", "--no-emit-index-url", "--upgrade"]
    for part in PARTS:
        same = [] if part == "dev" else ["--constraint", "dev.txt"]
        command = [*compile_, f"{part}.in", *same, "--output-file", f"{part}.txt"]
        subprocess.run(command, cwd=REQUIREMENTS, check=True, stdout=subprocess.DEVNULL)


def names_a_host(lock: Path) -> bool:
    """Return whether a lock file says where packages come from, which is each machine's own business."""
    text = lock.read_text(encoding="utf-8")
    return bool(re.search(r'--(extra-)?index-url|--find-links|"resolved"|@ https?:', text))


if __name__ == "__main__":
    main()
