"""Compiled documents from items with rules in plain text, as a test writes them."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ankommen.engines.formlogic import Tree, parse, resolve

DATA = Path(__file__).parents[2] / "data" / "formlogic"
RULES = ("relevant", "constraint", "required", "calculation", "count", "filter")

Json = dict[str, Any]


def read_data(name: str) -> Any:
    """A file of tests/data/formlogic."""
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def compiled(form: Mapping[str, Any]) -> Json:
    """The document of {items, choices, texts, needs} whose rules are plain text."""
    tree = Tree(form["items"], form.get("choices", {}))
    return {
        "items": _items(form["items"], tree),
        "choices": form.get("choices", {}),
        "texts": form.get("texts", {}),
        "needs": [{**need, "when": resolve(parse(need["when"]), tree)} for need in form.get("needs", [])],
    }


def _items(items: Iterable[Json], tree: Tree) -> list[Json]:
    return [_item(item, tree) for item in items]


def _item(item: Json, tree: Tree) -> Json:
    rules = {rule: item[rule] for rule in RULES if rule in item}
    for rule, source in rules.items():
        choice_list = item["list"] if rule == "filter" else None
        rules[rule] = resolve(parse(source), tree, at=item["key"], choice_list=choice_list)
    inner = {"items": _items(item["items"], tree)} if "items" in item else {}
    return {**item, **rules, **inner}


def with_result(form: Json, expression: str, at: str | None) -> Json:
    """`form` with one more item, the calculation "result", at its end or at the end of the repeat `at`."""
    result = {"key": "result", "kind": "calculate", "calculation": expression}
    return {**form, "items": _added(form["items"], result, at)}


def _added(items: list[Json], result: Json, at: str | None) -> list[Json]:
    if at is None:
        return [*items, result]
    return [
        {**item, "items": _added(item["items"], result, None if item["key"] == at else at)}
        if item["kind"] == "repeat"
        else item
        for item in items
    ]


def cases(vectors: Json) -> list[Json]:
    """Every vector as {name, document, answers, on, expect}, those of expressions as forms with a result."""
    forms = vectors["forms"]
    expressions = [
        {
            **case,
            "name": f"{case['name']}: {case['expression']}",
            "form": with_result(forms[case.get("form", "flat")], case["expression"], case.get("at")),
            "expect": {"result": case["expect"]},
        }
        for case in vectors["expressions"]
    ]
    fills = [{**case, "form": case["document"]} for case in vectors["fills"]]
    return [
        {
            "name": case["name"],
            "document": compiled(case["form"]),
            "answers": case.get("answers", {}),
            "on": case.get("on", "2026-03-01"),
            "expect": case["expect"],
        }
        for case in expressions + fills
    ]


def seen(case: Json, worked_out: Json) -> Json:
    """What a vector asks for of an interview {answers, relevant, problems, needs} worked out."""
    if "result" in case["expect"]:
        answers, many = worked_out["answers"], isinstance(case["expect"]["result"], list)
        return {"result": _results(case["document"]["items"], answers) if many else answers.get("result")}
    return {part: worked_out[part] for part in case["expect"]}


def _results(items: list[Json], answers: Json) -> list[Any]:
    """The results in all rows, in order; None in a row without one."""
    found: list[Any] = []
    for item in items:
        if item["key"] == "result":
            found.append(answers.get("result"))
        if item["kind"] == "repeat" and "result" in json.dumps(item):
            for row in answers.get(item["key"], []):
                found += _results(item["items"], row)
    return found
