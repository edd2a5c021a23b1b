"""What a PDF may fetch: our style sheets, fonts and pictures beside them, and pictures inside the page."""

import io
import mimetypes
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from PIL import Image
from weasyprint.urls import URLFetcher, URLFetcherResponse

from documents.font import FONTS
from documents.made import CannotRender

STYLES = settings.ROOT / "static" / "pdf"
MAX_PIXELS = 40_000_000


class ListedFilesOnly(URLFetcher):
    """Fetches our own PDF style sheets, fonts and pictures, and data: pictures of bounded size; nothing else.

    Links are resolved first, so that neither "../" nor a symbolic link leads out. Anything else stops the
    PDF, because a page without its picture is not the page that was asked for.
    """

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("data",), fail_on_errors=True)

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        if url[:5].lower() == "data:":
            inside = super().fetch(url, headers)
            body = inside.read()
            return _checked(URLFetcherResponse(url[:5], body, inside.headers))
        path = self._listed(url)
        body = path.read_bytes()
        return _checked(URLFetcherResponse(path.as_uri(), body, {"Content-Type": _type_of(path)}))

    def _listed(self, url: str) -> Path:
        parts = urlsplit(url)
        path = Path(unquote(parts.path)).resolve()
        listed = any(path.is_relative_to(folder) for folder in (FONTS, STYLES))
        if parts.scheme != "file" or parts.netloc or not listed or not path.is_file():
            raise CannotRender(
                "The page asks for a picture or file that may not be used in a PDF. "
                "Take it out and try again."
            )
        return path


def _type_of(path: Path) -> str:
    return mimetypes.guess_type(path.name)[0] or "application/octet-stream"


def _checked(response: URLFetcherResponse) -> URLFetcherResponse:
    """Return the response, unless it holds a picture that is broken or larger than a PDF may carry."""
    if response.content_type.startswith("image/") and "svg" not in response.content_type:
        body = response.read()
        try:
            # The size stands at the head of the file: nothing is decompressed to know it.
            with Image.open(io.BytesIO(body)) as picture:
                pixels = picture.width * picture.height
        except (OSError, ValueError, Image.DecompressionBombError) as error:
            raise CannotRender(
                "A picture in the page cannot be read. Choose it again, or take it out."
            ) from error
        if pixels > MAX_PIXELS:
            raise CannotRender("A picture in the page is too large for a PDF. Make it smaller and try again.")
        return URLFetcherResponse(response.url, body, response.headers)
    return response
