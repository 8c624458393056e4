"""What a text in a language may not look like: letters and marks that a native reader would never type."""

import re

from ankommen.engines.languages import language, scripts_of

NAMES = {  # stand on doors, letters and pages as they are here, so they stay in every language
    *(
        "MigraDo",
        "Jobcenter",
        "Jugendamt",
        "Wohnungsamt",
        "FreiwilligenAgentur",
        "Kindergeld",
        "Wohngeld",
        "Minijob",
    ),
    *(
        "Dienstleistungszentrum",
        "Bildung",
        "Self-Service-Center",
        "lokal",
        "willkommen",
        "Freie",
        "Universität",
    ),
    *("LDI", "NRW", "www", "ldi", "nrw", "datenschutz", "dortmund", "example", "de", "a"),
}
FOREIGN_LETTERS = {
    "de": "",
    "en": "äöüßÄÖÜğışçñ",
    "fr": "ßäğış",
    "tr": "qwxQWXäß",
    "uk": "ыэъёЫЭЪЁ",  # Russian letters
    "ru": "іїєґІЇЄҐ",  # Ukrainian letters
    "ar": "کیگچپ",  # Persian letters
    "fa": "كيىةؤإ",  # Arabic letters, and hamzas that Persian writes without
}
WRONG_MARKS = {
    "ar": re.compile(r"[,;?](?!\w)"),  # ، ؛ ؟ are the Arabic ones
    "uk": re.compile(r"(?<=\w)'(?=\w)"),  # the apostrophe is ’
    "tr": re.compile(r"(?<=\w)'(?=\w)"),
    # ، ؛ ؟ and a half-space, not a space, after می and before ها and ام, and none at the edge of a word
    "fa": re.compile(r"[,;?](?!\w)|\bن?می (?=\w)|\w ها(?:ی)?\b|ه ام\b|\u200c(?!\w)|(?<!\w)\u200c"),
    "fr": re.compile(r"(?<=\w)'(?=\w)|\w[?!:](?!\d)"),  # a space stands before ? ! :
}


def faults(code: str, text: str, names: frozenset[str] = frozenset()) -> list[str]:
    """What is wrong with how `text` is written in the language `code`.

    names: words of the town that are written in Latin letters in any language.
    """
    bare = re.sub(r"\$\{\w+\}", "", text)
    for name in sorted(names, key=len, reverse=True):
        bare = bare.replace(name, "")
    words = [word for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", bare) if word not in NAMES]
    script = {language(code).script}
    found = [f"{word} is not in the script of {code}" for word in words if not scripts_of(word) <= script]
    found += [f"foreign letter {letter}" for letter in FOREIGN_LETTERS[code] if letter in "".join(words)]
    if re.search(r"  |^\s|\s$", text):
        found.append("stray space")
    if code in WRONG_MARKS and (match := WRONG_MARKS[code].search(bare)):
        found.append(f"mark {match[0]!r}")
    return found
