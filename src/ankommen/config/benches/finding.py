"""Finding the page that answers a question, beside SQLite's full-text search; and growth.

The questions are those of OMoS-QA (digitalfabrik/integreat-qa-dataset, CC BY 4.0), which do not come with
this program. Constants of the search were tuned on one half of them, drawn by the number of the question.
"""

from __future__ import annotations

import json
import random
import re
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, quantiles
from typing import Any

from django.core.management.base import CommandError

from .invented_offers import LANGUAGES, WEIGHTS, offers, questions, thesaurus
from .measuring import Work, measured, resident_mb
from .reports import Report, Wish

FIRST = 5
_FILE = "qa-train-{}.jsonl"
_SPOKEN = ("de", "en")
_ASKED = 200  # questions, while it grows
_WORD = re.compile(r"\w{3,}")

Search = Callable[[str], Sequence[str]]


@dataclass(frozen=True)
class _Question:
    number: int
    text: str
    answer: str  # the key of the page that answers it


def measure_search(wish: Wish) -> Report:
    """Finding the page that answers a question, beside SQLite FTS5; growth. Sizes: documents, 8 languages."""
    folder = _folder(wish.data)
    report = Report()
    for language in _SPOKEN:
        for way in _WAYS:
            run = measured(_answering, way, str(folder / _FILE.format(language)), language, repeats=1)
            report.rows.append({"what": f"questions, {language}", "way": way} | run.result)
    for size in wish.sizes:
        run = measured(_growing, size, repeats=1)
        report.rows.append({"what": "growth", "way": "ours"} | run.result)
    report.note(f"Recall: share of answered questions whose own page is among the first {FIRST}.")
    report.note("Tuned on: the half of the questions, drawn by number, that constants were chosen with.")
    report.note("FTS5: words of 3 letters and more, quoted and joined by OR, ordered by bm25().")
    report.note(
        f"Growth: invented offers in {len(LANGUAGES)} languages; questions of 2 to 9 words in one of them, "
        "with a term of one of 12 topics, every fourth misspelt."
    )
    report.note("Index: what the process grew by. Put: one document changed, in all languages.")
    return report


def _folder(data: Path | None) -> Path:
    if data is None:
        raise CommandError(
            "The questions to measure with do not come with this program. Name the folder that holds "
            f"{' and '.join(map(_FILE.format, _SPOKEN))} (digitalfabrik/integreat-qa-dataset): --data FOLDER."
        )
    if missing := [name for name in map(_FILE.format, _SPOKEN) if not (data / name).is_file()]:
        raise CommandError(f"{data} does not hold {' and '.join(missing)}.")
    return data


@contextmanager
def _answering(way: str, file: str, language: str) -> Iterator[Work]:
    pages, asked = _read(Path(file))
    begun = _Begun()
    search = _WAYS[way](pages, language)
    built = begun.cost()

    def work() -> dict[str, Any]:
        found, times = _timed(search, [question.text for question in asked])
        right = [question.answer in keys for question, keys in zip(asked, found, strict=True)]
        tuned = [is_tuned_on(question.number) for question in asked]
        return {
            "documents": len(pages),
            "recall": mean(right),
            "tuned on": mean(ok for ok, half in zip(right, tuned, strict=True) if half),
            "kept back": mean(ok for ok, half in zip(right, tuned, strict=True) if not half),
            **built,
            **times,
            "put ms": None,
        }

    yield work


def is_tuned_on(question: int) -> bool:
    """Whether a question, by its number, belongs to the half that constants were chosen with."""
    return random.Random(f"search:{question}").random() < 0.5  # noqa: S311 - the same half each time


def _read(file: Path) -> tuple[dict[str, str], list[_Question]]:
    """The distinct pages by key, and the questions that one of them answers."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    keys = {page: str(place) for place, page in enumerate(dict.fromkeys(row["context"] for row in rows))}
    answered = [_Question(row["id"], row["question"], keys[row["context"]]) for row in rows if row["answers"]]
    return {key: page for page, key in keys.items()}, answered


def _ours(pages: dict[str, str], language: str) -> Search:
    from ankommen.engines.search import Document, Index, Thesaurus

    documents = (Document(key, {language: {"body": page}}) for key, page in pages.items())
    index = Index(documents, Thesaurus({}), {"body": 1})
    return lambda text: [hit.key for hit in index.search(text, language, FIRST).hits]


def _fts5(tokenizer: str) -> Callable[[dict[str, str], str], Search]:
    def made(pages: dict[str, str], _: str) -> Search:
        database = sqlite3.connect(":memory:")
        database.execute(_TABLES[tokenizer])
        database.executemany("INSERT INTO pages (key, body) VALUES (?, ?)", pages.items())

        def search(text: str) -> list[str]:
            any_word = " OR ".join(f'"{word}"' for word in _WORD.findall(text))
            if not any_word:
                return []
            return [key for (key,) in database.execute(_BEST, (any_word, FIRST))]

        return search

    return made


_TABLES = {
    "trigram": "CREATE VIRTUAL TABLE pages USING fts5 (key UNINDEXED, body, tokenize='trigram')",
    "unicode61": "CREATE VIRTUAL TABLE pages USING fts5 (key UNINDEXED, body, tokenize='unicode61')",
}
_BEST = "SELECT key FROM pages WHERE pages MATCH ? ORDER BY bm25(pages) LIMIT ?"
_WAYS: dict[str, Callable[[dict[str, str], str], Search]] = {
    "ours": _ours,
    "FTS5 trigram": _fts5("trigram"),
    "FTS5 unicode61": _fts5("unicode61"),
}


@contextmanager
def _growing(size: int) -> Iterator[Work]:
    from ankommen.engines.search import Index

    documents = offers(size)
    asked = questions(documents, _ASKED)
    begun = _Begun()
    index = Index(documents, thesaurus(), WEIGHTS)
    built = begun.cost()

    def work() -> dict[str, Any]:
        _, times = _timed(lambda asked: index.search(*asked), asked)
        started = time.perf_counter()
        index.put(documents[size // 2])
        put = time.perf_counter() - started
        return {
            "documents": size,
            "recall": None,
            "tuned on": None,
            "kept back": None,
            **built,
            **times,
            "put ms": 1000 * put,
        }

    yield work


def _timed(search: Callable[[Any], Any], asked: Sequence[Any]) -> tuple[list[Any], dict[str, float]]:
    """What was found, and how long it took: on the clock, as a person waits, and of the processor alone."""
    found, clock, cpu = [], [], []
    for question in asked:
        started, started_cpu = time.perf_counter(), time.process_time()
        found.append(search(question))
        clock.append(1000 * (time.perf_counter() - started))
        cpu.append(1000 * (time.process_time() - started_cpu))
    of_clock, of_cpu = (quantiles(spent, n=100, method="inclusive") for spent in (clock, cpu))
    return found, {
        "p50 ms": of_clock[49],
        "p95 ms": of_clock[94],
        "CPU p50 ms": of_cpu[49],
        "CPU p95 ms": of_cpu[94],
    }


class _Begun:
    """The clock, the processor and the memory before something is built."""

    def __init__(self) -> None:
        self.clock, self.cpu, self.mb = time.perf_counter(), time.process_time(), resident_mb()

    def cost(self) -> dict[str, float]:
        """What was spent since."""
        return {
            "build s": time.perf_counter() - self.clock,
            "CPU build s": time.process_time() - self.cpu,
            "index MB": resident_mb() - self.mb,
        }
