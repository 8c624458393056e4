"""Why something is not let in."""

from __future__ import annotations

from enum import StrEnum


class Code(StrEnum):
    """One code a reason, with the parameters that a sentence about it may name."""

    # texts, in JSON and in forms
    NOT_UTF8 = "not_utf8"
    NUL = "nul"
    LONE_SURROGATE = "lone_surrogate"
    # JSON
    NOT_JSON = "not_json"  # line, column: both count from 1
    TOO_DEEP = "too_deep"  # limit: levels
    NOT_A_NUMBER = "not_a_number"  # name: NaN, Infinity or -Infinity
    NUMBER_TOO_LARGE = "number_too_large"
    NAMED_TWICE = "named_twice"
    # files of every kind
    FILE_EMPTY = "file_empty"
    FILE_TOO_LARGE = "file_too_large"  # limit: megabytes
    # workbooks
    FILE_NOT_A_WORKBOOK = "file_not_a_workbook"
    FILE_DAMAGED = "file_damaged"
    FILE_ENCRYPTED = "file_encrypted"
    FILE_HAS_MACROS = "file_has_macros"
    FILE_HAS_FILES = "file_has_files"  # other files or archives lie in it
    FILE_HAS_LINKS = "file_has_links"  # it draws data from other files or the net
    FILE_HAS_TOO_MANY_PARTS = "file_has_too_many_parts"  # limit: parts
    FILE_UNPACKS_TOO_LARGE = "file_unpacks_too_large"  # limit: megabytes
    FILE_PACKED_TOO_TIGHT = "file_packed_too_tight"  # limit: times
    FILE_HAS_ENTITIES = "file_has_entities"
    FILE_NESTED_TOO_DEEP = "file_nested_too_deep"
    FILE_HAS_TOO_MANY_CELLS = "file_has_too_many_cells"
    FILE_HAS_TOO_MUCH_TEXT = "file_has_too_much_text"  # limit: millions of characters
    # tables of text
    TABLE_UTF16 = "table_utf16"
    TABLE_NOT_UTF8 = "table_not_utf8"
    TABLE_NOT_TEXT = "table_not_text"
    TABLE_ONE_COLUMN = "table_one_column"
    TABLE_TOO_MANY_COLUMNS = "table_too_many_columns"  # limit: columns
    TABLE_TOO_MANY_ROWS = "table_too_many_rows"  # limit: rows below the headings
    TABLE_CELL_TOO_LONG = "table_cell_too_long"  # limit: characters
    TABLE_QUOTE_OPEN = "table_quote_open"
    # tables of text and of workbooks
    TABLE_OLD_WORKBOOK = "table_old_workbook"
    TABLE_SEVERAL_SHEETS = "table_several_sheets"
    TABLE_CELLS_SHOW_ERRORS = "table_cells_show_errors"  # cells: their addresses, the first few
    TABLE_CELLS_HOLD_FORMULAS = "table_cells_hold_formulas"  # cells
    TABLE_NO_ROWS = "table_no_rows"
    TABLE_HEADINGS_TWICE = "table_headings_twice"  # columns: the headings
    TABLE_HEADINGS_MISSING = "table_headings_missing"  # columns: their letters


class Refused(ValueError):
    """It is not let in. The sentence for people is told elsewhere, in their language."""

    def __init__(self, code: Code, **parameters: int | str) -> None:
        super().__init__(code, parameters)
        self.code = code
        self.parameters = parameters
