"""What people have decided about the files of a source: what columns and words mean.

Kept in `Source.mapping`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..models import Source

LEFT_OUT = "-"  # the meaning of a column or word that is not used


@dataclass(frozen=True)
class Decided:
    """Decisions of people, which go before what the program knows.

    columns: heading -> field. words: field -> word -> value ("category" -> "Rat & Tat" -> "advice"). facts:
    field -> text that holds for every record which says nothing itself. "-" leaves a column or a word out.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)

    def after(self, earlier: Decided) -> Decided:
        """These decisions on top of earlier ones."""
        fields = {*self.words, *earlier.words}
        return Decided(
            {**earlier.columns, **self.columns},
            {name: {**earlier.words.get(name, {}), **self.words.get(name, {})} for name in fields},
            {**earlier.facts, **self.facts},
        )


def decided_for(source: Source, kind: str) -> Decided:
    """What was decided for files of a kind the last time."""
    kept = source.mapping.get(kind, {})
    return Decided(kept.get("columns", {}), source.mapping.get("words", {}), kept.get("facts", {}))


def mapping_with(source: Source, kind: str, decided: Decided) -> dict[str, Any]:
    """`Source.mapping` with these decisions for files of a kind; words hold for all kinds."""
    of_kind = {"columns": dict(decided.columns), "facts": dict(decided.facts)}
    words = {name: dict(words) for name, words in decided.words.items() if words}
    return {**source.mapping, kind: of_kind, "words": words}
