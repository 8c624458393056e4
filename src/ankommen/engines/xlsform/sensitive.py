"""Warns of wordings that could make an answer record irregular residence.

German public bodies must report irregular residence they learn of (§ 87 AufenthG), so a form must not ask for
it. The list (sensitive_terms.csv: language, term, why) is looked for as whole words, regardless of case,
accents, Arabic vowel signs and variants of Arabic letters; a term that ends in "*" is the beginning of a
word. It warns people who decide; it cannot decide for them.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from ankommen.engines.languages import tag_of

from .codes import Code
from .headings import TableRow
from .problems import Problem
from .texts import Texts

# One spelling for letters that keyboards of Arabic script write differently, and the words that Arabic writes
# joined on.
ARABIC = str.maketrans("أإآٱىيئؤةكۀە", "ااااییيوهکهه".replace("ي", "ی"))
ARABIC_PREFIX = "(?:و|ف)?(?:ب|ل|ک)?(?:ال|لل)?"
DROPPED = re.compile("[\u0640\u200c\u200d]")  # tatweel, joiners


def folded(text: str) -> str:
    """The text as the list is compared with: small letters without accents, one form of each Arabic
    letter."""
    text = DROPPED.sub("", text).casefold().translate(ARABIC)
    decomposed = unicodedata.normalize("NFKD", text.replace("ı", "i"))
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(re.sub(r"[\W_]+", " ", bare).split())


def sensitive_terms(texts: Texts, rows: Mapping[str, TableRow]) -> list[Problem]:
    """A warning for each text with a listed term, once a text and term.

    texts: by language tag and text key. rows: the row of each text, by its key or its key without the last
    part.
    """
    problems = []
    for tag, own in texts.items():
        patterns = _patterns().get(tag.split("-")[0])
        if patterns is None:
            continue
        for key, text in own.items():
            for term in dict.fromkeys(match[0] for match in patterns.finditer(folded(text))):
                problems.append(_problem(key, tag, term, rows))
    return problems


def _problem(key: str, tag: str, term: str, rows: Mapping[str, TableRow]) -> Problem:
    more = {"language": tag}
    row = rows.get(key) or rows.get(key.rpartition("/")[0])
    if row is None:
        return Problem(Code.SENSITIVE_TERM, hint=term, more=more)
    field = key.rpartition("/")[2] if key.startswith("item/") else "label"
    heading = next((name for name in row.translations(field) if name and tag_of(name) == tag), "")
    return row.problem_in(Code.SENSITIVE_TERM, field, heading, term, **more)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """One pattern a language that finds any of its terms as whole words, the longest first."""
    terms: dict[str, set[str]] = {}
    text = files(__package__).joinpath("sensitive_terms.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines(), delimiter=";"):
        terms.setdefault(row["language"], set()).add(_folded_term(row["term"]))
    return {language: _pattern(language, found) for language, found in terms.items()}


def _folded_term(term: str) -> str:
    return folded(term) + ("*" if term.endswith("*") else "")


def _pattern(language: str, terms: set[str]) -> re.Pattern[str]:
    longest_first = sorted(terms, key=len, reverse=True)
    words = "|".join(
        re.escape(term.removesuffix("*")) + (r"\w*" if term.endswith("*") else "") for term in longest_first
    )
    prefix = ARABIC_PREFIX if language == "ar" else ""
    return re.compile(rf"(?<!\w){prefix}(?:{words})(?!\w)")
