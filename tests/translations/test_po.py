"""Texts as PO files: out to translators and back."""

from __future__ import annotations

import re
from typing import Any

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ankommen.translations import po
from ankommen.translations.models import Translation
from ankommen.translations.queries import OWN, Code, LanguageTree, PoReading, po_of, read_po, states_in
from ankommen.translations.services import NewText, say_same, set_term, store_new_texts, store_translations

pytestmark = pytest.mark.django_db
GERMAN = {"a": "Haus", "b": "Guten Tag, ${name}", "c": "Zeile eins\nZeile „zwei“ \\ 50 %", "d": " "}
TREE = LanguageTree("de", {"fa": "en"})


def out(language: str = "ar", german: dict[str, str] = GERMAN) -> bytes:
    return po_of("x", language, sources=german, tree=TREE)


def read(data: bytes, language: str = "ar", german: dict[str, str] = GERMAN) -> PoReading:
    return read_po(data, "x", language, sources=german, tree=TREE)


def entry(key: str, source: str, text: str, before: str = "") -> bytes:
    return f'{before}msgctxt "{key}"\nmsgid "{source}"\nmsgstr "{text}"\n\n'.encode()


def codes(reading: PoReading) -> list[tuple[str, str, int, str]]:
    return [(each.code.value, each.key, each.line, each.hint) for each in reading.problems]


def test_the_file_as_a_translator_sees_it() -> None:
    set_term("house", {"de": ["Haus"], "ar": ["بيت"]}, note="not home")
    store_translations("x", "ar", {"a": "دار"}, sources={"a": "Wohnung"}, by="1")
    store_translations("x", "ar", {"b": "${name} أهلا"}, sources=GERMAN, by="1")
    assert out().decode() == (
        '#\nmsgid ""\nmsgstr ""\n"Project-Id-Version: x\\n"\n"Language: ar\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n\n'
        "# Haus = بيت (not home)\n#, fuzzy\n"
        'msgctxt "a"\nmsgid "Haus"\nmsgstr "دار"\n\n'
        'msgctxt "b"\nmsgid "Guten Tag, ${name}"\nmsgstr "${name} أهلا"\n\n'
        'msgctxt "c"\nmsgid ""\n"Zeile eins\\n"\n"Zeile „zwei“ \\\\ 50 %"\nmsgstr ""\n\n'
    )


def test_the_german_stands_beside_what_is_translated_from_another_language() -> None:
    store_translations("x", "en", {"a": "house"}, sources=GERMAN, by="1")
    entries = {each.msgctxt: each for each in polib.pofile(out("fa").decode())}
    assert (entries["a"].msgid, entries["a"].comment) == ("house", "de: Haus")
    assert (entries["b"].msgid, entries["b"].comment) == ("Guten Tag, ${name}", "")


@pytest.mark.parametrize(
    ("source", "origin", "is_fuzzy"),
    [("Haus", "human", False), ("Haus", "machine", True), ("Hof", "human", True), ("Hof", "machine", True)],
)
def test_what_a_person_should_look_at_is_fuzzy(source: str, origin: str, is_fuzzy: bool) -> None:
    store_translations("x", "ar", {"a": "بيت"}, sources={"a": source}, by="1", origin=origin)
    assert (b"#, fuzzy" in out()) is is_fuzzy


@pytest.mark.parametrize("origin", ["human", "machine"])
@pytest.mark.parametrize("source", ["Haus", "Hof"])
def test_a_file_that_comes_back_untouched_brings_nothing(origin: str, source: str) -> None:
    store_translations("x", "ar", {"a": "بيت"}, sources={"a": source}, by="1", origin=origin)
    assert read(out()) == PoReading({}, [])


def test_what_a_translator_wrote_is_taken_and_stored() -> None:
    file = polib.pofile(out().decode())
    for each, text in zip(file, ["بيت", "${name} أهلا", 'سطر\nآخر "\\'], strict=True):
        each.msgstr = text
    reading = read(str(file).encode())
    assert reading.problems == []
    assert reading.texts["c"] == NewText('سطر\nآخر "\\', GERMAN["c"])
    assert store_new_texts("x", "ar", reading.texts, by="1") == 3
    assert set(states_in("x", "ar", sources={key: GERMAN[key] for key in "abc"}).values()) == {"current"}


