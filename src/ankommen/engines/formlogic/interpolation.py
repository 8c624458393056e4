"""Puts present values into a text that refers to items: "How old is ${name}?"."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from .kinds import SELECTS
from .rows import Path, below
from .tree import Place, shared
from .values import text, words

if TYPE_CHECKING:
    from .filling import Filling

REFERENCE = re.compile(r"\$\{([^{}]+)\}")


def interpolated(
    filling: "Filling", template: str, key: str, rows: tuple[int, ...], texts: Mapping[str, str]
) -> str:
    """`template`, which belongs to the item `key` in a row, with values for references; unknown ones stay."""
    tree = filling.form.tree
    at = tree.places.get(key, tree.root)

    def shown(match: re.Match[str]) -> str:
        place = tree.places.get(match[1].strip())
        if place is None or not place.is_leaf:
            return match[0]
        path = _path(filling, place, at, rows)
        return "" if path is None else _shown(filling, place, path, texts)

    return REFERENCE.sub(shown, template)


def _path(filling: "Filling", place: Place, at: Place, rows: tuple[int, ...]) -> Path | None:
    """The instance a text means: the same row where both stand in one, else the first that applies."""
    path: Path = (filling.root,)
    kept = min(shared(at.rows, place.repeats), len(rows))
    for repeat, index in zip(place.repeats[:kept], rows, strict=False):
        inside = path[-1].rows.get(repeat, [])
        if not 0 <= index < len(inside):
            return None
        path = (*path, inside[index])
    found = below([path], place.repeats[kept:])
    return next((instance for instance in found if place.key in instance[-1].relevant), None)


def _shown(filling: "Filling", place: Place, path: Path, texts: Mapping[str, str]) -> str:
    written = text(path[-1].values.get(place.key, ""))
    if place.kind not in SELECTS:
        return written
    prefix = f"choice/{place.item['list']}/"
    sources = (texts, filling.form.texts)
    labels = (
        next((source[prefix + name] for source in sources if prefix + name in source), name)
        for name in words(written)
    )
    return ", ".join(labels)
