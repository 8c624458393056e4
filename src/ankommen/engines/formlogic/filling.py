"""Works out an interview: what applies, what the calculations give, what is wrong, which needs follow."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from .checks import Problem, problems
from .evaluation import Context, Expr, evaluate
from .form import Form
from .interpolation import interpolated
from .kinds import calculated, read, tidied
from .rows import Path, Row, below, indices, instance_name
from .tree import Place
from .values import Value, number, truth

ROW_LIMITS = (200, 50, 10)  # rows of a repeat, of a repeat in it, and of deeper ones


@dataclass(frozen=True)
class Filled:
    """An interview worked out.

    answers: without what does not apply, with the calculations. relevant: the instances that apply, in form
    order, as "children[1]/age". problems: in form order. needs: the most urgent first.
    """

    answers: dict[str, Any]
    relevant: tuple[str, ...]
    problems: tuple[Problem, ...]
    needs: tuple[dict[str, Any], ...]
    _filling: "Filling" = field(repr=False, compare=False)

    def holds(self, rule: Expr) -> bool:
        """Whether a rule of the form as a whole, resolved for its document, is true of this interview."""
        return truth(self._filling.evaluate(rule, (self._filling.root,)))

    def text(self, template: str, *, key: str, rows: tuple[int, ...] = (), texts: Mapping[str, str]) -> str:
        """`template`, a text of the item `key` in a row, with each ${key} replaced by its value.

        texts: the language pack that labels of choices come from.
        """
        return interpolated(self._filling, template, key, rows, texts)


def fill(document: Mapping[str, Any] | Form, answers: object, *, on: date) -> Filled:
    """Work out `answers` to a compiled document on the local day `on`. Takes any JSON and does not raise.

    Pass a Form to fill in several interviews with one document.
    """
    form = document if isinstance(document, Form) else Form(document)
    return Filling(form, answers, on.isoformat()).filled()


class Filling:
    """The state of one interview while it is worked out."""

    def __init__(self, form: Form, answers: object, day: str) -> None:
        self.form = form
        self.day = day
        self.root = Row(0, answers)
        self.is_object = isinstance(answers, dict)
        for block in form.blocks:
            self._work_out(block)

    def context(self, path: Path) -> Context:
        """Where the rules of an item in the last row of `path` are evaluated."""
        return Context(self.form, path, self.day)

    def evaluate(self, expr: Expr, path: Path) -> Value:
        """The value of a rule of an item in the last row of `path`."""
        return evaluate(expr, self.context(path))

    def paths(self, place: Place) -> Iterator[Path]:
        """The rows an item stands in."""
        return below([(self.root,)], place.repeats)

    def _work_out(self, block: list[Place]) -> None:
        if len(block) == 1:
            for path in self.paths(block[0]):
                self._item(block[0], path)
            return
        turns = [(path, turn) for turn, place in enumerate(block) for path in self.paths(place)]
        for path, turn in sorted(turns, key=lambda entry: (indices(entry[0]), entry[1])):
            self._item(block[turn], path)

    def _item(self, place: Place, path: Path) -> None:
        row = path[-1]
        if not self._applies(place, path):
            return
        row.relevant.add(place.key)
        if place.kind == "repeat":
            row.rows[place.key] = self._rows(place, path)
        elif place.is_leaf:
            self._answer(place, path)

    def _applies(self, place: Place, path: Path) -> bool:
        parent = place.parent
        if parent is not None and parent.key:
            around = path[-2] if parent.kind == "repeat" else path[-1]
            if parent.key not in around.relevant:
                return False
        return "relevant" not in place.item or truth(self.evaluate(place.item["relevant"], path))

    def _rows(self, place: Place, path: Path) -> list[Row]:
        given = path[-1].given.get(place.key)
        rows = given if isinstance(given, list) else []
        count = min(self.wanted_rows(place, path), row_limit(place))
        return [Row(index, rows[index] if index < len(rows) else {}) for index in range(count)]

    def wanted_rows(self, place: Place, path: Path) -> int:
        """How many rows there should be: the repeat count, or as many as were given; not limited yet."""
        if "count" in place.item:
            wanted = number(self.evaluate(place.item["count"], path))
            return int(min(wanted, row_limit(place) + 1)) if wanted >= 1 else 0
        given = path[-1].given.get(place.key)
        return len(given) if isinstance(given, list) else 0

    def _answer(self, place: Place, path: Path) -> None:
        row, item = path[-1], place.item
        if "calculation" in item:
            answer = calculated(place.kind, self.evaluate(item["calculation"], path))
            if answer is None:
                return
        elif row.given.get(place.key, "") is None:
            answer = None
        else:
            answer = self.form.usable(place.key, row.given.get(place.key))
            if answer is None:
                return
        answer = tidied(item, answer, self.form.places_of(place))
        row.results[place.key] = answer
        row.values[place.key] = read(answer)

    def instances(self) -> Iterator[tuple[Place, Path]]:
        """Every instance that applies, in form order, containers before what is in them."""
        return self._instances(self.form.tree.root, (self.root,))

    def _instances(self, parent: Place, path: Path) -> Iterator[tuple[Place, Path]]:
        for place in parent.children.values():
            if place.key not in path[-1].relevant:
                continue
            yield place, path
            if place.kind == "repeat":
                for row in path[-1].rows[place.key]:
                    yield from self._instances(place, (*path, row))
            elif place.kind == "group":
                yield from self._instances(place, path)

    def filled(self) -> Filled:
        """What stands after everything is worked out."""
        return Filled(
            answers=self._answers(self.root),
            relevant=tuple(instance_name(place, path) for place, path in self.instances()),
            problems=tuple(problems(self)),
            needs=tuple(self._needs()),
            _filling=self,
        )

    def _answers(self, row: Row) -> dict[str, Any]:
        rows = {key: [self._answers(inner) for inner in inside] for key, inside in row.rows.items() if inside}
        return row.results | rows

    def _needs(self) -> list[dict[str, Any]]:
        found = [need for need in self.form.needs if truth(self.evaluate(need["when"], (self.root,)))]
        found.sort(key=lambda need: -int(need["urgency"]))
        return [{part: need[part] for part in ("name", "topic", "urgency")} for need in found]


def row_limit(place: Place) -> int:
    """The most rows a repeat may have."""
    return ROW_LIMITS[min(len(place.repeats), len(ROW_LIMITS) - 1)]
