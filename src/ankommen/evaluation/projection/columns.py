"""Which columns a version has, and what an interview says in each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

NOT_ASKED = -1  # broken off before, left open, or the version has no such question
DOES_NOT_APPLY = -2
NO_ANSWER = -3  # asked and declined
MISSING = (NOT_ASKED, DOES_NOT_APPLY, NO_ANSWER)

_CHOICES = ("select_one", "select_multiple")
_NUMBERS = ("integer", "decimal", "range")


@dataclass(frozen=True)
class Column:
    """One column of a version.

    key: the item, or item=choice for one choice of a select_multiple. categories: the names behind the codes
    0, 1, …; empty for numbers, which are kept as they are.
    """

    key: str
    item: str
    categories: tuple[str, ...] = ()
    choice: str = ""

    @property
    def is_number(self) -> bool:
        """Whether the column holds numbers; then `key?` beside it says why a number is missing."""
        return not self.categories


def columns_of(document: Mapping[str, Any]) -> list[Column]:
    """The columns of a compiled document, in form order; items in repeats and free text have none."""
    return [column for item in _items(document["items"]) for column in _columns(item, document["choices"])]


def code_of(column: Column, answers: Mapping[str, Any], *, applies: bool, is_partial: bool) -> int:
    """The code of a column that has categories."""
    if column.item not in answers:
        return _missing(applies=applies, is_partial=is_partial)
    answer = answers[column.item]
    if answer is None:
        return NO_ANSWER
    if column.choice:
        return int(column.choice in answer)
    return column.categories.index(answer)


def number_of(
    column: Column, answers: Mapping[str, Any], *, applies: bool, is_partial: bool
) -> tuple[float | None, int]:
    """The number of a column that has none but numbers, and 0 or why there is none."""
    if column.item not in answers:
        return None, _missing(applies=applies, is_partial=is_partial)
    answer = answers[column.item]
    return (None, NO_ANSWER) if answer is None else (float(answer), 0)


def _missing(*, applies: bool, is_partial: bool) -> int:
    # What an interview did not come to is not asked, though rules over missing answers may say otherwise.
    return NOT_ASKED if applies or is_partial else DOES_NOT_APPLY


def _items(items: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for item in items:
        if item["kind"] == "group":
            yield from _items(item["items"])
        else:
            yield item


def _columns(item: Mapping[str, Any], choices: Mapping[str, list[dict[str, Any]]]) -> Iterator[Column]:
    key, kind = item["key"], item["kind"]
    if kind in _NUMBERS:
        yield Column(key, key)
    elif kind in _CHOICES:
        names = tuple(dict.fromkeys(choice["name"] for choice in choices[item["list"]]))
        if kind == "select_one":
            yield Column(key, key, names)
        else:
            yield from (Column(f"{key}={name}", key, ("no", "yes"), name) for name in names)
