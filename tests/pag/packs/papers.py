"""Documents for papers: PDFs of every kind, and a picture."""

import io
import zipfile
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name
from PIL import Image

A4 = (595, 842)


def pdf_of(*words: str, size: tuple[int, int] = A4, rotate: int = 0, password: str = "") -> bytes:
    """Return a PDF with a page for each of `words`, which stand in its middle."""
    with pikepdf.new() as pdf:
        for each in words:
            pdf.add_blank_page(page_size=size)
            page = pdf.pages[-1]
            font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
            page.obj.Resources = Dictionary(Font=Dictionary(F=pdf.make_indirect(font)))
            page.obj.Contents = pdf.make_stream(f"BT /F 24 Tf 80 300 Td ({each}) Tj ET".encode())
            if rotate:
                page.obj.Rotate = rotate
        body = io.BytesIO()
        encryption = pikepdf.Encryption(owner=password, user=password) if password else None
        pdf.save(body, encryption=encryption or False)
        return body.getvalue()


def with_field(filled: str) -> bytes:
    """Return a PDF with a form field that was filled in and has no picture of itself."""
    with pikepdf.open(io.BytesIO(pdf_of("A form"))) as pdf:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        field = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Tx,
                T="answer",
                V=filled,
                DA="/Helv 12 Tf 0 g",
                Rect=[80, 500, 400, 530],
                F=4,
            )
        )
        pdf.pages[0].obj.Annots = pikepdf.Array([field])
        pdf.Root.AcroForm = Dictionary(
            Fields=[field], DA="/Helv 12 Tf 0 g", DR=Dictionary(Font=Dictionary(Helv=pdf.make_indirect(font)))
        )
        body = io.BytesIO()
        pdf.save(body)
        return body.getvalue()


def docx_of(body: str, **more: str | bytes) -> bytes:
    """Return a Word document: what stands in its body, and other parts by name ("word__header1.xml")."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as parts:
        parts.writestr("[Content_Types].xml", "<Types/>")
        parts.writestr("word/document.xml", word_part("document", f"<w:body>{body}</w:body>"))
        for name, content in more.items():
            parts.writestr(name.replace("__", "/"), content)
    return packed.getvalue()


def word_part(name: str, content: str) -> str:
    return f'<w:{name} xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{content}</w:{name}>'


def run(words: str, kind: str = "t") -> str:
    return f"<w:r><w:{kind}>{words}</w:{kind}></w:r>"


def picture(kind: str = "PNG", size: tuple[int, int] = (900, 400)) -> bytes:
    body = io.BytesIO()
    Image.new("RGBA" if kind == "PNG" else "RGB", size, "navy").save(body, kind)
    return body.getvalue()


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path
