"""docs/gate.md says what is so: its numbers are those of the program, and only the gate writes tables."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

from ankommen.accounts.views.login import MAX_BYTES as PASSKEY
from ankommen.config import headers, limits, reports
from ankommen.engines import gate
from ankommen.engines.gate import sheets, strictjson
from ankommen.evaluation.imports import tables
from ankommen.interviews.api import MAX_BYTES as INTERVIEW
from ankommen.interviews.views.screen import MAX_DRAFT_BYTES
from ankommen.questionnaires import language_csv

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "gate.md").read_text("utf-8")
KB, MB = 1024, 1024 * 1024
LIMITS = {
    "body of any request": f"{limits.LARGEST_BODY // MB} MB",
    "form without its files": f"{settings.DATA_UPLOAD_MAX_MEMORY_SIZE // MB} MB,"
    f" {settings.DATA_UPLOAD_MAX_NUMBER_FIELDS} fields, {settings.DATA_UPLOAD_MAX_NUMBER_FILES} files",
    "JSON of an interview": f"{INTERVIEW // MB} MB",
    "JSON of a draft": f"{MAX_DRAFT_BYTES // MB} MB",
    "JSON of a passkey": f"{PASSKEY // KB} KB",
    "report of a browser": f"{limits.LARGEST_REPORT // KB} KB, {reports.MOST_IN_ONE} reports,"
    f" {reports.MOST_A_MINUTE} requests a minute",
    "depth of JSON": f"{gate.MAX_DEPTH}",
    "numbers in JSON": f"up to 2^{strictjson.MAX_NUMBER.bit_length() - 1}",
    "file": f"{gate.MAX_FILE // MB} MB",
    "workbook, unpacked": f"{gate.MAX_UNPACKED // MB} MB in {gate.MAX_ENTRIES:,} parts,"
    f" none packed tighter than {gate.MAX_RATIO} times",
    "XML of a workbook": f"{sheets.MAX_DEPTH} levels, {sheets.MAX_ELEMENTS:,} elements",
    "cells of a sheet": f"{sheets.MAX_CELLS:,}; {sheets.MAX_CHARACTERS:,} characters in all",
    "CSV": f"{gate.MAX_COLUMNS:,} columns, {gate.MAX_CELL:,} characters a cell",
    "rows of a CSV": f"{language_csv.MAX_ROWS:,} translations, {tables.MAX_ROWS:,} interviews",
}


@pytest.mark.parametrize("limit", LIMITS)
def test_the_limits_are_those_of_the_program(limit: str) -> None:
    assert f"| {limit} | {LIMITS[limit]} |" in PAGE


def test_every_limit_of_the_page_is_looked_up() -> None:
    table = PAGE.split("## Limits\n")[1].split("## Files")[0]
    assert set(re.findall(r"^\| ([^|]+) \|", table, re.MULTILINE)) == {"limit", *LIMITS}


def test_every_header_is_named() -> None:
    named = set(re.findall(r"^\| `([A-Z][A-Za-z-]+)` \|", PAGE, re.MULTILINE))
    others = {"Content-Security-Policy", "Strict-Transport-Security", "X-Frame-Options"}
    assert named == headers.HEADERS.keys() | others


def test_only_the_gate_writes_tables() -> None:
    """pyarrow writes the columns of exports, which `guarded` has read before."""
    writers = re.compile(
        r"csv\.(?:writer|DictWriter)\(|xlsxwriter\.Workbook\(|\.to_(?:csv|excel)\(|pacsv\.write_csv\("
    )
    found = {
        path.relative_to(ROOT / "src" / "ankommen").as_posix()
        for path in (ROOT / "src").rglob("*.py")
        if writers.search(path.read_text("utf-8"))
    }
    assert found == {"engines/gate/cells.py", "evaluation/exports/files.py"}
