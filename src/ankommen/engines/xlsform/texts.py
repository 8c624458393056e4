"""All texts of a form by language and text key, the source language complete."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .choices import ChoiceList
from .codes import Code
from .headings import TRANSLATED, TableRow
from .needs import DraftNeed
from .problems import Problem
from .survey import Draft
from .translations import Languages

MAX_TEXT = 10_000
REFERENCE = re.compile(r"\$\{\s*([^{}\s]+?)\s*\}")
WITHOUT_LABEL = ("calculate", "hidden", "meta", "group", "repeat")

Texts = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Source:
    """Where a text comes from: its key, its row and column, and how it is called in a problem."""

    key: str
    row: TableRow
    field: str
    name: str


class TextCollector:
    """Gathers texts language by language; every text has a source, borrowed from another language where it
    must be.
    """

    def __init__(self, languages: Languages, keys: Mapping[str, str]) -> None:
        self.texts: Texts = {tag: {} for tag in dict.fromkeys((languages.source, *languages))}
        self.problems: list[Problem] = []
        self._languages = languages
        self._keys = keys

    def add_title(self, title: str) -> None:
        """The form's title: a workbook has one, and all its languages show it."""
        for texts in self.texts.values():
            texts["form/title"] = title

    def add_items(self, items: Iterable[Draft]) -> None:
        """Labels, hints and messages of all items."""
        for item in items:
            if item.row is None:
                continue
            for name in TRANSLATED:
                self._add(Source(f"item/{item.key}/{name}", item.row, name, item.name))
            self._name_unlabelled(item, item.row)

    def add_choices(self, lists: Iterable[ChoiceList]) -> None:
        """The labels of all choices; a choice without one shows its name."""
        for found in lists:
            for choice, row in found.rows.items():
                key = f"choice/{found.name}/{choice}"
                if not self._add(Source(key, row, "label", choice)):
                    self.problems.append(row.problem(Code.CHOICE_LABEL_MISSING, "label", choice))
                    self.texts[self._languages.source][key] = choice

    def add_needs(self, needs: Iterable[DraftNeed]) -> None:
        """The names of needs as people read them."""
        for need in needs:
            if not self._add(Source(f"need/{need.name}", need.row, "label", need.name)):
                self.problems.append(need.row.problem(Code.NEED_INCOMPLETE, "label", "label"))

    def _name_unlabelled(self, item: Draft, row: TableRow) -> None:
        """A question with nothing to read shows its name, so that it can be told from its neighbours."""
        source = self.texts[self._languages.source]
        shown = (f"item/{item.key}/label", f"item/{item.key}/hint")
        if item.kind in WITHOUT_LABEL or any(key in source for key in shown):
            return
        self.problems.append(row.problem(Code.LABEL_MISSING, "label", item.name))
        source[shown[0]] = item.name

    def _add(self, source: Source) -> bool:
        """Add a text in all its languages. False if there is none."""
        by_tag = self._languages.by_tag(source.row.translations(source.field))
        if not by_tag:
            return False
        for language, text in source.row.translations(source.field).items():
            self._check(source, language, text)
        for tag, text in by_tag.items():
            self.texts[tag][source.key] = self._with_keys(text)
        if self._languages.source not in by_tag:
            self._borrow(source, by_tag)
        return True

    def _borrow(self, source: Source, by_tag: Mapping[str, str]) -> None:
        tag = "en" if "en" in by_tag else next(iter(by_tag))
        self.texts[self._languages.source][source.key] = self._with_keys(by_tag[tag])
        self.problems.append(
            source.row.problem(Code.SOURCE_TEXT_MISSING, source.field, source.name, instead=tag)
        )

    def _check(self, source: Source, language: str, text: str) -> None:
        if len(text) > MAX_TEXT:
            problem = source.row.problem_in(
                Code.TEXT_TOO_LONG, source.field, language, source.name, limit=MAX_TEXT
            )
            self.problems.append(problem)
        for name in dict.fromkeys(REFERENCE.findall(text)):
            if name not in self._keys:
                self.problems.append(
                    source.row.problem_in(Code.REFERENCE_IN_TEXT, source.field, language, name)
                )

    def _with_keys(self, text: str) -> str:
        """The text with keys instead of names: `${name}` stands for the item's value."""
        return REFERENCE.sub(lambda match: f"${{{self._keys.get(match[1], match[1])}}}", text)
