"""Official papers for tests: good ones, and ones nobody should take."""

import io
import zlib
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, NameObject, NumberObject, StreamObject, TextStringObject
from pypdf.generic import DictionaryObject as Dictionary

Name, Number, Text = NameObject, NumberObject, TextStringObject


def pdf(
    pages: int = 1, *, title: str = "", catalog: dict[str, Any] | None = None, page: dict[str, Any] | None = None
) -> bytes:
    """A PDF of blank pages; `catalog` and `page` are put into its catalogue and its last page."""
    writer = PdfWriter()
    for _number in range(pages):
        last = writer.add_blank_page(595, 842)
    if title:
        writer.add_metadata({"/Title": title})
    writer.root_object.update({Name(key): value for key, value in (catalog or {}).items()})
    if page:
        last.update({Name(key): value for key, value in page.items()})
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def with_script() -> bytes:
    return pdf(catalog={"/OpenAction": action("/JavaScript", JS=Text("app.alert(1)"))})


def with_lost_script() -> bytes:
    """A script that nothing leads to, in a word no search of the bytes knows."""
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer._add_object(action("/SubmitForm"))
    return written(writer)


def with_huge_picture() -> bytes:
    """A page with a picture of 30,000 × 30,000 points, in a hundred kilobytes."""
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    facts = {"Type": "XObject", "Subtype": "Image", "ColorSpace": "DeviceGray", "Filter": "FlateDecode"}
    picture = _stream(
        zlib.compress(bytes(30_000 * 30_000 // 8)), {key: Name(f"/{name}") for key, name in facts.items()}
    )
    picture.update({Name(f"/{key}"): Number(30_000) for key in ("Width", "Height")})
    picture[Name("/BitsPerComponent")] = Number(1)
    drawn = Dictionary({Name("/I"): writer._add_object(picture)})
    page[Name("/Resources")] = Dictionary({Name("/XObject"): drawn})
    page[Name("/Contents")] = writer._add_object(_stream(b"q 595 0 0 842 0 0 cm /I Do Q", {}))
    return written(writer)


def _stream(content: bytes, facts: dict[str, Any]) -> StreamObject:
    stream = StreamObject()
    stream._data = content
    stream.update({Name(f"/{key}"): value for key, value in facts.items()})
    return stream


def with_file() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.add_attachment("more.exe", b"MZ")
    return written(writer)


def with_password(**how: Any) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.encrypt(**{"user_password": "secret", "algorithm": "AES-256", **how})
    return written(writer)


def action(kind: str, **more: Any) -> Dictionary:
    """An action as a PDF writes it."""
    return Dictionary({Name("/S"): Name(kind), **{Name(f"/{key}"): value for key, value in more.items()}})


def note(kind: str) -> ArrayObject:
    """The notes of a page: one, of this kind."""
    return ArrayObject([Dictionary({Name("/Type"): Name("/Annot"), Name("/Subtype"): Name(kind)})])


def packed(catalog: bytes = b"/OpenAction << /S /JavaScript /JS (x) >>") -> bytes:
    """A PDF whose catalogue stands in a compressed object, where no search of the bytes finds it."""
    inner = b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog
    header = b"1 0 "
    body = zlib.compress(header + inner)
    parts = [b"%PDF-1.5\n"]
    places = {}

    def put(number: int, body: bytes) -> None:
        places[number] = sum(map(len, parts))
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))

    put(2, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
    put(3, b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>")
    put(
        4,
        b"<< /Type /ObjStm /N 1 /First %d /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream"
        % (len(header), len(body), body),
    )
    start = sum(map(len, parts))
    places[5] = start
    rows = b"".join(
        kind.to_bytes(1, "big") + a.to_bytes(4, "big") + b.to_bytes(2, "big")
        for kind, a, b in [
            (0, 0, 65535),
            (2, 4, 0),
            (1, places[2], 0),
            (1, places[3], 0),
            (1, places[4], 0),
            (1, start, 0),
        ]
    )
    table = zlib.compress(rows)
    put(
        5,
        b"<< /Type /XRef /Size 6 /W [1 4 2] /Root 1 0 R /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream"
        % (len(table), table),
    )
    parts.append(b"startxref\n%d\n%%%%EOF\n" % start)
    return b"".join(parts)


def upload(content: bytes | None = None, name: str = "note.pdf") -> SimpleUploadedFile:
    """A file as a browser sends it; the type it names is a lie on purpose."""
    return SimpleUploadedFile(name, pdf() if content is None else content, content_type="text/html")
