"""The gate: what may enter from outside, and in what form tables may leave. docs/gate.md is its table.

`loads` takes JSON, `clean` texts of forms, `file_name` names of files, `check_workbook` .xlsx and .xls,
`read_csv` tables of text, `open_table` either as headings and rows, `packed_file` the one file of an archive.
All raise `Refused` with a code; who calls tells the sentence, in the reader's language. `write_csv` and
`new_workbook` make tables in which no cell runs as a formula.
"""

from .archives import MAX_ENTRIES, MAX_RATIO, MAX_UNPACKED, MEGABYTE
from .cells import guarded, new_workbook, unguarded, write_csv
from .codes import Code, Refused
from .packed import packed_file
from .spreadsheets import Row, Table, cell_text, clean_text, open_table
from .strictjson import MAX_DEPTH, loads
from .tables import MAX_CELL, MAX_COLUMNS, TableText, read_csv
from .texts import clean, file_name, is_clean
from .workbooks import MAX_FILE, CheckedFile, check_workbook, is_archive, is_old_workbook

__all__ = [
    "MAX_CELL",
    "MAX_COLUMNS",
    "MAX_DEPTH",
    "MAX_ENTRIES",
    "MAX_FILE",
    "MAX_RATIO",
    "MAX_UNPACKED",
    "MEGABYTE",
    "CheckedFile",
    "Code",
    "Refused",
    "Row",
    "Table",
    "TableText",
    "cell_text",
    "check_workbook",
    "clean",
    "clean_text",
    "file_name",
    "guarded",
    "is_archive",
    "is_clean",
    "is_old_workbook",
    "loads",
    "new_workbook",
    "open_table",
    "packed_file",
    "read_csv",
    "unguarded",
    "write_csv",
]
