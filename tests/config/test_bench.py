"""`ankommen bench` runs with tiny sizes, and what it compares gives the same results. Times are not asserted."""

from __future__ import annotations

import json
import os
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from ankommen.config.benches.invented import answers, questionnaire
from ankommen.config.benches.measuring import measured
from ankommen.config.benches.reports import Report, markdown
from ankommen.config.management.commands.bench import BENCHES, IN_A_CHECKOUT
from ankommen.engines.formlogic import fill
from ankommen.engines.xlsform import read_form

from .works import counting, idle, large, small


def bench(*arguments: str) -> str:
    output = StringIO()
    call_command("bench", *arguments, stdout=output)
    return output.getvalue()


def figures(*arguments: str) -> dict[str, Any]:
    return dict(json.loads(bench(*arguments, "--json", "--repeats", "1")))


def test_without_a_name_each_bench_is_one_line() -> None:
    lines = bench().splitlines()
    assert [line.split()[0] for line in lines] == [*BENCHES, *IN_A_CHECKOUT]
    assert all(len(line) > 40 for line in lines)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["workbok"], "rules"),
        (["form-open"], "scripts/bench_form_open.py"),
        (["rules", "--sizes", "0"], "at least 1"),
        (["workbook", "--file", "gone.xlsx"], "gone.xlsx"),
    ],
)
def test_what_cannot_be_measured_is_refused_with_a_sentence(arguments: list[str], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        bench(*arguments)


def test_workbooks_hold_the_same_questions_for_both_readers(tmp_path: Path) -> None:
    (tmp_path / "own.xlsx").write_bytes(questionnaire(7, household=True, needs=2))
    found = figures("workbook", "--sizes", "12", "--file", str(tmp_path / "own.xlsx"))
    assert found["machine"]["processors"] >= 1
    ours = {row["workbook"]: row["questions"] for row in found["rows"] if row["reader"] == "ours"}
    assert ours == {"own.xlsx": 11, "invented, 12 rows": 12}
    assert [row["reader"] for row in found["rows"]] == ["ours", "pyxform"] * 2
    assert not any("lacks" in note or "refused" in note for note in found["notes"])
    assert all(row["seconds"] > 0 and row["CPU seconds"] > 0 and row["peak MB"] > 5 for row in found["rows"])


def test_a_refused_workbook_is_said_and_not_compared(tmp_path: Path) -> None:
    (tmp_path / "empty.xlsx").write_bytes(b"PK\x03\x04")
    found = figures("workbook", "--sizes", "4", "--file", str(tmp_path / "empty.xlsx"))
    assert found["rows"][0]["refused"]
    assert any(note.startswith("empty.xlsx: a reader refused it") for note in found["notes"])


def test_rules_give_the_peers_results() -> None:
    found = figures("rules", "--sizes", "9")
    assert {row["problems"] for row in found["rows"]} == {0}
    peers = [row["evaluator"] for row in found["rows"]].count("lxml")
    compared = [note for note in found["notes"] if "calculated values" in note]
    assert len(compared) == peers
    assert all(note.endswith("the same in both.") for note in compared)
    assert peers or any("not installed" in note for note in found["notes"])


@pytest.mark.django_db
def test_intake_stores_what_it_counts_and_leaves_nothing() -> None:
    found = figures("intake", "--sizes", "3")
    assert [row["way"] for row in found["rows"]] == ["API", "service", "insert"]
    assert [row["stored in all"] for row in found["rows"]] == [6, 6, 6]  # once for warming up, once timed
    assert list(Path(settings.DATA_DIR).glob("bench-*")) == []
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_database WHERE datname LIKE 'bench-%%'", [])
            assert cursor.fetchone() == (0,)


def test_sheets_are_pdfs_with_the_needs_on_them() -> None:
    found = figures("sheet", "--sizes", "1", "12")
    one, twelve = [row for row in found["rows"] if row["typesetter"] == "ours"]
    assert (one["pages"], twelve["pages"]) == (1, 2)


def test_invented_answers_break_no_rule_and_find_every_need() -> None:
    reading = read_form(questionnaire(40, household=True, needs=3), "bench.xlsx")
    assert reading.document is not None, reading.problems
    for seed in range(5):
        filled = fill(reading.document, answers(40, people=30, seed=seed), on=date(2026, 3, 2))
        assert filled.problems == ()
        assert len(filled.needs) == 3
        assert filled.answers["all_months"] == str(sum(12 * ((n + seed) % 90) for n in range(30)))


def test_a_measured_work_runs_in_a_process_of_its_own() -> None:
    found = measured(counting, os.getpid(), repeats=2)
    assert found.result == {"same process": False, "calls": 3, "open": True}


def test_waiting_is_time_but_no_work() -> None:
    found = measured(idle, repeats=1)
    assert found.seconds >= 0.3
    assert found.cpu_seconds < 0.1


def test_the_peak_is_that_of_the_work_alone() -> None:
    ballast = bytearray(200 * 2**20)  # this process is large; the measured one is not
    modest, hungry = (measured(prepare, repeats=1).peak_mb for prepare in (small, large))
    assert len(ballast) > modest * 2**20
    assert 90 < hungry - modest < 130


def test_a_work_that_fails_is_no_figure(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(RuntimeError, match="without a result"):
        measured(small, "one argument too many", repeats=1)
    assert "TypeError" in capfd.readouterr().err


def test_a_table_shows_three_figures_that_count() -> None:
    report = Report(
        rows=[{"a": 0.012345, "b": 12345.6, "c": 2000, "d": "x", "e": None}], notes=["Said once."]
    )
    assert list(markdown(report)) == [
        "| a | b | c | d | e |",
        "|---|---|---|---|---|",
        "| 0.0123 | 12,346 | 2,000 | x |  |",
        "",
        "- Said once.",
    ]


def test_results_are_counted_as_the_peers_count_them() -> None:
    found = figures("results", "--sizes", "400")
    ways = {row["way"]: row for row in found["rows"]}
    peers = [ways[name] for name in ("pandas", "duckdb") if name in ways]
    assert ways["ours"]["tables"] > 300
    assert {peer["checksum"] for peer in peers} <= {ways["ours"]["checksum"]}
    assert len(peers) + sum("not installed" in note for note in found["notes"]) == 2
    assert not any("NOT THE SAME" in note for note in found["notes"])
    assert ways["sealed copy: write and open"]["copy, MB"] > 0


def test_public_pages_are_measured_in_every_language_and_as_they_are_answered() -> None:
    rows = {row["page"]: row for row in figures("portal", "--sizes", "9")["rows"]}
    assert all(row["offers"] == 9 and row["kB"] > 0 for row in rows.values())
    assert rows["start"]["queries"] > rows["peer: list of the tables"]["queries"] == 1
    assert rows["first view"]["kB"] < 150
