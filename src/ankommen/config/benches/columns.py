"""Columns as the projection holds them, drawn at once instead of from interviews, and the tables asked of
them.

Nothing in here knows Django, so that a peer's process holds the peer alone.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa

_MISSING = (-1, -2, -3)  # as in evaluation.projection: not asked, does not apply, no answer
_SHARE_MISSING = 0.12
NO_ANSWER = -3


@dataclass(frozen=True)
class Wanted:
    """One table: which column by which; rows and answers are their values in the order of the table.

    The last row takes whatever has no place, the last answer is "no answer".
    """

    answer: str
    answers: tuple[int, ...]
    row: str
    rows: tuple[int | str, ...]


@dataclass(frozen=True)
class Spec:
    """What to draw and to count. codes: columns of answers with their number of categories. texts: columns of
    text with their values. numbers: columns of numbers. flags: columns of yes, always.
    """

    codes: Mapping[str, int]
    texts: Mapping[str, tuple[str, ...]]
    numbers: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    tables: tuple[Wanted, ...] = field(default=())


def drawn(spec: Spec, number: int) -> pa.Table:
    """So many rows, the same in every process. The first category is the most frequent."""
    draw = np.random.default_rng(1)
    columns: dict[str, pa.Array] = {}
    for name, categories in spec.codes.items():
        codes = _skewed(draw, categories, number)
        missing = draw.random(number) < _SHARE_MISSING
        codes[missing] = draw.choice(_MISSING, int(missing.sum()))
        columns[name] = pa.array(codes, pa.int16())
    for name, values in spec.texts.items():
        codes = pa.array(_skewed(draw, len(values), number), pa.int32())
        columns[name] = pa.DictionaryArray.from_arrays(codes, pa.array(values)).cast(pa.string())
    for name in spec.numbers:
        columns[name] = pa.array(draw.integers(0, 90, number).astype(float))
    for name in spec.flags:
        columns[name] = pa.array(np.ones(number, bool))
    return pa.table(columns)


def quarters(weeks: Iterable[str]) -> list[str]:
    """The quarter of each week "2026-W47", by its Thursday."""
    from datetime import date

    days = [date.fromisocalendar(int(week[:4]), int(week[6:]), 4) for week in weeks]
    return [f"{day.year}-Q{(day.month + 2) // 3}" for day in days]


def filled(table: Wanted, found: Iterable[tuple[int | str | None, int, int]]) -> npt.NDArray[np.int64]:
    """A peer's answer, triples of row, answer and count, as the array that the program counts."""
    counts = np.zeros((len(table.rows) + 1, len(table.answers) + 1), np.int64)
    row_of = {row: place for place, row in enumerate(table.rows)}
    answer_of = {code: place for place, code in enumerate((*table.answers, NO_ANSWER))}
    for row, answer, count in found:
        if answer in answer_of:
            counts[row_of.get(row, len(table.rows)) if row is not None else -1, answer_of[answer]] += count
    return counts


def checksum(tables: Iterable[npt.NDArray[np.int64]]) -> str:
    """The same for the same counts in the same order."""
    total = 0
    for counts in tables:
        total = zlib.crc32(np.ascontiguousarray(counts).tobytes(), total)
    return f"{total:08x}"


def _skewed(draw: np.random.Generator, categories: int, number: int) -> npt.NDArray[np.int64]:
    """Codes from 0 on; the largest category is thirty times the smallest."""
    weights = 30.0 ** -np.linspace(0, 1, categories)
    return np.searchsorted(np.cumsum(weights / weights.sum()), draw.random(number)).clip(0, categories - 1)
