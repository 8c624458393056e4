"""Filling in interviews, beside lxml evaluating the same expressions as XPath.

Each evaluator is imported in its own process only, so that neither's memory holds the other.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from importlib.util import find_spec
from typing import Any

from .invented import answers, questionnaire
from .measuring import Measured, Work, measured
from .reports import Report, Wish

PEOPLE = (10, 50, 200)  # rows of a repeat; 200 is the most a form may have
DAY = date(2026, 3, 2)
_HOUSEHOLD_QUESTIONS = 20


def measure_rules(wish: Wish) -> Report:
    """Filling in interviews, beside lxml with the same expressions. Sizes: questions."""
    report = Report()
    entries = json.loads((wish.city / "demo_answers.json").read_text(encoding="utf-8"))
    interviews = [entry["answers"] for entry in entries]
    citys = measured(_ours, wish.questionnaire.read_bytes(), interviews, repeats=wish.repeats)
    _row(report, "the city's", "ours", citys)
    for size in wish.sizes:
        _compare(report, f"invented, {size} questions", size, 0, wish.repeats)
    for people in PEOPLE:
        _compare(report, f"invented, repeat of {people} rows", _HOUSEHOLD_QUESTIONS, people, wish.repeats)
    report.note("lxml works out what applies, calculations and limits; ours also types, choices, needs.")
    report.note("lxml has no if() or selected(): the city's questionnaire stands without a peer.")
    if not _has_lxml():
        report.note("lxml is not installed: no peer.")
    return report


def _compare(report: Report, name: str, questions: int, people: int, repeats: int) -> None:
    workbook, interviews = questionnaire(questions, household=people > 0), _interviews(questions, people)
    ours = measured(_ours, workbook, interviews, repeats=repeats)
    _row(report, name, "ours", ours)
    if _has_lxml():
        from ankommen.engines.xlsform import to_xform

        peer = measured(_lxml, to_xform(workbook, "bench.xlsx"), interviews, repeats=repeats)
        _row(report, name, "lxml", peer)
        same = ours.result["calculated"] == peer.result["calculated"]
        count = sum(len(values) for filled in ours.result["calculated"] for values in filled.values())
        verdict = "the same" if same else "NOT THE SAME"
        report.note(f"{name}: {count} calculated values, {verdict} in both.")


def _row(report: Report, name: str, who: str, run: Measured) -> None:
    number = run.result["interviews"]
    report.rows.append(
        {
            "questionnaire": name,
            "evaluator": who,
            "interviews a second": number / run.seconds,
            "ms an interview": 1000 * run.seconds / number,
            "CPU ms": 1000 * run.cpu_seconds / number,
            "peak MB": run.peak_mb,
            "problems": run.result["problems"],
        }
    )


def _has_lxml() -> bool:
    return find_spec("lxml") is not None


def _interviews(questions: int, people: int) -> list[dict[str, Any]]:
    """Fewer of longer ones, so that each size takes about as long."""
    number = max(2, 4000 // (questions + 3 * people))
    return [answers(questions, people=people, seed=seed) for seed in range(number)]


@contextmanager
def _ours(workbook: bytes, interviews: list[dict[str, Any]]) -> Iterator[Work]:
    from ankommen.engines.formlogic import Form, fill
    from ankommen.engines.xlsform import read_form

    reading = read_form(workbook, "bench.xlsx")
    if reading.document is None:
        raise ValueError(f"The questionnaire does not compile: {reading.problems}")
    form = Form(reading.document)
    names = {place.key for place in form.tree if "calculation" in place.item}

    def work() -> dict[str, Any]:
        filled = [fill(form, given, on=DAY) for given in interviews]
        return {
            "interviews": len(filled),
            "problems": sum(len(one.problems) for one in filled),
            "calculated": [_calculated(one.answers, names) for one in filled],
        }

    yield work


def _calculated(answers: Mapping[str, Any], names: set[str]) -> dict[str, list[float]]:
    """The numbers that were calculated, by name, one a row of a repeat."""
    found: dict[str, list[float]] = {}
    for key, value in answers.items():
        for row in value if isinstance(value, list) else ():
            if isinstance(row, dict):
                for inner, numbers in _calculated(row, names).items():
                    found.setdefault(inner, []).extend(numbers)
        if key in names:
            with suppress(TypeError, ValueError):
                found.setdefault(key, []).append(float(value))
    return found


@contextmanager
def _lxml(xform: str, interviews: list[dict[str, Any]]) -> Iterator[Work]:
    from .xpath_peer import XPathForm

    form = XPathForm(xform)

    def work() -> dict[str, Any]:
        filled = [form.fill(given) for given in interviews]
        return {
            "interviews": len(filled),
            "problems": sum(broken for _, broken in filled),
            "calculated": [calculated for calculated, _ in filled],
        }

    yield work
