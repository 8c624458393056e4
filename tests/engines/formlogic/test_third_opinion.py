"""The recorded results of another engine: it agrees, or the difference is known and has a reason.

The record is made by scripts/record_third_opinion.mjs.
"""

import json

from .documents import Json, read_data

EXPRESSIONS = read_data("vectors.json")["expressions"]
DIFFERENCES: list[Json] = read_data("differences.json")


def key_of(case: Json) -> str:
    parts = (case.get("form", "flat"), case["expression"], case.get("at"), case.get("answers"))
    return json.dumps(parts, sort_keys=True)


def differing() -> set[str]:
    found = {key_of(opinion): opinion["found"] for opinion in read_data("third_opinion.json")["opinions"]}
    return {key_of(case) for case in EXPRESSIONS if found.get(key_of(case), "not recorded") != case["expect"]}


def explained() -> list[str]:
    return [key_of(case) for difference in DIFFERENCES for case in difference["cases"]]


def test_the_record_holds_every_vector_and_no_other() -> None:
    recorded = {key_of(opinion) for opinion in read_data("third_opinion.json")["opinions"]}
    assert recorded == {key_of(case) for case in EXPRESSIONS}


def test_no_difference_is_unexplained() -> None:
    assert differing() - set(explained()) == set()


def test_no_explanation_is_stale_or_given_twice() -> None:
    assert sorted(explained()) == sorted(set(explained()) & differing())


def test_every_difference_has_a_reason() -> None:
    assert all(len(difference["reason"]) > 20 for difference in DIFFERENCES)


def test_most_opinions_agree() -> None:
    assert len(differing()) / len(EXPRESSIONS) < 0.15
