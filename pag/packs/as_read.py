"""A copy of a Word document as it is meant to be read.

Marked changes are accepted: what was taken out is not there, what was put in is plain text. Remarks stay
behind, and so does whatever would be fetched from elsewhere, such as linked pictures and templates.
"""

import re
import zipfile
from pathlib import Path

from lxml import etree

# Unpacked; a file that claims to be larger is not opened.
MAX_WHOLE, MAX_TEXTS = 200 * 1024 * 1024, 30 * 1024 * 1024
TEXTS = re.compile(r"word/.+\.xml")
WORDS = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
# ECMA-376, part 1, 17.13: annotations. Paragraphs, rows and cells that were taken out hold a mark of it.
TAKEN_OUT = ("del", "moveFrom")
PUT_IN = ("ins", "moveTo")
REMARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")
BEFORE = (
    "rPrChange",
    "pPrChange",
    "tblPrChange",
    "tblPrExChange",
    "trPrChange",
    "tcPrChange",
    "sectPrChange",
)
MARKS = re.compile(
    rb"<(?:[\w.-]+:)?(?:%s)[\s/>]" % "|".join((*TAKEN_OUT, *PUT_IN, *REMARKS, *BEFORE, "cellDel")).encode()
)

DECLARED = re.compile(rb"""<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)""")
BOM = b"\xef\xbb\xbf"


class NotWord(Exception):
    """It is no Word document that can be read; `str()` says why in a sentence."""


def has_marks(source: Path) -> bool:
    """Tell whether there are marked changes or remarks in it."""
    with _opened(source) as packed:
        texts = [_text(packed.read(name)) for name in packed.namelist() if TEXTS.fullmatch(name)]
        return any(MARKS.search(text) for text in texts)


def copy_as_read(source: Path, target: Path) -> None:
    """Write the copy to `target`. Raises NotWord, in words."""
    with _opened(source) as packed, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        try:
            for name in packed.namelist():
                copy.writestr(name, _part(name, packed.read(name)))
        except (
            etree.XMLSyntaxError,
            zipfile.BadZipFile,
            RuntimeError,
            NotImplementedError,
            EOFError,
        ) as error:
            raise NotWord("It is damaged, so it cannot be read.") from error


def _opened(source: Path) -> zipfile.ZipFile:
    try:
        packed = zipfile.ZipFile(source)
    except (zipfile.BadZipFile, OSError) as error:
        raise NotWord("It is damaged, so it cannot be read.") from error
    parts = packed.infolist()
    texts = [each for each in parts if TEXTS.fullmatch(each.filename)]
    if sum(each.file_size for each in parts) > MAX_WHOLE or sum(each.file_size for each in texts) > MAX_TEXTS:
        packed.close()
        raise NotWord("It is too large once it is unpacked.")
    return packed


def _part(name: str, content: bytes) -> bytes:
    if name.endswith(".rels"):
        root = _parsed(content)
        for each in root.xpath("//*[@TargetMode='External']"):
            each.getparent().remove(each)
    elif TEXTS.fullmatch(name) and MARKS.search(_text(content)):
        root = _parsed(content)
        _accept(root)
    else:
        return content
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _text(content: bytes) -> bytes:
    """Return a part as it is. Raises NotWord where its letters are not in UTF-8, as Word writes them.

    Marks and names would stand in it, and nobody who looks for them find any.
    """
    said = DECLARED.match(content.removeprefix(BOM))
    if b"\0" in content or content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise NotWord("Its letters are written in a way that cannot be read here.")
    if said and said[1].lower() not in (b"utf-8", b"us-ascii"):
        raise NotWord("Its letters are written in a way that cannot be read here.")
    return content


def _parsed(content: bytes) -> etree._Element:
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))


def _named(root: etree._Element, *names: str) -> list[etree._Element]:
    return list(root.iter(*(f"{{{space}}}{name}" for space in WORDS for name in names)))


def _accept(root: etree._Element) -> None:
    """Accept every marked change and leave the remarks out."""
    _remove_cells(root)
    emptied = [
        mark.getparent().getparent().getparent() for mark in _named(root, "del") if _ends_paragraph(mark)
    ]
    for each in _named(root, *TAKEN_OUT, *REMARKS, *BEFORE):
        _remove(each)
    for each in _named(root, *PUT_IN):
        _unwrap(each)
    for paragraph in emptied:
        following = paragraph.getnext()
        if not _named(paragraph, "r") and following is not None and following.tag == paragraph.tag:
            _remove(paragraph)


def _remove_cells(root: etree._Element) -> None:
    """Remove rows that were taken out, and what stands in cells that were."""
    for mark in _named(root, "del"):
        if etree.QName(mark.getparent()).localname == "trPr":
            _remove(mark.getparent().getparent())
    for mark in _named(root, "cellDel"):
        for run in _named(mark.getparent().getparent(), "r"):
            _remove(run)
    for table in _named(root, "tbl"):
        if not _named(table, "tr"):
            _remove(table)


def _ends_paragraph(mark: etree._Element) -> bool:
    """Tell whether it says that the end of a paragraph was taken out: w:p/w:pPr/w:rPr/w:del."""
    above = [etree.QName(each).localname for each in mark.iterancestors()][:3]
    return above == ["rPr", "pPr", "p"]


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        at = parent.index(element)
        parent[at : at + 1] = list(element)
