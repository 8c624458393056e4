"""The words of opening hours in German, English and OpenStreetMap. All casefolded: "ß" is "ss"."""

from __future__ import annotations

from collections.abc import Mapping

from .slots import DAYS, LAST_WEEK

Phrases = Mapping[str, tuple[tuple[str, ...], ...]]
"""Phrases, each as its words, by their first word."""

_GERMAN = (
    "montag montags",
    "di dienstag dienstags",
    "mi mittwoch mittwochs",
    "do donnerstag donnerstags",
    "freitag freitags",
    "samstag samstags sonnabend sonnabends",
    "so sonntag sonntags",
)
_ENGLISH = (
    "mon monday mondays",
    "tue tues tuesday tuesdays",
    "wed weds wednesday wednesdays",
    "thu thur thurs thursday thursdays",
    "fri friday fridays",
    "sat saturday saturdays",
    "sun sunday sundays",
)
_OSM = ("", "tu", "we", "th", "", "", "su")
_SHARED = ("mo", "", "", "", "fr", "sa", "")


def _by_word(*tables: tuple[str, ...]) -> dict[str, str]:
    return {
        word: day
        for table in tables
        for day, words in zip(DAYS, table, strict=True)
        for word in words.split()
    }


def _phrases(*phrases: str) -> Phrases:
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in phrases:
        words = tuple(phrase.split())
        found[words[0]] = (*found.get(words[0], ()), words)
    return found


DAY_OF = _by_word(_GERMAN, _ENGLISH, _OSM, _SHARED)
# "werktags" is Monday to Saturday by law and Monday to Friday in most mouths: nobody stands before a closed
# door who is told the shorter week.
DAYS_OF = (
    dict.fromkeys(("täglich", "tgl", "daily", "everyday"), DAYS)
    | dict.fromkeys(
        ("werktags", "werktäglich", "wochentags", "werktagen", "wochentagen", "weekdays"), DAYS[:5]
    )
    | dict.fromkeys(("wochenende", "wochenends", "weekend", "weekends"), DAYS[5:])
)
EVERY_DAY = _phrases("jeden tag", "every day", "alle tage")
_SHORT = {"u", "n", "v", "tel", "vereinb", "tgl", "geschl"}
ABBREVIATIONS = _SHORT | {word for word in DAY_OF if len(word) <= 5 and not word.endswith("day")}

# Only who writes German, English or OpenStreetMap's value writes these; what is in none tells nothing.
_GERMAN_SIGNS = {"uhr", "und", "u", "bis", "auch", "geschlossen", "täglich", "werktags"}
GERMAN_ONLY = _GERMAN_SIGNS | _by_word(_GERMAN).keys()
ENGLISH_ONLY = {"weekdays", "weekends", "weekend", "daily"} | _by_word(_ENGLISH).keys()
OSM_ONLY = {"off"} | _by_word(_OSM).keys()

EACH = frozenset({"jeden", "jede", "jeder", "every", "each"})
BEFORE_DAYS = EACH | {"am", "an", "den", "immer", "jeweils", "von", "on", "from", "the"}
TO = frozenset({"bis", "to", "through", "until", "till"})
AND = frozenset({"und", "u", "and", "sowie"})
OR = frozenset({"oder", "or"})
ALSO = frozenset({"auch", "zusätzlich", "also", "additionally"})
EXCEPT = frozenset({"ausser", "except"})
CLOSED = frozenset({"geschlossen", "geschl", "zu", "ruhetag", "closed", "off"})
OPEN = frozenset({"geöffnet", "offen", "open"})
BEFORE_TIMES = OPEN | {"von", "from", "jeweils"}
HOUR = frozenset({"uhr", "h", "hrs"})
ALWAYS = _phrases("rund um die uhr", "24 stunden", "24 hours", "24 h")
LABEL_BEFORE = frozenset({"unsere", "our", "opening"})
LABELS = OPEN | {
    *("öffnungszeiten", "öffnungszeit", "sprechzeiten", "sprechzeit", "sprechstunde", "sprechstunden"),
    *("bürozeiten", "beratungszeiten", "hours"),
}

_WEEKS = ("erste", 1), ("zweite", 2), ("dritte", 3), ("vierte", 4), ("fünfte", 5), ("letzte", LAST_WEEK)
_ENGLISH_WEEKS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": LAST_WEEK}
ORDINALS = _ENGLISH_WEEKS | {word + ending: week for word, week in _WEEKS for ending in ("", "n", "r")}
OF_MONTH = _phrases(
    *("im monat", "des monats", "eines monats", "jeden monats", "eines jeden monats"),
    *("of the month", "of each month", "of every month", "in the month"),
)

SINCE = _phrases("ab", "ab dem", "beginnend am", "seit", "seit dem", "starting", "since")
UNTIL = _phrases("bis", "bis zum", "until")
NUMBERS = {"zwei": 2, "drei": 3, "vier": 4, "two": 2, "three": 3, "four": 4}
FORTNIGHTLY = _phrases(
    *("zweiwöchentlich", "vierzehntägig", "vierzehntäglich", "jede zweite woche"),
    *("fortnightly", "every other week", "every second week"),
)

_HOW = (
    "",
    "vorheriger telefonischer ",
    "vorheriger ",
    "telefonischer ",
    "persönlicher ",
    "individueller ",
    "vorherige ",
    "tel ",
)
_WHAT = (
    *("vereinbarung", "absprache", "terminvereinbarung", "terminabsprache", "anmeldung", "voranmeldung"),
    *("terminvergabe", "vereinb", "termin"),
)
APPOINTMENT = _phrases(
    *(f"{word} {how}{what}" for word in ("nach", "mit") for how in _HOW for what in _WHAT),
    *("n v", "by appointment", "with appointment", "by arrangement"),
)
ONLY = frozenset({"nur", "only", "ausschliesslich", "lediglich"})
NEEDED = _phrases("termin erforderlich", "terminvereinbarung erforderlich", "anmeldung erforderlich")
NEEDED_AFTER = frozenset({"erforderlich", "only"})
POSSIBLE_AFTER = frozenset({"möglich"})
APPOINTMENTS = frozenset({"termin", "termine"})
BESIDES = _phrases(
    *("weitere termine", "andere termine", "weitere zeiten", "andere zeiten", "darüber hinaus"),
    *("sonst", "ansonsten", "ausserdem", "auch", "zusätzlich", "otherwise", "at other times"),
    *("ausserhalb der öffnungszeiten", "termine ausserhalb der öffnungszeiten"),
    *("ausserhalb dieser zeiten", "termine ausserhalb dieser zeiten"),
)
NO_APPOINTMENT = _phrases(
    *("ohne termin", "ohne anmeldung", "ohne voranmeldung", "ohne terminvereinbarung"),
    *("without appointment", "no appointment needed"),
)
