"""Calendar files to subscribe to; two parsers that know nothing of us read in them what we meant."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import dateutil.tz
import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream

from ankommen.engines.calendars import (
    ZONE,
    CalendarEvent,
    Refused,
    occurrences,
    read_calendar,
    write_calendar,
)

NOW = datetime(2026, 9, 1, 12, 30, tzinfo=UTC)
AT_FIVE = datetime(2026, 9, 7, 17, tzinfo=ZONE)
COURSE = CalendarEvent(
    "kurs-1", "Deutsch", AT_FIVE, AT_FIVE + timedelta(hours=2), rule="FREQ=WEEKLY;BYDAY=MO"
)

TEXTS = [
    "دورة اللغة الألمانية، مجانًا",
    "🎈👩‍👩‍👧 Café; Tee, Kuchen",
    'Er sagte: "Komm!" \\ und \\n ging',
    "erste Zeile\nzweite\n\nvierte; mit, allem",
    "ü" * 300,
    "👩‍👩‍👧" * 60,
    " BEGIN:VEVENT",
    "END:VEVENT\nEND:VCALENDAR",
    "^n ^' ^^",
    "C:\\Neu\\new",
]


def written(*events, name="Termine", language="de", refreshed_at=NOW):
    return write_calendar(events, name=name, language=language, refreshed_at=refreshed_at)


def lines(*events, **more):
    return written(*events, **more).decode().replace("\r\n ", "").split("\r\n")


def test_a_file_as_it_goes_out():
    full = replace(
        COURSE,
        place="Markt 1, Saal 2",
        url="https://stadt.example/a?b=1;c=2,3",
        exceptions=(AT_FIVE + timedelta(days=7),),
        extra_dates=(AT_FIVE + timedelta(days=2),),
        categories=("Sprache", "Frauen, Kinder"),
        organizer='Verein "Tür"',
        cancelled=True,
        last_modified=NOW,
        point=(51.5136, 7.4653),
    )
    told = lines(full, name="Kurse, Treffs", language="ar")
    assert told[:10] == [
        "BEGIN:VCALENDAR",
        "PRODID:-//ankommen//calendar//EN",
        "VERSION:2.0",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-TIMEZONE:Europe/Berlin",
        "NAME;LANGUAGE=ar:Kurse\\, Treffs",
        "X-WR-CALNAME:Kurse\\, Treffs",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "X-PUBLISHED-TTL:PT12H",
    ]
    assert told[told.index("BEGIN:VEVENT") :] == [
        "BEGIN:VEVENT",
        "UID:kurs-1",
        "DTSTAMP:20260901T123000Z",
        "SUMMARY;LANGUAGE=ar:Deutsch",
        "LOCATION;LANGUAGE=ar:Markt 1\\, Saal 2",
        "DTSTART;TZID=Europe/Berlin:20260907T170000",
        "DTEND;TZID=Europe/Berlin:20260907T190000",
        "RRULE:FREQ=WEEKLY;BYDAY=MO",
        "RDATE;TZID=Europe/Berlin:20260909T170000",
        "EXDATE;TZID=Europe/Berlin:20260914T170000",
        "URL:https://stadt.example/a?b=1;c=2,3",
        "CATEGORIES;LANGUAGE=ar:Sprache,Frauen\\, Kinder",
        "ORGANIZER;CN=\"Verein ^'Tür^'\":invalid:nomail",
        "STATUS:CANCELLED",
        "LAST-MODIFIED:20260901T123000Z",
        "GEO:51.5136;7.4653",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


@pytest.mark.parametrize("text", TEXTS)
def test_lines_are_folded_by_octets_and_letters_stay_whole(text):
    data = written(replace(COURSE, title=text, description=text * 3))
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert all(line.decode() is not None for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"") and b"\r" not in data.replace(b"\r\n", b"")


def test_the_same_events_make_the_same_octets():
    assert written(COURSE) == written(COURSE)


@pytest.mark.parametrize(
    ("start", "rule", "wanted"),
    [
        (AT_FIVE, "freq=weekly;until=20261231;", "RRULE:FREQ=WEEKLY;UNTIL=20261231T225959Z"),
        (AT_FIVE, "FREQ=WEEKLY;UNTIL=20261231T170000", "RRULE:FREQ=WEEKLY;UNTIL=20261231T160000Z"),
        (AT_FIVE, "RRULE:FREQ=DAILY;UNTIL=20260910T150000Z", "RRULE:FREQ=DAILY;UNTIL=20260910T150000Z"),
        (date(2026, 9, 7), "FREQ=WEEKLY;UNTIL=20261231T225959Z", "RRULE:FREQ=WEEKLY;UNTIL=20261231"),
    ],
)
def test_the_end_of_a_rule_is_of_the_kind_of_the_start(start, rule, wanted):
    assert wanted in lines(CalendarEvent("u", "K", start, all_day=start == date(2026, 9, 7), rule=rule))


def test_what_must_not_go_out():
    told = lines(replace(COURSE, url="javascript:alert(1)", title="a\x00b\x07c\u2028d\x85e\r\nf\ud800"))
    assert "SUMMARY;LANGUAGE=de:abc\\nd\\ne\\nf" in told
    assert not [line for line in told if line.startswith("URL")]
    with pytest.raises(Refused):
        written(replace(COURSE, rule="FREQ=SECONDLY"))


@pytest.mark.parametrize(
    "zone", ["Europe/Berlin", "America/New_York", "Asia/Damascus", "Europe/London", "Asia/Tokyo"]
)
def test_the_clocks_of_a_zone_are_told_right(zone):
    """dateutil's reader of VTIMEZONE shows the time of the zone before, in and after each change of clocks."""
    data = written(
        replace(COURSE, starts_at=AT_FIVE.astimezone(ZoneInfo(zone))), refreshed_at=NOW.replace(year=2023)
    )
    told = dateutil.tz.tzical(io.StringIO(data.decode().replace("\r\n", "\n"))).get(zone)
    moment = datetime(2022, 1, 2, tzinfo=UTC)
    while moment.year < 2033:
        assert moment.astimezone(told).utcoffset() == moment.astimezone(ZoneInfo(zone)).utcoffset(), moment
        moment += timedelta(minutes=30) if moment.day > 20 and moment.month in (3, 10) else timedelta(hours=9)


