"""What every change of a language has in common: its row, its texts, its fingerprint."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ankommen.translations.queries import texts_in
from ankommen.translations.services import store_translations

from .documents import TITLE, canonical, digest_of
from .models import LanguagePack, Version

if TYPE_CHECKING:
    from ankommen.accounts.models import User
    from ankommen.engines.xlsform import Reading


def ensure_packs(version: Version, names: Mapping[str, str], sources: Mapping[str, str]) -> int:
    """Give the version a held-back pack for each language (tag -> name) it has none of yet; returns how
    many."""
    number = 0
    for language, name in names.items():
        _pack, is_new = LanguagePack.objects.get_or_create(
            version=version, language=language, defaults={"name": name[:80]}
        )
        if is_new:
            refresh_fingerprint(version, language, sources)
        number += is_new
    return number


def texts_of_workbook(version: Version, language: str, reading: Reading) -> dict[str, str]:
    """What the workbook says in that language. It has one title for all languages: a translated one stays."""
    texts = dict(reading.texts[language])
    if TITLE in texts_in(version.collection, language):
        texts.pop(TITLE, None)
    return texts


def store_texts(
    version: Version, language: str, texts: Mapping[str, str], *, sources: Mapping[str, str], by: User | None
) -> int:
    """Store the texts that differ from what stands; returns how many.

    An unchanged text is left alone even if its source changed: it stays outdated until changed or confirmed.
    sources: the source texts these translations were made from, key -> text.
    """
    standing = texts_in(version.collection, language)
    fresh = {key: text for key, text in texts.items() if standing.get(key) != text}
    return store_translations(
        version.collection, language, fresh, sources=sources, by=str(by.pk) if by else ""
    )


def refresh_fingerprint(version: Version, language: str, sources: Mapping[str, str]) -> None:
    """Bring the pack's digest up to its texts, so that browsers ask for the new ones."""
    digest = pack_fingerprint(texts_in(version.collection, language), sources)
    LanguagePack.objects.filter(version=version, language=language).update(digest=digest)


def pack_fingerprint(texts: Mapping[str, str], sources: Mapping[str, str]) -> str:
    """The SHA-256 of those texts of a language that the version has a source for."""
    return digest_of(canonical({key: text for key, text in texts.items() if key in sources}))
