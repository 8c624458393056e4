"""A version as a person will meet it: all sections and questions with their texts in two languages, side by
side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .documents import Document
from .wording import RuleReader

Item = dict[str, Any]
_RULES: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("relevant", lambda words: _("Shown only if %(rule)s.") % {"rule": words}),
    ("constraint", lambda words: _("Accepted only if %(rule)s.") % {"rule": words}),
    ("filter", lambda words: _("Choices are offered only if %(rule)s.") % {"rule": words}),
    ("count", lambda words: _("Asked as many times as %(rule)s.") % {"rule": words}),
    ("calculation", lambda words: _("Worked out: %(rule)s.") % {"rule": words}),
)


_KINDS = {
    "group": gettext_lazy("section"),
    "repeat": gettext_lazy("section asked several times"),
    "note": gettext_lazy("note"),
    "calculate": gettext_lazy("calculation"),
    "text": gettext_lazy("free text"),
    "integer": gettext_lazy("whole number"),
    "decimal": gettext_lazy("number"),
    "range": gettext_lazy("number on a scale"),
    "date": gettext_lazy("date"),
    "time": gettext_lazy("time of day"),
    "datetime": gettext_lazy("date and time"),
    "select_one": gettext_lazy("one answer"),
    "select_multiple": gettext_lazy("several answers"),
    "rank": gettext_lazy("order of answers"),
    "acknowledge": gettext_lazy("confirmation"),
    "geopoint": gettext_lazy("place on the map"),
    "hidden": gettext_lazy("hidden value"),
    "meta": gettext_lazy("circumstance, recorded by itself"),
}


@dataclass(frozen=True)
class Pair:
    """One text in both languages; an empty text is missing."""

    first: str
    second: str


@dataclass(frozen=True)
class Question:
    """An item as the preview shows it.

    level: 2 for a section, one more for each group around the item. topic: its label. kind_words: its kind in
    words.
    """

    key: str
    kind: str
    kind_words: str
    level: int
    topic: str = ""
    label: Pair | None = None
    hints: list[Pair] = field(default_factory=list)
    messages: list[Pair] = field(default_factory=list)
    options: list[Pair] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)

    @property
    def is_section(self) -> bool:
        """Whether it is a heading over other questions."""
        return self.kind in ("group", "repeat")


@dataclass(frozen=True)
class Need:
    """A need with its name, its topic's label, its urgency (1 to 3) and in words when it is found."""

    label: Pair
    topic: str
    urgency: int
    rule: str


class Preview:
    """Lays out a document in two languages.

    first, second: the texts by key; a source text that a language lacks stays empty there. topics: slug ->
    label.
    """

    def __init__(
        self,
        document: Document,
        first: Mapping[str, str],
        second: Mapping[str, str],
        *,
        topics: Mapping[str, str],
    ) -> None:
        self._document, self._first, self._second, self._topics = document, first, second, topics
        self._reader = RuleReader(document)

    def title(self) -> Pair:
        """The title of the questionnaire."""
        return self._pair("form/title")

    def questions(self) -> list[Question]:
        """All items in form order, sections before what they hold; calculations too, since they are rules."""
        return list(self._walk(self._document["items"], 2))

    def needs(self) -> list[Need]:
        """The needs that answers lead to, in sheet order."""
        return [
            Need(
                label=self._pair(f"need/{need['name']}"),
                topic=self._topic(need),
                urgency=need["urgency"],
                rule=self._reader.words(need["when"]),
            )
            for need in self._document["needs"]
        ]

    def _topic(self, part: Item) -> str:
        slug = part.get("topic", "")
        return self._topics.get(slug, slug)

    def _walk(self, items: list[Item], level: int) -> Iterator[Question]:
        for item in items:
            yield self._question(item, level)
            yield from self._walk(item.get("items", []), min(level + 1, 6))

    def _question(self, item: Item, level: int) -> Question:
        key = item["key"]
        choices = self._document["choices"].get(item.get("list", ""), [])
        return Question(
            key=key,
            kind=item["kind"],
            kind_words=str(_KINDS.get(item["kind"], item["kind"])),
            level=level,
            topic=self._topic(item),
            label=next(iter(self._pairs(key, "label")), None),
            hints=self._pairs(key, "hint", "guidance_hint"),
            messages=self._pairs(key, "constraint_message", "required_message"),
            options=[self._pair(f"choice/{item['list']}/{choice['name']}") for choice in choices],
            rules=list(self._rules(item)),
        )

    def _rules(self, item: Item) -> Iterator[str]:
        if required := item.get("required"):
            if required == ["boolean", True]:
                yield _("Must be answered or declined.")
            else:
                yield _("Must be answered or declined if %(rule)s.") % {"rule": self._reader.words(required)}
        for name, sentence in _RULES:
            if name in item:
                yield sentence(self._reader.words(item[name]))

    def _pairs(self, key: str, *parts: str) -> list[Pair]:
        wanted = (f"item/{key}/{part}" for part in parts)
        return [self._pair(key) for key in wanted if key in self._document["texts"]]

    def _pair(self, key: str) -> Pair:
        return Pair(self._first.get(key, ""), self._second.get(key, ""))
