"""Writing a line of text on a page of a PDF with the letter font, which is embedded whole.

The same font as in every PDF of ours, so that names are written in full, and a reader's search finds them.
"""

import functools
import zlib
from dataclasses import dataclass

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name

from documents.font import FACES

SYMBOLIC = 4


@dataclass(frozen=True)
class Face:
    """The regular face: its file compressed, the glyph of each letter, widths in thousandths, measures."""

    body: bytes
    length: int
    glyphs: dict[str, int]
    widths: list[int]
    ascent: int
    descent: int
    box: list[int]


@functools.cache
def face() -> Face:
    """Return the regular face of the letter font, read once for the life of the process."""
    with TTFont(FACES[0]) as font:
        scale = 1000 / font["head"].unitsPerEm
        order = font.getGlyphOrder()
        head = font["head"]
        return Face(
            body=zlib.compress(FACES[0].read_bytes(), 9),
            length=FACES[0].stat().st_size,
            glyphs={chr(code): font.getGlyphID(name) for code, name in font.getBestCmap().items()},
            widths=[round(font["hmtx"][name][0] * scale) for name in order],
            ascent=round(font["hhea"].ascent * scale),
            descent=round(font["hhea"].descent * scale),
            box=[round(each * scale) for each in (head.xMin, head.yMin, head.xMax, head.yMax)],
        )


def embed(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """Put the font into `pdf` and return it, for the resources of its pages."""
    used = face()
    name = Name("/LotusLetter")
    described = Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=SYMBOLIC,
        FontBBox=Array(used.box),
        ItalicAngle=0,
        Ascent=used.ascent,
        Descent=used.descent,
        CapHeight=used.ascent,
        StemV=80,
        FontFile2=pdf.make_stream(used.body, Filter=Name.FlateDecode, Length1=used.length),
    )
    letters = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        FontDescriptor=pdf.make_indirect(described),
        CIDToGIDMap=Name.Identity,
        W=pdf.make_indirect(Array([0, Array(used.widths)])),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(letters)]),
            ToUnicode=pdf.make_stream(_to_unicode()),
        )
    )


def width(words: str, size: float) -> float:
    """Return how wide `words` are, in points."""
    used = face()
    return sum(used.widths[used.glyphs.get(each, 0)] for each in words) * size / 1000


def fitted(words: str, size: float, room: float) -> str:
    """Return `words`, shortened with an ellipsis where they are wider than `room` points."""
    if width(words, size) <= room:
        return words
    while words and width(f"{words}…", size) > room:
        words = words[:-1]
    return f"{words.rstrip()}…"


def line(words: str, size: float, left: float, bottom: float) -> str:
    """Return what draws `words` with the font called /PackFont, from `left` and `bottom` in points."""
    glyphs = face().glyphs
    shown = "".join(f"{glyphs.get(each, 0):04x}" for each in words)
    return f"BT /PackFont {size} Tf {left:.1f} {bottom:.1f} Td <{shown}> Tj ET"


@functools.cache
def _to_unicode() -> bytes:
    """Return the table by which readers and searches find the letters behind the glyphs."""
    pairs = sorted({glyph: letter for letter, glyph in face().glyphs.items()}.items())
    said = [f"<{glyph:04x}> <{letter.encode('utf-16-be').hex()}>" for glyph, letter in pairs]
    blocks = [said[start : start + 100] for start in range(0, len(said), 100)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CMapName /LotusLetter def /CMapType 2 def",
            "1 begincodespacerange <0000> <ffff> endcodespacerange",
            *(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks),
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
    ).encode("ascii")
