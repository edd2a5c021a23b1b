"""Looking for viruses with ClamAV, where one is configured; said plainly where none is."""

from typing import BinaryIO
from urllib.parse import urlsplit

import clamd
from django.conf import settings

from files.models import StoredFile
from ui.refusals import Refusal


def scan(content: BinaryIO, name: str) -> StoredFile.Scan:
    """Return how `content` was checked. Raises Refusal for a virus, or when the scanner cannot be asked."""
    if not settings.CLAMAV_ADDRESS:
        return StoredFile.Scan.NOT_CONFIGURED
    address = urlsplit(f"//{settings.CLAMAV_ADDRESS}")
    scanner = clamd.ClamdNetworkSocket(address.hostname, address.port or 3310, timeout=60)
    content.seek(0)
    try:
        verdict, _virus = scanner.instream(content)["stream"]
    except (clamd.ConnectionError, clamd.BufferTooLongError, OSError) as error:
        raise Refusal(
            f"“{name}” could not be checked for viruses just now, so it was not kept. Try again in a few minutes."
        ) from error
    finally:
        content.seek(0)
    if verdict != "OK":
        raise Refusal(f"“{name}” did not pass the virus check, so it was not kept. Tell your IT team.")
    return StoredFile.Scan.CLEAN
