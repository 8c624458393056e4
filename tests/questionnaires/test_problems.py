"""Problems as people read them, in their own language down to the reason."""

from __future__ import annotations

import json

import pytest
from django.utils.translation import override

from ankommen.engines.xlsform import Problem
from ankommen.questionnaires import problems
from ankommen.questionnaires.problems import as_note, from_note, sentence_of

from .factories import replaced, upload


def problem_of(rule: str) -> Problem:
    return upload(**replaced("survey", "${flat} = 'yes'", rule)).problems[0]


def german(words: str) -> str:
    return {
        "The rule cannot be read from character {position} on: {hint}. Correct it.": (
            "Die Regel ist ab Zeichen {position} nicht lesbar: {hint}. Bitte berichtigen."
        ),
        "{sign} is missing": "{sign} fehlt",
    }.get(words, words)


def test_the_reason_in_a_sentence_is_in_the_readers_language(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = problem_of("(${flat} = 'yes'")
    assert problem.message == "The rule cannot be read from character 17 on: ) is missing. Correct it."
    with override("en"):
        assert sentence_of(problem) == problem.message
    monkeypatch.setattr(problems, "gettext", german)
    assert sentence_of(problem) == "Die Regel ist ab Zeichen 17 nicht lesbar: ) fehlt. Bitte berichtigen."


def test_a_stored_problem_keeps_its_reason() -> None:
    problem = problem_of("instance('help')/root/item/size = 1")
    assert from_note(json.loads(json.dumps(as_note(problem)))) == problem
    assert problem.facts["column"] == "size"


def test_problems_stored_before_reasons_had_codes_are_still_read() -> None:
    note = as_note(problem_of("(1"))
    del note["reason"]
    with override("en"):
        assert sentence_of(from_note(note)) == problem_of("(1").message


@pytest.mark.parametrize(
    ("name", "shown"),
    [("\u202eeins zwei", "\u2068eins zwei\u2069"), ("اسم !", "\u2068اسم !\u2069"), ("a b", "a b")],
)
def test_a_cell_does_not_turn_the_sentence_it_is_named_in(name: str, shown: str) -> None:
    problem = upload(**replaced("survey", "| people ", f"| {name} ")).problems[0]
    with override("de"):
        assert sentence_of(problem).startswith(f"„{shown}“ ")
