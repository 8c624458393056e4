"""Documents: tagged, in shipped fonts only, and data never read as code."""

import hashlib
import re
import time
import tomllib
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from ankommen.engines import typesetting
from ankommen.engines.languages import known_languages
from ankommen.engines.typesetting import MissingGlyph, TypesettingError, typeset, uncovered

HOUSE = '#import "@ankommen/house:1.0.0": *\n#show: house\n'
HOSTILE = '#panic("x") $x^2$ @nowhere *b* _i_ `c` \\ // k /* #import "@preview/a:1.0.0" <l> ] } ) "\u2028'


def sheet(body: str, data: dict[str, object] | None = None, language: str = "de", **more: date) -> bytes:
    return typeset(HOUSE + body, data or {}, language=language, title="Bedarfe", **more)


def test_a_document_is_tagged_titled_and_in_its_language():
    pdf = sheet("= Bedarfe")
    for mark in (b"/StructTreeRoot", b"pdfuaid:part>1<", b"/Title(Bedarfe)", b"/Lang(de)"):
        assert mark in pdf


def test_a_document_carries_no_time():
    first = sheet("= Bedarfe")
    time.sleep(1.1)
    assert sheet("= Bedarfe") == first
    assert b"CreateDate" not in first and b"CreationDate" not in first


def test_a_day_that_is_given_makes_the_document_fit_for_archives():
    pdf = sheet("= Bedarfe", on=date(2026, 11, 23))
    assert b"2026-11-23" in pdf
    assert b"pdfaid:part>2<" in pdf and b"pdfaid:conformance>A<" in pdf


def test_data_is_text_and_never_code():
    quoted = HOSTILE.replace("\\", "\\\\").replace('"', '\\"')
    assert sheet("#data.said", {"said": HOSTILE}) == sheet(f'#"{quoted}"')


def test_data_that_begins_like_markup_stays_a_paragraph():
    # Set inside a content block, where a heading or a list could begin.
    heading = sheet("[#data.said]", {"said": "= Not a heading"})
    assert b"/H1" not in heading


def test_a_pair_sets_each_half_in_its_own_direction():
    pair = '#pair("Wohnen", "السكن", data.language)'
    arabic, ukrainian = (sheet(pair, {"language": tag}) for tag in ("ar", "uk"))
    assert b"(ar)" in arabic and arabic != ukrainian


def test_an_untranslated_half_is_the_german_text_marked():
    assert sheet('#pair("Wohnen", none, "ar")') == sheet(
        '#pair("Wohnen", spoken("de")[#text(size: .75em, fill: ink-soft, "DE") Wohnen], "fr")'
    ).replace(b"(fr)", b"(ar)")


def test_a_pair_of_one_language_stands_once():
    assert sheet('#pair("Wohnen", "Wohnen", "de")') == sheet('#spoken("de", "Wohnen")')


@pytest.mark.parametrize("language", sorted(known_languages()))
def test_house_knows_the_direction_of_every_language(language):
    body = f'#assert.eq(direction("{language}"), {known_languages()[language].direction})'
    assert sheet(body)


@pytest.mark.parametrize(
    "text",
    [
        "Straße – „Zitat“ … 3 € − ✓ → ☐",
        "ĄĆĘŁŃÓŚŹŻ ĂÂÎȘȚ ĞİŞ Əə Nguyễn Thị Hồng Đặng ẞ",  # Polish, Romanian, Turkish, Azerbaijani, Vietnamese
        "Їжак ґанок європейський",  # Ukrainian
        "العربية پچگژ ڕێوە ټډړښ ٹڈڑے ۰۱۲۳",  # Arabic, Persian, Sorani, Pashto, Urdu
        "ትግርኛ አማርኛ",
    ],
)
def test_letters_of_the_languages_we_serve_are_shipped(text):
    assert uncovered(text) == ""
    assert sheet("#data.text", {"text": text})


def test_a_letter_without_a_font_stops_the_document_and_is_named():
    with pytest.raises(MissingGlyph) as caught:
        sheet("#data.text", {"text": "Tbilisi: თბილისი"}, "ka")
    assert set(caught.value.text) == set("თბილისი")
    assert caught.value.language == "ka"
    assert set(uncovered("Tbilisi: თბილისი\n")) == set("თბილისი")


def test_a_fault_of_the_template_is_reported_with_its_place():
    with pytest.raises(TypesettingError, match="unknown variable: nonsense"):
        sheet("#nonsense")


def test_a_template_cannot_read_outside_its_folder(tmp_path):
    (tmp_path / "inside").mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    template = tmp_path / "inside" / "sheet.typ"
    template.write_text(HOUSE + '#read("../secret.txt")')
    with pytest.raises(TypesettingError, match="outside"):
        typeset(template, {}, language="de", title="Bedarfe")


def test_threads_do_not_mix_documents_up():
    def said(number: int) -> bytes:
        return sheet("= #data.name", {"name": f"Nummer {number}"})

    alone = [said(number) for number in range(5)]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(said, [number % 5 for number in range(40)]))
    assert together == alone * 8
    assert len(set(alone)) == 5


def test_fonts_are_the_listed_ones_and_light():
    listed = tomllib.loads((typesetting.FONTS / "fonts.toml").read_text("utf-8"))
    shipped = {path.name: path.read_bytes() for path in typesetting.FONTS.glob("*.ttf")}
    assert {name: hashlib.sha256(font).hexdigest() for name, font in shipped.items()} == {
        name: font["sha256"] for name, font in listed.items()
    }
    assert "SIL OPEN FONT LICENSE" in (typesetting.FONTS / "OFL.txt").read_text("utf-8")
    assert sum(map(len, shipped.values())) < 1_400_000


def test_no_shipped_template_evaluates_data():
    source = Path(typesetting.__file__).parents[2]
    for template in source.rglob("*.typ"):
        assert not re.search(r"(?<![\w-])eval\(", template.read_text("utf-8")), template


@pytest.mark.parametrize("broken", ["\ud800", "\x00", "\x07"])
def test_text_that_is_no_text_is_a_typed_error(broken):
    with pytest.raises(TypesettingError):
        sheet("#data.text", {"text": broken})
