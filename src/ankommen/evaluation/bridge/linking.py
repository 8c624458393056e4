"""Whether a link may be confirmed: another type or lost answers are no continuation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from .chains import uncovered


class BadLink(ValueError):
    """The link would give wrong figures; `args[0]` is a sentence for whoever confirms it."""


def check_link(
    earlier: Mapping[str, Any],
    later: Mapping[str, Any],
    *,
    items: tuple[str, str],
    kind: str,
    mapping: Sequence[tuple[str, str]],
) -> None:
    """Raise BadLink if `items` of the two compiled documents do not go together as `kind` says."""
    pair = _item(earlier, items[0]), _item(later, items[1])
    if kind == "broken":
        return
    old, new = pair
    if old["kind"] != new["kind"]:
        raise BadLink(
            _("“%(one)s” and “%(other)s” ask for answers of different types.")
            % {"one": items[0], "other": items[1]}
        )
    choices = _choices(earlier, old), _choices(later, new)
    if kind != "recoded" and not mapping and set(choices[0]) != set(choices[1]):
        raise BadLink(_("The answers of “%(item)s” differ: say which go together.") % {"item": items[1]})
    if mapping:
        _check_mapping(mapping, *choices)


def _check_mapping(mapping: Sequence[tuple[str, str]], old: Sequence[str], new: Sequence[str]) -> None:
    strangers = [one for one, _other in mapping if one not in old]
    strangers += [other for _one, other in mapping if other not in new]
    if strangers:
        raise BadLink(_("There is no answer “%(name)s”.") % {"name": strangers[0]})
    if lost := uncovered(mapping, old, new):
        raise BadLink(
            _("The answer “%(name)s” goes nowhere: it would be lost from the figures.") % {"name": lost[0]}
        )


def _item(document: Mapping[str, Any], key: str) -> dict[str, Any]:
    found = next((item for item in _all(document["items"]) if item["key"] == key), None)
    if found is None:
        raise BadLink(_("There is no question “%(name)s”.") % {"name": key})
    return found


def _all(items: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for item in items:
        yield item
        yield from _all(item.get("items", []))


def _choices(document: Mapping[str, Any], item: Mapping[str, Any]) -> list[str]:
    return list(dict.fromkeys(choice["name"] for choice in document["choices"].get(item.get("list"), ())))
