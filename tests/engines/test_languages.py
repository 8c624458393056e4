import pytest

from ankommen.engines.languages import (
    SCRIPT_WORDS,
    covers,
    direction_of,
    known_languages,
    language,
    script_of,
    tag_of,
    uncovered_scripts,
)

SHIPPED = {"Latn", "Grek", "Cyrl", "Arab", "Ethi"}
MIGRATION = [
    "de",
    "en",
    "ar",
    "uk",
    "tr",
    "fa",
    "prs",
    "ps",
    "ku",
    "kmr",
    "ckb",
    "ru",
    "fr",
    "es",
    "pt",
    "it",
    "pl",
    "ro",
    "bg",
    "hr",
    "sr",
    "bs",
    "sq",
    "mk",
    "el",
    "hu",
    "cs",
    "sk",
    "sl",
    "lt",
    "lv",
    "et",
    "ti",
    "am",
    "so",
    "om",
    "sw",
    "ha",
    "yo",
    "ig",
    "ff",
    "wo",
    "bm",
    "ln",
    "rw",
    "rn",
    "mg",
    "ur",
    "pa",
    "hi",
    "bn",
    "ta",
    "te",
    "ml",
    "gu",
    "ne",
    "si",
    "my",
    "th",
    "vi",
    "zh",
    "ja",
    "ko",
    "id",
    "ms",
    "fil",
    "ka",
    "hy",
    "az",
    "kk",
    "ky",
    "uz",
    "tg",
    "tk",
    "mn",
    "he",
    "arc",
    "rom",
    "nl",
    "sv",
    "no",
    "da",
    "fi",
    "be",
    "ug",
    "bo",
    "km",
    "lo",
    "zu",
    "xh",
    "sn",
    "ny",
    "lg",
    "ak",
    "ee",
    "dyu",
    "sg",
    "kab",
]


def test_the_languages_of_migration_work_are_known_by_three_names():
    known = known_languages()
    assert set(MIGRATION) <= set(known)
    assert len(known) >= 80
    for entry in known.values():
        assert entry.endonym
        assert entry.english
        assert entry.german
        assert len(entry.script) == 4


def test_endonyms_are_written_in_the_script_of_their_language():
    for entry in known_languages().values():
        expected = {"Hans": "Hani", "Hant": "Hani", "Jpan": "Hani"}.get(entry.script, entry.script)
        assert script_of(entry.endonym) == expected, entry


def test_every_script_of_the_table_can_be_told_from_letters():
    told = set(SCRIPT_WORDS.values()) | {"Hans", "Hant"}
    assert {entry.script for entry in known_languages().values()} <= told


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("العربية (ar)", "ar"),
        ("English(en)", "en"),
        ("French", "fr"),
        ("FRANÇAIS", "fr"),
        ("Deutsch", "de"),
        ("Arabisch", "ar"),
        ("en", "en"),
        ("eng", "en"),
        ("English (eng)", "en"),
        ("English (en-gb)", "en-GB"),
        ("Kurdish (Sorani)", "ckb"),
        ("Kurmancî", "kmr"),
        ("Dari", "prs"),
        ("Arabic (Arabic)", "ar"),
        ("中文 (zh-hant)", "zh-Hant"),
        ("Irgendwas (xyz)", "xyz"),
        ("Klingonisch", None),
        ("Local language", None),
        ("xyz", None),
        ("", None),
    ],
)
def test_languages_are_told_from_what_headings_say(name: str, tag: str | None):
    assert tag_of(name) == tag


@pytest.mark.parametrize(
    ("tag", "direction"),
    [
        ("ar", "rtl"),
        ("fa-AF", "rtl"),
        ("ckb", "rtl"),
        ("ku", "ltr"),
        ("ku-Arab", "rtl"),
        ("de", "ltr"),
        ("he", "rtl"),
    ],
)
def test_the_direction_follows_the_script_of_the_tag(tag: str, direction: str):
    assert direction_of(tag) == direction
    assert language(tag).direction == direction


def test_of_an_unknown_tag_the_texts_tell_the_direction():
    assert direction_of("xyz") == "ltr"
    assert direction_of("und", ["أهلا", "12"]) == "rtl"
    assert language("xyz").endonym == "xyz"


def test_a_script_without_a_shipped_font_is_named():
    assert uncovered_scripts("hi", [], SHIPPED) == {"Deva"}
    assert uncovered_scripts("zh", [], SHIPPED) == {"Hani"}
    assert uncovered_scripts("de", ["Ein Wort auf ქართული"], SHIPPED) == {"Geor"}
    assert uncovered_scripts("und", ["日本語"], SHIPPED) == {"Hani"}


@pytest.mark.parametrize(
    "tag", ["de", "ar", "fa", "ckb", "ps", "ur", "ti", "am", "uk", "el", "vi", "tr", "xyz"]
)
def test_shipped_scripts_cover_their_languages(tag: str):
    assert covers(tag, [language(tag).endonym, "3 € – „gut“"], SHIPPED)
