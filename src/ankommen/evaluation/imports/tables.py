"""A CSV or XLSX file as a table of texts; what cannot be read as one is refused with a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from ankommen.engines import gate
from ankommen.engines.gate import Code, Row
from ankommen.ui.refused import sentence_of

from .problems import REASONS

MAX_ROWS = 20_000


class Unreadable(Exception):
    """The file is no table of interviews; the sentence says why and what to do."""


@dataclass(frozen=True)
class Table:
    """The headings in their order, and the rows with anything in them."""

    headings: tuple[str, ...]
    rows: list[Row]


def read_table(path: Path) -> Table:
    """The table in a file. Raises Unreadable. The column of reasons that `write_rest` adds is left out."""
    try:
        if path.stat().st_size > gate.MAX_FILE:  # before it is read at all
            raise gate.Refused(Code.FILE_TOO_LARGE, limit=gate.MAX_FILE // gate.MEGABYTE)
        table = gate.open_table(path.read_bytes(), path.name, max_rows=MAX_ROWS)
        rows = list(table.rows())
    except OSError as error:
        raise Unreadable(
            _("%(file)s cannot be read: %(reason)s") % {"file": path, "reason": error.strerror}
        ) from error
    except gate.Refused as refusal:
        raise Unreadable(sentence_of(refusal)) from refusal
    for row in rows:
        row.cells.pop(REASONS, None)
    return Table(tuple(name for name in table.headings if name != REASONS), rows)