@pytest.mark.parametrize("origin", ["human", "machine"])
def test_a_fuzzy_mark_taken_away_confirms_the_text(origin: str) -> None:
    source = {"a": "Haus" if origin == "machine" else "Hof"}
    store_translations("x", "ar", {"a": "بيت"}, sources=source, by="1", origin=origin)
    reading = read(out().replace(b"#, fuzzy\n", b""))
    assert reading == PoReading({"a": NewText("بيت", "Haus")}, [])
    store_new_texts("x", "ar", reading.texts, by="1")
    assert states_in("x", "ar", sources={"a": "Haus"}) == {"a": "current"}


def test_a_text_made_from_an_ancestor_says_so() -> None:
    store_translations("x", "en", {"a": "house"}, sources=GERMAN, by="1")
    assert read(entry("a", "house", "خانه"), "fa").texts == {"a": NewText("خانه", "house", "en")}
    # The file was made before there was an English text; the German one still stands.
    assert read(entry("a", "Haus", "خانه"), "fa").texts == {"a": NewText("خانه", "Haus", OWN)}


def test_a_typo_mended_meanwhile_loses_nothing() -> None:
    say_same("x", "a", OWN, "Haus", "haus", by="1")
    assert read(entry("a", "Haus", "بيت"), german={"a": "haus"}).texts == {"a": NewText("بيت", "haus")}


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (entry("a", "Hof", "بيت"), ("source_changed", "a", 1, "Haus")),
        (entry("z", "Haus", "بيت"), ("unknown_key", "z", 1, "")),
        (entry("d", " ", "بيت"), ("unknown_key", "d", 1, "")),
        (b'msgid "Haus"\nmsgstr "x"\n', ("unknown_key", "", 1, "")),
        (entry("a", "Haus", "بيت", "#, fuzzy\n"), ("fuzzy", "a", 1, "")),
        (entry("a", "Haus", "بيت", "# a note\n#, c-format, fuzzy\n"), ("fuzzy", "a", 2, "")),
        (entry("b", "Guten Tag, ${name}", "أهلا"), ("placeholders", "b", 1, "${name}")),
        (
            entry("b", "Guten Tag, ${name}", "${nom} أهلا"),
            ("placeholders", "b", 1, "${name} ${nom}"),
        ),
        (entry("a", "Haus", "ب\\fيت"), ("unstorable", "a", 1, "")),
        (entry("a", "Haus", "ب\x01يت"), ("unstorable", "a", 1, "")),
        (entry("a", "Haus", "ب\x00يت"), ("unstorable", "a", 1, "")),
        (entry("a", "Haus", "ب\u202eيت"), ("unstorable", "a", 1, "")),
        (entry("a", "Haus", "x" * 20_001), ("text_too_long", "a", 1, "20000")),
        (
            b'#~ msgctxt "a"\n#~ msgid "Haus"\n#~ msgstr "x"\n',
            ("obsolete", "a", 1, ""),
        ),
        (
            b'msgctxt "a"\nmsgid "Haus"\nmsgid_plural "H"\nmsgstr[0] "x"\nmsgstr[1] "y"\n',
            ("plural", "a", 1, ""),
        ),
    ],
)
def test_what_is_not_taken_is_named(data: bytes, problem: tuple[str, str, int, str]) -> None:
    reading = read(data)
    assert codes(reading) == [problem]
    assert reading.texts == {}


def test_one_bad_entry_leaves_the_others() -> None:
    data = entry("z", "?", "x") + entry("a", "Haus", "بيت") + entry("a", "Haus", "دار")
    reading = read(data)
    assert codes(reading) == [("unknown_key", "z", 1, ""), ("named_twice", "a", 9, "")]
    assert reading.texts == {"a": NewText("بيت", "Haus")}


def test_an_empty_entry_says_nothing() -> None:
    assert read(entry("a", "Hof", "") + entry("z", "?", " ")) == PoReading({}, [])


