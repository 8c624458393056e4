"""The lines of a calendar file, cut into events.

The file is unfolded as octets, since programs fold in the middle of a letter. Each event is read for itself
by its lines, so one that is broken spoils no other. Time zones are taken by name only: the definitions that
a file brings along may hold rules without end and would outlive the file in a library's memory.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from icalendar.parser import Contentline

from .problems import Code, Problem

MEGABYTE = 1024 * 1024
MAX_FILE = 5 * MEGABYTE
MAX_EVENTS = 5_000
MAX_LINES = 100_000  # of events, unfolded; the largest calendars have twenty an event
MAX_BROKEN = 10  # lines of one event that are told


@dataclass(frozen=True)
class Line:
    """One property as it stands in the file, its value not yet unescaped. parameters: names in capitals."""

    name: str
    parameters: dict[str, str]
    value: str


@dataclass
class Block:
    """The lines of one event. number: of the event in the file, counted from 1."""

    number: int
    lines: list[Line] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class File:
    """What a file holds. zones: for the names of its time zones, the names of the world they stand for."""

    blocks: list[Block]
    zones: dict[str, str]
    problems: list[Problem]


def read_lines(data: bytes) -> File:
    """The events of a file as lines, without what lies within them (alarms)."""
    if len(data) > MAX_FILE:
        return File([], {}, [Problem(Code.TOO_LARGE, hint=str(MAX_FILE // MEGABYTE))])
    text, problems = _text(data)
    reader = _Reader()
    for line in text.split("\n"):
        if line.strip():
            reader.take(line)
        if reader.too_many:
            problems.append(reader.too_many)
            break
    if not reader.is_calendar:
        return File([], {}, [*problems, Problem(Code.NOT_A_CALENDAR)])
    unended = reader.unended or "".join(reader.open[-1:])
    if unended and not reader.too_many:
        problems.append(Problem(Code.CUT_OFF, hint=unended))
    return File(reader.blocks[:MAX_EVENTS], reader.zones, problems)


class _Reader:
    """Walks over the lines and keeps those of events."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.zones: dict[str, str] = {}
        self.open: list[str] = []
        self.is_calendar = False
        self.unended = ""  # the component that another one ended
        self.too_many: Problem | None = None
        self._left = MAX_LINES
        self._zone = ""

    def take(self, line: str) -> None:
        """Take one line."""
        keyword, _, name = line.partition(":")
        keyword, name = keyword.strip().upper(), name.strip().upper()
        if keyword == "BEGIN":
            self._begin(name)
        elif keyword == "END":
            self._end(name)
        elif self.open[-1:] == ["VEVENT"] and self.blocks:
            self._keep(line)
        elif self.open[-1:] == ["VTIMEZONE"]:
            self._name_zone(line)

    def _begin(self, name: str) -> None:
        self.is_calendar = self.is_calendar or name == "VCALENDAR"
        if name == "VEVENT" and self.is_calendar:
            if "VEVENT" in self.open:  # the one before was never ended
                self.unended = "VEVENT"
                del self.open[self.open.index("VEVENT") :]
            self.blocks.append(Block(len(self.blocks) + 1))
            if len(self.blocks) > MAX_EVENTS:
                self.too_many = Problem(Code.TOO_MANY_EVENTS, hint=str(MAX_EVENTS))
        if len(self.open) < 10:  # deeper nests nobody
            self.open.append(name[:50])

    def _end(self, name: str) -> None:
        if name in self.open:
            if name != self.open[-1]:
                self.unended = self.open[-1]
            del self.open[len(self.open) - 1 - self.open[::-1].index(name) :]

    def _keep(self, line: str) -> None:
        self._left -= 1
        if self._left < 0:
            self.too_many = Problem(Code.TOO_MANY_LINES, hint=str(MAX_LINES))
        elif found := _parsed(line):
            self.blocks[-1].lines.append(found)
        elif len(self.blocks[-1].broken) < MAX_BROKEN:
            self.blocks[-1].broken.append(line[:100])

    def _name_zone(self, line: str) -> None:
        found = _parsed(line)
        if found and found.name == "TZID":
            self._zone = found.value
        elif found and found.name == "X-LIC-LOCATION" and self._zone:
            self.zones[self._zone] = found.value


def _text(data: bytes) -> tuple[str, list[Problem]]:
    """The text unfolded, with what is wrong with its letters."""
    data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    data = data.replace(b"\n ", b"").replace(b"\n\t", b"")
    problems = []
    if b"\x00" in data:
        problems.append(Problem(Code.NUL))
        data = data.replace(b"\x00", b"")
    try:
        return data.decode("utf-8-sig"), problems
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace"), [*problems, Problem(Code.NOT_UTF8)]


def _parsed(line: str) -> Line | None:
    try:
        name, parameters, value = Contentline(line).raw_parts()  # type: ignore[no-untyped-call]
    except ValueError:
        return None
    texts = {
        str(key).upper(): text if isinstance(text, str) else ",".join(text)
        for key, text in parameters.items()
    }
    return Line(name.upper(), texts, str(value))
