"""Turning a Word document into a PDF, where LibreOffice is installed on the worker."""

import contextlib
import os
import shutil
import signal
import subprocess
from pathlib import Path

SECONDS = 45


class CannotConvert(Exception):
    """The document cannot be turned into a PDF; `str()` says why in a sentence."""


def can_convert() -> bool:
    """Tell whether LibreOffice is there."""
    return shutil.which("soffice") is not None


def to_pdf(source: Path, folder: Path) -> Path:
    """Return the PDF made of a Word document, within `folder`, which is the program's whole world.

    It has a profile of its own there, knows nothing of our settings, and is stopped after `SECONDS`.
    """
    program = shutil.which("soffice")
    if program is None:
        raise CannotConvert("It is a Word document, and this service cannot turn it into a PDF.")
    given, profile = folder / "given.docx", folder / "profile"
    shutil.copyfile(source, given)
    command = [
        *(program, "--headless", "--norestore", "--nolockcheck", "--nodefault"),
        f"-env:UserInstallation={profile.as_uri()}",
        *("--convert-to", "pdf:writer_pdf_Export", "--outdir", str(folder), str(given)),
    ]
    world = {"PATH": os.environ.get("PATH", ""), "HOME": str(folder), "LANG": "C.UTF-8"}
    running = subprocess.Popen(
        command,
        cwd=folder,
        env=world,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        running.wait(SECONDS)
    except subprocess.TimeoutExpired:
        raise CannotConvert("It takes too long to turn it into a PDF.") from None
    finally:
        _stop(running)
    made = folder / "given.pdf"
    if not made.exists():
        raise CannotConvert("It could not be turned into a PDF.")
    return made


def _stop(running: "subprocess.Popen[bytes]") -> None:
    """Stop the program with all it started: it leaves helpers behind."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGKILL)
    running.wait()
