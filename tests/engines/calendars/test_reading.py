"""Calendar files of other programs."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankommen.engines.calendars import ZONE, CalendarEvent, Code, Problem, occurrences, read_calendar

START = "DTSTART;TZID=Europe/Berlin:20260907T170000"
AT_FIVE = datetime(2026, 9, 7, 17, tzinfo=ZONE)


def file(*events, before=()):
    """A file of events, each the text of its lines; UID, SUMMARY and DTSTART are there unless they are told."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", *before]
    for number, event in enumerate(events, start=1):
        told = {line.partition(":")[0].partition(";")[0].upper() for line in event.split("\n")}
        usual = {"UID": f"UID:u{number}", "SUMMARY": "SUMMARY:Kurs", "DTSTART": START}
        lines += ["BEGIN:VEVENT", *(line for name, line in usual.items() if name not in told)]
        lines += [*(line for line in event.split("\n") if line), "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def read_one(event, **more):
    (found,), problems = read_calendar(file(event, **more))
    return found, problems


def test_an_event_with_all_it_may_have():
    text = """UID:kurs-1@verein.example
SUMMARY;LANGUAGE=ar:دورة\\, مجانية
DESCRIPTION:Erste Zeile\\nzweite\\; mit Kaffee
 , gefaltet
DTEND;TZID=Europe/Berlin:20260907T183000
RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20261231T225959Z
EXDATE;TZID=Europe/Berlin:20260914T170000,20260921T170000
EXDATE;TZID=Europe/Berlin:20260928T170000
RDATE;TZID=Europe/Berlin;VALUE=PERIOD:20260909T170000/PT1H
LOCATION:Münsterstraße 1
URL:https://verein.example/kurs?a=1;b=2,3
CATEGORIES:Sprache,Frauen\\, Kinder
CATEGORIES:Sprache
ORGANIZER;CN="Verein, e.V.":mailto:post@verein.example
STATUS:CANCELLED
LAST-MODIFIED:20260901T100000Z
GEO:51.5136;7.4653
BEGIN:VALARM
SUMMARY:Wecker
END:VALARM"""
    assert read_one(text) == (
        CalendarEvent(
            uid="kurs-1@verein.example",
            title="دورة, مجانية",
            description="Erste Zeile\nzweite; mit Kaffee, gefaltet",
            starts_at=AT_FIVE,
            ends_at=AT_FIVE.replace(hour=18, minute=30),
            all_day=False,
            rule="FREQ=WEEKLY;BYDAY=MO;UNTIL=20261231T225959Z",
            exceptions=tuple(AT_FIVE.replace(day=day) for day in (14, 21, 28)),
            extra_dates=(AT_FIVE.replace(day=9),),
            place="Münsterstraße 1",
            url="https://verein.example/kurs?a=1;b=2,3",
            categories=("Sprache", "Frauen, Kinder"),
            organizer="Verein, e.V.",
            cancelled=True,
            last_modified=datetime(2026, 9, 1, 10, tzinfo=UTC),
            point=(51.5136, 7.4653),
        ),
        (),
    )


@pytest.mark.parametrize(
    ("lines", "starts_at", "ends_at"),
    [
        ("DTSTART;VALUE=DATE:20260907", date(2026, 9, 7), None),
        ("DTSTART:20260907", date(2026, 9, 7), None),
        ("DTSTART;VALUE=DATE:20260907\nDTEND;VALUE=DATE:20260909", date(2026, 9, 7), date(2026, 9, 9)),
        ("DTSTART;VALUE=DATE:20260907\nDURATION:P2D", date(2026, 9, 7), date(2026, 9, 9)),
        ("DTSTART:20260907T150000Z", datetime(2026, 9, 7, 15, tzinfo=UTC), None),
        ("DTSTART:20260907T170000", AT_FIVE, None),  # local time of wherever
        ("DURATION:PT90M", AT_FIVE, AT_FIVE.replace(hour=18, minute=30)),
    ],
)
def test_days_and_instants(lines, starts_at, ends_at):
    event, problems = read_one(lines)
    assert (event.starts_at, event.ends_at, event.all_day) == (starts_at, ends_at, type(starts_at) is date)
    assert problems == ()


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("W. Europe Standard Time", "Europe/Berlin"),
        ('"W. Europe Standard Time"', "Europe/Berlin"),
        ("GTB Standard Time", "Europe/Bucharest"),
        ("/freeassociation.sourceforge.net/Europe/Kiev", "Europe/Kiev"),
        ("America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("Unser Haus", "Asia/Damascus"),
    ],
)
def test_zones_by_all_their_names(name, zone):
    own = ["BEGIN:VTIMEZONE", "TZID:Unser Haus", "X-LIC-LOCATION:Asia/Damascus", "END:VTIMEZONE"]
    event, problems = read_one(f"DTSTART;TZID={name}:20260907T170000", before=own)
    assert event.starts_at.tzinfo == ZoneInfo(zone)
    assert problems == ()


