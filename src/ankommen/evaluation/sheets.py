"""What is shown, as a workbook and as a document: XLSX and PDF of one page."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ankommen.engines.gate import new_workbook
from ankommen.engines.typesetting import drawable, typeset
from ankommen.places.queries import the_city

from .showing import Figure, Page, ShownRow
from .wording import break_sentence, notes_of, percent, signed, versions_sentence

_TEMPLATE = Path(__file__).parent / "documents" / "figures.typ"


def as_pdf(page: Page) -> bytes:
    """The page as a tagged PDF, tables on A4 across. Letters that no font has become "?"."""
    city = the_city()
    data: dict[str, Any] = {
        "city": city.name if city else "",
        "title": page.title,
        "by": page.by_label,
        "words": {
            "n": "N",
            "change": _("Change in percentage points"),
            "all": _("All"),
            "quarter": _("Quarter"),
            "page": _("Results"),
        },
        "figures": [_figure(figure) for figure in page.figures],
        "notes": [list(pair) for pair in notes_of(page) if pair[1]],
    }
    language = get_language() or "de"
    return typeset(_TEMPLATE, drawable(data), language=language, title=page.title, on=page.release.made_on)


def as_xlsx(page: Page) -> bytes:
    """A workbook, made in memory: the tables on one sheet, the series and the notes on others.

    Texts are written as texts, never as formulas.
    """
    out = io.BytesIO()
    with new_workbook(out, in_memory=True) as book:
        book.set_properties({"title": page.title, "created": page.release.made_on})
        book_writer = _Book(book)
        book_writer.tables(page)
        book_writer.series(page)
        book_writer.notes(page)
    return out.getvalue()


class _Book:
    """Writes the sheets of a workbook."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.bold = book.add_format({"bold": True})
        self.head = book.add_format({"bold": True, "text_wrap": True, "bottom": 1, "valign": "top"})

    def tables(self, page: Page) -> None:
        """Each question with its answers, then its rows, then all."""
        sheet, line = self._sheet(_("Tables"), 40), 0
        for figure in page.figures:
            sheet.write(line, 0, figure.label, self.bold)
            labels, rows = _labelled(figure)
            line = self._block(sheet, line + 1, page.by_label, labels, rows) + 1

    def series(self, page: Page) -> None:
        """Each question that has a series, by quarter."""
        with_series = [figure for figure in page.figures if figure.series]
        if not with_series:
            return
        sheet, line = self._sheet(_("By quarter"), 40), 0
        for figure in with_series:
            sheet.write(line, 0, figure.label, self.bold)
            rows = [row for row in figure.series.rows if row] if figure.series else []
            line = self._block(sheet, line + 1, _("Quarter"), figure.labels_by_row, rows) + 1

    def notes(self, page: Page) -> None:
        """Where the numbers come from."""
        sheet = self._sheet(_("Where from"), 20)
        sheet.set_column(1, 1, 100)
        pairs = [(name, text) for name, text in notes_of(page) if text]
        pairs += [(figure.label, break_sentence(figure)) for figure in page.figures if figure.breaks]
        for line, (name, text) in enumerate(pairs):
            sheet.write(line, 0, name, self.bold)
            sheet.write(line, 1, text)

    def _sheet(self, name: str, width: int) -> Any:
        sheet = self.book.add_worksheet(name)
        sheet.set_column(0, 0, width)
        sheet.set_column(1, 12, 16)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        return sheet

    def _block(self, sheet: Any, line: int, by: str, labels: Sequence[str], rows: Sequence[ShownRow]) -> int:
        """Write a head and its rows; returns the line after them."""
        shares = [f"{label} %" for label in labels]
        for place, label in enumerate((by, *labels, "N", *shares)):
            sheet.write(line, place, label, self.head)
        for row in rows:
            line += 1
            sheet.write(line, 0, row.label or _("All"))
            for place, number in enumerate((*row.counts, row.asked, *row.shares), 1):
                sheet.write(line, place, _("not shown") if number is None else number)
        return line + 1


def _labelled(figure: Figure) -> tuple[tuple[str, ...], list[ShownRow]]:
    """What stands in the table of a figure: the labels of its answers and its rows, the total last."""
    if figure.table is None:
        return figure.labels, [figure.total]
    return figure.labels_by_row, [*figure.table.rows, figure.table.total]


def _figure(figure: Figure) -> dict[str, Any]:
    labels, rows = _labelled(figure)
    return {
        "label": figure.label,
        "head": [*labels, "N", *([f"{figure.headline} %"] if figure.headline else [])],
        "rows": [_row(figure, row) for row in rows],
        "series": [[row.label, _percent(row.share)] for row in figure.series.rows if row]
        if figure.series
        else [],
        "headline": figure.headline,
        "change": "" if figure.change is None else signed(figure.change),
        "versions": versions_sentence(figure),
        "break": break_sentence(figure) if figure.breaks else "",
    }


def _row(figure: Figure, row: ShownRow) -> list[str]:
    numbers = [_number(number) for number in (*row.counts, row.asked)]
    return [row.label or _("All"), *numbers, *([_percent(row.share)] if figure.headline else [])]


def _number(number: int | None) -> str:
    return _("not shown") if number is None else number_format(number, force_grouping=True)


def _percent(share: int | None) -> str:
    return _("not shown") if share is None else percent(share)
