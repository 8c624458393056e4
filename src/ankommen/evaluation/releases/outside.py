"""What can be seen beside the releases: the exact numbers of live progress, and how many interviews went."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from ankommen.interviews.queries import outcomes, standing_marker

from ..figures import NOT_STATED, Counter
from ..progress import COMPLETE
from ..projection import DOES_NOT_APPLY, NOT_ASKED

if TYPE_CHECKING:
    from .cells import Cube


def known_to_staff(counter: Counter, cube: Cube) -> dict[str, int]:
    """Cells whose count stands in the live progress: who was asked, by language, site and contact.

    Only of questions that everybody counted there was asked; and only where the numbers agree, which they do
    not where broken-off interviews are among those asked.
    """
    live = _live(counter)
    bases = {base for question, base in cube.bases.items() if _asks_everybody(counter, question)}
    seen = {f"{base}{end}": number for base in bases for end, number in live.items()}
    return {key: number for key, number in seen.items() if cube.counts.get(key) == number}


def gone_so_far(form_id: str) -> int:
    """Interviews that were counted once and are no more: withdrawn, corrected, erased. It only grows."""
    stored, _withdrawn, standing = standing_marker()
    refused = sum(one.number for one in outcomes(form_id) if one.outcome == "refused")
    return stored - standing - refused


def _live(counter: Counter) -> dict[str, int]:
    """The numbers of the progress page, by the end of the key that the cells of a base have."""
    counted = {version: table.filter(_counts(table)) for version, table in counter.tables.items()}
    live = {"": sum(table.num_rows for table in counted.values())}
    for breakdown in counter.plan.breakdowns:
        if not breakdown.frame:
            continue
        tally = Tally[str]()
        for version, table in counted.items():
            if breakdown.frame == "version":
                tally[version] += table.num_rows
                continue
            for entry in table.column(breakdown.frame).value_counts().to_pylist():
                tally[entry["values"] or NOT_STATED] += entry["counts"]
        live |= {f"||{breakdown.key}={row}": number for row, number in tally.items()}
    return live


def _counts(table: pa.Table) -> pa.ChunkedArray:
    return pc.and_(table.column("eligible"), pc.equal(table.column("outcome"), COMPLETE))


def _asks_everybody(counter: Counter, question: str) -> bool:
    return all(_all_asked(table, column) for table, column in _columns(counter, question))


def _columns(counter: Counter, question: str) -> Iterator[tuple[pa.Table, str]]:
    """In each version the column of the question, or "" where it has none."""
    item = question.partition("/")[2].partition("=")[0]
    if item in counter.plan.made_questions:
        yield from ((table, item) for table in counter.tables.values())
        return
    for version, table in counter.tables.items():
        older = counter.chain(item).items.get(version)
        columns = [column.key for column in counter.columns[version].values() if column.item == older]
        yield table, columns[0] if columns else ""


def _all_asked(table: pa.Table, column: str) -> bool:
    if not column:
        return not table.num_rows
    codes = table.filter(_counts(table)).column(column)
    return not pc.any(pc.is_in(codes, pa.array([NOT_ASKED, DOES_NOT_APPLY], codes.type))).as_py()
