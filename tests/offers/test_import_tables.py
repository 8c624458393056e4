"""Tables as associations write them: columns known by name or by hand, twice imported the same, gone ones told."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest

from ankommen.offers.facts import AtPlaceFacts, OfferFacts, OpeningFacts
from ankommen.offers.imports import BadColumns, Unreadable, store_import
from ankommen.offers.kinds import OFFER
from ankommen.offers.models import Offer, Place, Provider, Responsibility, Revision, Source
from ankommen.offers.reading import facts_of
from ankommen.offers.services import Stored, store_entries
from ankommen.offers.storing import Entry

from .files import a_city_with_shapes, a_table, an_offer, checked, codes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def source() -> Source:
    return a_city_with_shapes()


FULL = {
    "Kurz": "Beratung zum Mietvertrag",
    "Beschreibung": "Wir lesen mit.\nAuch Briefe.",
    "Kategorie": "Beratung",
    "Themen": "housing;Deutsch lernen",
    "Für wen": "Menschen, die neu sind",
    "Alter von": "18",
    "Alter bis": "99",
    "Geschlecht": "Frauen",
    "Sprachen": "de;Arabisch;rom",
    "Unterlagen": "Ausweis; Briefe vom Vermieter",
    "Kosten": "2 Euro",
    "Anmeldung": "nur mit Termin",
    "Barrierefrei": "teilweise",
    "Plätze": "12",
    "Wartezeit": "etwa 2 Wochen",
    "Freiwillige gesucht": "Begleitung",
    "Stadt": "Dortmund",
    "Bezirk": "Nord",
    "Breite": "51,55",
    "Länge": "7.45",
    "Genauigkeit": "Straße",
    "Öffnungszeiten": "Mo, Mi 9-12.30 Uhr",
    "Telefon": "0231 555-4601",
    "E-Mail": "info@lindenhof.example",
    "Website": "https://www.lindenhof.example",
    "Bestätigt am": "2026-10-31",
}


def test_every_column_says_what_it_means(source: Source) -> None:
    preview = checked(source, an_offer(**FULL))
    assert preview.problems == []
    store_import(preview)

    row, place = Offer.objects.get(), Place.objects.get()
    assert facts_of(OFFER, [row])[row.pk] == OfferFacts(
        provider=str(Provider.objects.get().pk),
        name="Mieten verstehen",
        summary="Beratung zum Mietvertrag",
        description="Wir lesen mit.\nAuch Briefe.",
        category="advice",
        topics=("housing", "language"),
        for_whom="Menschen, die neu sind",
        min_age=18,
        max_age=99,
        gender="women",
        languages=("ar", "de", "rom"),
        documents="Ausweis\nBriefe vom Vermieter",
        cost="paid",
        cost_note="2 Euro",
        entry="appointment",
        capacity="12",
        waiting="etwa 2 Wochen",
        volunteers_wanted="Begleitung",
        website="https://www.lindenhof.example",
        email="info@lindenhof.example",
        phone="0231 555-4601",
        at_places=(
            AtPlaceFacts(
                str(place.pk),
                "Mo, Mi 9-12.30 Uhr",
                (OpeningFacts("FREQ=WEEKLY;BYDAY=MO,WE", "09:00", "12:30"),),
            ),
        ),
    )
    assert str(row.confirmed_on) == "2026-10-31"
    assert (place.latitude, place.longitude, place.point_precision, place.access) == (
        51.55,
        7.45,
        "street",
        "partly",
    )
    assert (place.district_id, place.district_origin, place.town) == ("nord", "given", "Dortmund")


def test_other_words_for_the_same_columns(source: Source) -> None:
    data = a_table("""
    ID | Organisation | Bezeichnung | Zielgruppe | Adresse     | Postleitzahl | Telefonnummer | E-Mail-Adresse  | Lat   | Lon
    1  | Linde        | Rat         | alle Neuen | Baumweg 3   | 44145        | 0231 5        | a@linde.example | 51.55 | 7.55
    """)
    preview = checked(source, data)
    assert preview.problems == []
    store_import(preview)
    offer, place = Offer.objects.get(), Place.objects.get()
    assert (offer.source_key, offer.for_whom, offer.phone, offer.email) == (
        "1",
        "alle Neuen",
        "0231 5",
        "a@linde.example",
    )
    assert (str(place), place.postcode, place.point_precision) == ("Baumweg 3", "44145", "address")
    assert (place.district_id, place.district_origin) == ("ost", "computed")


def test_what_is_not_known_is_decided_by_hand_once(source: Source) -> None:
    data = a_table("""
    Kennung | Träger | Angebot | Ort  | Was es kostet | Rubrik     | Wetter
    a       | Linde  | Rat     | Haus | kostenlos     | Rat & Tat  | heiter
    """)
    assert [each[1:3] for each in codes(checked(source, data))] == [
        ("Was es kostet", "unknown_column"),
        ("Wetter", "unknown_column"),
        ("Rubrik", "unknown_category"),
    ]
    preview = checked(
        source,
        data,
        columns={"Was es kostet": "cost", "Wetter": "-"},
        words={"category": {"Rat & Tat": "advice"}},
    )
    assert preview.problems == []
    store_import(preview)

    again = Source.objects.get()
    assert again.mapping["offers"]["columns"] == {"Was es kostet": "cost", "Wetter": "-"}
    assert checked(again, data).problems == []
    assert (Offer.objects.get().cost, Offer.objects.get().category_id) == ("free", "advice")


def test_the_same_for_all_is_said_once(source: Source) -> None:
    data = b"Angebot;Ort\nRat;Haus\nTat;Haus\n"
    preview = checked(source, data, facts={"provider": "Linde", "languages": "de"})
    store_import(preview)
    assert [offer.languages for offer in Offer.objects.all()] == [["de"], ["de"]]
    assert checked(Source.objects.get(), data).total == Stored(same=3)


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"Ort": "palce"}, "“palce” is no field"),
        ({"Ort": "name"}, "would all say the same (name): Angebot, Ort"),
        ({"Angebot": "-"}, "No column says what is needed (name)"),
    ],
)
def test_columns_that_cannot_be_are_refused(source: Source, columns: dict[str, str], said: str) -> None:
    with pytest.raises(BadColumns) as refusal:
        checked(source, b"Angebot;Ort\nRat;Haus\n", columns=columns)
    assert said in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "cost", "note"),
    [
        ("kostenlos", "free", ""),
        ("0 €", "free", ""),
        ("0,00 Euro", "free", ""),
        ("frei", "free", ""),
        ("kostenlos, Spende möglich", "free", "kostenlos, Spende möglich"),
        ("freiwillige Spende", "free", "freiwillige Spende"),
        ("drei Monate kostenlos, danach 8 Euro", "paid", "drei Monate kostenlos, danach 8 Euro"),
        ("frei für Kinder", "paid", "frei für Kinder"),
        ("0,50 €", "paid", "0,50 €"),
        ("", "", ""),
        ("nicht bekannt", "", ""),
    ],
)
def test_what_costs_nothing_is_free(source: Source, text: str, cost: str, note: str) -> None:
    store_import(checked(source, an_offer(Kosten=text)))
    assert (Offer.objects.get().cost, Offer.objects.get().cost_note) == (cost, note)


def test_offers_at_one_place_share_it(source: Source) -> None:
    data = a_table("""
    Kennung | Träger | Angebot | Ort  | Straße  | PLZ   | Barrierefrei
    a       | Linde  | Rat     | Haus | Weg 1   | 44145 | ja
    b       | Birke  | Tat     | Haus | Weg 1   | 44145 | nein
    c       | Birke  | Chor    | Haus | Weg 2   | 44145 | nein
    """)
    preview = checked(source, data)
    assert codes(preview) == [(3, "Ort", "place_twice", "note")]
    assert store_import(preview).stored == Stored(new=3 + 2 + 2)
    assert sorted((place.street, place.access) for place in Place.objects.all()) == [
        ("Weg 1", "full"),
        ("Weg 2", "none"),
    ]


def test_what_is_online_is_nowhere_on_the_map(source: Source) -> None:
    store_import(checked(source, an_offer(Ort="online", Straße="", PLZ="")))
    assert Place.objects.get().kind == "virtual"


def test_twice_imported_is_the_same(source: Source) -> None:
    data = an_offer(**FULL)
    assert store_import(checked(source, data)).stored == Stored(new=3)

    again = checked(Source.objects.get(), data)
    assert (again.counts["offer"], again.counts["place"], again.gone) == (Stored(same=1), Stored(same=1), [])
    assert store_import(again).stored == Stored(same=2)
    assert Revision.objects.count() == 3


def test_without_a_key_provider_name_and_place_are_one(source: Source) -> None:
    data = a_table("""
    Träger | Angebot | Ort   | Kurz
    Linde  | Rat     | Haus  | alt
    Linde  | Rat     | Hof   | alt
    """)
    store_import(checked(source, data))
    assert checked(source, data.replace(b"alt", b"neu")).counts["offer"] == Stored(changed=2)


def test_a_changed_row_changes_its_record_only(source: Source) -> None:
    rows = [
        "Kennung | Träger | Angebot | Ort | Telefon",
        "a | Linde | Rat | Haus | 1",
        "b | Linde | Tat | Haus | 2",
    ]
    store_import(checked(source, a_table("\n".join(rows))))
    later = checked(source, a_table("\n".join([*rows[:2], "b | Linde | Tat | Haus | 3"])))
    assert later.counts["offer"] == Stored(changed=1, same=1)
    store_import(later)
    assert list(Offer.objects.order_by("source_key").values_list("phone", flat=True)) == ["1", "3"]


def test_what_the_file_no_longer_has_is_told_and_stays(source: Source) -> None:
    rows = ["Kennung | Träger | Angebot | Ort", "a | Linde | Rat | Haus", "b | Linde | Tat | Haus"]
    store_import(checked(source, a_table("\n".join(rows))))

    preview = checked(source, a_table("\n".join(rows[:2])))
    assert [(gone.kind, gone.key, gone.title) for gone in preview.gone] == [("offer", "b", "Tat")]
    store_import(preview)
    assert Offer.objects.filter(state="public").count() == 2


def test_a_row_with_errors_is_not_gone(source: Source) -> None:
    store_import(checked(source, an_offer()))
    assert checked(source, an_offer(**{"Alter von": "alt"})).gone == []


def test_what_was_changed_here_is_told_before_it_is_undone(source: Source) -> None:
    store_import(checked(source, an_offer()))
    row = Offer.objects.get()
    facts = facts_of(OFFER, [row])[row.pk]
    assert isinstance(facts, OfferFacts)
    changed = Entry(OFFER, row.pk, "miete", replace(facts, phone="0231 9"))
    store_entries([changed], source=Source.objects.get(), by="7")

    assert codes(checked(source, an_offer())) == [(2, "", "changed_here", "note")]


PROVIDERS = """
id     | name            | email              | organisation
linde  | Lindenhof e. V. | a@linde.example    |
"""


def test_a_provider_that_stood_by_its_name_alone_is_taken_on(source: Source) -> None:
    store_import(checked(source, an_offer()))
    made = Provider.objects.get()

    store_import(checked(source, a_table(PROVIDERS), kind="providers"))
    taken_on = Provider.objects.get()
    assert (taken_on.pk, taken_on.source_key, taken_on.email) == (made.pk, "linde", "a@linde.example")
    assert checked(source, a_table(PROVIDERS), kind="providers").counts["provider"] == Stored(same=1)
    by_key = checked(source, an_offer(Träger="linde"))
    assert by_key.counts["offer"] == Stored(same=1)


def test_two_keys_of_one_body_are_told(source: Source) -> None:
    store_import(checked(source, an_offer()))
    twice = a_table(PROVIDERS + "birke | Lindenhof e. V. | b@linde.example |\n")
    assert codes(checked(source, twice, kind="providers")) == [(3, "id", "key_twice", "error")]


def test_an_organisation_must_work_here(source: Source) -> None:
    table = a_table("id | name | organisation\na | Amt | amt-fuer-nichts\n")
    assert codes(checked(source, table, kind="providers")) == [
        (2, "organisation", "unknown_organisation", "error")
    ]


def test_responsibilities_name_bodies_that_are_known(source: Source) -> None:
    table = a_table("""
    office | topic   | what              | for_whom | districts | note
    linde  | Wohnen  | Mietverträge      | alle     | Nord;ost  |
    linde  | housing | Wohngeld          |          |           | nur montags
    birke  | work    | Arbeit            |          |           |
    linde  | angeln  | Fische            |          | Mars      |
    """)
    store_import(checked(source, a_table(PROVIDERS), kind="providers"))
    preview = checked(source, table, kind="responsibilities")
    assert codes(preview) == [
        (4, "office", "unknown_provider", "error"),
        (5, "topic", "unknown_topic", "error"),
        (5, "districts", "unknown_district", "error"),
    ]
    store_import(preview, leave_out=True)
    assert [
        (each.what, sorted(each.districts.values_list("slug", flat=True)))
        for each in Responsibility.objects.order_by("what")
    ] == [
        ("Mietverträge", ["nord", "ost"]),
        ("Wohngeld", []),
    ]


def test_a_workbook_is_read_as_a_table(source: Source) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Träger", "Angebot", "Ort", "Alter von", "Breite", "Länge"])
    sheet.append(["Linde", "Rat", "Haus", 18, 51.55, 7.45])
    stream = io.BytesIO()
    book.save(stream)
    preview = checked(source, stream.getvalue(), "liste.xlsx")
    assert preview.problems == []
    store_import(preview)
    assert (Offer.objects.get().min_age, Place.objects.get().latitude) == (18, 51.55)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"Angebot;Ort\n", "no rows below"),
        (b"\x89PNG\r\n\x1a\n\x00", "no text"),
        (b"PK\x03\x04nothing", "."),
        ("Angebot;Träger\nMüll;x\n".encode("latin-1"), "not UTF-8"),
        (b'Angebot;Ort\nRat;"Haus\n', "quotation mark"),
        (b"{", "not JSON"),
        (b"[" * 30, "nested"),
        (b"[]", "no records"),
        (b'{"type": "FeatureCollection", "features": []}', "no records"),
    ],
)
def test_files_that_are_none_get_a_sentence(source: Source, data: bytes, said: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        checked(source, data)
    assert said in str(refusal.value)
