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

# A link of the first pages that leads to a page of the whole is written so, because its own anchor is not
# there when they are made.
TO_PAGE = "page:"
FONT_SIZE = 9


@dataclass(frozen=True)
class Part:
    """One part that was made: where it lies, and what its bookmark says."""

    path: Path
    title: str


@dataclass(frozen=True)
class Section:
    """An item: its bookmark, the page of the first part on which it stands, and its parts in order."""

    title: str
    page: int
    parts: Sequence[Part]


def merge(*, front: bytes, stamps: bytes, sections: Sequence[Section], title: str, target: Path) -> int:
    """Write the whole to `target` and return its number of pages.

    `stamps` has two pages, upright and lying, for the front and then for each part in order.
    """
    with ExitStack() as opened:
        whole = opened.enter_context(pikepdf.new())
        stamped = opened.enter_context(pikepdf.open(BytesIO(stamps)))
        first = opened.enter_context(pikepdf.open(BytesIO(front)))
        whole.pages.extend(first.pages)
        front_pages = len(whole.pages)
        starts = [0]
        for section in sections:
            for part in section.parts:
                starts.append(len(whole.pages))
                whole.pages.extend(opened.enter_context(pikepdf.open(part.path)).pages)
        _stamp(whole, stamped, starts)
        _lead_to_pages(whole, front_pages)
        _bookmark(whole, sections, starts[1:])
        _name(whole, title)
        whole.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
        return len(whole.pages)


def _stamp(whole: pikepdf.Pdf, stamps: pikepdf.Pdf, starts: Sequence[int]) -> None:
    forms = [whole.copy_foreign(page.as_form_xobject()) for page in stamps.pages]
    font = whole.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    )
    number, part = len(whole.pages), 0
    for at, page in enumerate(whole.pages):
        if part + 1 < len(starts) and at == starts[part + 1]:
            part += 1
        _, _, width, height = (float(each) for each in page.mediabox)
        # Parts share their resources among pages, so every stamp has a name of its own.
        form = 2 * part + (width > height)
        page.add_resource(forms[form], Name.XObject, Name(f"/PackStamp{form}"))
        page.add_resource(font, Name.Font, Name.PackFont)
        words = f"Page {at + 1} of {number}"
        # Helvetica's letters are about half as wide as they are high.
        left = width - 57 - len(words) * FONT_SIZE * 0.5
        drawn = (
            f"\nQ /Artifact BMC q /PackStamp{form} Do 0.3 0.39 0.45 rg BT /PackFont {FONT_SIZE} Tf "
            f"{left:.1f} 28 Td ({words}) Tj ET Q EMC\n"
        )
        page.contents_add(b"q\n", prepend=True)
        page.contents_add(drawn.encode("ascii"))
        # Numbers of a structure that stays behind would mislead a reader's programme.
        if Name.StructParents in page.obj:
            del page.obj[Name.StructParents]


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
