"""Bad lists at the desk: a German sentence each, and no row of the directory changes."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ankommen.offers.models import ListImport, Offer, Place, Provider, Source
from ankommen.places.models import District
from tests.hostile.files import BAD

from .desk import keeper, kept_town
from .files import a_feature, a_map, a_square, an_offer
from .test_list_pages import HERE, NEW, take_over

pytestmark = pytest.mark.django_db


def packed(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("_", "."), data)
    return stream.getvalue()


def calendar(rule: str) -> bytes:
    lines = (
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", "BEGIN:VEVENT", "UID:1", "SUMMARY:Sprachcafé"),
        *("DTSTART:20261207T170000", f"RRULE:{rule}", "END:VEVENT", "END:VCALENDAR"),
    )
    return "\r\n".join(lines).encode()


def service(**more: Any) -> dict[str, Any]:
    return {
        "id": "1",
        "name": "Nähstube",
        "status": "active",
        "organization": {"id": "o", "name": "Nord"},
        **more,
    }


def term(id: str, parent: str) -> dict[str, Any]:
    return {"taxonomy_term": {"id": id, "name": id, "parent_id": parent}}


# What a list says, and the sentence beside it; nothing of these rows comes in.
ROWS: dict[str, tuple[bytes, str]] = {
    "no name": (an_offer(Angebot=""), "Der Name fehlt."),
    "no provider": (an_offer(Träger=""), "Es fehlt, wer"),
    "Null Island": (an_offer(lat="0", lon="0"), "Meer vor Afrika"),
    "swapped": (an_offer(lat="7.46", lon="51.51"), "vertauscht"),
    "four numbers": (an_offer(Koordinaten="7.4, 51.5, 7.5, 51.6"), "vier Zahlen"),
    "outside of the globe": (an_offer(lat="151", lon="7"), ""),
    "a formula": (an_offer(Angebot='=HYPERLINK("http://x.example";"hier")'), "Formel"),
    "a formula in a phone": (an_offer(Telefon="+cmd|' /C calc'!A0"), "Formel"),
    "HTML": (an_offer(Beschreibung="<script>alert(1)</script>Rat"), "HTML"),
    "half a tag": (an_offer(Beschreibung="<img src=x onerror=alert(1)"), "HTML"),
    "hours that cannot be": (an_offer(Öffnungszeiten="Mo-Fr 9-25"), "9-25"),
    "a link that runs": (an_offer(Website="javascript:alert(1)"), "javascript:alert(1)"),
    "a link to a login": (an_offer(Website="https://a:b@x.example"), "x.example"),
    "a word for an age": (an_offer(**{"Alter von": "alt"}), "alt"),
    "a day to come": (an_offer(Stand="2099-01-01"), "Zukunft"),
    "a circle of terms": (
        json.dumps([service(attributes=[term("a", "b"), term("b", "a")])]).encode(),
        "Kreis",
    ),
    "a map of four numbers": (a_map(a_feature([7.4, 51.5, 7.5, 51.6], name="x", Träger="y")), ""),
    "a map of nothing": (a_map(a_feature([0, 0], name="x", Träger="y")), "Meer vor Afrika"),
    "a calendar that is cut off": (calendar("FREQ=DAILY")[:-20], "mittendrin"),
    "secondly": (calendar("FREQ=SECONDLY"), "SECONDLY"),
}
# Files that are not taken at all, and why.
FILES: dict[str, tuple[str, bytes, str]] = {
    "empty": ("liste.csv", b"", ""),
    "blank": ("liste.csv", b" \n ", "leer"),
    "headings only": ("liste.csv", b"Kennung;Angebot\n", "keine Zeilen"),
    "NUL": ("liste.csv", b"Angebot;Ort\nA\x00;B\n", "kein Text"),
    "UTF-16": ("liste.csv", "Angebot;Ort\nA;B\n".encode("utf-16"), "UTF-16"),
    "Latin": ("liste.csv", "Angebot;Ort\nNähstube;B\n".encode("latin-1"), "UTF-8"),
    "bytes further down": ("liste.csv", b"Angebot;Ort\n" + b"A;B\n" * 2000 + b"\xff;x\n", "UTF-8"),
    "an open quote": ("liste.csv", b'Angebot;Ort\n"A;B\n', "Anf"),
    "a picture": ("liste.csv", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "kein Text"),
    "a page": ("liste.csv", b"<!doctype html><title>x</title>", "kein Text"),
    "half a character in JSON": ("liste.json", b'[{"id":"1","name":"\\ud800"}]', "halbes"),
    "NUL in JSON": ("liste.json", b'[{"id":"1","name":"a\\u0000"}]', "NUL"),
    "broken JSON": ("liste.json", b'[{"id":', "JSON"),
    "deep JSON": ("liste.json", b"[" * 5_000 + b"]" * 5_000, "tief"),
    "no records": ("liste.json", b"[]", "keine Einträge"),
    "a table called JSON": ("liste.json", b"Angebot\nA\n", "Spalte"),
    "a bomb": ("liste.zip", packed(liste_csv=b"Angebot;Ort\n" + b"A;B\n" * 2_000_000), ""),
    "two in an archive": ("liste.zip", packed(a_csv=b"Angebot;Ort\nA;B\n", b_csv=b"x;y\n1;2\n"), ""),
    "an archive in an archive": ("liste.zip", packed(a_zip=packed(a_csv=b"x;y\n1;2\n")), ""),
    "eleven megabytes": ("liste.csv", b"Angebot;Ort\n" + b"A;B\n" * 2_700_000, "import_directory"),
}


def counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Source, Provider, Place, Offer))


def lead() -> Any:
    browser = keeper("project_lead", at="lead")[0]
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "de"
    return browser


def send(browser: Any, data: bytes, name: str = "liste.csv") -> Any:
    return browser.post(HERE, {"file": SimpleUploadedFile(name, data), **NEW})


@pytest.mark.parametrize("case", ROWS)
def test_bad_rows_get_a_sentence_and_stay_outside(case):
    kept_town()
    District.objects.filter(slug="nord").update(geometry=a_square(7.4, 51.5))
    browser, before = lead(), counts()
    data, sentence = ROWS[case]

    answer = send(browser, data)
    assert answer.status_code == 302
    page = browser.get(answer.url)
    assert page.status_code == 200
    assert page.context["preview"].bad >= 1
    errors = [each.sentence for each in page.context["shown"].problems if each.level == "error"]
    assert any(sentence in each for each in errors), errors
    assert b"<script>alert" not in page.content
    assert b'href="javascript' not in page.content

    assert take_over(browser, answer.url).status_code == 422
    assert counts() == before


@pytest.mark.parametrize("case", FILES)
def test_bad_files_get_a_sentence_and_are_not_kept(case):
    kept_town()
    browser, before = lead(), counts()
    name, data, sentence = FILES[case]

    answer = send(browser, data, name)

    assert answer.status_code == 422
    said = str(answer.context["form"].errors["file"])
    assert sentence in said, said
    assert (counts(), ListImport.objects.count()) == (before, 0)


@pytest.mark.parametrize(("name", "filename", "data"), BAD, ids=[name for name, *_rest in BAD])
def test_the_bad_files_of_the_house_are_not_kept(name, filename, data):
    kept_town()
    browser, before = lead(), counts()
    answer = send(browser, data, filename.strip("./") or "x")
    assert 400 <= answer.status_code < 500
    assert (counts(), ListImport.objects.count()) == (before, 0)


def test_seventy_megabytes_are_refused_before_anybody_reads_them():
    kept_town()
    answer = send(lead(), b"Angebot;Ort\n" + b"A;B\n" * 18_000_000)
    assert answer.status_code == 413
    assert not ListImport.objects.exists()


def test_a_series_without_end_is_bounded():
    kept_town()
    browser = lead()
    answer = send(browser, calendar("FREQ=DAILY"), "k.ics")
    assert browser.get(answer.url).context["preview"].bad == 0
    assert take_over(browser, answer.url).status_code == 302


@pytest.mark.parametrize(
    "filename", ["liste.xlsx", "liste.json", "x" * 300 + ".csv", "../../etc/passwd", "ü\u202e.csv"]
)
def test_what_a_file_is_called_does_not_matter(filename):
    kept_town()
    browser = lead()
    answer = send(browser, an_offer(), filename)
    assert answer.status_code == 302
    assert browser.get(answer.url).context["preview"].bad == 0


def test_an_archive_of_one_file_is_that_file():
    kept_town()
    browser = lead()
    answer = send(browser, packed(liste_csv=an_offer()), "liste.zip")
    assert browser.get(answer.url).context["preview"].total.new == 3


def test_swapped_coordinates_and_html_are_repaired_where_somebody_asks():
    kept_town()
    District.objects.filter(slug="nord").update(geometry=a_square(7.4, 51.5))
    browser = lead()
    data = an_offer(lat="7.46", lon="51.51", Beschreibung="<p>Rat</p>")
    answer = browser.post(HERE, {"file": SimpleUploadedFile("a.csv", data), **NEW, "is_cleaned": "on"})
    assert browser.get(answer.url).context["preview"].bad == 0
    assert take_over(browser, answer.url).status_code == 302
    assert Offer.objects.get(name="Mieten verstehen", source="verband-sued").description == "Rat"
    assert Place.objects.get(source="verband-sued").latitude == 51.51


@pytest.mark.parametrize("sent", [{}, {"seen": ""}, {"seen": "x" * 65}, {"seen": "0" * 32}])
def test_nothing_is_taken_over_that_was_not_shown(sent):
    kept_town()
    browser, before = lead(), counts()
    answer = send(browser, an_offer())
    assert browser.post(f"{answer.url}take-over/", sent).status_code in (409, 422)
    assert counts() == before


def test_what_the_form_of_meanings_does_not_offer_is_refused():
    kept_town()
    browser = lead()
    answer = send(browser, an_offer())
    page = browser.post(f"{answer.url}meaning/", {"column-0": "is_staff"})
    assert page.status_code == 422
    assert browser.get(answer.url).context["preview"].bad == 0
