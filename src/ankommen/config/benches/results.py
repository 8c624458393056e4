"""All tables of the city's figures, beside pandas and DuckDB over the same columns; and the sealed copy."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from .columns import Spec, Wanted, checksum, drawn, filled, quarters
from .measuring import Measured, Work, measured
from .reports import Report, Wish
from .trial import trial

_WEEKS = tuple(f"2026-W{week:02}" for week in range(2, 52))
_MEGABYTE = 2**20


def measure_results(wish: Wish) -> Report:
    """All tables of the city's figures, beside pandas and DuckDB. Sizes: interviews."""
    report = Report()
    newest = max((wish.city / "questionnaires").glob("*.xlsx"))
    spec = measured(_reading, wish.city, newest, repeats=1).result
    for size in wish.sizes:
        ours = measured(_ours, wish.city, newest, spec, size, repeats=wish.repeats)
        _row(report, size, "ours", ours)
        for peer, prepare in {"pandas": _pandas, "duckdb": _duckdb}.items():
            if not find_spec(peer):
                report.note(f"{peer} is not installed: no peer.")
                continue
            theirs = measured(prepare, spec, size, repeats=wish.repeats)
            _row(report, size, peer, theirs)
            if theirs.result["checksum"] != ours.result["checksum"]:
                report.note(f"{size:,} interviews: {peer} counts NOT THE SAME.")
        copied = measured(_copying, wish.city, newest, spec, size, repeats=1)
        _row(report, size, "sealed copy: write and open", copied)
    report.note(
        "Columns are drawn, not interviews; one version. pandas: groupby().size(), one for each table."
    )
    report.note("DuckDB: one GROUP BY for each table over the same Arrow columns, on all processors.")
    return report


def _row(report: Report, size: int, way: str, run: Measured) -> None:
    report.rows.append(
        {
            "interviews": size,
            "way": way,
            "tables": run.result.get("tables"),
            "seconds": run.seconds,
            "CPU seconds": run.cpu_seconds,
            "peak MB": run.peak_mb,
            "checksum": run.result.get("checksum"),
            "copy, MB": run.result.get("megabytes"),
        }
    )


@contextmanager
def _reading(city: Path, questionnaire: Path) -> Iterator[Work]:
    with trial(city, questionnaire.read_bytes()) as installation:
        yield lambda: _spec(installation.version)


def _spec(version: Any) -> Spec:
    """The columns of this version and the tables of the plan, for processes without Django."""
    from ankommen.evaluation.queries import columns_to_count, tables_over
    from ankommen.places.queries import active_sites
    from ankommen.questionnaires.queries import released_languages

    columns, breakdowns = columns_to_count(version)
    numbers = tuple(column.key for column in columns if column.is_number)
    codes = {column.key: len(column.categories) for column in columns if not column.is_number}
    codes |= {f"{name}?": 1 for name in numbers}
    texts = {
        "week": _WEEKS,
        "site": tuple(site.slug for site in active_sites()),
        "language": tuple(released_languages(version)),
        "contact": ("desk", "phone"),
        "interpreter": ("none", "present"),
        "outcome": ("complete", "partial"),
        "version": (version.label,),
    }
    spec = Spec(codes, texts, numbers, ("eligible", "is_demo"))
    counted = tables_over(version, drawn(spec, 1))
    return replace(spec, tables=tuple(_wanted(spec, breakdowns, table) for table in counted))


def _wanted(spec: Spec, breakdowns: dict[str, str], table: Any) -> Wanted:
    question = table.question
    column = f"{question.item}={question.choice}" if question.choice else question.item
    answers = (1, 0) if question.choice else tuple(range(len(question.answers)))
    row = breakdowns.get(table.breakdown, table.breakdown)
    if row in spec.codes:
        return Wanted(column, answers, row, tuple(range(len(table.rows) - 1)))
    values = set(quarters(spec.texts["week"])) if row == "quarter" else set(spec.texts[row])
    return Wanted(column, answers, row, tuple(sorted(values)))


@contextmanager
def _ours(city: Path, questionnaire: Path, spec: Spec, size: int) -> Iterator[Work]:
    with trial(city, questionnaire.read_bytes()) as installation:
        from ankommen.evaluation.queries import tables_over

        columns = drawn(spec, size)

        def work() -> dict[str, Any]:
            tables = tables_over(installation.version, columns)
            return {"tables": len(tables), "checksum": checksum(table.counts for table in tables)}

        yield work


@contextmanager
def _pandas(spec: Spec, size: int) -> Iterator[Work]:
    frame = drawn(spec, size).to_pandas()

    def work() -> dict[str, Any]:
        week = frame["week"]
        of = dict(zip(weeks := list(week.unique()), quarters(weeks), strict=True))
        rows = frame.assign(quarter=week.map(of))
        counted = []
        for table in spec.tables:
            sizes = rows.groupby([table.row, table.answer], dropna=False).size()
            counted.append(filled(table, ((row, answer, n) for (row, answer), n in sizes.items())))
        return {"tables": len(counted), "checksum": checksum(counted)}

    yield work


@contextmanager
def _duckdb(spec: Spec, size: int) -> Iterator[Work]:
    import duckdb
    import pyarrow as pa

    interviews, database = drawn(spec, size), duckdb.connect()

    def work() -> dict[str, Any]:
        encoded = interviews.column("week").combine_chunks().dictionary_encode()
        names = pa.array(quarters(encoded.dictionary.to_pylist()))
        database.register("interviews", interviews.append_column("quarter", names.take(encoded.indices)))
        counted = [
            filled(
                table,
                database.execute(
                    f'SELECT "{table.row}", "{table.answer}", count(*) FROM interviews GROUP BY 1, 2'  # noqa: S608 - names of columns
                ).fetchall(),
            )
            for table in spec.tables
        ]
        return {"tables": len(counted), "checksum": checksum(counted)}

    yield work


@contextmanager
def _copying(city: Path, questionnaire: Path, spec: Spec, size: int) -> Iterator[Work]:
    with trial(city, questionnaire.read_bytes()) as installation:
        from ankommen.evaluation.queries import sealed_size

        columns = drawn(spec, size)
        digests = frozenset(hashlib.sha256(str(number).encode()).hexdigest() for number in range(size))
        version = installation.version
        yield lambda: {"megabytes": sealed_size(version, columns, digests) / _MEGABYTE}
