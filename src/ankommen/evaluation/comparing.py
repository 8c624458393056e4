"""Two versions of a questionnaire beside each other: which item goes on in which, and who said so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from ankommen.accounts.queries import active_accounts
from ankommen.questionnaires.queries import document_of

from .models import Link
from .queries import links_between

if TYPE_CHECKING:
    from ankommen.questionnaires.models import Version

_NO_ANSWERS = ("note", "repeat", "calculate", "hidden", "text")


@dataclass(frozen=True)
class Asked:
    """An item of a version: its text and its choices, name -> label."""

    key: str
    kind: str
    label: str
    choices: Mapping[str, str]


@dataclass(frozen=True)
class Choice:
    """A choice of the earlier or later item with the partner that is proposed or was confirmed."""

    name: str
    label: str
    partner: str


@dataclass(frozen=True)
class Compared:
    """Two items, what is said of them, and by whom; confirmed_on is None for a proposal."""

    earlier: Asked
    later: Asked
    kind: str
    olds: tuple[Choice, ...]
    news: tuple[Choice, ...]
    confirmed_on: date | None = None
    confirmed_by: str = ""

    @property
    def name(self) -> str:
        """For addresses and ids: one of its own on the page."""
        return f"{self.earlier.key}--{self.later.key}"

    @property
    def is_identical(self) -> bool:
        """Whether texts and answers are the same to the letter."""
        return self.earlier == self.later

    @property
    def kind_label(self) -> str:
        """In the reader's language."""
        return str(Link.Kind(self.kind).label)


@dataclass(frozen=True)
class Comparison:
    """All items of two versions: compared in pairs, or alone on one side."""

    pairs: tuple[Compared, ...]
    only_earlier: tuple[Asked, ...]
    only_later: tuple[Asked, ...]

    @property
    def open(self) -> int:
        """How many proposals nobody has confirmed."""
        return sum(pair.confirmed_on is None for pair in self.pairs)

    @property
    def identical(self) -> list[Compared]:
        """Proposals whose texts and answers are the same to the letter."""
        return [pair for pair in self.pairs if pair.is_identical and pair.confirmed_on is None]


def comparison(earlier: Version, later: Version, *, tried: tuple[str, str] | None = None) -> Comparison:
    """The items of two versions in the order of the earlier one.

    tried: a pair of keys that somebody puts beside each other; it stands first. Unknown keys are left out.
    """
    olds = {item.key: item for item in asked_in(document_of(earlier))}
    news = {item.key: item for item in asked_in(document_of(later))}
    names = {str(account.pk): str(account) for account in active_accounts()}
    links = [
        link
        for link in links_between(earlier, later)
        if link.earlier_item in olds and link.later_item in news
    ]
    order = list(olds)
    links.sort(key=lambda link: order.index(link.earlier_item))
    pairs = [_compared(olds[link.earlier_item], news[link.later_item], link, names) for link in links]
    if tried and tried[0] in olds and tried[1] in news and tried not in {_keys(link) for link in links}:
        pairs.insert(0, _tried(olds[tried[0]], news[tried[1]]))
    held = [pair for pair in pairs if pair.kind != Link.Kind.BROKEN]
    used = {pair.earlier.key for pair in held}, {pair.later.key for pair in held}
    return Comparison(
        tuple(pairs),
        tuple(item for key, item in olds.items() if key not in used[0]),
        tuple(item for key, item in news.items() if key not in used[1]),
    )


def asked_in(document: Mapping[str, Any]) -> list[Asked]:
    """The items of a compiled document that hold answers and stand outside of repeats."""
    return list(_asked(document["items"], document))


def _asked(items: list[dict[str, Any]], document: Mapping[str, Any]) -> Iterator[Asked]:
    texts = document["texts"]
    for item in items:
        if item["kind"] == "group":
            yield from _asked(item["items"], document)
        elif item["kind"] not in _NO_ANSWERS:
            listed = document["choices"].get(item.get("list"), ())
            choices = {
                one["name"]: texts.get(f"choice/{item['list']}/{one['name']}", one["name"]) for one in listed
            }
            label = texts.get(f"item/{item['key']}/label", item["key"])
            yield Asked(item["key"], item["kind"], label, choices)


def _compared(earlier: Asked, later: Asked, link: Link, names: Mapping[str, str]) -> Compared:
    by = link.confirmed_by
    who = names.get(by.get("actor", ""), by.get("organisation", ""))
    pairs = [(old, new) for old, new in link.mapping]
    olds, news = _partners(earlier, later, pairs)
    return Compared(earlier, later, link.kind, olds, news, link.confirmed_on, who)


def _tried(earlier: Asked, later: Asked) -> Compared:
    kind = Link.Kind.RENAMED if set(earlier.choices) == set(later.choices) else Link.Kind.RECODED
    return Compared(earlier, later, kind, *_partners(earlier, later, []))


def _partners(
    earlier: Asked, later: Asked, pairs: list[tuple[str, str]]
) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    """Each earlier choice with the later one it goes on in; then each later choice left, with where it
    comes from.
    """
    pairs = pairs or [(name, name) for name in earlier.choices if name in later.choices]
    forward = dict(reversed(pairs))
    taken = set(forward.values())
    back = {new: old for old, new in pairs if new not in taken}
    olds = tuple(Choice(name, label, forward.get(name, "")) for name, label in earlier.choices.items())
    news = tuple(
        Choice(name, label, back.get(name, "")) for name, label in later.choices.items() if name not in taken
    )
    return olds, news


def _keys(link: Link) -> tuple[str, str]:
    return link.earlier_item, link.later_item
