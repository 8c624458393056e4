"""A CSV or XLSX file as a table of texts; what cannot be read as one is refused with a sentence."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from ankommen.engines import gate
from ankommen.engines.gate import Code
from ankommen.engines.gate.addresses import column_letters
from ankommen.engines.xlsform import Refused, check_file
from ankommen.engines.xlsform.workbook import cell_text, clean_text
from ankommen.questionnaires.queries import message_of
from ankommen.ui.refused import sentence_of

from .problems import REASONS

MAX_ROWS = 20_000
_NAMED = 8  # cells or columns in one sentence

Cells = Sequence[str]


class Unreadable(Exception):
    """The file is no table of interviews; the sentence says why and what to do."""


@dataclass(frozen=True)
class Row:
    """One row: its number as the spreadsheet shows it, and its filled cells by heading."""

    number: int
    cells: dict[str, str]
    is_longer: bool = False  # it has more cells than there are headings


@dataclass(frozen=True)
class Table:
    """The headings in their order, and the rows with anything in them."""

    headings: tuple[str, ...]
    rows: list[Row]


def read_table(path: Path) -> Table:
    """The table in a file. Raises Unreadable. The column of reasons that `write_rest` adds is left out."""
    try:
        if path.stat().st_size > gate.MAX_FILE:  # before it is read at all
            raise gate.Refused(Code.FILE_TOO_LARGE, limit=gate.MAX_FILE // gate.MEGABYTE)
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(
            _("%(file)s cannot be read: %(reason)s") % {"file": path, "reason": error.strerror}
        ) from error
    except gate.Refused as refusal:
        raise Unreadable(sentence_of(refusal)) from refusal
    if gate.is_old_workbook(data):
        raise Unreadable(_("This is an .xls file of an old program. Save it as .xlsx and import that."))
    return _table(_workbook_rows(data, path.name) if gate.is_archive(data) else _csv_rows(data))


def _csv_rows(data: bytes) -> list[list[str]]:
    try:
        return gate.read_csv(data, max_rows=MAX_ROWS).rows
    except gate.Refused as refusal:
        raise Unreadable(sentence_of(refusal)) from refusal


def _workbook_rows(data: bytes, name: str) -> list[Cells]:
    try:
        file = check_file(data, name)
        _refuse_cells(
            [f"{column_letters(column)}{row}" for cells in file.errors.values() for row, column, _e in cells],
            _("These cells show an error: %(cells)s. Repair them in the spreadsheet."),
        )
        _refuse_cells(
            list(_formula_cells(file.data)),
            _("These cells hold formulas: %(cells)s. Copy them and paste only the values."),
        )
        book = CalamineWorkbook.from_filelike(io.BytesIO(file.data))
        sheets = [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]
    except Refused as refusal:
        raise Unreadable(message_of(refusal.problem)) from refusal
    except (CalamineError, ValueError, TypeError, OSError, KeyError, SyntaxError) as error:
        raise Unreadable(_("The workbook is damaged. Save it anew and import that.")) from error
    filled = [rows for rows in sheets if any(cell != "" for row in rows for cell in row)]
    if len(filled) > 1:
        raise Unreadable(
            _("The workbook has several filled sheets. Leave one, with the interviews, and save it.")
        )
    return [[cell_text(cell) for cell in row] for row in filled[0]] if filled else []


def _refuse_cells(cells: Sequence[str], sentence: str) -> None:
    if cells:
        named = ", ".join(cells[:_NAMED]) + (" …" if len(cells) > _NAMED else "")
        raise Unreadable(sentence % {"cells": named})


def _formula_cells(workbook: bytes) -> Iterator[str]:
    """What a program has not worked out yet would read as empty, and nobody keyed what a formula says."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        for part in archive.namelist():
            if not part.lower().startswith("xl/worksheets/") or b"f>" not in archive.read(part):
                continue
            address = ""
            for event, element in iterparse(io.BytesIO(archive.read(part)), events=("start", "end")):
                tag = element.tag.rpartition("}")[2]
                if event == "start" and tag == "c":
                    address = element.get("r", "?")
                elif event == "start" and tag == "f":
                    yield address
                elif event == "end" and tag == "row":
                    element.clear()


def _table(raw: Iterable[Cells]) -> Table:
    texts = ((number, [clean_text(cell) for cell in cells]) for number, cells in enumerate(raw, start=1))
    filled = [(number, cells) for number, cells in texts if any(cells)]
    if len(filled) < 2:
        raise Unreadable(_("The file has no rows below the headings."))
    if len(filled) > MAX_ROWS + 1:
        raise Unreadable(
            _("The file has more than %(limit)s rows. Split it into several.") % {"limit": MAX_ROWS}
        )
    headings = [" ".join(cell.split()) for cell in filled[0][1]]
    _check_headings(headings, [cells for _number, cells in filled[1:]])
    rows = [_row(number, cells, headings) for number, cells in filled[1:]]
    return Table(tuple(name for name in headings if name and name != REASONS), rows)


def _check_headings(headings: Sequence[str], rows: Sequence[Cells]) -> None:
    if len(headings) > gate.MAX_COLUMNS:
        raise Unreadable(_("The file has more than %(limit)s columns.") % {"limit": gate.MAX_COLUMNS})
    counts = Counter(name.casefold() for name in headings if name)
    if twice := [name for name in dict.fromkeys(headings) if counts[name.casefold()] > 1]:
        raise Unreadable(
            _("These headings stand twice: %(columns)s. Give each column its own.")
            % {"columns": ", ".join(twice)}
        )
    bare = [
        column_letters(place + 1)
        for place, name in enumerate(headings)
        if not name and any(len(row) > place and row[place] for row in rows)
    ]
    if bare:
        raise Unreadable(
            _(
                "These columns have values and no heading in the first row: %(columns)s. Undo merged cells"
                " and title lines; give each column its own heading."
            )
            % {"columns": ", ".join(bare[:_NAMED])}
        )


def _row(number: int, cells: Cells, headings: Sequence[str]) -> Row:
    named = {name: cell for name, cell in zip(headings, cells, strict=False) if cell and name}
    named.pop(REASONS, None)
    return Row(number, named, is_longer=any(cells[len(headings) :]))
