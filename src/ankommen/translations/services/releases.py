"""Show a language to the public, or take it back."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from ..models import Release
from ..rows import lock_collection
from ..showing import released_languages

_LOCK = "releases"


@transaction.atomic
def release_language(language: str, *, of: Iterable[str], by: str) -> bool:
    """The public sees the language from now on; whether it did not before.

    of: the languages that are set up, which are all shown as long as nobody has decided. by: the account's
    number.
    """
    lock_collection(_LOCK)
    shown = released_languages(of)
    return _store({*shown, language}, shown, by)


@transaction.atomic
def hold_back_language(language: str, *, of: Iterable[str], by: str) -> bool:
    """The public does not see the language any more; whether it did before. Its texts stay."""
    lock_collection(_LOCK)
    shown = released_languages(of)
    return _store(shown - {language}, shown, by)


@transaction.atomic
def release_first(languages: Iterable[str], *, by: str) -> bool:
    """Decide for all languages at once, where nobody has decided yet; whether that was so."""
    lock_collection(_LOCK)
    if Release.objects.exists():
        return False
    Release.objects.create(languages=sorted(languages), recorded_by=by)
    return True


def _store(languages: set[str] | frozenset[str], before: frozenset[str], by: str) -> bool:
    if languages == before:
        return False
    Release.objects.create(languages=sorted(languages), recorded_by=by)
    return True
