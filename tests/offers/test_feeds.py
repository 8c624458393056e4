"""Calendars, sheets and linked data, as others read them."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import vobject
from django.core.management import CommandError, call_command
from django.test import Client
from ical.calendar_stream import IcsCalendarStream

from ankommen.engines.calendars import read_calendar
from ankommen.engines.gate import unguarded
from ankommen.offers.facts import AtPlaceFacts, EventFacts, OpeningFacts
from ankommen.offers.feeds.tables import HEADINGS
from ankommen.offers.kinds import KINDS
from ankommen.offers.models import Record, Source
from ankommen.offers.services import store_entries
from ankommen.places.models import City
from ankommen.translations.services import store_translations

from .entries import CAFE, LINDEN_14, OFFER_ID, PLACE_ID, RENT, SOURCE, a_city, entry, the_five

pytestmark = pytest.mark.django_db
EVENT_ID = str(KINDS["event"].id_of(SOURCE, "cafe"))
HIDDEN = [Record.State.DRAFT, Record.State.WITHDRAWN]


@pytest.fixture
def source() -> Source:
    facts = {"country": "DE", "state": "NRW", "interface_languages": ["de", "en", "ar"]}
    City.objects.create(slug="town", name="Town", facts=facts)
    made = a_city()
    store_entries(the_five(), source=made, by="import")
    return made


@pytest.fixture
def client() -> Client:
    return Client(headers={"Accept-Language": "en"})


def got(client: Client, path: str) -> bytes:
    answer = client.get(f"/api/{path}")
    assert answer.status_code == 200, answer.content
    return b"".join(answer)  # type: ignore[arg-type]


def changed(source: Source, kind: str, facts: Any, **more: Any) -> None:
    store_entries([entry(kind, facts, **more)], source=source, by="7")


def test_a_calendar_tells_the_series_with_what_falls_out(source: Source, client: Client) -> None:
    answer = client.get("/api/events.ics?language=de")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    [event], problems = read_calendar(answer.content)
    assert not problems
    assert (event.uid, event.title) == (EVENT_ID, "Sprachcafé")
    assert event.starts_at == datetime(2026, 12, 7, 16, tzinfo=UTC)
    assert event.rule.startswith("FREQ=WEEKLY")
    assert [each.astimezone(UTC) for each in event.exceptions] == [datetime(2026, 12, 28, 16, tzinfo=UTC)]  # type: ignore[union-attr]
    assert event.place == "Haus Linde, Lindenstraße 14, 44145 Dortmund"
    assert event.point == (51.527, 7.466)
    assert (event.categories, event.organizer) == (("Language",), "Wohnberatung Lindenhof e. V.")


def test_two_readers_of_others_take_the_calendar(source: Source, client: Client) -> None:
    text = got(client, "events.ics").decode()
    assert [event.uid for event in IcsCalendarStream.calendar_from_ics(text).events] == [EVENT_ID]
    assert [event.uid.value for event in vobject.readOne(text).vevent_list] == [EVENT_ID]


def test_the_same_events_are_the_same_octets(source: Source, client: Client) -> None:
    assert got(client, "events.ics") == got(client, "events.ics")


@pytest.mark.parametrize(("topic", "number"), [("language", 1), ("housing", 0)])
def test_a_calendar_of_a_topic(source: Source, client: Client, topic: str, number: int) -> None:
    text = got(client, f"events.ics?topic={topic}&language=en").decode()
    assert text.count("BEGIN:VEVENT") == number
    assert f"Town · Events and courses · {topic.title()}" in text.replace("\r\n ", "")


def test_an_unknown_topic_is_a_sentence(source: Source, client: Client) -> None:
    assert (
        client.get("/api/events.ics?topic=xx").json()["detail"] == "The city has no such topic or category."
    )


@pytest.mark.parametrize(
    ("starts", "ends", "told"),
    [
        ("2026-12-07T00:00:00+01:00", "", (date(2026, 12, 7), None)),
        ("2026-12-07T00:00:00+01:00", "2026-12-08T00:00:00+01:00", (date(2026, 12, 7), date(2026, 12, 8))),
        ("2026-12-07T00:00:00+01:00", "2026-12-08T23:59:00+01:00", (date(2026, 12, 7), date(2026, 12, 9))),
        ("2026-12-07T00:00:00+01:00", "2026-12-07T00:00:00+01:00", (date(2026, 12, 7), date(2026, 12, 8))),
    ],
)
def test_whole_days(
    source: Source, client: Client, starts: str, ends: str, told: tuple[date, date | None]
) -> None:
    changed(source, "event", EventFacts("Fest", starts, ends, is_all_day=True))
    [event], _problems = read_calendar(got(client, "events.ics"))
    assert (event.starts_at, event.ends_at) == told


def test_a_rule_that_calendars_do_not_take_leaves_the_first_date(source: Source, client: Client) -> None:
    changed(source, "event", replace(CAFE, rule="FREQ=SECONDLY"))
    [event], _problems = read_calendar(got(client, "events.ics"))
    assert event.rule == ""


@pytest.mark.parametrize("state", HIDDEN)
@pytest.mark.parametrize("of", ["event", "provider"])
def test_an_event_that_is_not_public_is_nowhere(source: Source, client: Client, of: str, state: str) -> None:
    one = next(each for each in the_five() if each.kind.name == of)
    store_entries([replace(one, state=state)], source=source, by="7")
    assert b"VEVENT" not in got(client, "events.ics")
    for kind in ("ics", "jsonld"):
        assert client.get(f"/api/events/{EVENT_ID}.{kind}").status_code == 404


def test_one_event(source: Source, client: Client) -> None:
    changed(source, "event", replace(CAFE, title="Anderes"), key="other")
    assert got(client, f"events/{EVENT_ID}.ics").count(b"BEGIN:VEVENT") == 1
    assert got(client, "events.ics").count(b"BEGIN:VEVENT") == 2


def test_an_offer_as_linked_data(source: Source, client: Client) -> None:
    key = f"offer/{OFFER_ID}/name"
    store_translations("directory", "ar", {key: "فهم الإيجار"}, sources={key: RENT.name}, by="1")
    answer = client.get(f"/api/offers/{OFFER_ID}.jsonld?language=ar")
    assert answer.headers["Content-Type"] == "application/ld+json"
    told = answer.json()
    assert (told["@context"], told["@type"]) == ("https://schema.org", "GovernmentService")
    assert (told["@id"], told["name"]) == (f"urn:uuid:{OFFER_ID}", "فهم الإيجار")
    assert told["audience"] == {"@type": "PeopleAudience", "suggestedMinAge": 18}
    [channel] = told["availableChannel"]
    assert channel["availableLanguage"] == ["ar", "de", "tr"]
    assert channel["serviceLocation"]["address"]["addressRegion"] == "NRW"
    assert told["hoursAvailable"][0]["dayOfWeek"] == ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
    assert told["offers"]["price"] == "0"


def test_an_offer_of_an_association_is_no_service_of_the_government(source: Source, client: Client) -> None:
    store_entries([replace(the_five()[-1], state="withdrawn")], source=source, by="7")
    told = json.loads(got(client, f"offers/{OFFER_ID}.jsonld"))
    assert (told["@type"], told["provider"]["@type"]) == ("Service", "Organization")


@pytest.mark.parametrize("state", HIDDEN)
def test_a_hidden_offer_is_no_linked_data(source: Source, client: Client, state: str) -> None:
    changed(source, "offer", RENT, state=state)
    assert client.get(f"/api/offers/{OFFER_ID}.jsonld").status_code == 404


def test_hours_that_schema_org_cannot_say_are_not_told(source: Source, client: Client) -> None:
    rules = (OpeningFacts("FREQ=MONTHLY;BYDAY=2TU", "09:00", "12:00"), OpeningFacts("FREQ=WEEKLY;BYDAY=MO"))
    changed(source, "offer", replace(RENT, at_places=(AtPlaceFacts(PLACE_ID, "", rules),)))
    assert "hoursAvailable" not in json.loads(got(client, f"offers/{OFFER_ID}.jsonld"))


def test_an_event_as_linked_data(source: Source, client: Client) -> None:
    told = json.loads(got(client, f"events/{EVENT_ID}.jsonld?language=de"))
    assert (told["@type"], told["eventStatus"]) == ("Event", "https://schema.org/EventScheduled")
    assert told["startDate"] == "2026-12-07T17:00:00+01:00"
    assert told["location"]["geo"]["latitude"] == 51.527
    assert told["eventSchedule"] == {
        "@type": "Schedule",
        "startDate": "2026-12-07",
        "endDate": "2027-06-01",
        "startTime": "17:00",
        "endTime": "19:00",
        "repeatFrequency": "P1W",
        "scheduleTimezone": "Europe/Berlin",
        "exceptDate": ["2026-12-28T17:00:00+01:00"],
    }


def exported(tmp_path: Path, kind: str, language: str = "de") -> bytes:
    path = tmp_path / "out"
    call_command("export_directory", str(path), format=kind, language=language)
    return path.read_bytes()


def sheet(octets: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(octets.decode("utf-8-sig"))))


def test_a_sheet_has_what_the_import_reads(source: Source, tmp_path: Path) -> None:
    [row] = sheet(exported(tmp_path, "csv"))
    assert tuple(row) == HEADINGS
    assert {name: row[name] for name in ("Kennung", "Angebot", "Themen", "Sprachen", "Kategorie")} == {
        "Kennung": "rent",
        "Angebot": "Mieten verstehen",
        "Themen": "Housing; Money",
        "Sprachen": "ar; de; tr",
        "Kategorie": "Beratung",
    }
    assert (row["Breite"], row["Länge"], row["Bezirk"]) == ("51.527", "7.466", "Nord")
    assert (row["Öffnungszeiten"], row["Bestätigt am"]) == ("Mo-Fr 9-12 Uhr", "2026-11-15")
    assert row["Unterlagen"].splitlines() == ["Ausweis", "Briefe vom Vermieter"]


def test_a_row_for_each_place_and_one_without(source: Source, tmp_path: Path) -> None:
    second = str(KINDS["place"].id_of(SOURCE, "second"))
    both = replace(RENT, at_places=(AtPlaceFacts(PLACE_ID), AtPlaceFacts(second)))
    store_entries(
        [
            entry("place", replace(LINDEN_14, name="Zweites"), key="second"),
            entry("offer", both),
            entry("offer", replace(RENT, at_places=()), key="nowhere"),
        ],
        source=source,
        by="7",
    )
    rows = sheet(exported(tmp_path, "csv"))
    assert sorted((row["Kennung"], row["Ort"]) for row in rows) == [
        ("nowhere", ""),
        ("rent", "Haus Linde"),
        ("rent", "Zweites"),
    ]


@pytest.mark.parametrize("text", ['=HYPERLINK("http://evil.example")', "+1", "@a", "-2"])
def test_no_cell_runs(source: Source, tmp_path: Path, text: str) -> None:
    changed(source, "offer", replace(RENT, name=text))
    [row] = sheet(exported(tmp_path, "csv"))
    assert row["Angebot"].startswith("'")
    assert unguarded(row["Angebot"]) == text


def test_each_format_is_written(source: Source, tmp_path: Path, client: Client) -> None:
    assert exported(tmp_path, "hsds", "ar") == got(client, "hsds/dump.json?language=ar")
    assert exported(tmp_path, "geojson", "ar") == got(client, "offers.geojson?language=ar")
    assert exported(tmp_path, "ical", "ar") == got(client, "events.ics?language=ar")


def test_an_unknown_language_or_folder_is_a_sentence(source: Source, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There are: de, en, ar"):
        exported(tmp_path, "csv", "xx")
    with pytest.raises(CommandError, match="No such file"):
        call_command("export_directory", str(tmp_path / "none" / "out"))
