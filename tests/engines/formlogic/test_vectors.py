"""The vectors that both evaluators run through; the browser's side is tests/browser/test_formlogic_vectors.py."""

from dataclasses import asdict
from datetime import date

import pytest

from ankommen.engines.formlogic import FUNCTIONS, fill

from .documents import Json, cases, read_data, seen

VECTORS = read_data("vectors.json")


@pytest.mark.parametrize("case", cases(VECTORS), ids=lambda case: case["name"][:60])
def test_vector(case: Json) -> None:
    assert seen(case, worked_out(case)) == case["expect"]


def worked_out(case: Json) -> Json:
    filled = fill(case["document"], case["answers"], on=date.fromisoformat(case["on"]))
    problems = [{**asdict(problem), "row": list(problem.row)} for problem in filled.problems]
    return {
        "answers": filled.answers,
        "relevant": list(filled.relevant),
        "problems": problems,
        "needs": list(filled.needs),
    }


def test_every_function_has_a_vector() -> None:
    expressions = " ".join(case["expression"] for case in VECTORS["expressions"])
    rules = str(VECTORS["fills"])
    assert [name for name in FUNCTIONS if f"{name}(" not in expressions + rules] == []


def test_there_are_hundreds_of_vectors() -> None:
    assert len(VECTORS["expressions"]) + len(VECTORS["fills"]) >= 700
