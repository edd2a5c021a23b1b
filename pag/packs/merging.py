"""Merging parts into one PDF: stamped, numbered across the whole, with bookmarks and links to its pages.

The body is written once for all who have the same items; each reader's papers are the body with their first
pages and name. Parts are read from disk as it is written, so that memory does not grow with what is in them.
"""

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name, OutlineItem

from pag.packs.lettering import embed, fitted, line, width
from pag.packs.tagging import bring, prepare

# A link of the first pages that leads to a page of the whole is written so, because its own anchor is not
# there when they are made.
TO_PAGE = "page:"
# Where a body keeps, until it is somebody's, the font and the drawing of the reader's name.
FONT, READER = Name("/LotusFont"), Name("/LotusReader")
# Points, from the edges; a quiet grey.
LARGEST = (1200, 1200)
SIZE, SIDE, LOW, HIGH, GREY = 9, 57, 28, 34, "0.3 0.39 0.45"


@dataclass(frozen=True)
class Part:
    """One part that was made: where it lies, what its bookmark says, and the top of its pages."""

    path: Path
    title: str
    stamp: str = ""


@dataclass(frozen=True)
class Section:
    """An item: its bookmark, the page of the first part on which it stands, and its parts in order."""

    title: str
    page: int
    parts: Sequence[Part]


@dataclass(frozen=True)
class Body:
    """What is the same in the papers of everybody with the same items: their parts, numbered and stamped.

    It begins `after` so many first pages; `starts` says on which page, from 0, each part begins.
    """

    path: Path
    after: int
    pages: int
    starts: Sequence[int]


def merge_body(*, sections: Sequence[Section], marking: str, after: int, target: Path) -> Body:
    """Write the parts as one PDF with all that stands at the edges of their pages but the reader's name."""
    with ExitStack() as opened:
        whole = opened.enter_context(pikepdf.new())
        prepare(whole)
        starts: list[int] = []
        tops: list[str] = []
        for section in sections:
            for part in section.parts:
                before = len(whole.pages)
                starts.append(after + before)
                given = opened.enter_context(pikepdf.open(part.path))
                whole.pages.extend(given.pages)
                bring(whole, given, list(whole.pages)[before:])
                tops += [part.stamp] * (len(whole.pages) - len(tops))
        font = embed(whole)
        whole.Root[FONT] = font
        whole.Root[READER] = _drawing(whole, font, "")
        _stamp(whole, whole.pages, tops, marking, after, after + len(tops))
        _save(whole, target)
        return Body(target, after, len(tops), starts)


def merge(
    *,
    front: bytes,
    body: Body,
    marking: str,
    reader: str,
    sections: Sequence[Section],
    title: str,
    target: Path,
) -> int:
    """Write one reader's papers: their first pages, the body with their name, bookmarks. Return the pages."""
    with pikepdf.open(body.path) as whole, pikepdf.open(BytesIO(front)) as first:
        for at, page in enumerate(first.pages):
            whole.pages.insert(at, page)
        number = len(whole.pages)
        pages = list(whole.pages)[: len(first.pages)]
        bring(whole, first, pages, first=True)
        whole.Root[READER].write(f"{GREY} rg {line(reader, SIZE, SIDE, LOW)}".encode("ascii"))
        _stamp(whole, pages, [""] * len(pages), marking, 0, number)
        for name in (FONT, READER):
            del whole.Root[name]
        _lead_to_pages(whole, len(pages))
        _bookmark(whole, sections, body.starts)
        _name(whole, title)
        _save(whole, target)
        return number


def _save(whole: pikepdf.Pdf, target: Path) -> None:
    whole.save(
        target,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        deterministic_id=True,
    )


def _stamp(
    whole: pikepdf.Pdf,
    pages: Iterable[pikepdf.Page],
    tops: Sequence[str],
    marking: str,
    after: int,
    total: int,
) -> None:
    """Draw at the edges of pages: their part, the marking, the reader, and which page of how many it is."""
    font, reader, before = whole.Root[FONT], whole.Root[READER], whole.make_stream(b"q\n")
    edges: dict[tuple[str, float, float], pikepdf.Object] = {}
    for at, (page, top) in enumerate(zip(pages, tops, strict=True), after + 1):
        _, _, across, up = map(float, page.obj.MediaBox)
        if (top, across, up) not in edges:
            edges[top, across, up] = _drawing(whole, font, _edges(marking, top, across, up))
        count = f"Page {at} of {total}"
        place = across - SIDE - width(count, SIZE)
        drawn = (
            "\nQ /Artifact BMC /PackEdge Do /PackReader Do "
            f"q {GREY} rg {line(count, SIZE, place, LOW)} Q EMC\n"
        )
        page.add_resource(font, Name.Font, Name.PackFont)
        page.add_resource(reader, Name.XObject, Name.PackReader)
        page.add_resource(edges[top, across, up], Name.XObject, Name.PackEdge)
        there = page.obj.Contents
        streams = list(there) if isinstance(there, pikepdf.Array) else [there]
        page.obj.Contents = pikepdf.Array([before, *streams, whole.make_stream(drawn.encode("ascii"))])


def _drawing(whole: pikepdf.Pdf, font: pikepdf.Object, drawn: str) -> pikepdf.Object:
    """Return a drawing that pages share; it uses the font as /PackFont."""
    return whole.make_stream(
        drawn.encode("ascii"),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=[0, 0, *LARGEST],
        Resources=Dictionary(Font=Dictionary(PackFont=font)),
    )


def _edges(marking: str, top: str, across: float, up: float) -> str:
    """Return what is the same on every page of a part: what it is, and the marking."""
    wide = width(marking, SIZE)
    return "\n".join(
        [
            f"{GREY} rg",
            line(fitted(top, SIZE, across - 3 * SIDE - wide), SIZE, SIDE, up - HIGH),
            line(marking, SIZE, across - SIDE - wide, up - HIGH),
        ]
    )


def _lead_to_pages(whole: pikepdf.Pdf, front_pages: int) -> None:
    for page in list(whole.pages)[:front_pages]:
        for link in page.obj.get(Name.Annots, []):
            action = link.get(Name.A)
            address = str(action.get(Name.URI, "")) if action is not None else ""
            if address.startswith(TO_PAGE):
                del link[Name.A]
                link.Dest = pikepdf.Array([whole.pages[int(address.removeprefix(TO_PAGE)) - 1].obj, Name.Fit])


def _bookmark(whole: pikepdf.Pdf, sections: Sequence[Section], starts: Sequence[int]) -> None:
    place = iter(starts)
    with whole.open_outline() as outline:
        outline.root.append(OutlineItem("Agenda and contents", 0))
        for section in sections:
            shown = OutlineItem(section.title, section.page)
            shown.children.extend(OutlineItem(part.title, next(place)) for part in section.parts)
            outline.root.append(shown)


def _name(whole: pikepdf.Pdf, title: str) -> None:
    whole.docinfo[Name.Title] = title
    whole.Root.Lang = pikepdf.String("en-GB")
    whole.Root.PageMode = Name.UseOutlines
    whole.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
