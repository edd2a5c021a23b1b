"""Looking for viruses with ClamAV, where one is configured; said plainly where none is."""

import socket
import struct
from typing import BinaryIO
from urllib.parse import urlsplit

from django.conf import settings

from files.models import StoredFile
from ui.refusals import Refusal

TIMEOUT = 60
PIECE = 64 * 1024


def scan(content: BinaryIO, name: str) -> StoredFile.Scan:
    """Return how `content` was checked. Raises Refusal for a virus, or when the scanner gives no verdict."""
    if not settings.CLAMAV_ADDRESS:
        return StoredFile.Scan.NOT_CONFIGURED
    address = urlsplit(f"//{settings.CLAMAV_ADDRESS}")
    content.seek(0)
    try:
        answer = _ask(content, (address.hostname or "", address.port or 3310))
    except OSError:
        answer = ""
    finally:
        content.seek(0)
    if answer.endswith("FOUND"):
        raise Refusal(f"“{name}” did not pass the virus check, so it was not kept. Tell your IT team.")
    if "size limit exceeded" in answer:
        raise Refusal(
            f"“{name}” is larger than the virus scanner accepts, so it was not kept. "
            "Split it into parts, or ask your IT team to raise the scanner's limit."
        )
    if answer != "stream: OK":
        raise Refusal(
            f"“{name}” could not be checked for viruses just now, so it was not kept. "
            "Try again in a few minutes."
        )
    return StoredFile.Scan.CLEAN


def _ask(content: BinaryIO, address: tuple[str, int]) -> str:
    """Send `content` to clamd in pieces (its INSTREAM command), and return its answer."""
    with socket.create_connection(address, timeout=TIMEOUT) as scanner:
        try:
            scanner.sendall(b"zINSTREAM\0")
            while piece := content.read(PIECE):
                scanner.sendall(struct.pack("!L", len(piece)) + piece)
            scanner.sendall(struct.pack("!L", 0))
        except (BrokenPipeError, ConnectionResetError):
            # It has heard enough, and says why.
            pass
        answer = b""
        while part := scanner.recv(4096):
            answer += part
    return answer.rstrip(b"\0\n").decode(errors="replace")
