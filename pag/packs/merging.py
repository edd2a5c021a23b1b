"""Merging parts into one PDF: stamped, numbered across the whole, with bookmarks and links to its pages.

Parts are read from disk as the whole is written, so that memory does not grow with what is in them.
"""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name, OutlineItem

from pag.packs.lettering import embed, fitted, line, width

# A link of the first pages that leads to a page of the whole is written so, because its own anchor is not
# there when they are made.
TO_PAGE = "page:"
# Points, from the edges; a quiet grey.
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
class Stamp:
    """What stands at the edges of every page: at the foot `reader`, at the top the part and `marking`."""

    reader: str
    marking: str


def merge(*, front: bytes, stamp: Stamp, sections: Sequence[Section], title: str, target: Path) -> int:
    """Write the whole to `target` and return its number of pages."""
    with ExitStack() as opened:
        whole = opened.enter_context(pikepdf.new())
        whole.pages.extend(opened.enter_context(pikepdf.open(BytesIO(front))).pages)
        front_pages = len(whole.pages)
        starts, tops = [], [""] * front_pages
        for section in sections:
            for part in section.parts:
                starts.append(len(whole.pages))
                whole.pages.extend(opened.enter_context(pikepdf.open(part.path)).pages)
                tops += [part.stamp] * (len(whole.pages) - len(tops))
        _stamp(whole, stamp, tops)
        _lead_to_pages(whole, front_pages)
        _bookmark(whole, sections, starts)
        _name(whole, title)
        whole.save(
            target,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            deterministic_id=True,
        )
        return len(whole.pages)


def _stamp(whole: pikepdf.Pdf, stamp: Stamp, tops: Sequence[str]) -> None:
    font, before = embed(whole), whole.make_stream(b"q\n")
    edges: dict[tuple[str, float, float], str] = {}
    for at, (page, top) in enumerate(zip(whole.pages, tops, strict=True)):
        _, _, across, up = map(float, page.obj.MediaBox)
        if (top, across, up) not in edges:
            edges[top, across, up] = _edges(stamp, top, across, up)
        count = f"Page {at + 1} of {len(tops)}"
        drawn = (
            f"{edges[top, across, up]}{line(count, SIZE, across - SIDE - width(count, SIZE), LOW)}\nQ EMC\n"
        )
        page.add_resource(font, Name.Font, Name.PackFont)
        there = page.obj.Contents
        streams = list(there) if isinstance(there, pikepdf.Array) else [there]
        page.obj.Contents = pikepdf.Array([before, *streams, whole.make_stream(drawn.encode("ascii"))])
        # Numbers of a structure that stays behind would mislead a reader's programme.
        if Name.StructParents in page.obj:
            del page.obj[Name.StructParents]


def _edges(stamp: Stamp, top: str, across: float, up: float) -> str:
    """Return what is the same on every page of a part: its top and its foot, but for the page's number."""
    marking = width(stamp.marking, SIZE)
    return "\n".join(
        [
            f"\nQ /Artifact BMC q {GREY} rg",
            line(fitted(top, SIZE, across - 3 * SIDE - marking), SIZE, SIDE, up - HIGH),
            line(stamp.marking, SIZE, across - SIDE - marking, up - HIGH),
            line(stamp.reader, SIZE, SIDE, LOW),
            "",
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
