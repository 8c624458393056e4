"""What a form does not allow: one problem an answer, in form order."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .choices import Choice
from .evaluation import Context, evaluate
from .kinds import SELECTS, fault, is_empty
from .rows import Path, indices
from .tree import Place
from .values import truth

if TYPE_CHECKING:
    from .filling import Filling


@dataclass(frozen=True, slots=True)
class Problem:
    """An answer the form does not allow.

    row: zero-based row numbers, from the outside in. code: required, constraint, choice, type, range,
    unknown_item, row_count or too_long. text: key of the form's own message, None where it has none.
    """

    key: str
    row: tuple[int, ...]
    code: str
    text: str | None = None


def problems(filling: "Filling") -> Iterator[Problem]:
    """Everything wrong with the answers as they were given; unknown items come last."""
    if not filling.is_object:
        yield Problem("", (), "type")
    seen: list[tuple[Place, Path]] = [(filling.form.tree.root, (filling.root,))]
    for place, path in filling.instances():
        if place.kind == "repeat":
            yield from _repeat_problems(filling, place, path)
            seen += ((place, (*path, row)) for row in path[-1].rows[place.key])
        elif place.is_leaf and "calculation" not in place.item:
            code = _code(filling, place, path)
            if code:
                yield Problem(place.key, indices(path), code, _text(filling, place, code))
    for place, path in seen:
        known = filling.form.known[place.key]
        for key in sorted(path[-1].given.keys() - known):
            yield Problem(key, indices(path), "unknown_item")


def _repeat_problems(filling: "Filling", place: Place, path: Path) -> Iterator[Problem]:
    given = path[-1].given.get(place.key, [])
    rows = path[-1].rows[place.key]
    if not isinstance(given, list):
        yield Problem(place.key, indices(path), "type")
        return
    if filling.wanted_rows(place, path) > len(rows):
        yield Problem(place.key, indices(path), "row_count")
    for index, row in enumerate(given[: len(rows)]):
        if not isinstance(row, dict):
            yield Problem(place.key, (*indices(path), index), "type")


def _code(filling: "Filling", place: Place, path: Path) -> str | None:
    """What is wrong with the answer of one item, the gravest first."""
    item, given = place.item, path[-1].given.get(place.key, "")
    if is_empty(given):
        return "required" if _is_required(filling, place, path) else None
    wrong = None if given is None else fault(item, given)
    if given is None or wrong:
        return wrong
    if place.kind in SELECTS and not _allows(filling, place, path, given):
        return "choice"
    keeps_rule = "constraint" not in item or truth(filling.evaluate(item["constraint"], path))
    return None if keeps_rule else "constraint"


def _is_required(filling: "Filling", place: Place, path: Path) -> bool:
    if "required" not in place.item or place.item.get("read_only"):
        return False
    return truth(filling.evaluate(place.item["required"], path))


def _allows(filling: "Filling", place: Place, path: Path, given: Any) -> bool:
    """Whether all selected names are choices that the filter leaves."""
    choices = filling.form.choices[place.item["list"]]
    names = given if isinstance(given, list) else [given]
    return all(any(offers(filling, place, path, choice) for choice in choices.alike(name)) for name in names)


def offers(filling: "Filling", place: Place, path: Path, choice: Choice) -> bool:
    """Whether the filter of a select leaves a choice."""
    if "filter" not in place.item:
        return True
    size = len(filling.form.choices[choice.choice_list])
    context = Context(filling.form, path, filling.day, choice, choice.place, size, filling.context(path))
    return truth(evaluate(place.item["filter"], context))


def _text(filling: "Filling", place: Place, code: str) -> str | None:
    key = f"item/{place.key}/{code}_message"
    return key if code in ("constraint", "required") and key in filling.form.texts else None
