"""Offers in many languages, and questions about them, made up of invented words.

Words are drawn as often as in real texts (the one in place n about 1/n times as often as the first), from
20,000 a language, and made of the letters of its script, so that endings and pieces repeat.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ankommen.engines.search import Document, Thesaurus

WEIGHTS = {"name": 3, "summary": 1.5, "body": 1}
_LENGTHS = {"name": 4, "summary": 12, "body": 100}  # words
_WORDS = 20_000
_LATIN = ("bdfghklmnprstvwz", "aeiou")  # consonants and vowels
_CYRILLIC = ("бвгджзклмнпрстчш", "аеиоу")
_ARABIC = ("بتجحدرسشعفقكلمنه", "اويو")
LANGUAGES = {
    "de": _LATIN,
    "en": _LATIN,
    "tr": _LATIN,
    "fr": _LATIN,
    "ar": _ARABIC,
    "fa": _ARABIC,
    "uk": _CYRILLIC,
    "ru": _CYRILLIC,
}
_OFTEN = list(accumulate(1 / place for place in range(3, _WORDS + 3)))


def offers(number: int) -> list[Document]:
    """So many invented offers, each with a text in every one of `LANGUAGES`."""
    from ankommen.engines.search import Document

    chance = random.Random(2_000)  # noqa: S311 - the same offers each time
    return [
        Document(f"offer-{n}", {language: _fields(chance, _vocabulary(language)) for language in LANGUAGES})
        for n in range(number)
    ]


def thesaurus() -> Thesaurus:
    """Twelve topics with 20 terms in each language, some of two words."""
    from ankommen.engines.search import Thesaurus

    chance = random.Random(12)  # noqa: S311
    return Thesaurus(
        {
            f"topic-{n}": {
                language: [
                    " ".join(chance.sample(_vocabulary(language), 1 + (m % 4 == 0))) for m in range(20)
                ]
                for language in LANGUAGES
            }
            for n in range(12)
        }
    )


def questions(documents: Sequence[Document], number: int) -> list[tuple[str, str]]:
    """So many questions with their language: words of one document, and a term of a topic.

    Every fourth has a slip.
    """
    chance = random.Random(40)  # noqa: S311
    terms = thesaurus().terms
    asked = []
    for n in range(number):
        language = chance.choice(list(LANGUAGES))
        words = " ".join(chance.choice(documents).texts[language].values()).split()
        term = chance.choice(terms[chance.choice(list(terms))][language])
        chosen = [*chance.sample(words, chance.randint(1, 7)), term]
        if n % 4 == 0:
            longest = max(chosen, key=len)
            place = len(longest) // 2
            chosen[chosen.index(longest)] = longest[:place] + longest[place + 1 :]
        asked.append((" ".join(chosen), language))
    return asked


@cache
def _vocabulary(language: str) -> list[str]:
    chance = random.Random(language)  # noqa: S311
    consonants, vowels = LANGUAGES[language]

    def syllable() -> str:
        return "".join(map(chance.choice, (consonants, vowels, [*consonants, *[""] * 8])))

    return ["".join(syllable() for _ in range(chance.randint(1, 4))) for _ in range(_WORDS)]


def _fields(chance: random.Random, vocabulary: Sequence[str]) -> dict[str, str]:
    words = chance.choices(vocabulary, cum_weights=_OFTEN, k=sum(_LENGTHS.values()))
    fields, first = {}, 0
    for field, length in _LENGTHS.items():
        fields[field] = " ".join(words[first : first + length])
        first += length
    return fields