@pytest.mark.parametrize("language", ["ar", "AR", ""])
def test_the_file_may_name_its_language(language: str) -> None:
    header = f'msgid ""\nmsgstr "Language: {language}\\n"\n\n'.encode()
    assert read(header + entry("a", "Haus", "بيت")).problems == []


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", ("file_empty", "", 0, "")),
        (b"  \n", ("file_empty", "", 0, "")),
        (b"x" * (po.MAX_FILE + 1), ("file_too_large", "", 0, "5")),
        (entry("a", "Haus", "x") + b"\xff", ("file_not_utf8", "", 0, "")),
        (entry("a", "Haus", "x").decode().encode("utf-16"), ("file_not_utf8", "", 0, "")),
        (b"PK\x03\x04", ("file_not_po", "", 0, "")),
        (b"/etc/hostname", ("file_not_po", "", 0, "")),  # polib opens what looks like a file's name
        (b'msgid "a"\nmsgstr "b"\nnonsense\n', ("file_not_po", "", 3, "")),
        (b'msgid "a"b"\n', ("file_not_po", "", 1, "")),
        (b'msgid "a"\nmsgstr[x] "b"\n', ("file_not_po", "", 2, "")),
        (b'msgid ""\nmsgstr "Language: uk\\n"\n\n', ("other_language", "", 0, "uk")),
        (b'msgid "a"\nmsgstr ""\n' + b'"x"\n' * 1_001, ("text_too_long", "", 1_003, "20000")),
        (b'msgid "a"\nmsgstr ""\n' + b'"x"\n\n' * 1_001, ("text_too_long", "", 2_003, "20000")),
        (b'msgid "a"\nmsgstr "' + b"x" * 80_000 + b'"\n', ("text_too_long", "", 2, "20000")),
        (b'msgid "a"\n' * 20_001, ("too_many_entries", "", 20_001, "20000")),
        (b'msgid "a"\n' + b"#, x\n" * 400_000, ("too_many_entries", "", 400_001, "20000")),
    ],
)
def test_a_file_that_cannot_be_read_is_one_problem(data: bytes, problem: tuple[str, str, int, str]) -> None:
    assert codes(read(data)) == [problem]


def test_the_largest_file_is_read_in_reasonable_time() -> None:
    """Lines beyond counting, in comments, entries and texts: what makes polib slow is taken out before it."""
    comments = b"#. x\n" * 200_000
    data = comments + entry("a", "Haus", "بيت") + b"# y\n" * 100_000
    assert read(data).texts == {"a": NewText("بيت", "Haus")}


def test_two_reads_cost_as_many_queries_however_many_texts(django_assert_num_queries: Any) -> None:
    german = {str(number): f"Haus {number}" for number in range(600)}
    store_translations("x", "ar", {key: f"{text} ar" for key, text in german.items()}, sources=german, by="1")
    with django_assert_num_queries(2):
        data = out(german=german)
    with django_assert_num_queries(1):
        assert read(data, german=german) == PoReading({}, [])


SIGNS = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
TEXTS = st.text(SIGNS | st.sampled_from('\n"\\\x85\u2028\x1c\x0b %{'), min_size=1, max_size=30)


@given(st.dictionaries(st.text("abc/", min_size=1), st.tuples(TEXTS, TEXTS), max_size=3))
@settings(max_examples=150, deadline=None)
def test_every_text_goes_out_and_comes_back(texts: dict[str, tuple[str, str]]) -> None:
    german = {key: source for key, (source, _text) in texts.items()}
    Translation.objects.all().delete()
    made = {key: NewText(text, f"{source}!") for key, (source, text) in texts.items()}
    store_new_texts("x", "ar", made, by="1")
    reading = read(out(german=german).replace(b"#, fuzzy\n", b""), german=german)
    sound = {
        key: NewText(text.replace("\r\n", "\n").replace("\r", "\n").strip(), german[key])
        for key, (source, text) in texts.items()
        if source.strip() and text.strip() and not po.fault_of(text.replace("\r", "\n").strip(), source)
    }
    assert reading.texts == sound
    assert {each.code for each in reading.problems} <= {Code.UNSTORABLE, Code.PLACEHOLDERS}


PIECES = st.sampled_from(
    """
msgid "Haus"
msgctxt "a"
msgstr "x"
"more"
#, fuzzy
#~ msgid "Haus"
#~ msgstr "x"
#~
#| msgid
msgstr[0]
msgid_plural "x"
msgid
"
\\
\x85
msgid ""
"Language: ar\\n"
"x"y"
""".splitlines()
)


@given(st.lists(PIECES | st.text(max_size=5), max_size=12))
@settings(max_examples=300, deadline=None)
def test_no_file_breaks_the_reader(pieces: list[str]) -> None:
    reading = read("\n".join(pieces).encode("utf-8", "replace"))
    assert all(re.fullmatch(r"\w+", each.code) for each in reading.problems)