@pytest.mark.parametrize("name", ["Mars/Olympus", "../../etc/passwd", "/", "x" * 300, "Europe"])
def test_a_zone_that_nobody_knows_is_told_and_local_time_taken(name):
    event, problems = read_one(f"DTSTART;TZID={name}:20260907T170000\nDTEND;TZID={name}:20260907T180000")
    assert event.starts_at == AT_FIVE
    assert [(problem.code, problem.hint) for problem in problems] == [(Code.UNKNOWN_ZONE, name[:100])]


def test_zones_that_a_file_defines_are_not_run():
    rule = ["DTSTART:00010101T000000", "RRULE:FREQ=SECONDLY", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200"]
    own = ["BEGIN:VTIMEZONE", "TZID:Slow", "BEGIN:STANDARD", *rule, "END:STANDARD", "END:VTIMEZONE"]
    began = time.perf_counter()
    assert read_one("DTSTART;TZID=Slow:20260907T170000", before=own)[1][0].code is Code.UNKNOWN_ZONE
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize(
    ("lines", "code", "hint"),
    [
        ("DTSTART:", Code.BAD_DATE, "DTSTART:"),
        ("DTSTART:20261301T100000", Code.BAD_DATE, "DTSTART:20261301T100000"),
        ("DTSTART:20260907T250000", Code.BAD_DATE, "DTSTART:20260907T250000"),
        ("DTSTART:2026-09-07", Code.BAD_DATE, "DTSTART:2026-09-07"),
        ("DTSTART:02260907T100000", Code.BAD_DATE, "DTSTART:02260907T100000"),
        ("DTSTART:PT1H", Code.BAD_DATE, "DTSTART:PT1H"),
        ("DTEND:never", Code.BAD_DATE, "DTEND:never"),
        ("DTEND;VALUE=DATE:20260908", Code.BAD_DATE, "DTEND:20260908"),
        ("DURATION:P999999D", Code.BAD_DATE, "DURATION:P999999D"),
        ("DURATION:P9999999999999999999D", Code.BAD_DATE, "DURATION:P9999999999999999999D"),
        ("DTSTART;VALUE=DATE:20260907\nDURATION:PT1H\nDTEND:20260907T1", Code.BAD_DATE, "DTEND:20260907T1"),
        ("EXDATE:20260914T170000,monday", Code.BAD_DATE, "EXDATE:20260914T170000,monday"),
        ("RDATE:" + ",".join(["20260914T170000"] * 1_001), Code.TOO_MANY_DATES, "1000"),
        ("RRULE:FREQ=SECONDLY", Code.RULE_FREQUENCY, "SECONDLY"),
        ("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", Code.RULE_NEVER, "BYMONTHDAY=30"),
        ("RRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY", Code.RULE_TWICE, ""),
        ("RRULE:FREQ=DAILY\nEXRULE:FREQ=WEEKLY", Code.RULE_PART, "EXRULE"),
        ("UID:u1", Code.SAME_UID, "u1"),
    ],
)
def test_an_event_that_cannot_be_read_is_told_and_the_others_are_read(lines, code, hint):
    events, problems = read_calendar(file("", lines, ""))
    assert [event.uid for event in events] == ["u1", "u3"]
    assert problems == (Problem(code, hint=hint, number=2, uid="u1" if "UID" in lines else "u2"),)


def test_an_event_without_start_is_told():
    data = file("").replace(START.encode() + b"\r\n", b"")
    assert read_calendar(data) == ((), (Problem(Code.NO_START, number=1, uid="u1"),))


@pytest.mark.parametrize(
    ("lines", "code", "hint"),
    [
        ("URL:javascript:alert(1)", Code.LINK_REFUSED, "javascript:alert(1)"),
        ("URL: JavaScript://x%0aalert(1)", Code.LINK_REFUSED, "JavaScript://x%0aalert(1)"),
        ("URL:data:text/html,x", Code.LINK_REFUSED, "data:text/html,x"),
        ("URL:verein.example", Code.LINK_REFUSED, "verein.example"),
        ('URL:https://x.example/"><script>', Code.LINK_REFUSED, 'https://x.example/"><script>'),
        ("GEO:51,5;7,4", Code.BAD_POINT, "51;5;7;4"),
        ("GEO:91;7", Code.BAD_POINT, "91;7"),
        ("GEO:nan;nan", Code.BAD_POINT, "nan;nan"),
        ("DTEND;TZID=Europe/Berlin:20260907T160000", Code.END_BEFORE_START, ""),
        ("SUMMARY:", Code.NO_TITLE, ""),
        ("LOCATION", Code.BROKEN_LINE, "LOCATION"),
        ("DESCRIPTION:Erste Zeile\nzweite, nicht gefaltet", Code.BROKEN_LINE, "zweite, nicht gefaltet"),
    ],
)
def test_what_is_wrong_in_an_event_is_told_and_the_event_read(lines, code, hint):
    event, problems = read_one(lines)
    assert (event.starts_at, event.ends_at, event.url, event.point) == (AT_FIVE, None, "", None)
    assert problems == (Problem(code, hint=hint, number=1, uid="u1"),)


def test_an_event_without_uid_gets_the_same_one_each_time():
    data = file("SUMMARY:Kurs").replace(b"UID:u1\r\n", b"")
    (event,), problems = read_calendar(data)
    assert event.uid.startswith("made-")
    assert [problem.code for problem in problems] == [Code.NO_UID]
    assert read_calendar(data)[0] == (event,)
    assert read_calendar(data.replace(b"Kurs", b"Treff"))[0][0].uid != event.uid


def test_a_changed_date_is_an_exception_and_an_event_of_its_own():
    moved = (
        "UID:u1\nRECURRENCE-ID;TZID=Europe/Berlin:20260914T170000\nDTSTART;TZID=Europe/Berlin:20260915T180000"
    )
    gone = "UID:u1\nRECURRENCE-ID;RANGE=THISANDFUTURE:20260921T150000Z\nSTATUS:CANCELLED"
    (first, second, series), problems = read_calendar(file(moved, gone, "UID:u1\nRRULE:FREQ=WEEKLY;COUNT=4"))
    assert (first.uid, first.starts_at.day) == ("u1/2026-09-14T17:00:00+02:00", 15)
    assert (second.uid, second.cancelled) == ("u1/2026-09-21T15:00:00+00:00", True)
    found = occurrences(series, since=date(2026, 9, 1), until=date(2026, 10, 1))
    assert [one.starts_at.day for one in found] == [7, 28]
    assert problems == (Problem(Code.ALL_THAT_FOLLOW, number=2, uid="u1"),)


@pytest.mark.parametrize(
    ("data", "title", "codes"),
    [
        (file("SUMMARY:Café").replace(b"\r\n", b"\n"), "Café", []),
        (file("SUMMARY:Café").replace(b"\r\n", b"\r"), "Café", []),
        (b"\xef\xbb\xbf" + file("SUMMARY:Café"), "Café", []),
        (file("SUMMARY:Café").replace(b"\xc3\xa9", b"\xc3\r\n \xa9"), "Café", []),  # folded within a letter
        (file("SUMMARY:Café").decode().encode("cp1252"), "Café", [Code.NOT_UTF8]),
        (file("SUMMARY:Ca\x00fé"), "Café", [Code.NUL]),
        (file("SUMMARY:Café")[:-27], "Café", [Code.CUT_OFF]),
        (file("SUMMARY:Café").replace(b"END:VEVENT\r\n", b""), "Café", [Code.CUT_OFF]),
        (file("SUMMARY:Café").replace(b"BEGIN:VEVENT", b"begin:vevent"), "Café", []),
    ],
    ids=["lf", "cr", "mark", "folded", "windows", "nul", "cut", "unended", "small"],
)
def test_files_as_programs_write_them(data, title, codes):
    events, problems = read_calendar(data)
    assert [event.title for event in events] == [title]
    assert [problem.code for problem in problems] == codes


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", Code.NOT_A_CALENDAR),
        (b"<html>not found</html>", Code.NOT_A_CALENDAR),
        (b"PK\x03\x04" + bytes(range(256)), Code.NOT_A_CALENDAR),
        (file("").replace(b"VCALENDAR", b"VCARD"), Code.NOT_A_CALENDAR),
        (b"x" * (5 * 1024 * 1024 + 1), Code.TOO_LARGE),
    ],
)
def test_a_file_that_is_no_calendar_is_told(data, code):
    events, problems = read_calendar(data)
    assert events == ()
    assert code in [problem.code for problem in problems]


