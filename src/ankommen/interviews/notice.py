"""The privacy notice and the consent text: the city's, versioned, shown in two languages at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from ankommen.places.queries import the_city


@dataclass(frozen=True)
class Pair:
    """A sentence in German and in the client's language; `language` is "de" where it is not translated."""

    own: str
    client: str
    language: str


@dataclass(frozen=True)
class Notice:
    """The notice for one conversation: short layer, details, the sentence of consent and that of refusal."""

    version: str
    is_draft: bool
    short: list[Pair]
    details: list[tuple[Pair, Pair]]
    consent: Pair
    refusal: Pair


def notice_languages(version: str) -> frozenset[str]:
    """The languages in which a version of the notice was handed out; empty where there is no such version.

    Paper may carry an earlier one: the city lists those under `earlier`, with their languages.
    """
    city = the_city()
    notice = city.notice if city else {}
    known = {entry["version"]: entry["languages"] for entry in notice.get("earlier", ())}
    known[notice.get("version")] = notice.get("texts", ())
    return frozenset(known.get(version, ()))


def notice_in(own: str, client: str) -> Notice:
    """The city's notice in two languages. Raises ImproperlyConfigured before `load_city` ran."""
    city = the_city()
    if city is None or not city.notice:
        raise ImproperlyConfigured("The city has no privacy notice: run `ankommen load_city`.")
    texts = city.notice
    ours = texts["texts"][own]
    language = client if client in texts["texts"] else own
    theirs: dict[str, Any] = texts["texts"][language]

    def pair(one: str, other: str) -> Pair:
        return Pair(one, other, language)

    details = [
        (pair(one["title"], other["title"]), pair(one["text"], other["text"]))
        for one, other in zip(ours["details"], theirs["details"], strict=True)
    ]
    return Notice(
        version=texts["version"],
        is_draft=bool(texts.get("draft")),
        short=[pair(*both) for both in zip(ours["short"], theirs["short"], strict=True)],
        details=details,
        consent=pair(ours["consent"], theirs["consent"]),
        refusal=pair(ours["refusal"], theirs["refusal"]),
    )
