"""Builds small .xls files: BIFF8 records in a compound file, as [MS-XLS] and [MS-CFB] describe them."""

import struct

BOF, EOF, BOUNDSHEET, XF, LABEL, NUMBER, BOOLERR = 0x809, 0x0A, 0x85, 0xE0, 0x204, 0x203, 0x205
GENERAL, DATE = 0, 14  # numbers of built-in formats; here also their places in the list of cell formats
SECTOR, FREE, CHAIN_END, FAT_SECTOR = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD

Cell = str | float | bool | tuple[str, float]


def xls(sheet: str, cells: dict[tuple[int, int], Cell]) -> bytes:
    """An .xls with one sheet; cells by zero-based row and column.

    ("date", n) is a day by its number, ("error", n) an error by its code.
    """
    return _compound_file(_biff(sheet, cells))


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _text(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def _biff(sheet: str, cells: dict[tuple[int, int], Cell]) -> bytes:
    bof = struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0x600)
    formats = b"".join(_record(XF, struct.pack("<HHH14x", 0, n, 0)) for n in range(DATE + 1))
    name = struct.pack("<BB", len(sheet), 1) + sheet.encode("utf-16-le")
    head_length = len(_record(BOF, bof)) + len(formats) + 4 + 6 + len(name) + len(_record(EOF, b""))
    head = _record(BOF, bof) + formats + _record(BOUNDSHEET, struct.pack("<IBB", head_length, 0, 0) + name)
    body = b"".join(_cell(row, column, value) for (row, column), value in sorted(cells.items()))
    sheet_bof = struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0x600)
    return head + _record(EOF, b"") + _record(BOF, sheet_bof) + body + _record(EOF, b"")


def _cell(row: int, column: int, value: Cell) -> bytes:
    if isinstance(value, str):
        return _record(LABEL, struct.pack("<HHH", row, column, GENERAL) + _text(value))
    if isinstance(value, bool):
        return _record(BOOLERR, struct.pack("<HHHBB", row, column, GENERAL, value, 0))
    if isinstance(value, tuple) and value[0] == "error":
        return _record(BOOLERR, struct.pack("<HHHBB", row, column, GENERAL, int(value[1]), 1))
    style, number = (DATE, value[1]) if isinstance(value, tuple) else (GENERAL, value)
    return _record(NUMBER, struct.pack("<HHHd", row, column, style, number))


def _compound_file(stream: bytes) -> bytes:
    stream = stream.ljust(4096, b"\0")
    stream += b"\0" * (-len(stream) % SECTOR)
    sectors = len(stream) // SECTOR
    fat = [FAT_SECTOR, CHAIN_END, *range(3, 2 + sectors), CHAIN_END]
    fat += [FREE] * (SECTOR // 4 - len(fat))
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, CHAIN_END, 0, CHAIN_END, 0)
    header += struct.pack("<109I", 0, *[FREE] * 108)
    directory = (
        _entry("Root Entry", 5, CHAIN_END, 0, child=1) + _entry("Workbook", 2, 2, len(stream)) + bytes(256)
    )
    return header + struct.pack(f"<{len(fat)}I", *fat) + directory + stream


def _entry(name: str, kind: int, start: int, size: int, *, child: int = FREE) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    head = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text), kind, 1, FREE, FREE, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)
