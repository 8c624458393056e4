"""What bad input gets: each a sentence with its place, and nothing of its record is stored."""

from __future__ import annotations

import pytest

from ankommen.offers.imports import HasErrors, store_import
from ankommen.offers.models import Offer, Place, Source

from .files import a_city_with_shapes, a_table, an_offer, checked, codes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def source() -> Source:
    return a_city_with_shapes()


BAD = [
    ({"Angebot": ""}, "Angebot", "no_name", "The name is missing."),
    ({"Angebot": "x" * 201}, "Angebot", "max_length", "at most 200 characters"),
    ({"Träger": ""}, "Träger", "no_provider", "who offers it"),
    ({"Ort": "x" * 201}, "Ort", "max_length", "at most 200 characters"),
    ({"PLZ": "44145 und weiter"}, "PLZ", "max_length", "at most 10 characters"),
    # points
    ({"Breite": "0", "Länge": "0"}, "Breite", "null_island", "0, 0 lies in the sea off Africa"),
    ({"Breite": "0,0001", "Länge": "-0,0001"}, "Breite", "null_island", "off Africa"),
    ({"Breite": "7.45", "Länge": "51.55"}, "Breite", "swapped", "51.55, 7.45 is meant"),
    ({"Breite": "51.5 7.4 51.6 7.5", "Länge": "7.45"}, "Breite", "four_numbers", "holds four numbers"),
    ({"Koordinaten": "51.5, 7.4, 51.6, 7.5"}, "Koordinaten", "four_numbers", "holds four numbers"),
    ({"Breite": "48.1", "Länge": "11.6"}, "Breite", "outside", "outside of the city"),
    ({"Breite": "91", "Länge": "200"}, "Breite", "out_of_range", "nowhere on the globe"),
    ({"Breite": "51.55", "Länge": ""}, "Breite", "one_of_two", "latitude and longitude"),
    ({"Breite": "oben", "Länge": "rechts"}, "Breite", "point_unreadable", "“oben” is no point"),
    ({"Koordinaten": "https://maps.example/@51.5,7.4"}, "Koordinaten", "link", "is a link"),
    # texts
    ({"Beschreibung": "<b>Rat</b> & Hilfe"}, "Beschreibung", "html", "it would say: “Rat & Hilfe”"),
    ({"Kurz": "<script>alert(1)</script>Rat"}, "Kurz", "html", "it would say: “Rat”"),
    ({"Kurz": "<img src=x onerror=alert(1)"}, "Kurz", "html", "HTML tags"),
    ({"Angebot": "<h1>Rat</h1>"}, "Angebot", "html", "it would say: “Rat”"),
    ({"Ort": "<i>Haus</i>"}, "Ort", "html", "it would say: “Haus”"),
    ({"Angebot": '=HYPERLINK("http://x.example";"Rat")'}, "Angebot", "formula", "looks like a formula"),
    ({"Kurz": "@SUM(A1:A9)"}, "Kurz", "formula", "formula"),
    ({"Kurz": "+cmd|' /C calc'!A0"}, "Kurz", "formula", "formula"),
    ({"Kurz": "-2+3+HYPERLINK(A1)"}, "Kurz", "formula", "formula"),
    ({"Straße": "=A1"}, "Straße", "formula", "formula"),
    # links
    ({"Website": "javascript:alert(1)"}, "Website", "link_refused", "no address of the web"),
    ({"Website": "JaVaScRiPt:alert(1)"}, "Website", "link_refused", "no address of the web"),
    ({"Website": "java\nscript:alert(1)"}, "Website", "link_refused", "no address of the web"),
    ({"Website": "java\tscript://x.example/%0aalert(1)"}, "Website", "link_refused", "no address"),
    ({"Website": "data:text/html,x"}, "Website", "link_refused", "no address of the web"),
    ({"Website": "ftp://x.example"}, "Website", "link_refused", "no address of the web"),
    ({"Website": "https://bank.example@evil.example"}, "Website", "link_refused", "no address of the web"),
    ({"Website": "javascript://x.example/%0aalert(1)"}, "Website", "link_refused", "no address of the web"),
    ({"Website": "https://x.example/\nonclick"}, "Website", "link_refused", "no address of the web"),
    ({"Website": "https://"}, "Website", "link_refused", "no address of the web"),
    ({"E-Mail": "info at example.org"}, "E-Mail", "invalid", "valid email"),
    # hours
    ({"Öffnungszeiten": "Mo-Fr 9-25"}, "Öffnungszeiten", "hours_wrong", "“Mo-Fr 9-25”: “9-25” cannot be"),
    # ages and dates
    ({"Alter von": "viele"}, "Alter von", "not_an_age", "no age"),
    ({"Alter von": "121"}, "Alter von", "not_an_age", "no age"),
    ({"Alter von": "60", "Alter bis": "6"}, "Alter bis", "ages_reversed", "60, is above the last, 6"),
    ({"Bestätigt am": "gestern"}, "Bestätigt am", "not_a_date", "no date"),
    ({"Bestätigt am": "31.02.2026"}, "Bestätigt am", "not_a_date", "no date"),
    ({"Bestätigt am": "2999-01-01"}, "Bestätigt am", "date_ahead", "in the future"),
    # words
    ({"Kategorie": "Sonstiges"}, "Kategorie", "unknown_category", "Beratung, Sport, Freizeit, Kultur"),
    ({"Themen": "Wohnen;Angeln"}, "Themen", "unknown_topic", "“Angeln” is none of the city's topics"),
    ({"Sprachen": "de;Klingonisch"}, "Sprachen", "unknown_language", "“Klingonisch”"),
    ({"Bezirk": "Entenhausen"}, "Bezirk", "unknown_district", "“Entenhausen”"),
    ({"Geschlecht": "vielleicht"}, "Geschlecht", "unknown_word", "Known are: alle, frauen, männer"),
    ({"Anmeldung": "per Brieftaube"}, "Anmeldung", "unknown_word", "Known are: offen"),
]


