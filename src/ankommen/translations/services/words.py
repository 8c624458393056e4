"""The city's glossary: words that every translation says in the same way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

from ..models import Term
from ..rows import lock_collection
from .texts import ChangedMeanwhile

_LOCK = "glossary"


@transaction.atomic
def change_term(concept: str, texts: Mapping[str, Sequence[str]], *, note: str = "", seen: str) -> None:
    """As `set_term`, by somebody who has read the term: `seen` is its fingerprint then, empty for none.

    Raises ChangedMeanwhile, and changes nothing, where it says something else by now.
    """
    lock_collection(_LOCK)
    row = Term.objects.filter(concept=concept).first()
    if (row.fingerprint if row else "") != seen:
        raise ChangedMeanwhile([concept])
    set_term(concept, texts, note=note)


def set_term(concept: str, texts: Mapping[str, Sequence[str]], *, note: str = "") -> None:
    """Make this the term of the concept, in place of any other.

    concept: its slug. texts: language -> the agreed word, then other forms of it; languages without a word
    are left out. Raises ValueError where no language has one.
    """
    kept = {
        language: words
        for language, forms in texts.items()
        if (words := [word.strip() for word in forms if word.strip()])
    }
    if not kept:
        raise ValueError(f"The term {concept} has no word in any language.")
    Term.objects.update_or_create(concept=concept, defaults={"texts": kept, "note": note.strip()})


@transaction.atomic
def add_terms(entries: Iterable[Mapping[str, Any]]) -> int:
    """Add the terms that the glossary lacks; what people made of the others stays. Returns how many came.

    Each entry: concept, words (language -> the agreed word, then other forms of it), optional note.
    """
    lock_collection(_LOCK)
    there = set(Term.objects.values_list("concept", flat=True))
    missing = [entry for entry in entries if entry["concept"] not in there]
    for entry in missing:
        set_term(entry["concept"], entry["words"], note=entry.get("note", ""))
    return len(missing)


def delete_term(concept: str) -> bool:
    """Take a term out of the glossary; whether there was one."""
    number, _by_model = Term.objects.filter(concept=concept).delete()
    return number > 0
