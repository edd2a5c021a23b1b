"""A document as part of papers: every page within a frame on A4, with room at the edges for stamps.

Fields and remarks are drawn into the page, and nothing that acts (scripts, links, attachments) comes along.
Limits are looked at before anything is unpacked.
"""

import io
import tempfile
from pathlib import Path

import pikepdf
from pikepdf import Name, Rectangle
from PIL import Image, ImageOps, ImageSequence

from files.sniffing import DOCX
from pag.packs.limits import MAX_BYTES, MAX_PAGES, MAX_PIXELS, PICTURES
from pag.packs.word import CannotConvert, to_pdf
from ui.words import counted

# Points. What a stamp needs at the top and at the foot of a page.
A4 = (595, 842)
EDGE, SIDE = 50, 28
# Pixels: A4 at about 200 dots an inch. A photograph needs no more to be read.
ON_PAGE = (1654, 2339)


class CannotInclude(Exception):
    """The document cannot be part of papers; `str()` says why in a sentence."""


def frame(source: Path, content_type: str, target: Path) -> int:
    """Write the document as pages with room for stamps to `target`; return how many there are."""
    if not source.exists():
        raise CannotInclude("The file is no longer there.")
    if source.stat().st_size > MAX_BYTES:
        raise CannotInclude(f"It is larger than {MAX_BYTES // 1024 // 1024} MB.")
    with pikepdf.new() as framed:
        if content_type == "application/pdf":
            _frame_pdf(source, framed, target)
        elif content_type in PICTURES:
            _frame_pictures(source, framed, target)
        elif content_type == DOCX:
            _frame_word(source, framed, target)
        else:
            raise CannotInclude("It is not a PDF or a picture.")
        return len(framed.pages)


def _frame_pdf(source: Path, framed: pikepdf.Pdf, target: Path) -> None:
    try:
        with pikepdf.open(source) as pdf:
            number = len(pdf.pages)
            _check_number(number)
            if not number:
                raise CannotInclude("It has no pages.")
            _draw_fields(pdf)
            pdf.flatten_annotations("screen")
            for page in pdf.pages:
                _, _, width, height = _visible(page)
                _new_page(framed, width, height).add_overlay(page, _room(framed))
            _save(framed, target)
    except pikepdf.PasswordError:
        raise CannotInclude("It is protected with a password.") from None
    except (pikepdf.PdfError, pikepdf.ForeignObjectError, ValueError, TypeError, KeyError) as error:
        raise CannotInclude("It is damaged, so its pages cannot be read.") from error


def _frame_word(source: Path, framed: pikepdf.Pdf, target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        try:
            _frame_pdf(to_pdf(source, Path(folder)), framed, target)
        except CannotConvert as reason:
            raise CannotInclude(str(reason)) from None


def _draw_fields(pdf: pikepdf.Pdf) -> None:
    """Draw what was filled in where the program that did it left that to whoever shows the page."""
    form = pdf.Root.get(Name.AcroForm)
    if form is None:
        return
    widgets = [each for page in pdf.pages for each in page.obj.get(Name.Annots, [])]
    if any(Name.AP not in each for each in widgets if each.get(Name.Subtype) == Name.Widget):
        form.NeedAppearances = True
    pdf.generate_appearance_streams()


def _visible(page: pikepdf.Page) -> tuple[float, float, float, float]:
    """Return the box of a page as one sees it, its rotation taken into account."""
    left, bottom, right, top = (float(each) for each in page.trimbox)
    width, height = abs(right - left), abs(top - bottom)
    if int(page.obj.get(Name.Rotate, 0)) % 180:
        width, height = height, width
    return 0, 0, width, height


def _frame_pictures(source: Path, framed: pikepdf.Pdf, target: Path) -> None:
    try:
        with Image.open(source) as picture:
            _check_number(getattr(picture, "n_frames", 1))
            for each in ImageSequence.Iterator(picture):
                if each.width * each.height > MAX_PIXELS:
                    raise CannotInclude("The picture has too many dots. Make it smaller.")
                _add_picture(framed, each)
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        raise CannotInclude("It is damaged, so the picture cannot be read.") from error
    _save(framed, target)


def _add_picture(framed: pikepdf.Pdf, picture: Image.Image) -> None:
    upright = ImageOps.exif_transpose(picture)
    if upright.mode not in ("1", "L", "RGB"):
        # What is transparent is white on paper.
        clear = upright.convert("RGBA")
        upright = Image.new("RGB", clear.size, "white")
        upright.paste(clear, mask=clear.getchannel("A"))
    upright = upright.convert("L" if upright.mode in ("1", "L") else "RGB")
    wide = upright.width > upright.height
    upright.thumbnail(ON_PAGE[::-1] if wide else ON_PAGE)
    body = io.BytesIO()
    upright.save(body, "JPEG", quality=85)
    page = _new_page(framed, upright.width, upright.height)
    room = _room(framed)
    scale = min(room.width / upright.width, room.height / upright.height, 1)
    width, height = upright.width * scale, upright.height * scale
    left, bottom = room.llx + (room.width - width) / 2, room.ury - height
    page.obj.Resources = pikepdf.Dictionary(
        XObject=pikepdf.Dictionary(
            Picture=framed.make_stream(
                body.getvalue(),
                Type=Name.XObject,
                Subtype=Name.Image,
                Width=upright.width,
                Height=upright.height,
                BitsPerComponent=8,
                ColorSpace=Name.DeviceGray if upright.mode == "L" else Name.DeviceRGB,
                Filter=Name.DCTDecode,
            )
        )
    )
    drawn = f"q {width:.2f} 0 0 {height:.2f} {left:.2f} {bottom:.2f} cm /Picture Do Q"
    page.obj.Contents = framed.make_stream(drawn.encode())


def _check_number(number: int) -> None:
    if number > MAX_PAGES:
        raise CannotInclude(f"It has {counted(number, 'page')}; up to {MAX_PAGES} can be taken in.")


def _new_page(framed: pikepdf.Pdf, width: float, height: float) -> pikepdf.Page:
    """Add an empty A4 page, lying where what comes on it is wider than high."""
    size = A4[::-1] if width > height else A4
    framed.add_blank_page(page_size=size)
    return framed.pages[-1]


def _room(framed: pikepdf.Pdf) -> Rectangle:
    """Return what the stamps leave free on the last page."""
    _, _, width, height = (float(each) for each in framed.pages[-1].mediabox)
    return Rectangle(SIDE, EDGE, width - SIDE, height - EDGE)


def _save(framed: pikepdf.Pdf, target: Path) -> None:
    framed.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