BETWEEN = [datetime(year, 1, 1) for year in (2012, 2040)]  # noqa: DTZ001 hypothesis adds the zone
letters = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"))
texts = st.one_of(st.text(letters | st.just("\n")), st.sampled_from(TEXTS))
words = st.text(letters, min_size=1).map(str.strip).filter(bool)
names = words.filter(lambda word: "\\" not in word)  # which a parameter cannot say
instants = st.datetimes(*BETWEEN, timezones=st.just(ZONE) | st.just(UTC)).map(
    lambda moment: moment.replace(hour=max(moment.hour, 4), microsecond=0)
)
rules = st.sampled_from(
    [
        "",
        "FREQ=WEEKLY;BYDAY=MO",
        "FREQ=MONTHLY;COUNT=3;BYDAY=-1FR",
        "FREQ=DAILY;INTERVAL=2",
        "FREQ=YEARLY;BYMONTH=2",
    ]
)


@st.composite
def events(draw):
    all_day = draw(st.booleans())
    moments = st.dates(date(1950, 1, 1), date(2190, 1, 1)) if all_day else instants
    start = draw(moments)
    degrees = st.integers(-89_999_999, 89_999_999).map(lambda number: number / 1_000_000)
    return CalendarEvent(
        uid=draw(words),
        title=draw(texts.filter(bool)),
        description=draw(texts),
        starts_at=start,
        ends_at=start + timedelta(days=draw(st.integers(0, 9))) if draw(st.booleans()) else None,
        all_day=all_day,
        rule=draw(rules),
        extra_dates=tuple(draw(st.lists(moments, max_size=3, unique=True))),
        exceptions=tuple(draw(st.lists(moments, max_size=3, unique=True))),
        place=draw(texts),
        url=draw(st.sampled_from(["", "https://stadt.example/a;b,c?d=%20#e", "HTTP://x.example"])),
        categories=tuple(draw(st.lists(words, max_size=3, unique=True))),
        organizer=draw(st.just("") | names | st.just("post@verein.example")),
        cancelled=draw(st.booleans()),
        last_modified=draw(st.none() | instants.map(lambda moment: moment.astimezone(UTC))),
        point=draw(st.none() | st.tuples(degrees, degrees)),
    )


