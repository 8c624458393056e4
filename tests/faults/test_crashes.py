"""The short version of `make faults`: what was acknowledged outlives SIGKILL, of the program and of PostgreSQL."""

from __future__ import annotations

from pathlib import Path

import pytest
from scripts.with_database import installed_binaries

from .crashes import Plan, on_postgres, on_sqlite, tortured
from .ledger import Account, Row, Write, judged
from .program import Program

SHORT = Plan(kills=2, writers=3)
FOR_PLANTED = Plan(kills=4, writers=3)
needs_postgres = pytest.mark.skipif(
    installed_binaries() is None,
    reason="NOT TESTED: PostgreSQL is not installed (apt-get install postgresql)",
)


def test_sqlite_keeps_what_was_acknowledged(installed: Program) -> None:
    verdict = tortured(installed, SHORT)
    assert verdict.is_good, verdict
    assert verdict.acknowledged >= 30


@pytest.mark.long
@needs_postgres
def test_postgres_keeps_what_was_acknowledged(tmp_path: Path) -> None:
    verdict = on_postgres(tmp_path / "data", Plan(kills=2, database_kills=1, writers=3))
    assert verdict.is_good, verdict
    assert verdict.acknowledged >= 30


@pytest.mark.long
@pytest.mark.parametrize(
    ("planted", "column"), [("EarlyAnswers", "lost"), ("NoNumbers", "duplicates"), ("TornCases", "faults")]
)
def test_planted_faults_are_found(tmp_path: Path, planted: str, column: str) -> None:
    module = {"DJANGO_SETTINGS_MODULE": "tests.faults.planted", "PLANTED": planted}
    verdict = on_sqlite(tmp_path / "data", FOR_PLANTED, **module)
    assert getattr(verdict, column), verdict


WRITE = Write("note", "1", case="2")
ROW = Row("note", "1", "2", WRITE.words)


@pytest.mark.parametrize(
    ("rows", "half", "said"),
    [
        ([ROW], [], "acknowledged 1, 0 lost, 0 duplicates"),
        ([], [], "acknowledged 1, 1 lost, 0 duplicates"),
        ([Row("note", "1", "3", WRITE.words)], [], "acknowledged 1, 1 lost, 0 duplicates, 1 other faults"),
        ([Row("note", "1", "2", "other words")], [], "acknowledged 1, 1 lost, 0 duplicates, 1 other faults"),
        (
            [ROW, Row("note", "4", "2", WRITE.words)],
            [],
            "acknowledged 1, 0 lost, 1 duplicates, 1 other faults",
        ),
        ([ROW], ["a case without consent"], "acknowledged 1, 0 lost, 0 duplicates, 1 other faults"),
    ],
)
def test_the_comparison_sees_each_difference(rows: list[Row], half: list[str], said: str) -> None:
    assert str(judged(Account({WRITE}, {WRITE}), rows, half)) == said
