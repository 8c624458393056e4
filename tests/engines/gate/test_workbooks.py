"""What a hostile or broken file gets: one sentence, quickly, and nothing unpacked beyond the limits."""

import io
import random
import stat
import struct
import time
import zipfile
from collections.abc import Iterator

import pytest

from ankommen.engines.gate import MAX_ENTRIES, MAX_FILE, MAX_UNPACKED, MEGABYTE, check_workbook, sheets
from ankommen.engines.gate.addresses import column_letters, column_number
from ankommen.engines.gate.workbooks import OLE
from ankommen.engines.xlsform import Code, read_form
from tests.engines.xlsform.factories import repacked, simple_xlsx

SHEET = "xl/worksheets/sheet1.xml"
SECONDS = 10.0


def refusal(data: bytes, filename: str = "form.xlsx") -> Code:
    """The one problem of a file that cannot be read."""
    reading = read_form(data, filename)
    (problem,) = reading.problems
    assert not reading.ok
    assert problem.message
    return problem.code


def sheet_of(inner: str, *, prolog: str = "") -> str:
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<?xml version="1.0"?>{prolog}<worksheet xmlns="{namespace}">{inner}</worksheet>'


def directory_of(*names: str) -> bytes:
    """The beginning of a compound file and the names of its streams."""
    return OLE + b"".join(name.encode("utf-16-le") for name in names)


def noise(size: int) -> str:
    """A comment of that many random bytes, so that what is around it is not packed too tight."""
    return f"<!--{random.Random(1).randbytes(size).hex()}-->"  # noqa: S311 (noise)


def symlink(target: str) -> bytes:
    """The simple workbook with a symbolic link in it."""
    link = zipfile.ZipInfo("xl/link.xml")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    stream = io.BytesIO(simple_xlsx())
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(link, target)
    return stream.getvalue()


BILLION_LAUGHS = (
    "<!DOCTYPE lolz [<!ENTITY a 'lol'>"
    + "".join(f"<!ENTITY {chr(n)} '{10 * f'&{chr(n - 1)};'}'>" for n in range(ord("b"), ord("k")))
    + "]>"
)


