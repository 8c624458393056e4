"""`ankommen bench search` measures ours and both peers on invented questions, and growth."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from ankommen.config.benches.finding import is_tuned_on
from ankommen.config.benches.invented_offers import LANGUAGES, offers, questions

PAGES = {
    "de": (
        "Hier steht, wie man eine Wohnung mietet.",
        "Hier steht, wer einen Sprachkurs bezahlt.",
        "Ganz anderes.",
    ),
    "en": (
        "This says how to rent a flat.",
        "This says who pays for a language course.",
        "Quite another thing.",
    ),
}
ASKED = {
    "de": ("Wohnungsmiete", "Sprachkurse", "unbeantwortet"),
    "en": ("renting flats", "language courses", "unanswered"),
}


def bench(*arguments: str) -> dict[str, Any]:
    output = StringIO()
    call_command("bench", "search", "--json", "--sizes", "20", *arguments, stdout=output)
    return dict(json.loads(output.getvalue()))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Each page asked for by several questions, so that both halves have some; the last has no answer."""
    for language, pages in PAGES.items():
        rows = [
            {"id": place, "question": ASKED[language][place % 3], "context": pages[place % 3], "answers": [1]}
            | ({"answers": []} if place % 3 == 2 else {})
            for place in range(30)
        ]
        lines = "\n".join(json.dumps(row) for row in rows)
        (tmp_path / f"qa-train-{language}.jsonl").write_text(lines, encoding="utf-8")
    return tmp_path


def test_ours_and_both_peers_are_measured_in_both_languages(data: Path) -> None:
    rows = bench("--data", str(data))["rows"]
    recall = {(row["what"], row["way"]): row["recall"] for row in rows}
    ways = ("ours", "FTS5 trigram", "FTS5 unicode61")
    assert list(recall) == [(f"questions, {of}", way) for of in ("de", "en") for way in ways] + [
        ("growth", "ours")
    ]
    assert recall["questions, de", "ours"] == recall["questions, en", "ours"] == 1
    assert recall["questions, de", "FTS5 unicode61"] == 0  # it does not know forms of words
    assert [row["documents"] for row in rows] == [3] * 6 + [20]
    assert all(row["p95 ms"] >= row["p50 ms"] > 0 for row in rows)


def test_without_the_questions_a_sentence_says_what_to_give(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="--data FOLDER"):
        bench()
    with pytest.raises(CommandError, match=r"does not hold qa-train-de\.jsonl and qa-train-en\.jsonl"):
        bench("--data", str(tmp_path))


def test_the_half_to_tune_on_is_the_same_each_time() -> None:
    assert [number for number in range(20) if is_tuned_on(number)] == [
        1,
        2,
        3,
        7,
        8,
        10,
        11,
        13,
        14,
        16,
        17,
        18,
        19,
    ]
    assert sum(map(is_tuned_on, range(1000))) == 493


def test_invented_offers_are_the_same_each_time() -> None:
    assert offers(3) == offers(3)
    assert offers(3)[:2] == offers(2)
    assert set(offers(1)[0].texts) == set(LANGUAGES)
    asked = questions(offers(3), 8)
    assert asked == questions(offers(3), 8)
    assert all(2 <= len(text.split()) <= 9 and language in LANGUAGES for text, language in asked)
