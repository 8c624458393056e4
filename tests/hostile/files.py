"""Bad files, small as they travel: bombs, disguises, ruins, and things that would run."""

from __future__ import annotations

import gzip
import io
import random
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator

import openpyxl

from ankommen.engines.gate import MAX_ENTRIES, MAX_FILE, MAX_UNPACKED, MEGABYTE
from ankommen.engines.gate.workbooks import OLE
from tests.engines.xlsform.factories import repacked, simple_xlsx

SHEET = "xl/worksheets/sheet1.xml"
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def noise(size: int) -> bytes:
    """Bytes that no program packs smaller; the same at each run."""
    return random.Random(1).randbytes(size)  # noqa: S311 (noise)


def sheet(inner: str, prolog: str = "") -> str:
    """The XML of a sheet."""
    return f"{prolog}<worksheet {_MAIN}>{inner}</worksheet>"


def zipped(parts: dict[str, bytes]) -> bytes:
    """An archive of these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return target.getvalue()


def _laughs() -> str:
    steps = [f'<!ENTITY {chr(n)} "{f"&{chr(n - 1)};" * 10}">' for n in range(ord("b"), ord("k"))]
    return f'<!DOCTYPE w [<!ENTITY a "ha">{"".join(steps)}]>'


def _nested(levels: int) -> bytes:
    data = simple_xlsx()
    for _ in range(levels):
        data = zipped({"a.zip": data})
    return data


def _quine_like() -> bytes:
    """Many entries of the directory that share one packed part."""
    packed = bytearray(zipped({f"xl/{n:04}.xml": b" " * MEGABYTE for n in range(900)}))
    return bytes(packed)


def _image(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    chunk = b"IHDR" + head
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))


def _tar() -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        link = tarfile.TarInfo("a.xlsx")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return target.getvalue()


def _other_book() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "=cmd|' /C calc'!A0"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def bombs() -> Iterator[tuple[str, str, bytes]]:
    """What is large once it is read."""
    good = simple_xlsx()
    pad = noise(MEGABYTE).hex()
    yield "a zip bomb", "a.xlsx", repacked(good, {SHEET: b" " * (MAX_UNPACKED * 4)})
    yield (
        "a zip bomb within the ratio",
        "a.xlsx",
        repacked(good, {SHEET: f"<a>{' ' * MAX_UNPACKED}<!--{pad}--></a>"}),
    )
    yield "many small bombs", "a.xlsx", _quine_like()
    yield (
        "more entries than anybody needs",
        "a.xlsx",
        zipped({f"{n}.xml": b"" for n in range(MAX_ENTRIES + 1)}),
    )
    yield "an archive in an archive in an archive", "a.xlsx", _nested(5)
    yield "a hidden archive", "a.xlsx", repacked(good, {"xl/media/image1.png": _nested(1)})
    yield (
        "a billion laughs",
        "a.xlsx",
        repacked(good, {SHEET: sheet("<row><c><v>&j;</v></c></row>", _laughs())}),
    )
    yield (
        "a quadratic bomb",
        "a.xlsx",
        repacked(
            good,
            {SHEET: sheet("&a;" * 50_000, f'<!DOCTYPE w [<!ENTITY a "{"a" * 50_000}">]>') + f"<!--{pad}-->"},
        ),
    )
    yield (
        "an external entity",
        "a.xlsx",
        repacked(good, {SHEET: sheet("&a;", '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>')}),
    )
    yield (
        "an external document type",
        "a.xlsx",
        repacked(good, {"xl/workbook.xml": '<!DOCTYPE w SYSTEM "http://127.0.0.1:9/a.dtd"><workbook/>'}),
    )
    yield (
        "XML 100,000 deep",
        "a.xlsx",
        repacked(good, {SHEET: "<a>" * 100_000 + f"<!--{pad}-->" + "</a>" * 100_000}),
    )
    yield "51 levels", "a.xlsx", repacked(good, {SHEET: "<a>" * 51 + "</a>" * 51})
    yield (
        "a cell far off",
        "a.xlsx",
        repacked(good, {SHEET: sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')}),
    )
    yield (
        "one text in 400 cells",
        "a.xlsx",
        repacked(
            good,
            {
                SHEET: sheet('<row><c t="s"><v>0</v></c></row>' * 400),
                "xl/sharedStrings.xml": f"<sst><si><t>{'x' * 32_000}</t></si></sst>",
            },
        ),
    )
    yield "an attribute of 5 MB", "a.xlsx", repacked(good, {SHEET: f'<a b="{"x" * 5 * MEGABYTE}"/>'})
    yield "a picture of 100 megapixels", "a.xlsx", _image(10_000, 10_000)
    yield "a picture of 100 megapixels as CSV", "a.csv", _image(10_000, 10_000)
    yield "gzip", "a.csv", gzip.compress(b"key;translation\n" * 500_000)
    yield "a file that is too large", "a.xlsx", b"PK\x03\x04" + bytes(MAX_FILE)


def disguises() -> Iterator[tuple[str, str, bytes]]:
    """What is not what its name says, or would run where it is opened."""
    good = simple_xlsx()
    yield "HTML", "a.xlsx", b"<!DOCTYPE html><script>alert(1)</script>"
    yield "HTML as CSV", "a.csv", b"<html><body>key;translation<script>alert(1)</script>"
    yield "SVG", "a.csv", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">;</svg>'
    yield (
        "PDF with a script",
        "a.xlsx",
        b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj",
    )
    yield "PDF as CSV", "a.csv", b"%PDF-1.7\nkey;translation\n"
    yield "a program", "a.xlsx", b"MZ\x90\x00" + noise(2_000)
    yield "a program for Linux as CSV", "a.csv", b"\x7fELF\x02\x01\x01\x00" + noise(2_000)
    yield "a shell script", "a.xlsx", b"#!/bin/sh\nrm -rf /\n"
    yield "an EICAR-like text", "a.xlsx", EICAR.encode()
    yield "an EICAR-like text as CSV", "a.csv", EICAR.encode()
    yield "macros", "a.xlsx", repacked(good, {"xl/vbaProject.bin": noise(500)})
    yield "macros under another name", "a.xlsm", good
    yield "old macros", "a.xlsx", repacked(good, {"xl/macrosheets/sheet1.xml": "<a/>"})
    yield "active controls", "a.xlsx", repacked(good, {"xl/activeX/activeX1.xml": "<a/>"})
    yield "an embedded program", "a.xlsx", repacked(good, {"xl/embeddings/oleObject1.bin": b"MZ"})
    yield "links to other files", "a.xlsx", repacked(good, {"xl/externalLinks/externalLink1.xml": "<a/>"})
    yield "a connection to the net", "a.xlsx", repacked(good, {"xl/connections.xml": "<a/>"})
    yield "a way up", "a.xlsx", repacked(good, {"../../../etc/cron.d/a.xml": "<a/>"})
    yield "a program before an archive", "a.xlsx", b"MZ\x90\x00" + noise(100) + good
    yield "a picture before an archive", "a.xlsx", b"\x89PNG\r\n\x1a\n" + good
    yield "a Word document", "a.xlsx", zipped({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"})
    yield (
        "a Java archive",
        "a.xlsx",
        zipped({"META-INF/MANIFEST.MF": b"Main-Class: a", "a.class": b"\xca\xfe"}),
    )
    yield "a tar with a link", "a.xlsx", _tar()
    yield "a command in a cell", "a.xlsx", _other_book()
    yield "a name that is turned round", "a\u202excod.xlsx.exe", b"MZ"
    yield "a name of a device", "CON.xlsx", b"x"
    yield "a name with NUL", "a.xlsx\x00.png", b"x"
    yield "a name that leads up", "../../../a.csv", b"x"
    yield "a name without end", "a" * 5_000 + ".xlsx", b"x"
    yield "a name of nothing", ".", b"x"


def ruins() -> Iterator[tuple[str, str, bytes]]:
    """What is broken."""
    good = simple_xlsx()
    yield "nothing", "a.xlsx", b""
    yield "blanks", "a.csv", b" \n" * 1_000
    yield "half a workbook", "a.xlsx", good[: len(good) // 2]
    yield "a workbook without its directory", "a.xlsx", good[:-30]
    yield "only the beginning of an archive", "a.xlsx", b"PK\x03\x04"
    yield "only the end of an archive", "a.xlsx", b"PK\x05\x06" + bytes(18)
    yield "a damaged part", "a.xlsx", good[:200] + noise(60) + good[260:]
    yield "an .xls of noise", "a.xls", OLE + noise(20_000)
    yield "an .xls of noise with a directory", "a.xls", OLE + "Workbook".encode("utf-16-le") + noise(20_000)
    yield "an .xls of nothing", "a.xls", OLE + "Workbook".encode("utf-16-le") + bytes(4_096)
    yield "an .xls with macros", "a.xls", OLE + "Workbook_VBA_PROJECT".encode("utf-16-le")
    yield "a workbook with a password", "a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le") + noise(500)
    yield "XML that does not end", "a.xlsx", repacked(good, {SHEET: "<worksheet><sheetData><row>"})
    yield (
        "XML in UTF-16 by its own account",
        "a.xlsx",
        repacked(good, {SHEET: '<?xml version="1.0" encoding="UTF-16"?><a/>'}),
    )
    yield "a CSV in UTF-16", "a.csv", "key;translation\na;b\n".encode("utf-16")
    yield "a CSV in Latin-1", "a.csv", "key;translation\na;ß\n".encode("latin-1")
    yield "a CSV with NUL", "a.csv", b"key;translation\na;\x00b\n"
    yield "a CSV with half a character", "a.csv", b"key;translation\na;\xed\xa0\x80\n"
    yield "a CSV with an open quote", "a.csv", b'key;translation\na;"b\n'
    yield "a CSV of one line of 300,000 letters", "a.csv", b"key;translation\na;" + b"x" * 300_000
    yield "a CSV of 100,000 columns", "a.csv", b"key;translation" + b";" * 100_000
    yield "a CSV of 60,000 rows", "a.csv", b"key;translation\n" + b"a;b\n" * 60_000
    yield "noise", "a.csv", noise(50_000)
    yield "noise as a workbook", "a.xlsx", noise(50_000)


BAD = [*bombs(), *disguises(), *ruins()]
