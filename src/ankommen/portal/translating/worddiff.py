"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORD = re.compile(r"\s+|\w+|[^\w\s]")
_MOST = 250_000  # pairs of words that are compared; of more the whole text is taken for changed
_AROUND = 80  # letters around a change that a short view keeps


class Kind(StrEnum):
    """How a part of the texts stands."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class Part:
    """A run of words: in both texts, in the former only, or in the new one only."""

    kind: Kind
    text: str


def word_changes(before: str, after: str) -> list[Part]:
    """The parts in reading order: SAME and GONE together are the former text, SAME and NEW the new one."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    middle = old[start : len(old) - end], new[start : len(new) - end]
    parts = [Part(Kind.SAME, "".join(old[:start])), *_changes(*middle)]
    parts.append(Part(Kind.SAME, "".join(old[len(old) - end :])))
    return [part for part in parts if part.text]


def shortened(parts: Iterable[Part]) -> list[Part]:
    """The same with long runs that did not change cut short."""
    return [Part(part.kind, _cut(part.text)) if part.kind is Kind.SAME else part for part in parts]


def _cut(text: str) -> str:
    return text if len(text) <= 3 * _AROUND else f"{text[:_AROUND]} … {text[-_AROUND:]}"


def _common(one: list[str], other: list[str]) -> int:
    return next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _changes(old: list[str], new: list[str]) -> Iterator[Part]:
    if len(old) * len(new) > _MOST:
        yield from (Part(Kind.GONE, "".join(old)), Part(Kind.NEW, "".join(new)))
        return
    gone, fresh = "", ""
    for tag, i, j, k, m in SequenceMatcher(None, old, new).get_opcodes():
        # A blank between two changed words belongs to the change: else old and new words would alternate.
        if tag == "equal" and not (gone + fresh and "".join(old[i:j]).isspace()):
            yield from (Part(Kind.GONE, gone), Part(Kind.NEW, fresh), Part(Kind.SAME, "".join(old[i:j])))
            gone, fresh = "", ""
        else:
            gone, fresh = gone + "".join(old[i:j]), fresh + "".join(new[k:m])
    yield from (Part(Kind.GONE, gone), Part(Kind.NEW, fresh))
