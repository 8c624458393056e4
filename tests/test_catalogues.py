"""The catalogues of the program's own sentences: nothing in them breaks a page, and nobody meets a gap.

German is complete. In the other languages every sentence that a newcomer reads is translated; what only staff read
is said in German there. Interviews are also held in languages that the menu does not offer: they have a catalogue
for their screen, pages and sheets.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from gettext import GNUTranslations, c2py
from io import BytesIO
from pathlib import Path
from typing import Any

import polib
import pytest
from django.conf import settings

from ankommen.interviews.wording import SENTENCES, wording

PACKAGE = Path(__file__).parent.parent / "src" / "ankommen"
LOCALE = PACKAGE / "locale"
SOURCE_LANGUAGE = "en"  # the sentences in the code
COMPLETE = "de"
# At least; Unicode CLDR, plural rules of whole numbers (French "many" only from a million on)
PLURAL_FORMS = {"de": 2, "ar": 6, "tr": 2, "uk": 3, "fa": 2, "ru": 3, "fr": 2}
READ_BY_NEWCOMERS = (
    *("interviews/", "ui/", "portal/", "offers/weeklines.py", "accounts/templates/accounts/invitation"),
    *("cases/apps.py", "cases/copies.py", "cases/handouts.py", "cases/sheets.py", "cases/views/person.py"),
    *(f"cases/templates/cases/{page}.html" for page in ("ask_code", "my_case", "opened", "share_confirm")),
)
_PORTAL_DESK = ("searchwords", "suggestions", "translating")
READ_BY_STAFF = (
    *("ui/refused.py", "ui/templates/ui/desk.html", "interviews/apps.py", "portal/models.py"),
    *(f"portal/{folder}{pages}/" for folder in ("", "templates/") for pages in _PORTAL_DESK),
)
MENU = [code for code, _name in settings.LANGUAGES]
# Nobody is asked in a language in which the demo's city cannot say first what happens to the answers.
INTERVIEWS = tomllib.loads((PACKAGE / "cities/dortmund/notice.toml").read_text(encoding="utf-8"))["texts"]
CATALOGUES = [code for code in dict.fromkeys([*MENU, *INTERVIEWS]) if code != SOURCE_LANGUAGE]

# %(count)s, {count}, ${count} with any number of braces, and the tags around them
PLACEHOLDER = re.compile(r"\$?\{+[^{}]*\}+|%\(\w+\)[a-z]|</?\w+>")
COUNTERS = {"%(number)s", "%(count)s", "%(times)s"}
PERCENT = re.compile(r"%\(\w+\)[a-z]|%%")


class AnyFact(dict[str, str]):
    """Facts for a sentence, whatever their names."""

    def __missing__(self, name: str) -> str:
        return name


def faults(catalogue: polib.POFile, language: str) -> list[str]:
    """What is wrong with the translations there are, one line a fault; gaps are no faults here."""
    found = ["header: fuzzy"] if catalogue.metadata_is_fuzzy else []
    count, form_of = _plural_rule(catalogue)
    if count < PLURAL_FORMS[language] or any(form_of(number) >= count for number in range(1000)):
        found.append(f"header: {count} plural forms")
    for entry in catalogue:
        if entry.obsolete:
            continue
        found += [f"{entry.msgid}: {fault}" for fault in _faults_of(entry, count, form_of)]
    return found


def gaps(catalogue: polib.POFile) -> list[str]:
    """The sentences that have no translation, or an unfinished one."""
    return [entry.msgid for entry in catalogue.untranslated_entries()]


def newcomers_gaps(catalogue: polib.POFile) -> list[str]:
    """Those gaps that show on a page, a sheet or a message in front of a newcomer."""
    return [
        entry.msgid
        for entry in catalogue.untranslated_entries()
        if any(_is_read_by_newcomers(path) for path, _line in entry.occurrences)
    ]


def _is_read_by_newcomers(path: str) -> bool:
    return path.startswith(READ_BY_NEWCOMERS) and not path.startswith(READ_BY_STAFF)


def _faults_of(entry: polib.POEntry, count: int, form_of: Callable[[int], int]) -> Iterator[str]:
    if entry.fuzzy:
        yield "fuzzy"
    if entry.msgid_plural:
        yield from _faults_of_plurals(entry, count, form_of)
    elif entry.msgstr:
        yield from _faults_of_text(entry, entry.msgid, entry.msgstr)


def _faults_of_plurals(entry: polib.POEntry, count: int, form_of: Callable[[int], int]) -> Iterator[str]:
    forms = entry.msgstr_plural
    if not any(forms.values()):
        return  # a gap
    if sorted(forms) != list(range(count)) or not all(forms.values()):
        yield "plural forms"
    for form, text in forms.items():
        numbers = [number for number in range(1000) if form_of(number) == form]
        # "one text", "two texts": a form that serves a single number may say it as a word
        counter = next((mark for mark in PLACEHOLDER.findall(entry.msgid_plural) if mark in COUNTERS), "")
        spelt = text if len(numbers) != 1 or counter in text else f"{text}{counter}"
        if text:
            yield from _faults_of_text(entry, entry.msgid_plural, spelt)


def _faults_of_text(entry: polib.POEntry, source: str, text: str) -> Iterator[str]:
    if sorted(PLACEHOLDER.findall(source)) != sorted(PLACEHOLDER.findall(text)):
        yield "placeholders"
    if _edges(source) != _edges(text):
        yield "spaces at the edges"
    if not _can_be_filled_in(entry, text):
        yield "cannot be filled in"


def _can_be_filled_in(entry: polib.POEntry, text: str) -> bool:
    if "python-format" in entry.flags and "%" in PERCENT.sub("", text):
        return False  # "50 % sind" is read as "% s" and would show all facts
    try:
        if "python-brace-format" in entry.flags:
            text.format_map(AnyFact())
    except (ValueError, IndexError, AttributeError):
        return False
    return True


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _plural_rule(catalogue: polib.POFile) -> tuple[int, Callable[[int], int]]:
    """How many plural forms the header promises, and which of them a number takes."""
    header = re.search(r"nplurals=(\d+); *plural=([^;]+)", catalogue.metadata.get("Plural-Forms", ""))
    assert header, "no Plural-Forms in the header"
    return int(header[1]), c2py(header[2])


def _catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(LOCALE / language / "LC_MESSAGES" / "django.po"))


def test_every_language_of_menu_and_interviews_has_a_catalogue_and_no_other() -> None:
    assert {path.parts[-3] for path in LOCALE.glob("*/LC_MESSAGES/django.po")} == set(CATALOGUES)


def test_make_messages_renews_every_catalogue() -> None:
    makefile = (PACKAGE.parent.parent / "Makefile").read_text(encoding="utf-8")
    spoken = re.search(r"^SPOKEN := (.*)$", makefile, re.MULTILINE)
    assert spoken
    assert sorted(spoken[1].split()) == sorted(CATALOGUES)


@pytest.mark.parametrize("language", CATALOGUES)
def test_the_catalogue_compiles_and_answers_with_its_translations(language: str) -> None:
    catalogue = _catalogue(language)
    compiled = GNUTranslations(BytesIO(catalogue.to_binary()))
    said = {e.msgid: compiled.gettext(e.msgid) for e in catalogue.translated_entries() if not e.msgid_plural}
    assert said
    assert said == {e.msgid: e.msgstr for e in catalogue.translated_entries() if not e.msgid_plural}


@pytest.mark.parametrize("language", CATALOGUES)
def test_no_translation_is_broken(language: str) -> None:
    assert faults(_catalogue(language), language) == []


def test_german_is_complete() -> None:
    assert gaps(_catalogue(COMPLETE)) == []


@pytest.mark.parametrize("language", [language for language in CATALOGUES if language != COMPLETE])
def test_every_sentence_that_a_newcomer_reads_is_translated(language: str) -> None:
    assert newcomers_gaps(_catalogue(language)) == []


@pytest.mark.parametrize("language", [language for language in CATALOGUES if language != COMPLETE])
def test_the_interview_screen_says_every_sentence_in_the_language(language: str) -> None:
    """A sentence that reads as in German or English would be shown as German, marked "DE"."""
    assert SENTENCES.keys() - wording(language).keys() == set()


def _made_up(**entry: Any) -> polib.POFile:
    catalogue = polib.POFile()
    catalogue.metadata = {"Plural-Forms": "nplurals=2; plural=(n != 1);"}
    catalogue.append(polib.POEntry(**entry))
    return catalogue


TEXTS = "%(count)s texts are missing."


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ({"msgid": "Saved", "msgstr": "Gespeichert", "flags": ["fuzzy"]}, "fuzzy"),
        ({"msgid": "{count} of {total}", "msgstr": "{count} von {count}"}, "placeholders"),
        ({"msgid": "Page %(number)s", "msgstr": "Seite %(nummer)s"}, "placeholders"),
        ({"msgid": "Page %(number)s", "msgstr": "Seite"}, "placeholders"),
        ({"msgid": "Write ${{name}}", "msgstr": "Schreiben Sie {name}"}, "placeholders"),
        ({"msgid": "“${%(name)s}” is open", "msgstr": "„%(name)s“ ist offen"}, "placeholders"),
        ({"msgid": "It is <strong>%(x)s</strong>", "msgstr": "Es ist <strong>%(x)s<strong>"}, "placeholders"),
        ({"msgid": "Saved", "msgstr": "Gespeichert {count}"}, "placeholders"),
        ({"msgid": "Saved ", "msgstr": "Gespeichert"}, "spaces at the edges"),
        ({"msgid": "a", "msgstr": "50 % sind da", "flags": ["python-format"]}, "cannot be filled in"),
        ({"msgid": "a", "msgstr": "in } Klammern", "flags": ["python-brace-format"]}, "cannot be filled in"),
    ],
)
def test_a_planted_fault_is_found(entry: dict[str, Any], fault: str) -> None:
    assert faults(_made_up(**entry), "de") == [f"{entry['msgid']}: {fault}"]


@pytest.mark.parametrize(
    ("forms", "found"),
    [
        ({0: "%(count)s Text fehlt.", 1: "%(count)s Texte fehlen."}, []),
        ({0: "Ein Text fehlt.", 1: "%(count)s Texte fehlen."}, []),  # served to the number 1 alone
        ({0: "", 1: ""}, []),  # a gap, which is another test's matter
        ({0: "%(count)s Text fehlt.", 1: "Texte fehlen."}, ["placeholders"]),
        ({0: "%(count)s Text fehlt.", 1: ""}, ["plural forms"]),
        ({0: "%(count)s Text fehlt."}, ["plural forms"]),
        ({0: "Ein Text fehlt.", 1: "%(count)s Texte.", 2: "%(count)s Texte."}, ["plural forms"]),
    ],
)
def test_a_planted_fault_in_a_plural_is_found(forms: dict[int, str], found: list[str]) -> None:
    catalogue = _made_up(msgid="%(count)s text is missing.", msgid_plural=TEXTS, msgstr_plural=forms)
    assert faults(catalogue, "de") == [f"%(count)s text is missing.: {fault}" for fault in found]


def test_a_header_of_another_language_is_found() -> None:
    assert faults(_made_up(msgid="a", msgstr="b"), "ar") == ["header: 2 plural forms"]


def test_a_plural_rule_beyond_its_forms_is_found() -> None:
    catalogue = _made_up(msgid="a", msgstr="b")
    catalogue.metadata["Plural-Forms"] = "nplurals=2; plural=(n < 3 ? n : 0);"
    assert faults(catalogue, "de") == ["header: 2 plural forms"]


def test_a_fuzzy_header_is_found() -> None:
    catalogue = _made_up(msgid="a", msgstr="b")
    catalogue.metadata_is_fuzzy = True
    assert faults(catalogue, "de") == ["header: fuzzy"]


def test_a_gap_is_found() -> None:
    half = _made_up(msgid="%(count)s text", msgid_plural=TEXTS, msgstr_plural={0: "Text", 1: ""})
    assert gaps(half) == ["%(count)s text"]
    assert gaps(_made_up(msgid="Saved", msgstr="")) == ["Saved"]
    assert gaps(_made_up(msgid="Saved", msgstr="Gespeichert")) == []


@pytest.mark.parametrize(
    ("places", "reads"),
    [
        (["interviews/wording.py"], True),
        (["interviews/templates/interviews/needs.html"], True),
        (["ui/templates/503.html"], True),
        (["accounts/templates/accounts/invitation.html"], True),
        (["questionnaires/models.py", "interviews/sheets.py"], True),
        (["questionnaires/models.py"], False),
        (["accounts/models.py"], False),
        (["engines/xlsform/sentences.py"], False),
    ],
)
def test_a_newcomers_gap_is_told_from_one_of_staff(places: list[str], reads: bool) -> None:
    catalogue = _made_up(msgid="Saved", msgstr="", occurrences=[(place, "") for place in places])
    assert newcomers_gaps(catalogue) == (["Saved"] if reads else [])
