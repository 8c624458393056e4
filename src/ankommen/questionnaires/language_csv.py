"""A language of a version as a CSV file that translators edit in a spreadsheet program and bring back."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from .queries import TranslatedText
from .refusals import Refusal

COLUMNS = ("key", "source", "translation", "state")
MAX_ROWS = 50_000
# A spreadsheet program takes a cell that begins with one of these signs for a formula; an apostrophe before
# the sign makes it text. Cells begin at more places than we wrote: a program that separates by something else
# than semicolons cuts a text at its commas, tabs or line breaks, and may drop blanks, quotes and what
# is invisible. An apostrophe that stands there already gets a second, so that reading always takes one away.
_SEPARATORS = ";,\t\r\n"
_DROPPED = '\\s"\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff'
_CELL_BEGINS = re.compile(f"([{_SEPARATORS}{_DROPPED}]+|^)('*)([-=+@＝＋－＠]?)")  # looks at each sign once


def write_csv(rows: Iterable[TranslatedText]) -> bytes:
    """The table as CSV with semicolons, UTF-8 with byte order mark: what spreadsheet programs open without
    asking. Every cell is quoted, since some programs separate by commas and tabs as well.
    """
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow((_guarded(row.key), _guarded(row.source), _guarded(row.text), row.state.value))
    return target.getvalue().encode("utf-8-sig")


def read_csv(data: bytes) -> dict[str, str]:
    """The translations of a file as `write_csv` writes it: text key -> text, empty ones left out.

    Commas or tabs may stand for the semicolons; other columns are ignored. Raises Refusal with a sentence.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal(_("The file is not UTF-8. Save it as “CSV UTF-8” and upload it again.")) from error
    heading = text.partition("\n")[0]
    delimiter = max(";,\t", key=heading.count)
    try:
        rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
        if not {"key", "translation"} <= set(rows.fieldnames or ()):
            raise Refusal(
                _(
                    "The first row must name the columns “key” and “translation”."
                    " Begin with the file to download here."
                )
            )
        return _texts(rows)
    except csv.Error as error:
        raise Refusal(
            _("The file cannot be read as a table. Save it as “CSV UTF-8” and upload it again.")
        ) from error


def _texts(rows: Iterable[dict[str, str | None]]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for number, row in enumerate(rows, start=2):
        if number > MAX_ROWS:
            raise Refusal(_("The file has more than %(limit)s rows.") % {"limit": MAX_ROWS})
        key, text = (_unguarded(row[column] or "").strip() for column in ("key", "translation"))
        if not key or not text:
            continue
        if texts.setdefault(key, text) != text:
            raise Refusal(
                _("Row %(row)s brings a second translation of “%(key)s”. Keep one of the two.")
                % {"row": number, "key": key[:80]}
            )
    return texts


def _guarded(text: str) -> str:
    return _CELL_BEGINS.sub(lambda found: _with_marks(found, "'" + found[2]), text)


def _unguarded(text: str) -> str:
    return _CELL_BEGINS.sub(lambda found: _with_marks(found, found[2][1:]), text.replace("\r\n", "\n"))


def _with_marks(found: re.Match[str], marks: str) -> str:
    """What was found, with other apostrophes where a cell may begin as a formula."""
    may_begin = found.start() == 0 or any(sign in found[1] for sign in _SEPARATORS)
    return f"{found[1]}{marks}{found[3]}" if found[3] and may_begin else found[0]
