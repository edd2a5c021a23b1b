"""Looking for viruses with ClamAV, where one is configured; said plainly where none is."""

from typing import BinaryIO
from urllib.parse import urlsplit

import clamd
from django.conf import settings

from files.models import StoredFile
from ui.refusals import Refusal

TIMEOUT = 60


def scan(content: BinaryIO, name: str) -> StoredFile.Scan:
    """Return how `content` was checked. Raises Refusal for a virus, or when the scanner cannot be asked."""
    if not settings.CLAMAV_ADDRESS:
        return StoredFile.Scan.NOT_CONFIGURED
    verdict = _verdict(content, name)
    if verdict == "FOUND":
        raise Refusal(f"“{name}” did not pass the virus check, so it was not kept. Tell your IT team.")
    if verdict != "OK":
        raise Refusal(_not_now(name))
    return StoredFile.Scan.CLEAN


def _verdict(content: BinaryIO, name: str) -> str:
    address = urlsplit(f"//{settings.CLAMAV_ADDRESS}")
    scanner = clamd.ClamdNetworkSocket(address.hostname, address.port or 3310, timeout=TIMEOUT)
    content.seek(0)
    try:
        return str(scanner.instream(content)["stream"][0])
    except clamd.BufferTooLongError as error:
        raise Refusal(
            f"“{name}” is larger than the virus scanner accepts, so it was not kept. "
            "Split it into parts, or ask your IT team to raise the scanner's limit."
        ) from error
    except (clamd.ClamdError, OSError) as error:
        raise Refusal(_not_now(name)) from error
    finally:
        content.seek(0)


def _not_now(name: str) -> str:
    return (
        f"“{name}” could not be checked for viruses just now, so it was not kept. Try again in a few minutes."
    )
