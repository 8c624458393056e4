"""A language of a version as a CSV file that translators edit in a spreadsheet program and bring back."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest

from django.utils.translation import gettext as _

from ankommen.engines import gate
from ankommen.ui.refused import sentence_of

from .queries import TranslatedText
from .refusals import Refusal

COLUMNS = ("key", "source", "translation", "state")
MAX_ROWS = 50_000


def write_csv(rows: Iterable[TranslatedText]) -> bytes:
    """The table as CSV with semicolons, UTF-8 with byte order mark: what spreadsheet programs open without
    asking.
    """
    cells = ((row.key, row.source, row.text, row.state.value) for row in rows)
    return gate.write_csv([COLUMNS, *cells], separator=";")


def read_csv(data: bytes) -> dict[str, str]:
    """The translations of a file as `write_csv` writes it: text key -> text, empty ones left out.

    Commas or tabs may stand for the semicolons; other columns are ignored. Raises Refusal with a sentence.
    """
    try:
        headings, *rows = gate.read_csv(data, separators=";,\t", max_rows=MAX_ROWS).rows
    except gate.Refused as refusal:
        raise Refusal(sentence_of(refusal)) from refusal
    if not {"key", "translation"} <= set(headings):
        raise Refusal(
            _(
                "The first row must name the columns “key” and “translation”."
                " Begin with the file to download here."
            )
        )
    return _texts(dict(zip_longest(headings, row[: len(headings)], fillvalue="")) for row in rows)


def _texts(rows: Iterable[dict[str, str]]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for number, row in enumerate(rows, start=2):
        key, text = (_meant(row[column]) for column in ("key", "translation"))
        if not key or not text:
            continue
        if texts.setdefault(key, text) != text:
            raise Refusal(
                _("Row %(row)s brings a second translation of “%(key)s”. Keep one of the two.")
                % {"row": number, "key": key[:80]}
            )
    return texts


def _meant(cell: str) -> str:
    """The cell without the marks of the guard; programs write line ends in their own way."""
    return gate.unguarded(cell.replace("\r\n", "\n")).strip()
