"""The words of a release: labels of items, answers and categories, from its versions and the city's plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from ankommen.engines.languages import language as language_of
from ankommen.interviews.queries import contact_labels
from ankommen.places.queries import site_names
from ankommen.questionnaires.queries import document_of, pack_texts, released_languages, version_by_name
from ankommen.topics.queries import topic_labels

from .figures import NOT_STATED
from .plan import Breakdown, Plan, in_language


class Labels:
    """Words in one language, in German where there is no translation.

    The newest version speaks first; an answer that only older ones had is called as it was there.
    """

    def __init__(self, plan: Plan, versions: Sequence[str], language: str) -> None:
        self.plan, self.language = plan, language
        self.topics = topic_labels(language)
        self.older = versions[-2::-1]
        document, self.texts = self._read(versions[-1])
        self.lists = dict(lists_of(document["items"]))

    def question(self, entry: Mapping[str, Any]) -> str:
        """What a question is called in a list: its choice, the city's short label, its topic or its text."""
        if entry["choice"]:
            return self.choice(entry["item"], entry["choice"])
        if entry["stands_for_topic"] and entry["item"] not in self.plan.labels:
            return self.topics.get(entry["topic"], str(entry["topic"]))
        return self.item(entry["item"])

    def item(self, item: str) -> str:
        """The short label, or the text of the question."""
        if item in self.plan.labels:
            return in_language(self.plan.labels[item], self.language)
        return str(self.texts.get(f"item/{item}/label", item))

    def choice(self, item: str, name: str) -> str:
        """An answer; "a+b" stands for two answers that a link between versions joins."""
        return " / ".join(self._choice(item, one) for one in name.split("+"))

    def category(self, by: Breakdown, name: str) -> str:
        """A row of a breakdown."""
        if name == NOT_STATED:
            return _("not stated")
        if by.groups:
            return next(
                (in_language(group.label, self.language) for group in by.groups if group.name == name), name
            )
        if by.item:
            return self.choice(by.item, name)
        return self._of_frame(by.frame, name)

    def quarter(self, name: str) -> str:
        """ "2026-Q4" as people write it."""
        year, number = name.split("-Q")
        return _("Q%(number)s %(year)s") % {"number": number, "year": year}

    def _of_frame(self, frame: str, name: str) -> str:
        if frame == "language":
            return language_of(name).endonym
        if frame == "version":
            return _("Version %(label)s") % {"label": name}
        known: Mapping[str, str] = {"site": site_names, "contact": contact_labels}[frame]()
        return known.get(name, name)

    def _choice(self, item: str, name: str) -> str:
        found = self.texts.get(f"choice/{self.lists.get(item, '')}/{name}")
        return str(found or self._older_choice(name) or name)

    def _older_choice(self, name: str) -> str:
        for label in self.older:
            _document, texts = self._read(label)
            found = next((text for key, text in texts.items() if _names(key, name)), "")
            if found:
                return str(found)
        return ""

    def _read(self, label: str) -> tuple[Mapping[str, Any], dict[str, str]]:
        """The document of a version, and its texts: translated where that translation is released."""
        version = version_by_name(self.plan.form_id, label)
        if version is None:
            raise LookupError("A release names a version, and versions stay for ever.")
        document = document_of(version)
        is_released = self.language in released_languages(version)
        return document, document["texts"] | (pack_texts(version, self.language) if is_released else {})


def lists_of(items: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Each item of a compiled document that holds answers, with its list of choices."""
    for item in items:
        if "items" in item:
            yield from lists_of(item["items"])
        else:
            yield item["key"], item.get("list", "")


def _names(key: str, name: str) -> bool:
    kind, _list, *rest = key.split("/")
    return kind == "choice" and rest == [name]
