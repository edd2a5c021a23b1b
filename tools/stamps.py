"""Do a step once: a stamp holds the hash of the step's inputs. Standard library only."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

from tools.paths import STAMPS


def fingerprint(inputs: Iterable[Path | str]) -> str:
    """Return a hash over words, files and whole folders; a changed name counts like changed content."""
    total = hashlib.sha256()
    for part in inputs:
        total.update(f"\0{part}\0".encode())
        if isinstance(part, Path):
            files = sorted(part.rglob("*")) if part.is_dir() else [part]
            for file in files:
                if file.is_file():
                    total.update(f"\0{file}\0".encode() + file.read_bytes())
    return total.hexdigest()


def once(
    name: str, *, inputs: Iterable[Path | str], makes: Path, saying: str, do: Callable[[], object]
) -> bool:
    """Do the step, unless its stamp fits and what it makes is there. Return whether it ran."""
    stamp = STAMPS / name
    wanted = fingerprint(inputs)
    if makes.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return False
    print(saying, flush=True)
    do()
    STAMPS.mkdir(parents=True, exist_ok=True)
    stamp.write_text(wanted, encoding="utf-8")
    return True
