"""Guides as files: a head in TOML between two lines of "+++", then Markdown.

    +++
    title = "Ein Konto eröffnen"
    topics = ["money"]
    +++

The name of the file says which guide it is and in which language: "bank-account.de.md".
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

_NAME = re.compile(r"(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*)\.(?P<language>[A-Za-z-]{2,35})\.md")
_LARGEST = 200_000  # bytes of a file


class Unreadable(Exception):
    """A file is no guide; the sentence names it and says why."""


@dataclass(frozen=True)
class GuideFile:
    """A guide in one language, as its file says."""

    slug: str
    language: str
    title: str
    summary: str
    body: str
    topics: tuple[str, ...]
    order: int
    checked_on: date | None


def read_guide(path: Path) -> GuideFile:
    """The guide in a file. Raises Unreadable."""
    name = _NAME.fullmatch(path.name)
    if not name:
        raise Unreadable(f"{path.name}: name it SLUG.LANGUAGE.md, as bank-account.de.md.")
    if path.stat().st_size > _LARGEST:
        raise Unreadable(f"{path.name}: the file is larger than {_LARGEST // 1000} kB.")
    try:
        opening, head, body = path.read_text(encoding="utf-8").split("+++\n", 2)
        facts: dict[str, Any] = tomllib.loads(head)
    except (ValueError, UnicodeDecodeError) as error:
        raise Unreadable(f"{path.name}: it has no head between two lines of +++ ({error}).") from error
    title = facts.get("title")
    if opening.strip() or not isinstance(title, str) or not title.strip() or not body.strip():
        raise Unreadable(f"{path.name}: a guide has a title in its head and a text below it.")
    return GuideFile(
        slug=name["slug"],
        language=name["language"],
        title=title.strip(),
        summary=str(facts.get("summary", "")).strip(),
        body=body.strip(),
        topics=tuple(map(str, facts.get("topics", ()))),
        order=int(facts.get("order", 0)),
        checked_on=facts.get("checked_on"),
    )
