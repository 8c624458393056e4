"""The questions of all versions of a form. Two versions share one only where a confirmed link says that both
asked the same with the same answers; all else stays apart, and the bridge table says how it hangs together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ankommen.questionnaires.queries import document_of

if TYPE_CHECKING:
    from ankommen.questionnaires.models import Version

    from ..models import Link

SELECT_ONE, SELECT_MULTIPLE = "select_one", "select_multiple"
NUMBERS = ("integer", "decimal", "range")
_HANDED_OVER = (SELECT_ONE, SELECT_MULTIPLE, *NUMBERS)
_JOINING = ("same", "renamed")


@dataclass(frozen=True)
class Question:
    """key: the item in the newest version that has it. items: version label -> item, the newest first.
    repeat: the item of the repeat around it, or empty. choices: names, in the newest version's order.
    """

    key: str
    kind: str
    items: Mapping[str, str]
    repeat: str
    choices: tuple[str, ...]
    choice_list: str

    @property
    def keys(self) -> tuple[str, ...]:
        """All names that it has or had."""
        return tuple(dict.fromkeys(self.items.values()))

    @property
    def newest(self) -> str:
        """The label of the newest version that asks it."""
        return next(iter(self.items))

    @property
    def place(self) -> str:
        """Its one name among all questions: two versions may use a key for different ones."""
        return f"{self.newest}/{self.key}"

    @property
    def is_number(self) -> bool:
        """Whether it is answered with a number."""
        return self.kind in NUMBERS


def questions_of(versions: Sequence[Version], links: Iterable[Link]) -> list[Question]:
    """What can be handed over, the newest version's in form order first.

    versions: the oldest first. links: confirmed ones. Free text, dates, ranks and calculations are left out,
    and so is what stands in a repeat within a repeat.
    """
    onward = {(link.earlier_version, link.earlier_item): link for link in links if _joins(link)}
    found: dict[tuple[str, str], Question] = {}
    for version in reversed(versions):
        for item in _asked(document_of(version), version.label):
            link = onward.get((version.label, item.key))
            later = found.get((link.later_version, link.later_item)) if link else None
            if later is None or _shape(later) != _shape(item):
                found[version.label, item.key] = item
                continue
            joined = _joined(later, item)
            found |= {place: joined for place, question in found.items() if question is later}
            found[version.label, item.key] = joined
    return list({id(question): question for question in found.values()}.values())


def named(questions: Iterable[Question], keys: Iterable[str]) -> list[Question]:
    """Those that a project named, by any name they ever had."""
    wanted = set(keys)
    return [question for question in questions if wanted & set(question.keys)]


def _joined(later: Question, earlier: Question) -> Question:
    items = {**later.items, **earlier.items}
    return Question(later.key, later.kind, items, later.repeat, later.choices, later.choice_list)


def _shape(question: Question) -> tuple[object, ...]:
    return question.kind, question.repeat, frozenset(question.choices)


def _joins(link: Link) -> bool:
    # A mapping that renames no answer joins as well; every other recoding is the researcher's decision.
    return link.kind in _JOINING and all(old == new for old, new in link.mapping)


def _asked(document: Mapping[str, Any], label: str) -> Iterator[Question]:
    for item, repeat in leaves(document["items"]):
        if item["kind"] in _HANDED_OVER and "calculation" not in item:
            entries = document["choices"][item["list"]] if "list" in item else ()
            choices = tuple(dict.fromkeys(choice["name"] for choice in entries))
            key, kind = item["key"], item["kind"]
            yield Question(key, kind, {label: key}, repeat, choices, item.get("list", ""))


def leaves(items: Iterable[Mapping[str, Any]], repeat: str = "") -> Iterator[tuple[Mapping[str, Any], str]]:
    """The items of a document that are no groups, each with the repeat around it or empty."""
    for item in items:
        if item["kind"] == "group":
            yield from leaves(item["items"], repeat)
        elif item["kind"] != "repeat":
            yield item, repeat
        elif not repeat:
            yield from leaves(item["items"], item["key"])
