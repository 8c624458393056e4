"""Translations as PO files, which translators' programs read and write (GNU gettext).

An entry has the key as its context, the source text as msgid, the translation as msgstr. What is outdated or
from a machine is marked fuzzy: whoever has read it takes the mark away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import polib

from ankommen.engines import gate

from .faults import MAX_TEXT, Code, Problem, fault_of
from .glossary import Glossary
from .sheets import Line, NewText, Sheet
from .states import State

MAX_ENTRIES = 20_000
MAX_FILE = 5 * gate.MEGABYTE
MAX_LINES = 1_000  # of one text; polib puts them together one by one
FUZZY = "fuzzy"
_BEGINNINGS = ("msgid ", "#~ msgid ")


@dataclass(frozen=True)
class PoReading:
    """What a file brings: key -> text that is new, and every entry that was not taken. What stands already is
    in neither.
    """

    texts: dict[str, NewText]
    problems: list[Problem]


def write_po(title: str, sheet: Sheet, own_language: str, glossary: Glossary) -> bytes:
    """The lines of a sheet as a PO file in UTF-8."""
    file = polib.POFile(wrapwidth=0)  # wrapping would cut between two languages as it pleases
    file.metadata = {
        "Project-Id-Version": title,
        "Language": _written(sheet.language),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    for line in sheet.lines():
        file.append(_entry(line, own_language, sheet.language, glossary))
    return f"{file}\n".encode()


def read_file(data: bytes, sheet: Sheet) -> PoReading:
    """What a PO file says that does not stand yet; a file that cannot be read is one problem."""
    lines = {line.key: line for line in sheet.lines()}
    reading = PoReading({}, [])
    try:
        file = _parsed(data)
    except _Unreadable as refusal:
        reading.problems.append(refusal.problem)
        return reading
    said = file.metadata.get("Language", "").strip()
    if said and said.replace("_", "-").lower() != sheet.language.lower():
        reading.problems.append(Problem(Code.OTHER_LANGUAGE, hint=said[:40]))
        return reading
    seen: set[str] = set()
    for entry in file:
        key = entry.msgctxt or ""
        taken = _taken(entry, lines.get(key), sheet, is_repeated=key in seen)
        seen.add(key)
        if isinstance(taken, NewText):
            reading.texts[key] = taken
        elif taken is not None:
            code, hint = taken
            reading.problems.append(Problem(code, key[:400], entry.linenum, hint))
    return reading


def _entry(line: Line, own_language: str, language: str, glossary: Glossary) -> polib.POEntry:
    source = line.source
    hits = glossary.hits(source.text, source.language, language)
    notes = [f"{hit.word} = {hit.rendering}" + (f" ({hit.note})" if hit.note else "") for hit in hits]
    return polib.POEntry(
        msgctxt=line.key,
        msgid=_folded(source.text),
        msgstr=_folded(line.text),
        comment="" if source.is_own else _folded(f"{own_language}: {line.own}"),
        tcomment=_folded("\n".join(notes)),
        flags=[FUZZY] if line.state in (State.OUTDATED, State.MACHINE) else [],
    )


def _taken(
    entry: polib.POEntry, line: Line | None, sheet: Sheet, *, is_repeated: bool
) -> NewText | tuple[Code, str] | None:
    """The text of an entry, why it is not taken (with a hint), or None where it brings nothing new."""
    text = _folded(entry.msgstr).strip()
    if entry.msgid_plural:
        return Code.PLURAL, ""
    if not text:
        return None
    if line is None:
        return Code.UNKNOWN_KEY, ""
    if is_repeated:
        return Code.NAMED_TWICE, ""
    stands = text == _folded(line.text).strip()
    if stands and (line.state is State.CURRENT or FUZZY in entry.flags):
        return None
    if entry.obsolete:
        return Code.OBSOLETE, ""
    if FUZZY in entry.flags:
        return Code.FUZZY, ""
    return _checked(entry, line, sheet, text)


def _checked(entry: polib.POEntry, line: Line, sheet: Sheet, text: str) -> NewText | tuple[Code, str]:
    msgid = _folded(entry.msgid)
    possible = sheet.possible_sources(line.key)
    source = next((each for each in possible if _folded(each.text) == msgid), None) or next(
        (each for each in possible if sheet.means(line.key, entry.msgid, each)), None
    )
    if source is None:
        return Code.SOURCE_CHANGED, possible[0].text
    return fault_of(text, source.text) or NewText(text, source.text, source.source_language)


class _Unreadable(ValueError):
    def __init__(self, code: Code, *, line: int = 0, hint: str = "") -> None:
        self.problem = Problem(code, line=line, hint=hint)


class _Lines(str):
    """A text that is cut at line ends only: polib would cut it at other separators of Unicode too."""

    def splitlines(self, keepends: bool = False) -> list[str]:
        return self.split("\n")


def _parsed(data: bytes) -> polib.POFile:
    if not data.strip():
        raise _Unreadable(Code.FILE_EMPTY)
    if len(data) > MAX_FILE:
        raise _Unreadable(Code.FILE_TOO_LARGE, hint=str(MAX_FILE // gate.MEGABYTE))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _Unreadable(Code.FILE_NOT_UTF8) from error
    lines = list(_bounded(_folded(text).split("\n")))
    if not any(line.startswith(_BEGINNINGS) for line in lines):
        raise _Unreadable(Code.FILE_NOT_PO)
    try:
        # polib opens what it takes for the name of a file: no name has a line of its own in front.
        file = polib.pofile(_Lines("\n".join(["#", *lines])), encoding="utf-8")
    except OSError as error:
        found = re.search(r"line (\d+)", str(error))
        raise _Unreadable(Code.FILE_NOT_PO, line=int(found[1]) - 1 if found else 0) from error
    first = next(number for number, line in enumerate(lines, start=1) if line)
    for entry in file:
        entry.linenum = max(entry.linenum - 1, first)  # polib does not count the first entry's
    return file


def _bounded(lines: list[str]) -> Iterator[str]:
    """The lines without comments, which nobody reads back; numbers stay.

    Bounded: polib takes seconds for very many lines, and minutes where one text or comment has many.
    """
    kept = entries = run = size = 0
    for number, line in enumerate((each.strip() for each in lines), start=1):
        if not line or (line.startswith("#") and not line.startswith(("#,", "#~ "))):
            yield ""
            continue
        is_more = line.startswith(('"', '#~ "'))  # with or without empty lines between
        run, size = (run + 1, size + len(line)) if is_more else (0, len(line))
        kept, entries = kept + 1, entries + line.startswith(_BEGINNINGS)
        if run > MAX_LINES or size > 4 * MAX_TEXT:
            raise _Unreadable(Code.TEXT_TOO_LONG, line=number, hint=str(MAX_TEXT))
        if entries > MAX_ENTRIES or kept > 20 * MAX_ENTRIES:
            raise _Unreadable(Code.TOO_MANY_ENTRIES, line=number, hint=str(MAX_ENTRIES))
        yield line


def _folded(text: str) -> str:
    """The text with line ends as Unix writes them: programs write them in their own way."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _written(language: str) -> str:
    """The tag as gettext writes it."""
    return language.replace("-", "_")
