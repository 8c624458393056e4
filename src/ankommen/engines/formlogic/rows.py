"""The answers of one interview as they are worked on: rows of a repeat, the form itself being the outermost
row.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .tree import Place

Path = tuple["Row", ...]  # the form, then one row of each repeat


class Row:
    """One row.

    given: the answers as they came in, unchecked. values: what expressions read, for relevant answered items
    only. relevant: keys of the items that apply. rows: the rows of the repeats in it. results: worked-out
    answers.
    """

    __slots__ = ("given", "index", "relevant", "results", "rows", "values")

    def __init__(self, index: int, given: object) -> None:
        self.index = index
        self.given: Mapping[str, Any] = given if isinstance(given, dict) else {}
        self.values: dict[str, str | float] = {}
        self.relevant: set[str] = set()
        self.results: dict[str, Any] = {}
        self.rows: dict[str, list[Row]] = {}

    def clear(self, key: str) -> None:
        """Forget what was worked out for an item."""
        self.values.pop(key, None)
        self.results.pop(key, None)
        self.relevant.discard(key)


def below(paths: Iterable[Path], repeats: tuple[str, ...]) -> Iterator[Path]:
    """Every path that leads from `paths` through all rows of `repeats`, in order."""
    if not repeats:
        yield from paths
        return
    repeat, *rest = repeats
    yield from below(((*path, row) for path in paths for row in path[-1].rows.get(repeat, ())), tuple(rest))


def indices(path: Path) -> tuple[int, ...]:
    """Zero-based row numbers, the form left out."""
    return tuple(row.index for row in path[1:])


def instance_name(place: Place, path: Path) -> str:
    """Where an item stands, in one text: `children[1]/age`."""
    rows = [f"{repeat}[{row.index}]/" for repeat, row in zip(place.repeats, path[1:], strict=False)]
    return "".join(rows) + place.key
