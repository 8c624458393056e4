# mypy: disable-error-code="import-untyped, import-not-found"
"""Sheets of needs a second as PDF, beside WeasyPrint setting the same words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from importlib.util import find_spec
from pathlib import Path

from .invented import answers, questionnaire, spoken
from .measuring import Measured, Work, measured
from .reports import Report, Wish
from .trial import trial

QUESTIONS = 4
SHEETS = 10  # a repeat
_PAGE = re.compile(rb"/Type\s*/Page\b")


def measure_sheet(wish: Wish) -> Report:
    """Setting needs sheets in German and Arabic as PDF/UA, beside WeasyPrint. Sizes: needs on a sheet."""
    report = Report()
    for size in wish.sizes:
        _row(report, "ours", size, measured(_ours, size, wish.city, repeats=wish.repeats))
        if _has_weasyprint():
            _row(report, "WeasyPrint", size, measured(_weasyprint, size, repeats=wish.repeats))
    report.note("ours: the whole request, from the receipt code to the PDF (unsealing, rules, Typst).")
    if _has_weasyprint():
        report.note(
            "WeasyPrint: the same needs in both languages from HTML, without a database or a request."
        )
    else:
        report.note("WeasyPrint is not installed: no peer.")
    return report


def _row(report: Report, who: str, needs: int, run: Measured) -> None:
    report.rows.append(
        {
            "needs": needs,
            "typesetter": who,
            "sheets a second": SHEETS / run.seconds,
            "ms a sheet": 1000 * run.seconds / SHEETS,
            "CPU ms": 1000 * run.cpu_seconds / SHEETS,
            "pages": run.result["pages"],
            "kB": run.result["bytes"] / 1000,
            "peak MB": run.peak_mb,
        }
    )


def _has_weasyprint() -> bool:
    return find_spec("weasyprint") is not None


@contextmanager
def _ours(needs: int, city: Path) -> Iterator[Work]:
    from django.utils import timezone

    with trial(city, questionnaire(QUESTIONS, needs=needs)) as installation:
        receipt = installation.post_interview(
            {
                "language": "ar",
                "interpreter": "none",
                "on": timezone.localdate().isoformat(),
                "consent": {"text_version": "1", "language": "ar"},
                "answers": answers(QUESTIONS),
            }
        )

        def sheet() -> tuple[bytes, int]:
            answer = installation.browser.post("/interviews/sheet/", {"receipt": receipt}, secure=True)
            return answer.content, len(_PAGE.findall(answer.content))

        yield _setting(sheet)


@contextmanager
def _weasyprint(needs: int) -> Iterator[Work]:
    from weasyprint import HTML

    blocks = "".join(map(_block, range(1, needs + 1)))
    page = (
        f'<html lang="de"><title>Bench</title><h1>Das haben wir gefunden</h1><table>{blocks}</table></html>'
    )

    def sheet() -> tuple[bytes, int]:
        document = HTML(string=page).render(pdf_variant="pdf/ua-1")
        return document.write_pdf(pdf_variant="pdf/ua-1"), len(document.pages)

    yield _setting(sheet)


def _block(n: int) -> str:
    """Topic, need and urgency in two columns, as they stand on our sheet."""
    lines = (("<b>Wohnen</b>", "<b>السكن</b>"), tuple(map(escape, spoken(n))), ("Heute", "اليوم"))
    return "".join(f'<tr><td>{own}<td dir="rtl" lang="ar">{client}</tr>' for own, client in lines)


def _setting(sheet: Callable[[], tuple[bytes, int]]) -> Work:
    def work() -> dict[str, int]:
        for _ in range(SHEETS):
            pdf, pages = sheet()
        if not pdf.startswith(b"%PDF"):
            raise ValueError(pdf[:500].decode(errors="replace"))
        return {"bytes": len(pdf), "pages": pages}

    return work
