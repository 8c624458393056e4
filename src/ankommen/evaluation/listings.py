"""What is shown, as data: CSV and JSON of one page. docs/evaluation.md describes both."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from ankommen.engines.gate import write_csv

from .showing import Figure, Page, ShownRow, ShownTable
from .wording import notes_of, source_of

HIDDEN = "hidden"


def as_csv(page: Page) -> bytes:
    """One line a number: RFC 4180, UTF-8 with a mark for Excel, words in the reader's language.

    What is hidden is a word.
    """
    lines: list[Sequence[str | int]] = [
        [_("Subject"), _("Question"), _("by"), _("Category"), _("Answer"), _("Interviews"), _("Percent"), "N"]
    ]
    for figure in page.figures:
        for by, labels, row in _rows(page, figure):
            place = (page.title, figure.label, by, row.label or _("All"))
            lines += [(*place, *line) for line in _lines(labels, row)]
    lines += [(name, text) for name, text in notes_of(page) if text]
    return write_csv(lines)


def as_json(page: Page) -> bytes:
    """The page as data, with stable names beside the words. A hidden number is the text "hidden"."""
    content: dict[str, Any] = {
        "release": {
            "number": page.release.number,
            "made_on": page.release.made_on.isoformat(),
            "interviews": page.interviews,
            "invented": page.release.has_demo,
        },
        "audience": page.audience,
        "threshold": page.threshold,
        "rounded_to": page.round_to,
        "subject": {"key": page.subject.key, "label": page.title},
        "by": {"key": page.by.key, "label": page.by_label},
        "notes": {name: text for name, text in notes_of(page) if text},
        "figures": [_figure(page, figure) for figure in page.figures],
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _rows(page: Page, figure: Figure) -> Iterator[tuple[str, Sequence[str], ShownRow]]:
    """All rows of a figure with the name of their breakdown and the labels of their answers: the total, the
    chosen table, the series.
    """
    yield "", figure.labels, figure.total
    if figure.table:
        yield from ((page.by_label, figure.labels_by_row, row) for row in figure.table.rows)
    if figure.series:
        yield from ((_("Quarter"), figure.labels_by_row, row) for row in figure.series.rows if row)


def _lines(labels: Sequence[str], row: ShownRow) -> Iterator[tuple[str | int, ...]]:
    for label, count, share in zip(labels, row.counts, row.shares, strict=True):
        yield label, _word(count), _word(share), _word(row.asked)


def _figure(page: Page, figure: Figure) -> dict[str, Any]:
    return {
        "key": figure.key,
        "label": figure.label,
        "question": figure.item_label,
        "versions": list(figure.versions),
        "breaks": list(figure.breaks),
        "answers": list(figure.labels),
        "answers_by_row": list(figure.labels_by_row),
        "total": _row(figure.total),
        "change": figure.change,
        "table": _table(figure.table) if figure.table else None,
        "series": [_row(row) for row in figure.series.rows if row] if figure.series else None,
        "source": {name: text for name, text in source_of(page, figure) if text},
    }


def _table(table: ShownTable) -> list[dict[str, Any]]:
    return [_row(row) for row in table.rows]


def _row(row: ShownRow) -> dict[str, Any]:
    return {
        "name": row.name,
        "label": row.label,
        "counts": _coded(row.counts),
        "percent": _coded(row.shares),
        "n": HIDDEN if row.asked is None else row.asked,
    }


def _coded(numbers: Sequence[int | None]) -> list[int | str]:
    return [HIDDEN if number is None else number for number in numbers]


def _word(number: int | None) -> int | str:
    return _("not shown") if number is None else number