@pytest.mark.parametrize(("cells", "column", "code", "said"), BAD)
def test_bad_input_gets_a_sentence_and_is_not_stored(
    source: Source, cells: dict[str, str], column: str, code: str, said: str
) -> None:
    preview = checked(source, an_offer(**cells))

    errors = [each for each in preview.problems if each.level == "error"]
    assert [(each.sheet, each.row, each.column, each.code) for each in errors] == [
        ("liste.csv", 2, column, code)
    ]
    assert said in errors[0].sentence
    assert (preview.bad, preview.total.new) == (1, 0)
    with pytest.raises(HasErrors):
        store_import(preview)
    assert store_import(preview, leave_out=True).left_out == 1
    assert not Offer.objects.exists()
    assert not Place.objects.exists()


GOOD = [
    {"Kurz": "ab < 3 Jahren, <3"},
    {"Kurz": "- Beratung (auch online)\n- Begleitung"},
    {"Kurz": "@lindenhof auf allen Kanälen"},
    {"Telefon": "+49 (0)231 555-4601"},
    {"Website": "https://www.lindenhof.example/rat?a=1&b=2#c"},
    {"Website": "http://müller.example:8080/"},
    {"Alter von": "ab 6 Jahren", "Alter bis": "bis 10"},
    {"Bestätigt am": "1.10.2025"},
    {"Breite": "51,55° N", "Länge": "7,45° E"},
    {"Koordinaten": "51.55, 7.45"},
    {"Öffnungszeiten": "Mo-Fr 9-12 Uhr, Do 14:30-18 Uhr"},
    {"Sprachen": "Deutsch, العربية und Türkisch"},
    {"Themen": "Wohnen, work"},
    {"Kategorie": "Sport, Freizeit, Kultur"},
]


@pytest.mark.parametrize("cells", GOOD)
def test_what_only_looks_odd_is_taken(source: Source, cells: dict[str, str]) -> None:
    preview = checked(source, an_offer(**cells))
    assert codes(preview) == []
    assert store_import(preview).stored.new == 3  # provider, place, offer


NOTES = [
    ({"Öffnungszeiten": "nach dem Freitagsgebet"}, "Öffnungszeiten", "hours_stay_text"),
    ({"Website": "www.lindenhof.example/rat"}, "Website", "link_completed"),
    ({"Ort": "", "Straße": "", "PLZ": ""}, "Ort", "no_place"),
    ({"Bezirk": "Ost", "Breite": "51.55", "Länge": "7.45"}, "Bezirk", "district_elsewhere"),
    ({"Wetter": "heiter"}, "Wetter", "unknown_column"),
]


@pytest.mark.parametrize(("cells", "column", "code"), NOTES)
def test_what_is_only_told_is_stored(source: Source, cells: dict[str, str], column: str, code: str) -> None:
    preview = checked(source, an_offer(**cells))
    assert [each[1:] for each in codes(preview)] == [(column, code, "note")]
    store_import(preview)
    assert Offer.objects.count() == 1


def test_repairs_are_taken_where_they_are_asked_for(source: Source) -> None:
    cells = {"Kurz": "<b>Rat</b>", "Breite": "7.45", "Länge": "51.55"}
    preview = checked(source, an_offer(**cells), cleaned=True)

    assert {(each.column, each.code, each.level.value) for each in preview.problems} == {
        ("Kurz", "html_taken_out", "note"),
        ("Breite", "point_turned", "note"),
    }
    store_import(preview)
    assert Offer.objects.get().summary == "Rat"
    assert (Place.objects.get().latitude, Place.objects.get().district_id) == (51.55, "nord")


def test_a_formula_behind_html_is_no_repair(source: Source) -> None:
    preview = checked(source, an_offer(Kurz="<b>=1+1</b>"), cleaned=True)
    assert [each[1:3] for each in codes(preview)] == [("Kurz", "html")]


def test_a_key_stands_once_in_a_file(source: Source) -> None:
    preview = checked(
        source,
        a_table("""
        Kennung | Träger | Angebot | Ort
        a       | Linde  | Rat     | Haus
        a       | Linde  | Tat     | Haus
        """),
    )
    assert codes(preview) == [(3, "Kennung", "key_twice", "error")]
    assert "stands in row 2 already" in preview.problems[0].sentence


def test_a_row_with_more_cells_than_headings_is_named(source: Source) -> None:
    preview = checked(source, b"Angebot;Anbieter;Ort\nRat;Linde;Haus\nTat;Linde;Haus;Hof\n")
    assert codes(preview) == [(3, "", "row_longer", "error")]


def test_good_rows_are_stored_whole_and_bad_ones_not_at_all(source: Source) -> None:
    preview = checked(
        source,
        a_table("""
        Kennung | Träger    | Angebot | Ort        | Alter von
        a       | Birke     | Rat     | Haus Birke | alt
        b       | Linde     | Tat     | Haus Linde | 18
        """),
    )
    done = store_import(preview, leave_out=True)
    assert (done.stored.new, done.left_out) == (3, 1)
    assert [str(offer.provider) for offer in Offer.objects.all()] == ["Linde"]
    assert [str(place) for place in Place.objects.all()] == ["Haus Linde"]


def test_a_sentence_stands_at_its_place(source: Source) -> None:
    preview = checked(source, an_offer(**{"Alter von": "alt"}))
    assert str(preview.problems[0]) == "liste.csv, 2, Alter von: “alt” is no age between 0 and 120 years."