@settings(deadline=None)
@given(st.lists(events(), max_size=3, unique_by=lambda event: event.uid), texts)
def test_what_is_written_is_read_the_same(events, name):
    found, problems = read_calendar(written(*events, name=name))
    assert problems == ()
    assert list(found) == events


def test_a_backslash_in_the_name_of_an_organizer_becomes_a_slash():
    event = CalendarEvent(
        uid="1", title="Treff", starts_at=datetime(2026, 12, 1, 17, tzinfo=ZONE), organizer="A\\B\\"
    )
    found, problems = read_calendar(written(event))
    assert ([each.organizer for each in found], problems) == (["A/B/"], ())


def rule_of_ical(event):
    return "" if event.rrule is None else event.rrule.as_rrule_str()


def parts(rule):
    return {part for part in rule.split(";") if part and part != "INTERVAL=1"}


def agreed(*events):
    """Both parsers name the same title, start and rule for each event."""
    data = written(*events).decode()
    vars(vobject.icalendar)["__tzidMap"].clear()  # it keeps the zones of the first file it ever read
    theirs = IcsCalendarStream.calendar_from_ics(data).events
    others = getattr(vobject.readOne(data), "vevent_list", [])
    assert len(theirs) == len(others) == len(events)
    for event, one, other in zip(events, theirs, others, strict=True):
        assert one.summary == other.summary.value == event.title
        assert one.dtstart == other.dtstart.value == event.starts_at
        assert parts(rule_of_ical(one)) == parts(event.rule)
        assert parts(other.rrule.value if hasattr(other, "rrule") else "") == parts(event.rule)


@pytest.mark.parametrize("text", TEXTS)
def test_two_parsers_read_what_was_meant(text):
    agreed(
        replace(
            COURSE,
            title=text,
            description=text,
            place=text,
            organizer="Verein, e.V.",
            url="https://a.example",
        ),
        CalendarEvent("fest-2", text, date(2026, 9, 7), date(2026, 9, 9), all_day=True, rule="FREQ=YEARLY"),
        CalendarEvent(
            "einmal", text, datetime(2026, 9, 7, 15, tzinfo=UTC), categories=(text,), point=(51.5, 7.4)
        ),
        replace(COURSE, uid="monat", rule="FREQ=MONTHLY;BYDAY=-1FR;COUNT=4", exceptions=(AT_FIVE,)),
        replace(COURSE, uid="ende", rule="FREQ=WEEKLY;UNTIL=20261231T225959Z", cancelled=True),
    )


@settings(deadline=None, max_examples=50)
@given(events())
def test_two_parsers_read_what_was_meant_whatever_it_is(event):
    agreed(event)


def test_a_course_that_began_years_ago_keeps_its_hour_elsewhere():
    agreed(replace(COURSE, starts_at=datetime(2019, 7, 1, 17, tzinfo=ZONE), ends_at=None))
    agreed(replace(COURSE, starts_at=datetime(2049, 7, 1, 17, tzinfo=ZONE), ends_at=None))


def test_the_other_parser_sees_the_dates_we_see():
    course = replace(
        COURSE, exceptions=(AT_FIVE + timedelta(days=14),), extra_dates=(AT_FIVE + timedelta(days=2),)
    )
    ours = occurrences(course, since=date(2026, 9, 1), until=date(2026, 12, 1))
    calendar = IcsCalendarStream.calendar_from_ics(written(course).decode())
    theirs = calendar.timeline_tz(ZONE).overlapping(
        datetime(2026, 9, 1, tzinfo=ZONE), datetime(2026, 12, 1, tzinfo=ZONE)
    )
    assert [(one.start, one.end) for one in theirs] == [(one.starts_at, one.ends_at) for one in ours]
    assert len(ours) == 13
