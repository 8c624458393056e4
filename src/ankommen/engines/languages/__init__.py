"""Languages: tag, names, direction, script, and whether a shipped font can show them.

One table (table.csv): BCP-47 tag, name in the language itself, in English and in German, ISO 15924 script of
ordinary writing, and other names and codes under which workbooks call it. A tag outside the table is still a
tag: its script subtag or the script of its text tells the direction.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Direction = Literal["ltr", "rtl"]

RIGHT_TO_LEFT = frozenset({"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg", "Mand", "Samr"})
UNDETERMINED = "und"
TAG = re.compile(
    r"[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*", re.IGNORECASE
)

# The script of a letter is the first word of its Unicode name.
SCRIPT_WORDS = {
    "LATIN": "Latn",
    "GREEK": "Grek",
    "CYRILLIC": "Cyrl",
    "ARABIC": "Arab",
    "ETHIOPIC": "Ethi",
    "HEBREW": "Hebr",
    "ARMENIAN": "Armn",
    "GEORGIAN": "Geor",
    "DEVANAGARI": "Deva",
    "BENGALI": "Beng",
    "GURMUKHI": "Guru",
    "GUJARATI": "Gujr",
    "ORIYA": "Orya",
    "TAMIL": "Taml",
    "TELUGU": "Telu",
    "KANNADA": "Knda",
    "MALAYALAM": "Mlym",
    "SINHALA": "Sinh",
    "THAI": "Thai",
    "LAO": "Laoo",
    "TIBETAN": "Tibt",
    "MYANMAR": "Mymr",
    "KHMER": "Khmr",
    "MONGOLIAN": "Mong",
    "HANGUL": "Kore",
    "HIRAGANA": "Jpan",
    "KATAKANA": "Jpan",
    "CJK": "Hani",
    "SYRIAC": "Syrc",
    "THAANA": "Thaa",
    "TIFINAGH": "Tfng",
    "NKO": "Nkoo",
    "ADLAM": "Adlm",
}


@dataclass(frozen=True)
class Language:
    """A language as people meet it. `script` is "Zyyy" (common) where nothing is known of it."""

    code: str
    endonym: str
    english: str
    german: str
    script: str

    @property
    def direction(self) -> Direction:
        """Which way its lines run."""
        return "rtl" if self.script in RIGHT_TO_LEFT else "ltr"


@cache
def known_languages() -> dict[str, Language]:
    """All languages of the table, by tag."""
    return {row["code"]: _language(row) for row in _rows()}


def language(tag: str) -> Language:
    """The language of a BCP-47 tag; of a tag outside the table what its subtags tell, its names being the
    tag.
    """
    known = known_languages()
    parts = tag.split("-")
    script = next((part.title() for part in parts[1:] if len(part) == 4 and part.isalpha()), None)
    found = known.get(tag) or known.get("-".join(parts[:2])) or known.get(parts[0])
    if found is None:
        return Language(tag, tag, tag, tag, script or "Zyyy")
    return Language(tag, found.endonym, found.english, found.german, script or found.script)


def tag_of(name: str) -> str | None:
    """The tag of a language as a heading writes it: "العربية (ar)", "French", "Deutsch", "en"; None if it
    cannot be told.

    A tag in the last brackets counts first, then the name before them, then the whole.
    """
    name = " ".join(name.split())
    before, bracketed = _split_brackets(name)
    if bracketed and TAG.fullmatch(bracketed):
        return _canonical(bracketed)
    for words in (name, bracketed, before):
        if tag := _names().get(_folded(words)):
            return tag
    return (
        _canonical(name) if TAG.fullmatch(name) and name.lower().split("-")[0] in known_languages() else None
    )


def script_of(text: str) -> str:
    """The script of most letters of a text; "Zyyy" if it has none."""
    return _most_common(_script_counts(text))


def scripts_of(text: str) -> set[str]:
    """All scripts that letters of a text are written in."""
    return set(_script_counts(text))


def direction_of(tag: str, texts: Iterable[str] = ()) -> Direction:
    """Which way a language runs; where the tag does not tell, the script of its texts decides."""
    script = language(tag).script
    if script == "Zyyy":
        script = script_of(" ".join(texts))
    return "rtl" if script in RIGHT_TO_LEFT else "ltr"


def uncovered_scripts(tag: str, texts: Iterable[str], shipped: Iterable[str]) -> set[str]:
    """The scripts this language or its texts need and no shipped font has; empty where all can be shown.

    shipped: ISO 15924 codes. Chinese, Japanese and Korean writing count as one, "Hani".
    """
    needed = {_font_script(language(tag).script)}
    for text in texts:
        needed |= {_font_script(script) for script in scripts_of(text)}
    return needed - set(shipped) - {"Zyyy"}


def covers(tag: str, texts: Iterable[str], shipped: Iterable[str]) -> bool:
    """Whether the shipped fonts can show this language and these texts of it."""
    return not uncovered_scripts(tag, texts, shipped)


def _font_script(script: str) -> str:
    return "Hani" if script in ("Hans", "Hant", "Jpan", "Kore") else script


def _rows() -> list[dict[str, str]]:
    text = files(__package__).joinpath("table.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter=";"))


def _language(row: dict[str, str]) -> Language:
    return Language(row["code"], row["endonym"], row["english"], row["german"], row["script"])


@cache
def _names() -> dict[str, str]:
    """Every folded name and code of the table with its tag; the first of two languages keeps a shared
    name."""
    names: dict[str, str] = {}
    for row in _rows():
        for name in (row["code"], row["endonym"], row["english"], row["german"], *row["also"].split("|")):
            if name:
                names.setdefault(_folded(name), row["code"])
    return names


def _folded(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").split())


def _split_brackets(name: str) -> tuple[str, str]:
    """The words before the last brackets and those inside; nothing inside where there are none at the end."""
    match = re.fullmatch(r"(.*?)\s*[(\[（]([^()\[\]（）]*)[)\]）]", name)
    return (match[1].strip(), match[2].strip()) if match else (name, "")


def _canonical(tag: str) -> str:
    """A tag in the usual case, with the two-letter code where there is one: ENG-us becomes en-US."""
    first, *rest = tag.replace("_", "-").split("-")
    first = _names().get(first.lower(), first.lower())
    return "-".join(
        [
            first,
            *(part.title() if len(part) == 4 else part.upper() if len(part) == 2 else part for part in rest),
        ]
    )


def _script_counts(text: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for character, number in Counter(text).items():
        if not character.isalpha():
            continue
        script = SCRIPT_WORDS.get(unicodedata.name(character, "").split(" ")[0])
        if script:
            counts[script] += number
    return counts


def _most_common(counts: Counter[str]) -> str:
    return counts.most_common(1)[0][0] if counts else "Zyyy"
