"""What a person looks at before a file is stored: what each column means, and what the first rows become."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from .columns import Column, Columns
    from .importing import Checked
    from .tables import Table
    from .targets import Targets

_ROWS = 3
_SAMPLE = 30


def column_lines(table: Table, columns: Columns, targets: Targets) -> Iterator[str]:
    """One line a column: heading, first value, what it means and how that is known."""
    for column in columns.columns:
        sample = next((row.cells[column.heading] for row in table.rows if column.heading in row.cells), "")
        if column.target and column.target.item and targets.places[column.target.item].kind == "text":
            sample = _("(text)")
        yield f"  {column.heading} | {sample[:_SAMPLE]} | {_meaning(column, targets)}"
    everywhere = _("all rows")
    for field, value in columns.constants.items():
        yield f"  {everywhere} | {value} | @{field}"


def stored_lines(checked: Checked) -> Iterator[str]:
    """What would be stored of the first good rows; free text only by the names of its questions."""
    for row, paper in checked.good[:_ROWS]:
        interview, accepted = paper.interview, paper.accepted
        if interview is None or accepted is None:
            continue
        frame = [
            interview.week,
            interview.language,
            interview.contact,
            interview.interpreter,
            interview.site_id or "–",
            interview.outcome,
        ]
        yield f"  {row.number}: {', '.join(frame)}"
        yield f"     {json.dumps(accepted.answers, ensure_ascii=False)}"
        if accepted.free_text:
            yield "     " + _("Free text, sealed apart: %(items)s") % {"items": ", ".join(accepted.free_text)}


def _meaning(column: Column, targets: Targets) -> str:
    if column.how == "calculated":
        return _("not used: worked out here")
    if column.target is None:
        return _("not used")
    words = {
        "name": _("by its name"),
        "label": _("by its label"),
        "likely": _("only looks alike"),
        "said": _("as said"),
        "saved": _("as saved"),
    }
    return f"{targets.text_of(column.target)} ({words[column.how]})"
