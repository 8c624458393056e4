"""Questions in many languages over the demo's directory, as the public search answers them."""

from __future__ import annotations

import csv
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean, median
from typing import TYPE_CHECKING, Any

import django
from django.core.management.base import CommandError

from .measuring import Work, measured, resident_mb
from .reports import Report, Wish

if TYPE_CHECKING:
    from ankommen.engines.search import Index

FIRST = 5
_SOURCE = "demo"
_WAYS = ("the public search", "without thesaurus", "German texts only")


@dataclass(frozen=True)
class _Question:
    text: str
    language: str
    expected: frozenset[str]  # any of these offers, by their keys at the source


def measure_asking(wish: Wish) -> Report:
    """Finding offers of the demo's directory from other languages. Needs its database (`ankommen demo`)."""
    if wish.data is None or not wish.data.is_file():
        raise CommandError("Name the table of questions (question, language, expected): --data FILE.")
    report = Report()
    for way in _WAYS:
        run = measured(_answering, way, str(wish.data), repeats=1)
        report.rows.append({"way": way} | run.result)
    report.note(f"Recall: share of questions of whose expected offers one is among the first {FIRST}.")
    report.note("MRR: mean of 1 / place of the first expected offer, 0 behind the 50th.")
    report.note("German texts only: as if nothing were translated; all is found through the thesaurus.")
    return report


@contextmanager
def _answering(way: str, file: str) -> Iterator[Work]:
    django.setup()  # in a process of its own
    from ankommen.offers.queries import record_ids

    names = {id: key for (kind, key), id in record_ids(_SOURCE).items() if kind == "offer"}
    if not names:
        raise CommandError("There is no demo directory in this database.")
    before = resident_mb()
    index = _index(way)
    grown = resident_mb() - before
    asked = list(_read(Path(file)))

    def work() -> dict[str, Any]:
        answers, spent = [], []
        for question in asked:
            started = time.perf_counter()
            hits = index.search(question.text, question.language, 50).hits
            spent.append(1000 * (time.perf_counter() - started))
            answers.append(_place([names.get(hit.key, "") for hit in hits], question.expected))
        return {
            "offers": len(index),
            "questions": len(asked),
            "found": sum(0 < place <= FIRST for place in answers),
            "recall": mean(0 < place <= FIRST for place in answers),
            "MRR": mean(1 / place if place else 0 for place in answers),
            "p50 ms": median(spent),
            "slowest ms": max(spent),
            "index MB": grown,
        }

    yield work


def _index(way: str) -> Index:
    from ankommen.offers.queries import public_directory
    from ankommen.portal.queries import built_index
    from ankommen.topics.queries import thesaurus

    offers = list(public_directory().offers.values())
    if way == "German texts only":
        offers = [replace(offer, texts={}) for offer in offers]
    return built_index(offers, {} if way == "without thesaurus" else thesaurus())


def _read(file: Path) -> Iterator[_Question]:
    with file.open(encoding="utf-8-sig", newline="") as rows:
        for row in csv.DictReader(rows):
            yield _Question(row["question"], row["language"], frozenset(row["expected"].split(";")))


def _place(found: list[str], expected: frozenset[str]) -> int:
    """The place of the first expected one, from 1 on; 0 if it is not there."""
    return next((place for place, key in enumerate(found, start=1) if key in expected), 0)