def test_more_events_than_anybody_has_are_left_out_and_told():
    events, problems = read_calendar(
        b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\nDTSTART:20260907\nEND:VEVENT\n" * 10_001
    )
    assert events[0].starts_at == date(2026, 9, 7)
    assert problems[0] == Problem(Code.TOO_MANY_EVENTS, hint="5000")
    assert max(problem.number for problem in problems) == 5_000


@pytest.mark.parametrize(
    "data",
    [
        b"BEGIN:VCALENDAR\n" * 300_000,
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + b"\n" * 5_000_000,
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY;" + b" ;=" * 1_500_000,
        b'BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY;X="' + b"a," * 2_400_000,
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260907\n" + b"CATEGORIES:a,b\\,c\n" * 290_000,
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260907\nDESCRIPTION:" + b"\\n" * 2_400_000,
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + b"x\n" * 2_400_000,
    ],
    ids=["nested", "empty", "parameters", "quoted", "categories", "escapes", "broken"],
)
def test_no_file_keeps_anybody_waiting(data):
    began = time.perf_counter()
    _, problems = read_calendar(data)
    assert time.perf_counter() - began < 30  # a second or two on a free machine
    assert len(problems) < 1_000


lines = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "BEGIN:VEVENT",
                "END:VEVENT",
                "BEGIN:VTIMEZONE",
                "END:VCALENDAR",
                "UID:a",
                START,
                " folded",
                "RDATE:x",
            ]
        ),
        st.builds(
            "{}{}:{}".format,
            st.sampled_from(
                ["DTSTART", "DTEND", "RRULE", "EXDATE", "DURATION", "GEO", "URL", "CATEGORIES", "ORGANIZER"]
            ),
            st.sampled_from(["", ";TZID=Europe/Berlin", ";TZID=x", ';CN="a', ";VALUE=DATE", ";"]),
            st.text(max_size=20)
            | st.sampled_from(["20260907", "20260329T023000", "99991231T235959", "-P1D", "1;2"]),
        ),
    )
)


@given(lines, st.binary(max_size=50))
def test_whatever_the_file_holds_there_is_an_answer(lines, tail):
    data = "\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines]).encode("utf-8", "surrogatepass") + tail
    events, _ = read_calendar(data)
    for event in events:
        occurrences(event, since=date(2026, 1, 1), until=date(2027, 1, 1))
