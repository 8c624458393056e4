"""Interviews that were keyed elsewhere, brought in as a table: which column says what, what is wrong, and in.

A file passes four steps: `tables` (a file becomes rows), `columns` (which column means what), `papers` (a
row becomes an interview), `importing` (the rules of intake, then all or nothing). It lives in this room and
not in interviews because its sentences are for staff alone, and it needs of interviews only doors.
"""

from .columns import BadColumns, Columns, columns_of
from .importing import Checked, check_import, store_import
from .problems import RowProblem, write_rest
from .tables import Table, Unreadable, read_table
from .targets import Targets
from .versions import NoVersion, version_to_import

__all__ = [
    "BadColumns",
    "Checked",
    "Columns",
    "NoVersion",
    "RowProblem",
    "Table",
    "Targets",
    "Unreadable",
    "check_import",
    "columns_of",
    "read_table",
    "store_import",
    "version_to_import",
    "write_rest",
]
