"""The calendar of events: what takes place in the next weeks, by day, and one event with all it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone, translation

from ankommen.engines.calendars import occurrences, read_calendar
from ankommen.offers.facts import EventFacts
from ankommen.offers.kinds import EVENT
from ankommen.offers.queries import coming_dates, next_dates, public_directory
from ankommen.offers.services import store_entries, translate_records
from ankommen.portal.repeating import is_told, series_words
from ankommen.portal.weeks import week_from
from tests.offers.entries import OFFER_ID, PLACE_ID, PROVIDER_ID, RENT, SOURCE, a_city, entry, the_five

pytestmark = pytest.mark.django_db
CITY = ZoneInfo("Europe/Berlin")
TODAY = date(2026, 11, 23)  # a Monday
MEETING = EventFacts(
    "Mietertreff",
    "2026-11-24T18:30:00+01:00",
    "2026-11-24T20:00:00+01:00",
    provider=PROVIDER_ID,
    offer=OFFER_ID,
    place=PLACE_ID,
    topics=("housing",),
)
COURSE = replace(
    MEETING,
    title="Sprachkurs",
    starts_at="2026-11-02T17:00:00+01:00",
    ends_at="2026-11-02T19:00:00+01:00",
    rule="FREQ=WEEKLY;UNTIL=20270630T215900Z",
    topics=("language",),
)


@pytest.fixture(autouse=True)
def noon(monkeypatch):
    at(monkeypatch, datetime(2026, 11, 23, 12, tzinfo=CITY))


def at(monkeypatch, moment: datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: moment)


def stored(**events: EventFacts) -> None:
    """The five records without their event, and these under their keys."""
    source = a_city()
    store_entries([each for each in the_five() if each.kind is not EVENT], source=source, by="import")
    store_entries([entry("event", facts, key) for key, facts in events.items()], source=source, by="import")


def id_of(key: str) -> str:
    return str(EVENT.id_of(SOURCE, key))


def week(query: str = "", language: str = "de"):
    response = Client().get(f"/{language}/events/{query}")
    assert response.status_code == 200
    return response


def told(query: str = "") -> list[str]:
    """What a week shows, a line for each date: "24 Mietertreff 18:30–20:00"."""
    return [
        f"{day:%d} {row.title} {plain(row.times)}"
        for day, rows in week(query).context["days"]
        for row in rows
    ]


def plain(text: str) -> str:
    return text.replace("<bdi>", "").replace("</bdi>", "")


def page(key: str, language: str = "de") -> str:
    response = Client().get(f"/{language}/events/{id_of(key)}/")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["23 Sprachkurs 17:00–19:00", "24 Mietertreff 18:30–20:00"]),
        ("?from=2026-11-24", ["24 Mietertreff 18:30–20:00", "30 Sprachkurs 17:00–19:00"]),
        ("?from=2026-12-01", ["07 Sprachkurs 17:00–19:00"]),
        ("?topic=housing", ["24 Mietertreff 18:30–20:00"]),
        ("?topic=money", []),
        ("?topic=atlantis", ["23 Sprachkurs 17:00–19:00", "24 Mietertreff 18:30–20:00"]),
        ("?from=nonsense", ["23 Sprachkurs 17:00–19:00", "24 Mietertreff 18:30–20:00"]),
        ("?from=0001-01-01", ["23 Sprachkurs 17:00–19:00", "24 Mietertreff 18:30–20:00"]),
        ("?from=9999-12-31", ["11 Sprachkurs 17:00–19:00"]),  # the last of the eight weeks
        ("?from=2026-02-30&topic=housing", ["24 Mietertreff 18:30–20:00"]),
    ],
)
def test_a_page_shows_seven_days(query, shown):
    stored(course=COURSE, meeting=MEETING)
    assert told(query) == shown


@pytest.mark.parametrize(
    ("asked", "first", "earlier", "later"),
    [
        ("", "11-23", None, "11-30"),
        ("2026-11-25", "11-25", "11-23", "12-02"),
        ("2026-11-30", "11-30", "11-23", "12-07"),
        ("2027-01-04", "01-04", "12-28", "01-11"),
        ("2027-01-11", "01-11", "01-04", None),
        ("2030-01-01", "01-11", "01-04", None),
    ],
)
def test_weeks_lead_to_their_neighbours(asked, first, earlier, later):
    one = week_from(asked, TODAY)
    assert [day and f"{day:%m-%d}" for day in (one.first, one.earlier, one.later)] == [first, earlier, later]


def test_links_to_the_neighbours_keep_the_topic():
    stored(meeting=MEETING)
    assert 'href="?topic=housing&amp;from=2026-11-30"' in week("?topic=housing").content.decode()


def test_what_was_before_is_not_shown_again(monkeypatch):
    morning = replace(
        MEETING, title="Morgen", starts_at="2026-11-23T09:00:00+01:00", ends_at="2026-11-23T10:00:00+01:00"
    )
    now = replace(morning, title="Jetzt", ends_at="2026-11-23T12:30:00+01:00")
    no_end = replace(morning, title="Ohne Ende", ends_at="")
    stored(morning=morning, now=now, no_end=no_end)
    assert told() == ["23 Jetzt 09:00–12:30", "23 Ohne Ende 09:00"]
    at(monkeypatch, datetime(2026, 11, 24, 0, 1, tzinfo=CITY))
    assert told() == []


def test_a_course_stays_at_its_hour_when_the_clocks_change(monkeypatch):
    at(monkeypatch, datetime(2027, 3, 22, 8, tzinfo=CITY))  # the clocks go on on 28 March
    stored(course=COURSE)
    assert told() + told("?from=2027-03-29") == ["22 Sprachkurs 17:00–19:00", "29 Sprachkurs 17:00–19:00"]


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        ({"left_out": ("2026-11-30T17:00:00+01:00",)}, ["23", "07"]),
        ({"left_out": ("2026-11-30T16:00:00+00:00",)}, ["23", "07"]),  # the same instant
        ({"left_out": ("2026-11-30T00:00:00+01:00",)}, ["23", "07"]),  # the whole day
        ({"added": ("2026-12-02T10:00:00+01:00",)}, ["23", "30", "02", "07"]),
        ({"rule": "FREQ=WEEKLY;UNTIL=20261130T215900Z"}, ["23", "30"]),
        ({"rule": "FREQ=WEEKLY;COUNT=5"}, ["23", "30"]),
        ({"rule": "FREQ=WEEKLY;UNTIL=99991231"}, ["23", "30", "07"]),
        ({"rule": "FREQ=WEEKLY;UNTIL=99991231T235959Z"}, ["23", "30", "07"]),
        ({"rule": "FREQ=WEEKLY;COUNT=3"}, []),  # ended on the 16th
        ({"rule": "FREQ=SECONDLY", "starts_at": "2026-11-24T17:00:00+01:00", "ends_at": ""}, ["24"]),
        ({"starts_at": "1066-10-14T09:00:00+01:00"}, []),
    ],
)
def test_the_dates_of_a_series(change, shown):
    stored(course=replace(COURSE, **change))
    days = [line[:2] for query in ("", "?from=2026-11-30", "?from=2026-12-07") for line in told(query)]
    assert days == shown
    assert "Sprachkurs" in page("course")


@pytest.mark.parametrize(
    ("begins", "ends", "query", "shown"),
    [
        ("2026-11-25T00:00", "", "", "25 Fest ganztägig"),
        ("2026-11-25T00:00", "2026-11-26T00:00", "", "25 Fest ganztägig"),
        ("2026-11-25T00:00", "2026-11-28T00:00", "", "25 Fest bis 27. November"),
        ("2026-11-20T00:00", "2026-11-25T00:00", "", "23 Fest bis 24. November"),
        ("2026-11-27T00:00", "2026-12-03T00:00", "?from=2026-11-30", "30 Fest bis 2. Dezember"),
    ],
)
def test_what_lasts_whole_days(begins, ends, query, shown):
    fest = replace(
        MEETING,
        title="Fest",
        starts_at=f"{begins}:00+01:00",
        ends_at=ends and f"{ends}:00+01:00",
        is_all_day=True,
    )
    stored(fest=fest)
    assert told(query) == [shown]


@pytest.mark.parametrize(
    ("begins", "ends", "times"),
    [
        ("2026-11-24T22:00", "2026-11-25T02:00", "22:00–02:00"),
        ("2026-11-24T22:00", "2026-11-24T22:00", "22:00"),
        ("2026-11-24T22:00", "2026-11-26T12:00", "22:00, bis 26. November, 12:00"),
    ],
)
def test_what_goes_on_after_midnight(begins, ends, times):
    stored(night=replace(MEETING, starts_at=f"{begins}:00+01:00", ends_at=f"{ends}:00+01:00"))
    assert told() == [f"24 Mietertreff {times}"]


def test_what_is_cancelled_is_struck_and_said_in_words():
    stored(meeting=replace(MEETING, is_cancelled=True))
    said = week().content.decode()
    assert f'<s><a href="/de/events/{id_of("meeting")}/">Mietertreff</a></s>' in said
    assert "fällt aus" in said
    assert "Es wurde abgesagt" in page("meeting")
    assert "In meinen Kalender" not in page("meeting")
    assert "Mietertreff" not in Client().get("/de/topics/housing/").content.decode()
    assert "Mietertreff" in Client().get(f"/de/offers/{OFFER_ID}/").content.decode()


def test_an_empty_week_says_what_comes_next():
    stored(meeting=replace(MEETING, starts_at="2027-02-16T18:00:00+01:00", ends_at=""))
    said = week().content.decode()
    assert "In diesen sieben Tagen gibt es keinen Termin." in said
    assert "16. Februar 2027" in said
    assert "Mietertreff" not in week("?topic=money").content.decode()


def test_a_page_has_an_end():
    daily = replace(COURSE, rule="FREQ=DAILY")
    stored(**{f"n{number}": daily for number in range(44)})  # 308 dates in seven days
    assert sum(len(rows) for _day, rows in week().context["days"]) == 300
    assert "die ersten 300 Termine" in week().content.decode()


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=WEEKLY", "jeden Montag"),
        ("FREQ=WEEKLY;BYDAY=TU", "jeden Dienstag"),
        ("FREQ=WEEKLY;BYDAY=TH,TU", "jede Woche: Dienstag, Donnerstag"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", "jeden Tag"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", "alle zwei Wochen: Mittwoch"),
        ("FREQ=WEEKLY;UNTIL=20270630T215900Z", "jeden Montag, bis 28. Juni 2027"),  # its last Monday
        ("FREQ=WEEKLY;COUNT=10", "jeden Montag, bis 4. Januar 2027"),
        ("FREQ=WEEKLY;UNTIL=99991231", "jeden Montag"),
        ("FREQ=DAILY;COUNT=4", "jeden Tag, bis 5. November 2026"),
        ("FREQ=MONTHLY", "jeden Monat am 2."),
        ("FREQ=MONTHLY;BYMONTHDAY=15", "jeden Monat am 15."),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "jeden Monat am letzten Tag"),
        ("FREQ=MONTHLY;BYDAY=1MO", "jeden Monat am ersten Montag"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "jeden Monat am letzten Freitag"),
        ("FREQ=YEARLY", "jedes Jahr"),
        ("FREQ=WEEKLY;INTERVAL=3", "mehrere Termine"),
        ("FREQ=WEEKLY;BYMONTH=5", "mehrere Termine"),
        ("FREQ=DAILY;INTERVAL=2", "mehrere Termine"),
        ("FREQ=MONTHLY;BYDAY=1WE,3WE", "mehrere Termine"),
        ("FREQ=MONTHLY;INTERVAL=2", "mehrere Termine"),
        ("FREQ=MONTHLY;BYMONTHDAY=-2", "mehrere Termine"),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1", "mehrere Termine"),
        ("FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "mehrere Termine"),
        ("FREQ=HOURLY", ""),
        ("", ""),
    ],
)
def test_a_rule_in_words(rule, words):
    facts = replace(COURSE, rule=rule)
    with translation.override("de"):
        assert str(series_words(facts)) == words
        assert is_told(facts) == (bool(words) and not words.startswith("mehrere"))


def test_a_sentence_that_lacks_a_translation_is_german_as_a_whole():
    with translation.override("pl"):  # known to Django, without a catalogue of ours
        said = str(series_words(COURSE))
    assert said == '<span lang="de" dir="ltr">jeden Montag, bis 28. Juni 2027</span>'


def test_an_event_tells_when_where_and_of_whom():
    stored(course=replace(COURSE, left_out=("2026-12-28T17:00:00+01:00",), description="Kommt!\nAlle."))
    said = page("course")
    for words in (
        "<strong>Montag</strong>",
        "23. November 2026",
        "jeden Montag, bis 28. Juni 2027",
        "28. Dezember 2026",
        "Haus Linde",
        "Lindenstraße 14",
        "44145 Dortmund",
        "Wohnberatung Lindenhof e. V.",
        RENT.name,
        "Kommt!<br>Alle.",
        "Liste der Nachbarschaft",
        f'href="/api/events/{id_of("course")}.ics?language=de"',
        'href="/de/topics/language/"',
    ):
        assert words in said


def test_a_series_that_words_cannot_tell_lists_its_next_dates():
    stored(course=replace(COURSE, rule="FREQ=MONTHLY;BYDAY=1WE,3WE"))
    said = page("course")
    shown = ["2. Dezember 2026", "16. Dezember 2026", "6. Januar 2027", "20. Januar 2027", "3. Februar 2027"]
    assert [day for day in shown if day in said] == shown
    assert "17. Februar 2027" not in said


def test_what_is_over_says_so():
    stored(course=replace(COURSE, rule="FREQ=WEEKLY;COUNT=3"))
    assert "Das ist vorbei." in page("course")


def test_an_event_speaks_the_readers_language_or_german_marked_as_such():
    stored(course=COURSE, meeting=MEETING)
    translate_records("ar", {f"event/{id_of('course')}/title": "دورة لغة"}, by="7")
    assert "<h1>دورة لغة</h1>" in page("course", "ar")
    said = week(language="ar").content.decode()
    assert "دورة لغة" in said
    assert '<span lang="de" dir="ltr">Mietertreff</span>' in said
    assert "<bdi>5:00 م</bdi>–<bdi>7:00 م</bdi>" in said


def test_what_is_not_public_is_not_there():
    stored()
    assert Client().get(f"/de/events/{id_of('course')}/").status_code == 404
    assert Client().get(f"/api/events/{id_of('course')}.ics?language=de").status_code == 404


def test_the_file_for_a_calendar_holds_all_dates_in_the_readers_language():
    stored(course=replace(COURSE, left_out=("2026-11-30T17:00:00+01:00",)))
    translate_records("ar", {f"event/{id_of('course')}/title": "دورة لغة"}, by="7")
    response = Client().get(f"/api/events/{id_of('course')}.ics?language=ar")
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    (event,), problems = read_calendar(response.content)
    assert (event.uid, event.title, problems) == (id_of("course"), "دورة لغة", ())
    assert event.place == "Haus Linde, Lindenstraße 14, 44145 Dortmund"
    starts = [one.starts_at for one in occurrences(event, since=TODAY, until=TODAY + timedelta(weeks=3))]
    assert [f"{start:%m-%d %H:%M}" for start in starts] == ["11-23 17:00", "12-07 17:00"]


def test_the_pages_of_topics_and_offers_show_the_next_events_each_once():
    later = {
        f"n{n}": replace(MEETING, title=f"Treff {n}", starts_at=f"2026-12-0{n}T10:00:00+01:00", ends_at="")
        for n in range(1, 5)
    }
    stored(course=replace(COURSE, topics=("housing",)), **later)
    rows = Client().get("/de/topics/housing/").context["events"]
    assert [str(row.title) for row in rows] == ["Sprachkurs", "Treff 1", "Treff 2"]
    rows = Client().get(f"/de/offers/{OFFER_ID}/").context["events"]
    assert [str(row.title) for row in rows] == ["Sprachkurs", "Treff 1", "Treff 2", "Treff 3", "Treff 4"]


def test_a_change_shows_at_once_and_leaves_the_other_dates_as_they_are():
    stored(course=COURSE, meeting=MEETING)
    before = {each.event.id: each for each in coming_dates(public_directory(), TODAY)}
    assert coming_dates(public_directory(), TODAY) is coming_dates(public_directory(), TODAY)

    translate_records("ar", {f"event/{id_of('meeting')}/title": "لقاء"}, by="7")

    after = {each.event.id: each for each in coming_dates(public_directory(), TODAY)}
    assert after[id_of("course")] is before[id_of("course")]
    assert after[id_of("meeting")] is not before[id_of("meeting")]


def test_the_next_dates_of_an_event_begin_with_todays():
    stored(course=COURSE)
    event = public_directory().events[id_of("course")]
    assert [each.first_day for each in next_dates(event, TODAY, 2)] == [TODAY, date(2026, 11, 30)]


@pytest.mark.parametrize("path", ["/de/events/", "/de/events/?topic=housing&from=2026-12-01"])
def test_the_calendar_asks_few_questions_of_the_database(path, django_assert_max_num_queries):
    stored(course=COURSE, **{f"n{n}": MEETING for n in range(60)})
    client = Client()
    client.get(path)  # reads the directory once
    with django_assert_max_num_queries(7):  # as the list of offers
        client.get(path)


def test_an_event_that_is_not_translated_says_so():
    stored(meeting=MEETING)
    said = Client().get(f"/ar/events/{id_of('meeting')}/").content.decode()
    assert "بعض ما هنا باللغة" in said and '<span lang="de" dir="ltr">Mietertreff</span>' in said
    translate_records("ar", {f"event/{id_of('meeting')}/title": "لقاء المستأجرين"}, by="7")
    assert "بعض ما هنا باللغة" not in Client().get(f"/ar/events/{id_of('meeting')}/").content.decode()
