"""The city's glossary: words that every translation says in the same way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..models import Term


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


def delete_term(concept: str) -> bool:
    """Take a term out of the glossary; whether there was one."""
    number, _by_model = Term.objects.filter(concept=concept).delete()
    return number > 0
