"""Reading and compiling workbooks, beside pyxform.

Each reader is imported in its own process only, so that neither's memory holds the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from .invented import questionnaire
from .measuring import Measured, Work, measured
from .reports import Report, Wish

_BIND = re.compile(r'<bind [^>]*?nodeset="[^"]*/([^"/]+)"')


def measure_workbook(wish: Wish) -> Report:
    """Reading and compiling a workbook, beside pyxform's conversion. Sizes: rows of questions."""
    report = Report()
    shown = wish.file or wish.questionnaire
    _compare(report, shown.name, shown.read_bytes(), shown.suffix, wish.repeats)
    for size in wish.sizes:
        _compare(report, f"invented, {size} rows", questionnaire(size), ".xlsx", wish.repeats)
    report.note(
        "ours: file to compiled document, texts and problems. pyxform: file to XForm XML, no validator."
    )
    return report


def _compare(report: Report, name: str, data: bytes, suffix: str, repeats: int) -> None:
    ours = measured(_ours, data, f"bench{suffix}", repeats=repeats)
    peer = measured(_pyxform, data, suffix, repeats=repeats)
    for who, run in (("ours", ours), ("pyxform", peer)):
        report.rows.append(
            {
                "workbook": name,
                "reader": who,
                "questions": len(run.result["names"]),
                "seconds": run.seconds,
                "CPU seconds": run.cpu_seconds,
                "peak MB": run.peak_mb,
                "refused": run.result["refused"],
            }
        )
    _note_difference(report, name, ours, peer)


def _note_difference(report: Report, name: str, ours: Measured, peer: Measured) -> None:
    if ours.result["refused"] or peer.result["refused"]:
        report.note(f"{name}: a reader refused it, so the two did not do the same work.")
    elif missing := set(ours.result["names"]) - set(peer.result["names"]):
        report.note(f"{name}: pyxform's XForm lacks {len(missing)} of our questions.")


@contextmanager
def _ours(data: bytes, filename: str) -> Iterator[Work]:
    from ankommen.engines.xlsform import read_form

    def work() -> dict[str, Any]:
        reading = read_form(data, filename)
        refused = "" if reading.ok else f"{len(reading.problems)} problems"
        items = reading.document["items"] if reading.document else []
        return {"names": sorted(_names(items)), "refused": refused}

    yield work


def _names(items: list[dict[str, Any]]) -> Iterator[str]:
    for item in items:
        if "items" in item:
            yield from _names(item["items"])
        else:
            yield item["key"]


@contextmanager
def _pyxform(data: bytes, suffix: str) -> Iterator[Work]:
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    def work() -> dict[str, Any]:
        try:
            xform = convert(xlsform=data, validate=False, file_type=suffix).xform
        except PyXFormError as error:
            return {"names": [], "refused": str(error)}
        return {"names": _BIND.findall(xform), "refused": ""}

    yield work
