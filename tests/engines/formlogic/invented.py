"""Made-up expressions and answers, the same ones for the same seed: both evaluators are asked about each."""

from random import Random
from typing import Any

from ankommen.engines.formlogic import FUNCTIONS, ExpressionError

from .documents import Json, compiled, with_result

TEXTS = [
    "",
    "a",
    "ab",
    " 5 ",
    "-3",
    "007",
    "2026-03-01",
    "2024-02-29T06:30",
    "12:30",
    "yes",
    "ar de",
    "😀ö",
    "NaN",
]
NUMBERS = ["0", "1", "2", "-1", "0.5", "2.5", "1000000000", "3.14159", "1000000007", "0.1"]
NAMES = {
    "flat": ["a", "n", "m", "d", "day", "moment", "clock", "one", "many", "town", "gone"],
    "household": ["surname", "limit", "name", "age", "school", "toy", "price", "pet", "owner"],
}
OPERATORS = ["+", "-", "*", "div", "mod", "=", "!=", "<", "<=", ">", ">=", "and", "or"]
FORMER = {"regex", "instance", "current", "indexed-repeat", "jr:choice-name", "position", "last", "once"}
ANSWERS: dict[str, list[Any]] = {
    "text": [*TEXTS, None, 5],
    "integer": [0, 1, -7, 42, 2147483648, 2.5, "3", None],
    "decimal": [0.1, -2.5, 1e-9, 123456.789, 3, None],
    "date": ["2026-03-01", "1990-04-30", "2026-02-30", None],
    "datetime": ["2026-03-01T08:30", "2026-03-01", None],
    "time": ["08:30", "25:00", None],
    "select_one": ["yes", "ulm", "dortmund", "xx", None],
    "select_multiple": [["ar", "de"], ["ku"], [], ["zz"], "ar", None],
}


def invented_cases(forms: Json, count: int, seed: int) -> list[Json]:
    """`count` cases {name, document, answers, on}, each with the calculation of an expression of its own."""
    random, cases = Random(seed), []  # noqa: S311 - nothing secret
    while len(cases) < count:
        name = random.choice(sorted(NAMES))
        at = random.choice([None, "children", "toys"]) if name == "household" else None
        expression = _expression(random, name, random.randint(1, 4))
        try:
            document = compiled(with_result(forms[name], expression, at))
        except ExpressionError:
            continue
        answers = _answers(random, forms[name]["items"])
        cases.append({"name": expression, "document": document, "answers": answers, "on": "2026-03-01"})
    return cases


def _expression(random: Random, form: str, depth: int) -> str:
    kind = random.random()
    if depth == 0 or kind < 0.15:
        return _atom(random, form)
    if kind < 0.55:
        left, right = (_expression(random, form, depth - 1) for _ in range(2))
        return f"({left} {random.choice(OPERATORS)} {right})"
    if kind < 0.62 and form == "household":
        repeat = random.choice(["children", "pets", "toys"])
        condition = _expression(random, form, depth - 1)
        return f"count(${{{repeat}}}[{condition}])"
    function = FUNCTIONS[random.choice(sorted(set(FUNCTIONS) - FORMER))]
    most = min(function.most, function.least + 2)
    number = random.randint(function.least, int(most))
    return f"{function.name}({', '.join(_expression(random, form, depth - 1) for _ in range(number))})"


def _atom(random: Random, form: str) -> str:
    kind = random.random()
    if kind < 0.5:
        return f"${{{random.choice(NAMES[form])}}}"
    return random.choice(NUMBERS) if kind < 0.7 else f"'{random.choice(TEXTS)}'"


def _answers(random: Random, items: list[Json]) -> Json:
    answers: Json = {}
    for item in items:
        if random.random() < 0.25:
            continue
        if item["kind"] == "repeat":
            answers[item["key"]] = [_answers(random, item["items"]) for _ in range(random.randint(0, 3))]
        else:
            answers[item["key"]] = random.choice(ANSWERS[item["kind"]])
    return answers
