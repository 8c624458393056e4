"""`ankommen import_directory`: says what is wrong and where, stores all or what is good, ends with 1 on errors."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from ankommen.offers.models import Event, Offer, Source

from .files import a_city_with_shapes, an_offer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    a_city_with_shapes()
    path = tmp_path / "liste.csv"
    path.write_bytes(an_offer())
    return path


def run(file: Path, *options: str) -> str:
    out = io.StringIO()
    call_command(
        "import_directory", str(file), "--source", "list", "--name", "Liste", *options, stdout=out, stderr=out
    )
    return out.getvalue()


def test_a_good_file_is_stored(file: Path) -> None:
    assert "Stored: 3 new, 0 changed, 0 as before." in run(
        file, "--licence", "CC0", "--url", "https://l.example"
    )
    source = Source.objects.get()
    assert (source.slug, source.name, source.licence, source.url) == (
        "list",
        "Liste",
        "CC0",
        "https://l.example",
    )
    assert "Stored: 0 new, 0 changed, 2 as before." in run(file)


def test_a_dry_run_stores_nothing(file: Path) -> None:
    assert "Would store: 3 new" in run(file, "--dry-run")
    assert not Source.objects.exists()
    assert not Offer.objects.exists()


def test_errors_are_told_with_their_place_and_nothing_is_stored(file: Path) -> None:
    file.write_bytes(an_offer(Website="javascript:alert(1)"))
    out = io.StringIO()
    with pytest.raises(CommandError, match="Nothing was stored"):
        call_command("import_directory", str(file), "--source", "list", "--name", "L", stdout=out)
    assert "liste.csv, 2, Website: “javascript:alert(1)” is no address" in out.getvalue()
    assert not Source.objects.exists()
    with pytest.raises(CommandError, match="1 record has errors"):
        run(file, "--dry-run")


def test_good_ones_are_stored_where_that_is_asked_for(file: Path) -> None:
    file.write_bytes(an_offer(Website="javascript:alert(1)") + b"b;Linde;Tat;Haus;;;\n")
    assert "1 record has errors and is left out." in run(file, "--leave-out")
    assert [str(offer) for offer in Offer.objects.all()] == ["Tat"]


def test_columns_and_words_are_said_by_hand(file: Path) -> None:
    file.write_bytes(an_offer(Rubrik="Rat & Tat", Zaster="2 Euro"))
    said = ("--column", "Zaster=cost", "--word", "category:Rat & Tat=advice", "--set", "languages=de")
    run(file, *said)
    offer = Offer.objects.get()
    assert (offer.cost_note, offer.category_id, offer.languages) == ("2 Euro", "advice", ["de"])
    assert "3" not in run(file)  # nothing is asked again


def test_what_is_gone_is_told(file: Path) -> None:
    run(file)
    file.write_bytes(an_offer(Kennung="andere"))
    assert "no longer has these; they stay" in (said := run(file))
    assert "miete: Mieten verstehen" in said


def test_html_is_taken_out_where_that_is_asked_for(file: Path) -> None:
    file.write_bytes(an_offer(Kurz="<b>Rat</b>"))
    run(file, "--cleaned")
    assert Offer.objects.get().summary == "Rat"


def test_a_calendar_is_known_by_its_content(file: Path) -> None:
    file.write_bytes(
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Fest\r\n"
        b"DTSTART:20261201T160000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    run(file)
    assert Event.objects.get().title == "Fest"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--column", "Ort"), "This is how it is said"),
        (("--column", "Ort=palce"), "“palce” is no field"),
        (("--set", "palce=x"), "“palce” is no field"),
        (("--kind", "events"), "no calendar"),
        (("--url", "javascript:x"), "valid URL"),
    ],
)
def test_what_is_said_wrongly_gets_a_sentence(file: Path, options: tuple[str, ...], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        run(file, *options)


def test_a_new_source_needs_a_name(file: Path) -> None:
    with pytest.raises(CommandError, match="say --name"):
        call_command("import_directory", str(file), "--source", "list")


def test_a_file_that_is_not_there_gets_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        run(tmp_path / "none.csv")
