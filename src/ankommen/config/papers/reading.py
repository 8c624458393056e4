"""A legal page in a language: its words, the facts of the city in them, and who has checked it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import override

if TYPE_CHECKING:
    from ankommen.places.models import City

NAMES = ("privacy", "accessibility", "imprint")
_TEXTS = Path(__file__).parent / "texts"
Table = Mapping[str, Any]


@dataclass(frozen=True)
class Fact:
    """Something that only the city knows; `value` is empty where it has not said it yet."""

    label: str
    value: str


@dataclass(frozen=True)
class Section:
    """A heading with paragraphs, points of a list, facts, and the name of an address to go on to."""

    title: str
    text: tuple[str, ...]
    points: tuple[str, ...]
    facts: tuple[Fact, ...]
    link: str


@dataclass(frozen=True)
class Review:
    """Who checked the text, and when."""

    name: str
    day: str


@dataclass(frozen=True)
class Paper:
    """A legal page. digest: names these words and no others; whoever checks them notes it."""

    name: str
    language: str
    title: str
    lead: str
    points: tuple[str, ...]
    sections: tuple[Section, ...]
    digest: str
    review: Review | None
    is_invented: bool


def languages() -> list[str]:
    """Those in which the pages are written."""
    return sorted(path.stem for path in _TEXTS.glob("*.toml"))


def nearest(language: str | None) -> str:
    """The language itself, or the program's own where the pages are not written in it."""
    return language if language in languages() else settings.LANGUAGE_CODE


@cache
def texts_in(language: str) -> Table:
    """What the program ships in a language: `words`, `labels` of links and of `facts`, a table a page."""
    return tomllib.loads((_TEXTS / f"{language}.toml").read_text(encoding="utf-8"))


def paper_in(name: str, language: str, city: City | None) -> Paper:
    """The page in one of `languages()`.

    Raises KeyError for an entry that a text lacks or a placeholder that nobody fills, ValueError for a day
    that is none.
    """
    facts: Table = city.facts if city else {}
    legal: Table = facts.get("legal", {})
    page: Table = legal.get("texts", {}).get(name, {}).get(language) or texts_in(language)[name]
    digest = sha256(json.dumps(page, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:12]
    fill = {"until": _day(facts.get("answers_kept_until"), language)}
    return Paper(
        name=name,
        language=language,
        title=page["title"],
        lead=_filled(page["lead"], fill),
        points=_each_filled(page.get("points", ()), fill),
        sections=tuple(_section(entry, language, facts, fill) for entry in page["sections"]),
        digest=digest,
        review=_review(legal.get("reviewed", {}).get(name, {}).get(language, {}), digest, language),
        is_invented=any(facts.get(part, {}).get("to_be_replaced") for part in ("privacy", "legal")),
    )


def check_papers(city: City) -> None:
    """Raise KeyError or ValueError where what the city says of its pages cannot be shown."""
    legal = city.facts.get("legal", {})
    for part in ("texts", "reviewed"):
        if unknown := legal.get(part, {}).keys() - set(NAMES):
            raise ValueError(f"[{part}.{min(unknown)}] is no page; there are {', '.join(NAMES)}")
        for by_language in legal.get(part, {}).values():
            if unknown := by_language.keys() - set(languages()):
                raise ValueError(f"[{part}]: the pages are not written in {min(unknown)}")
    for language in languages():
        for name in NAMES:
            paper_in(name, language, city)


def _section(entry: Table, language: str, facts: Table, fill: Mapping[str, str]) -> Section:
    labels = texts_in(language)["facts"]
    return Section(
        title=entry["title"],
        text=_each_filled(entry.get("text", ()), fill),
        points=_each_filled(entry.get("points", ()), fill),
        facts=tuple(Fact(labels[path], _value(facts, path, language)) for path in entry.get("facts", ())),
        link=entry.get("link", ""),
    )


def _value(facts: Table, path: str, language: str) -> str:
    """What the city says under "privacy.email"; days as the language writes them, lines side by side."""
    value: Any = facts
    for part in path.split("."):
        value = value.get(part, "") if isinstance(value, Mapping) else ""
    if path.endswith("_on"):
        return _day(value, language)
    return ", ".join(value) if isinstance(value, list) else str(value)


def _review(entry: Table, digest: str, language: str) -> Review | None:
    """What was signed counts for the words that were signed."""
    if not entry or entry["text"] != digest or not entry["name"]:
        return None
    return Review(entry["name"], _day(entry["on"], language))


def _day(day: str | None, language: str) -> str:
    if not day:
        return ""
    with override(language):
        return date_format(date.fromisoformat(day))


def _filled(text: str, fill: Mapping[str, str]) -> str:
    return Template(text).substitute(fill)


def _each_filled(texts: list[str] | tuple[str, ...], fill: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(_filled(text, fill) for text in texts)
