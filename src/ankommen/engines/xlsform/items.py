"""Compiled items: what the document says of each, rules resolved against the whole form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ankommen.engines.formlogic import Tree

from .choices import ChoiceList, with_all_columns
from .codes import Code
from .headings import TableRow
from .problems import Problem
from .rules import Rule, compile_rule, constant
from .survey import Draft
from .values import Value, is_rule, read_default, read_parameters, read_range

Item = dict[str, Any]

MAX_RULES = 1_000_000  # characters of all rules of a form; the longest public forms have 200,000

RULES = {  # column: place in the compiled item
    "relevant": "relevant",
    "constraint": "constraint",
    "required": "required",
    "calculation": "calculation",
    "choice_filter": "filter",
    "repeat_count": "count",
}
ONLY_FOR = {"choice_filter": ("select_one", "select_multiple", "rank"), "repeat_count": ("repeat",)}
KEPT_PARAMETERS = {
    "select_one": ("randomize", "seed"),
    "select_multiple": ("randomize", "seed"),
    "rank": ("randomize", "seed"),
    "text": ("rows",),
}


class ItemCompiler:
    """Makes the items of a document out of drafts.

    First the bare tree, then, item by item, what their cells say.
    """

    def __init__(self, root: Draft, lists: Mapping[str, ChoiceList]) -> None:
        self.problems: list[Problem] = []
        self._lists = lists
        self._characters_left = MAX_RULES
        self._by_key: dict[str, Item] = {}
        self.items: list[Item] = [self._bare(draft) for draft in root.items]
        self.tree = Tree(self.items, {name: with_all_columns(found) for name, found in lists.items()})
        for draft in root.walk():
            if draft.row:
                self._fill(self._by_key[draft.key], draft, draft.row)

    def _bare(self, draft: Draft) -> Item:
        item: Item = {"key": draft.key, "kind": draft.kind}
        if draft.type and draft.type.choice_list:
            item["list"] = draft.type.choice_list
        if draft.type and draft.type.meta:
            item["meta"] = draft.type.meta
        if draft.kind in ("group", "repeat"):
            item["items"] = [self._bare(child) for child in draft.items]
        self._by_key[draft.key] = item
        return item

    def _fill(self, item: Item, draft: Draft, row: TableRow) -> None:
        for rule in _rules(draft, row):
            self._add_rule(item, rule)
        if topic := row.text("topic"):
            item["topic"] = topic
        if appearance := row.text("appearance"):
            item["appearance"] = appearance.split()
        self._add_read_only(item, row)
        self._add_default(item, draft, row)
        self._add_parameters(item, draft, row)

    def _add_rule(self, item: Item, rule: Rule) -> None:
        if not self._has_room_for(rule):
            return
        choice_list = item.get("list") if rule.name == "choice_filter" else None
        if choice_list is not None and choice_list not in self._lists:
            return  # said already
        compiled = compile_rule(rule, self.tree, at=item["key"], choice_list=choice_list)
        if isinstance(compiled, Problem):
            self.problems.append(compiled)
        elif compiled != ["boolean", rule.name != "required"] or rule.name in ("constraint", "calculation"):
            item[rule.into] = compiled

    def _has_room_for(self, rule: Rule) -> bool:
        """Whether the form's rules stay within their limit; the rule that leaves it is named once."""
        had_room = self._characters_left >= 0
        self._characters_left -= len(rule.source)
        if had_room and self._characters_left < 0:
            self.problems.append(rule.row.problem(Code.RULES_TOO_LONG, rule.name, limit=MAX_RULES))
        return self._characters_left >= 0

    def _add_read_only(self, item: Item, row: TableRow) -> None:
        text = row.text("read_only")
        word = constant(text)
        if word:
            item["read_only"] = True
        elif word is None and text:
            self.problems.append(row.problem(Code.READ_ONLY_RULE, "read_only", text))

    def _add_default(self, item: Item, draft: Draft, row: TableRow) -> None:
        text = row.text("default")
        if not text or draft.kind in ("note", "group", "repeat", "calculate"):
            return
        if is_rule(text, draft.kind):
            rule = Rule(row, "default", "default", text)
            if not self._has_room_for(rule):
                return
            compiled = compile_rule(rule, self.tree, at=item["key"])
            if isinstance(compiled, Problem):
                self.problems.append(compiled)
            else:
                item["default"] = {"expr": compiled}
            return
        found = self._lists.get(item.get("list", ""))
        value = read_default(text, draft.kind, list(found.rows) if found else ())
        if value is None:
            self.problems.append(row.problem(Code.DEFAULT_BAD, "default", text))
        else:
            item["default"] = {"value": value}

    def _add_parameters(self, item: Item, draft: Draft, row: TableRow) -> None:
        text = row.text("parameters")
        given = read_parameters(text)
        if given is None:
            self.problems.append(row.problem(Code.PARAMETERS_BAD, "parameters", text))
            return
        parameters: dict[str, Value] | None = _kept(given, KEPT_PARAMETERS.get(draft.kind, ()))
        if draft.kind == "range":
            parameters = read_range(given)
            if parameters is None:
                self.problems.append(row.problem(Code.RANGE_BAD, "parameters", text))
        if parameters:
            item["parameters"] = parameters
        for name in given:
            if name not in (parameters or ("start", "end", "step")):
                self.problems.append(
                    row.problem(Code.PARAMETER_IGNORED, "parameters", f"{name}={given[name]}")
                )


def _rules(draft: Draft, row: TableRow) -> Iterator[Rule]:
    for name, into in RULES.items():
        source = row.text(name)
        if source and draft.kind in ONLY_FOR.get(name, (draft.kind,)):
            yield Rule(row, name, into, source)


def _kept(given: Mapping[str, str], names: tuple[str, ...]) -> dict[str, Value]:
    """The parameters that mean something: randomize as true, a seed and a number of rows as numbers."""
    kept: dict[str, Value] = {}
    for name in names:
        text = given.get(name, "")
        if name == "randomize" and text.lower() == "true":
            kept[name] = True
        elif name != "randomize" and text.isascii() and text.isdigit():
            kept[name] = int(text)
    return kept
