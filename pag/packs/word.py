"""Turning a Word document into a PDF, where LibreOffice is installed on the worker.

It reaches neither the network nor another file: what a document links to could be of another case.
"""

import contextlib
import os
import shutil
import signal
import subprocess
from pathlib import Path

from pag.packs.as_read import NotWord, copy_as_read

SECONDS = 45
MEMORY = 3 * 1024**3
SETTINGS = Path(__file__).with_name("word.xcu")


class CannotConvert(Exception):
    """The document cannot be turned into a PDF; `str()` says why in a sentence."""


def can_convert() -> bool:
    """Tell whether LibreOffice is there."""
    return shutil.which("soffice") is not None


def to_pdf(source: Path, folder: Path) -> Path:
    """Return the PDF made of a Word document, within `folder`, which is the program's whole world.

    It has a profile of its own there, knows nothing of our settings, is stopped after `SECONDS` and may take
    `MEMORY` bytes.
    """
    program = shutil.which("soffice")
    if program is None:
        raise CannotConvert("It is a Word document, and this service cannot turn it into a PDF.")
    given, profile = folder / "given.docx", folder / "profile"
    try:
        copy_as_read(source, given)
    except NotWord as reason:
        raise CannotConvert(str(reason)) from None
    (profile / "user").mkdir(parents=True)
    shutil.copyfile(SETTINGS, profile / "user" / "registrymodifications.xcu")
    bounded = ["prlimit", f"--as={MEMORY}"] if shutil.which("prlimit") else []
    command = [
        *(*bounded, program, "--headless", "--norestore", "--nolockcheck", "--nodefault"),
        f"-env:UserInstallation={profile.as_uri()}",
        # What it is has been looked at already; what it says of itself is not believed.
        "--infilter=MS Word 2007 XML",
        *("--convert-to", "pdf:writer_pdf_Export", "--outdir", str(folder), str(given)),
    ]
    world = {"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"}
    world |= {"HOME": str(folder), "TMPDIR": str(folder)}
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
