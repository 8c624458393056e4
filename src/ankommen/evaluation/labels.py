"""The words of a release: labels of items, answers and categories, from its versions and the city's plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from ankommen.engines.languages import language as language_of
from ankommen.interviews.queries import contact_labels
from ankommen.places.queries import site_names
from ankommen.questionnaires.queries import document_of, pack_texts, released_languages, version_by_name
from ankommen.topics.queries import topic_labels

from .figures import NOT_STATED
from .plan import Breakdown, Plan, in_language


class Worded(str):
    """A text that knows its language, which need not be the page's: `language` is its BCP 47 tag."""

    language: str

    def __new__(cls, text: str, language: str) -> Worded:
        """Keep the language beside the text."""
        made = super().__new__(cls, text)
        made.language = language
        return made


class Labels:
    """Words in one language, in German where there is no translation; each knows which language it is in.

    The newest version speaks first; an answer that only older ones had is called as it was there.
    """

    def __init__(self, plan: Plan, versions: Sequence[str], language: str) -> None:
        self.plan, self.language = plan, language
        self.made = plan.made_questions
        self.topics = topic_labels(language)
        self.older = versions[-2::-1]
        self.texts = self._read(versions[-1])
        self.lists = dict(lists_of(self.texts.document["items"]))

    def question(self, entry: Mapping[str, Any]) -> str:
        """What a question is called in a list: its choice, the city's short label, its topic or its text."""
        if entry["choice"]:
            return self.choice(entry["item"], entry["choice"])
        if entry["stands_for_topic"] and entry["item"] not in self.plan.labels:
            return self.topics.get(entry["topic"], str(entry["topic"]))
        return self.item(entry["item"])

    def item(self, item: str) -> str:
        """The short label, or the text of the question."""
        if item in self.made:
            return self._citys(self.made[item].label)
        if item in self.plan.labels:
            return self._citys(self.plan.labels[item])
        return self.texts.text(f"item/{item}/label") or item

    def choice(self, item: str, name: str) -> str:
        """An answer; "a+b" stands for two answers that a link between versions joins."""
        if item in self.made:
            return self._of_group(self.made[item], name)
        found = [self._choice(item, one) for one in name.split("+")]
        return found[0] if len(found) == 1 else " / ".join(found)

    def category(self, by: Breakdown, name: str) -> str:
        """A row of a breakdown."""
        if name == NOT_STATED:
            return _("not stated")
        if by.groups:
            return self._of_group(by, name)
        if by.item:
            return self.choice(by.item, name)
        return self._of_frame(by.frame, name)

    def quarter(self, name: str) -> str:
        """ "2026-Q4" as people write it."""
        year, number = name.split("-Q")
        return _("Q%(number)s %(year)s") % {"number": number, "year": year}

    def _of_group(self, made: Breakdown, name: str) -> str:
        return next((self._citys(group.label) for group in made.groups if group.name == name), name)

    def _citys(self, label: Mapping[str, str]) -> str:
        return Worded(
            in_language(label, self.language),
            self.language if self.language in label else settings.LANGUAGE_CODE,
        )

    def _of_frame(self, frame: str, name: str) -> str:
        if frame == "language":
            return endonym_of(name)
        if frame == "version":
            return _("Version %(label)s") % {"label": name}
        return name_of_site(site_names(), name) if frame == "site" else contact_labels().get(name, name)

    def _choice(self, item: str, name: str) -> str:
        found = self.texts.text(f"choice/{self.lists.get(item, '')}/{name}")
        return found or self._older_choice(name) or name

    def _older_choice(self, name: str) -> str:
        for label in self.older:
            texts = self._read(label)
            key = next((key for key in texts.source if _names(key, name)), "")
            if key:
                return texts.text(key)
        return ""

    def _read(self, label: str) -> _Texts:
        version = version_by_name(self.plan.form_id, label)
        if version is None:
            raise LookupError("A release names a version, and versions stay for ever.")
        document = document_of(version)
        is_released = self.language in released_languages(version)
        pack = pack_texts(version, self.language) if is_released else {}
        return _Texts(document, version.source_language, pack, self.language)


@dataclass(frozen=True)
class _Texts:
    """The texts of a version: its pack in the wanted language, where that is released, else as written."""

    document: Mapping[str, Any]
    source_language: str
    pack: Mapping[str, str]
    language: str

    @property
    def source(self) -> Mapping[str, str]:
        texts: Mapping[str, str] = self.document["texts"]
        return texts

    def text(self, key: str) -> str:
        """The text; empty where the version has none of that key."""
        if found := self.pack.get(key):
            return Worded(found, self.language)
        return Worded(self.source.get(key, ""), self.source_language)


def endonym_of(tag: str) -> Worded:
    """The name that a language has for itself, in that language."""
    return Worded(language_of(tag).endonym, tag)


def name_of_site(names: Mapping[str, str], slug: str) -> Worded:
    """A site's own name, which is in the city's language."""
    return Worded(names.get(slug, slug), settings.LANGUAGE_CODE)


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
