"""Tables as files: SPSS, Stata, CSV, Parquet, Excel."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import pyreadstat
from django.utils.translation import gettext as _

from ankommen.engines.gate import guarded, new_workbook

from .columns import SUPPRESSED, Variable, missing_labels
from .records import Progress
from .tables import Table

# Bytes that a label may have: SPSS cuts labels of columns at 256 and of values at 120, Stata those of columns
# at 80 letters.
_SAV_LABEL, _SAV_VALUE, _DTA_LABEL = 250, 120, 80
_MISSING_RANGE = {"lo": SUPPRESSED, "hi": -1}


def write_table(table: Table, folder: Path, file_format: str, progress: Progress) -> Path:
    """Write one table; the file is named after it."""
    path = folder / f"{table.name}.{file_format}"
    WRITERS[file_format](table, path, progress)
    return path


def _write_sav(table: Table, path: Path, _progress: Progress) -> None:
    import pandas  # here, since every start of the program would wait for it

    coded = _coded(table)
    ranges: Any = {one.name: [_MISSING_RANGE] for one in coded}
    labels: Any = {
        one.name: {code: _cut(text, _SAV_VALUE) for code, text in value_labels(one).items()} for one in coded
    }
    pyreadstat.write_sav(
        pandas.DataFrame(_arrays(table)),
        path,
        file_label=_cut(table.title, 64),
        column_labels={one.name: _cut(one.label, _SAV_LABEL) for one in table.variables},
        variable_value_labels=labels,
        missing_ranges=ranges,
        variable_measure={one.name: "scale" if one.is_number else "nominal" for one in table.variables},
        variable_format={one.name: "F8.0" for one in coded if one.is_whole},
    )


def _write_dta(table: Table, path: Path, _progress: Progress) -> None:
    import pandas

    letters = stata_letters()
    labels: Any = {
        one.name: {letters.get(code, code): text for code, text in value_labels(one).items()}
        for one in _coded(table)
    }
    columns = {
        variable.name: column if variable.is_text else [letters.get(cell, cell) for cell in column]
        for variable, column in zip(table.variables, table.columns, strict=True)
    }
    frame = pandas.DataFrame({name: pandas.Series(column, dtype=object) for name, column in columns.items()})
    pyreadstat.write_dta(
        frame,
        path,
        file_label=_cut(table.title, 80),
        column_labels={one.name: _cut(one.label, _DTA_LABEL) for one in table.variables},
        variable_value_labels=labels,
        missing_user_values={one.name: sorted(letters.values()) for one in _coded(table)},
    )


def _write_csv(table: Table, path: Path, _progress: Progress) -> None:
    """Numbers as they are; no text of it runs as a formula."""
    columns = as_arrow(table)
    for place, variable in enumerate(table.variables):
        if variable.is_text:
            texts = pa.array([guarded(cell) for cell in table.columns[place]], pa.string())
            columns = columns.set_column(place, variable.name, texts)
    pacsv.write_csv(columns.rename_columns([guarded(name) for name in columns.column_names]), path)


def _write_parquet(table: Table, path: Path, _progress: Progress) -> None:
    pq.write_table(as_arrow(table), path, compression="zstd")


def _write_xlsx(table: Table, path: Path, progress: Progress) -> None:
    options = {
        "constant_memory": True,
        "tmpdir": str(path.parent),  # the rows lie nowhere else meanwhile
    }
    with new_workbook(path, **options) as book:
        sheet = book.add_worksheet("data")
        sheet.freeze_panes(1, 1)
        sheet.write_row(0, 0, [variable.name for variable in table.variables])
        for number, row in enumerate(zip(*table.columns, strict=True), 1):
            sheet.write_row(number, 0, row)
            progress(path.name, number, table.rows)
        labels = book.add_worksheet("labels")
        labels.write_row(0, 0, [_("variable"), _("label"), _("code"), _("meaning")])
        lines = [
            (one.name, one.label, code, text)
            for one in table.variables
            for code, text in (value_labels(one).items() or [("", "")])
        ]
        for number, line in enumerate(lines, 1):
            labels.write_row(number, 0, line)


WRITERS: dict[str, Callable[[Table, Path, Progress], None]] = {
    "sav": _write_sav,
    "dta": _write_dta,
    "csv": _write_csv,
    "parquet": _write_parquet,
    "xlsx": _write_xlsx,
}


def as_arrow(table: Table) -> pa.Table:
    """The table in Arrow, the label of each column as its metadata."""
    fields, arrays = [], []
    for variable, column in zip(table.variables, table.columns, strict=True):
        kind = _arrow_type(variable)
        fields.append(pa.field(variable.name, kind, metadata={"label": variable.label}))
        arrays.append(pa.array(column, kind))
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields))


def value_labels(variable: Variable) -> dict[int, str]:
    """Code -> what it means, the reasons for nothing last; empty for text."""
    if variable.is_text:
        return {}
    return {**dict(enumerate(variable.labels)), **missing_labels()}


def stata_letters() -> dict[Any, str]:
    """Code for nothing -> the letter of Stata's extended missing value: -1 is .a, -4 is .d."""
    return {code: chr(ord("a") - 1 - code) for code in missing_labels()}


def _coded(table: Table) -> list[Variable]:
    return [variable for variable in table.variables if not variable.is_text]


def _arrays(table: Table) -> Mapping[str, Any]:
    arrow = as_arrow(table)
    return {
        variable.name: column if variable.is_text else arrow.column(variable.name).to_numpy()
        for variable, column in zip(table.variables, table.columns, strict=True)
    }


def _arrow_type(variable: Variable) -> pa.DataType:
    if variable.is_text:
        return pa.string()
    return pa.int32() if variable.is_whole else pa.float64()


def _cut(text: str, limit: int) -> str:
    """The text in at most `limit` bytes, its end marked where it is cut."""
    encoded = text.encode()
    return text if len(encoded) <= limit else encoded[: limit - 3].decode(errors="ignore") + "…"