def hostile_files() -> Iterator[tuple[str, bytes, str, Code]]:
    good = simple_xlsx()
    yield "empty", b"", "form.xlsx", Code.FILE_EMPTY
    yield "random bytes", bytes(range(256)) * 40, "form.xlsx", Code.FILE_NOT_A_WORKBOOK
    yield "a text file", b"type,name\ntext,a\n", "form.xlsx", Code.FILE_NOT_A_WORKBOOK
    yield (
        "a zip that is no workbook",
        repacked(good, {"xl/workbook.xml": None}),
        "form.xlsx",
        Code.FILE_NOT_A_WORKBOOK,
    )
    yield "a truncated zip", good[: len(good) // 2], "form.xlsx", Code.FILE_DAMAGED
    yield "a damaged byte", good[:200] + b"\xff" * 60 + good[260:], "form.xlsx", Code.FILE_DAMAGED
    yield "broken XML", repacked(good, {SHEET: "<worksheet><sheetData>"}), "form.xlsx", Code.FILE_DAMAGED
    yield "macros by name", good, "form.xlsm", Code.FILE_HAS_MACROS
    yield "macros inside", repacked(good, {"xl/vbaProject.bin": b"x"}), "form.xlsx", Code.FILE_HAS_MACROS
    yield (
        "old macro sheets",
        repacked(good, {"xl/macrosheets/s.xml": "<a/>"}),
        "form.xlsx",
        Code.FILE_HAS_MACROS,
    )
    inner = {"xl/embeddings/oleObject1.bin": b"x"}
    yield "an embedded file", repacked(good, inner), "form.xlsx", Code.FILE_HAS_FILES
    yield "a zip inside", repacked(good, {"xl/media/image1.png": good}), "form.xlsx", Code.FILE_HAS_FILES
    yield "an .xlsx inside", repacked(good, {"a.xlsx": b""}), "form.xlsx", Code.FILE_HAS_FILES
    links = {"xl/externalLinks/externalLink1.xml": "<a/>"}
    yield "links to other files", repacked(good, links), "form.xlsx", Code.FILE_HAS_LINKS
    yield "a connection", repacked(good, {"xl/connections.xml": "<a/>"}), "form.xlsx", Code.FILE_HAS_LINKS
    controls = {"xl/activeX/activeX1.xml": "<a/>"}
    yield "active controls", repacked(good, controls), "form.xlsx", Code.FILE_HAS_MACROS
    laughs = sheet_of("<row><c><v>&j;</v></c></row>", prolog=BILLION_LAUGHS)
    yield "a billion laughs", repacked(good, {SHEET: laughs}), "form.xlsx", Code.FILE_HAS_ENTITIES
    external = sheet_of("&x;", prolog='<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>')
    yield "an external entity", repacked(good, {SHEET: external}), "form.xlsx", Code.FILE_HAS_ENTITIES
    deep = sheet_of("<a>" * 200_000 + "</a>" * 200_000 + noise(MEGABYTE // 8))
    yield "200,000 deep", repacked(good, {SHEET: deep}), "form.xlsx", Code.FILE_NESTED_TOO_DEEP
    far = sheet_of(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    )
    yield "a far-off cell", repacked(good, {SHEET: far}), "form.xlsx", Code.FILE_HAS_TOO_MANY_CELLS
    far = far.replace("XFD1048576", "xfd1048576")
    yield (
        "a far-off cell in small letters",
        repacked(good, {SHEET: far}),
        "form.xlsx",
        Code.FILE_HAS_TOO_MANY_CELLS,
    )
    odd = far.replace("xfd1048576", "XFD0001048576")
    yield "an odd address", repacked(good, {SHEET: odd}), "form.xlsx", Code.FILE_DAMAGED
    far = sheet_of('<row r="1048576"><c><v>1</v></c>' + "<c><v>1</v></c>" * 2 + "</row>")
    yield "a far-off row", repacked(good, {SHEET: far}), "form.xlsx", Code.FILE_HAS_TOO_MANY_CELLS
    elements = sheet_of("<a/>" * (sheets.MAX_ELEMENTS + 1) + noise(MEGABYTE // 2))
    yield "too many elements", repacked(good, {SHEET: elements}), "form.xlsx", Code.FILE_HAS_TOO_MANY_CELLS
    strings = f"<sst><si><t>{'x' * 30_000}</t></si></sst>"
    shared = sheet_of('<row><c t="s"><v>0</v></c></row>' * 400)
    shared_text = repacked(good, {SHEET: shared, "xl/sharedStrings.xml": strings})
    yield "one text in many cells", shared_text, "form.xlsx", Code.FILE_HAS_TOO_MUCH_TEXT
    bomb = sheet_of("<row/>" + " " * MAX_UNPACKED)
    yield "a zip bomb", repacked(good, {SHEET: bomb}), "form.xlsx", Code.FILE_UNPACKS_TOO_LARGE
    tight = sheet_of("<row/>" + " " * (2 * MEGABYTE))
    yield "a part packed too tight", repacked(good, {SHEET: tight}), "form.xlsx", Code.FILE_PACKED_TOO_TIGHT
    half = " " * (MAX_UNPACKED // 2)
    halves = repacked(good, {"xl/a.xml": half, "xl/b.xml": half})
    yield "parts too large in all", halves, "form.xlsx", Code.FILE_UNPACKS_TOO_LARGE
    many = {f"xl/media/{n}.xml": "" for n in range(MAX_ENTRIES)}
    yield "too many parts", repacked(good, {**many}), "form.xlsx", Code.FILE_HAS_TOO_MANY_PARTS
    yield "too large", b"PK\x03\x04" + bytes(MAX_FILE), "form.xlsx", Code.FILE_TOO_LARGE


def hostile_old_files() -> Iterator[tuple[str, bytes, str, Code]]:
    yield "macros in .xls", directory_of("Workbook", "_VBA_PROJECT"), "form.xls", Code.FILE_HAS_MACROS
    yield "a password", directory_of("EncryptionInfo", "EncryptedPackage"), "form.xlsx", Code.FILE_ENCRYPTED
    yield "a Word document", directory_of("WordDocument"), "form.xls", Code.FILE_NOT_A_WORKBOOK
    yield "a damaged .xls", directory_of("Workbook") + b"\x00" * 4096, "form.xls", Code.FILE_DAMAGED
    yield (
        "an .xls too large",
        directory_of("Workbook") + bytes(MAX_FILE),
        "form.xls",
        Code.FILE_TOO_LARGE,
    )


def hostile_names() -> Iterator[tuple[str, bytes, str, Code]]:
    for name in ("../x.xml", "/etc/x.xml", "xl/../../x.xml", "c:x.xml", "xl\\x.xml", "a\nb.xml"):
        data = repacked(simple_xlsx(), {name: "<a/>"})
        yield f"a part named {name!r}", data, "form.xlsx", Code.FILE_DAMAGED
    yield "a symbolic link", symlink("/etc/hostname"), "form.xlsx", Code.FILE_DAMAGED


HOSTILE = [*hostile_files(), *hostile_old_files(), *hostile_names()]


@pytest.mark.parametrize(
    ("data", "filename", "code"), [pytest.param(*case[1:], id=case[0]) for case in HOSTILE]
)
def test_a_hostile_file_is_one_sentence_within_seconds(data: bytes, filename: str, code: Code):
    started = time.process_time()
    assert refusal(data, filename) is code
    assert time.process_time() - started < SECONDS


def test_a_part_that_lies_about_its_size_is_not_unpacked():
    data = bytearray(repacked(simple_xlsx(), {"xl/lies.xml": "<a>" + " " * MEGABYTE + "</a>"}))
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"xl/lies.xml"))
    data[at + 24 : at + 28] = struct.pack("<I", 10)  # the uncompressed size in the central directory
    assert refusal(bytes(data)) is Code.FILE_DAMAGED


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused():
    target = io.BytesIO(simple_xlsx())
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(SHEET, sheet_of(""))
    assert refusal(target.getvalue()) is Code.FILE_DAMAGED


def test_an_encrypted_part_is_refused():
    data = bytearray(simple_xlsx())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert refusal(bytes(data)) in (Code.FILE_ENCRYPTED, Code.FILE_DAMAGED)


def test_only_checked_xml_is_handed_on():
    data = repacked(simple_xlsx(), {"xl/media/photo.png": b"\x89PNG"})
    with zipfile.ZipFile(io.BytesIO(check_workbook(data, "form.xlsx").data)) as archive:
        names = archive.namelist()
        assert all(entry.compress_type == zipfile.ZIP_STORED for entry in archive.infolist())
    assert SHEET in names
    assert not any(name.endswith(".png") for name in names)
    assert read_form(data, "form.xlsx").ok


def test_a_far_off_empty_cell_with_a_style_does_no_harm():
    data = simple_xlsx()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read(SHEET).decode()
    styled = sheet.replace("</sheetData>", '<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>')
    assert read_form(repacked(data, {SHEET: styled}), "form.xlsx").ok


@pytest.mark.parametrize(
    ("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (703, "AAA"), (16384, "XFD")]
)
def test_columns_are_named_as_in_a_spreadsheet(number: int, letters: str):
    assert column_letters(number) == letters
    assert column_number(letters) == number
