"""Rules in words, and that no rule of any form can break the page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override

from ankommen.engines.formlogic import ExpressionError, Tree, parse, resolve
from ankommen.questionnaires.preview import Preview
from ankommen.questionnaires.wording import RuleReader

from .factories import upload

DOCUMENT = upload().reading.document
assert DOCUMENT is not None
VECTORS = Path(__file__).parent.parent / "data" / "formlogic" / "vectors.json"


@pytest.mark.parametrize(
    ("expr", "words"),
    [
        (["=", ["value", "flat"], ["string", "yes"]], "“Brauchen Sie Hilfe?” is “Ja”"),
        (["!=", ["value", "flat"], ["string", "no"]], "“Brauchen Sie Hilfe?” is not “Nein”"),
        (["=", ["value", "flat"], ["string", "other"]], "“Brauchen Sie Hilfe?” is “other”"),
        (["=", ["value", "people"], ["string", ""]], "“Wie viele sind Sie?” is not answered"),
        (["!=", ["value", "people"], ["string", ""]], "“Wie viele sind Sie?” is answered"),
        ([">=", ["value", "people"], ["number", 2]], "“Wie viele sind Sie?” ≥ 2"),
        (["selected", ["value", "flat"], ["string", "yes"]], "“Brauchen Sie Hilfe?” includes “Ja”"),
        (
            [
                "and",
                ["boolean", True],
                ["or", ["<", ["value", "people"], ["number", 1.5]], ["boolean", False]],
            ],
            "true and (“Wie viele sind Sie?” < 1.5 or false)",
        ),
        (["not", ["=", ["value", "nobody"], ["number", 1]]], "not (“nobody” is 1)"),
        (
            [">", ["count-selected", ["value", "flat"]], ["number", 1]],
            "number of answers to “Brauchen Sie Hilfe?” > 1",
        ),
        (["+", ["as-number", ["value", "people"]], ["number", 1]], "“Wie viele sind Sie?” + 1"),
        (["=", ["cell", "area"], ["string", "x"]], "column “area” of the choice is “x”"),
        (["format-date", ["today"], ["string", "%Y"]], "format-date(today(), “%Y”)"),
    ],
)
def test_rules_are_read_aloud(expr: list[Any], words: str) -> None:
    with override("en"):
        assert unmarked(RuleReader(DOCUMENT).words(expr)) == words


def unmarked(words: str) -> str:
    """Without the marks that keep the direction of each text to itself, of which there is one pair a text."""
    assert words.count("\u2068") == words.count("\u2069")
    return words.replace("\u2068", "").replace("\u2069", "")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", "„\u2068Brauchen Sie Hilfe?\u2069“ ist „\u2068Ja\u2069“"),
        ("en", "“\u2068Brauchen Sie Hilfe?\u2069” is “\u2068Ja\u2069”"),
        ("uk", "«\u2068Brauchen Sie Hilfe?\u2069»"),
    ],
)
def test_texts_stand_in_the_quotation_marks_of_the_reader(language: str, words: str) -> None:
    with override(language):
        read = RuleReader(DOCUMENT).words(["=", ["value", "flat"], ["string", "yes"]])
    assert read.startswith(words)


def test_no_text_turns_the_sentence_around_it() -> None:
    turning = {**DOCUMENT, "texts": {"item/flat/label": "\u202eeins\u2069\n zwei"}}
    with override("en"):
        words = RuleReader(turning).words(["=", ["value", "flat"], ["string", ""]])
    assert words == "“\u2068eins zwei\u2069” is not answered"


@pytest.mark.parametrize(
    ("number", "words"), [(1990, "1990"), (12345678, "12345678"), (1.5, "1,5"), (0.25, "0,25")]
)
def test_numbers_are_written_out_as_the_reader_writes_them(number: float, words: str) -> None:
    with override("de"):
        assert RuleReader(DOCUMENT).words(["number", number]) == words


def test_the_preview_says_each_rule_of_a_question() -> None:
    with override("en"):
        questions = {
            each.key: each for each in Preview(DOCUMENT, DOCUMENT["texts"], {}, topics={}).questions()
        }
    assert questions["flat"].rules == ["Must be answered or declined."]
    assert [unmarked(rule) for rule in questions["people"].rules] == [
        "Shown only if “Brauchen Sie Hilfe?” is “Ja”."
    ]
    assert questions["home"].is_section
    assert (questions["home"].level, questions["flat"].level) == (2, 3)
    assert [pair.first for pair in questions["flat"].options] == ["Ja", "Nein"]


def test_every_expression_of_the_shared_vectors_has_words() -> None:
    vectors = json.loads(VECTORS.read_text(encoding="utf-8"))
    trees = {name: Tree(form["items"], form.get("choices", {})) for name, form in vectors["forms"].items()}
    number = 0
    for vector in vectors["expressions"]:
        try:
            expr = resolve(
                parse(vector["expression"]), trees[vector.get("form", "flat")], at=vector.get("at")
            )
        except (ExpressionError, KeyError):
            continue  # a vector of a refusal
        assert RuleReader(DOCUMENT).words(expr), vector["expression"]
        number += 1
    assert number > 400
