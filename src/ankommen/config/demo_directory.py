"""The demo's directory and guides: the files of the city's folder, through the same ways in as anybody's."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import polib
from django.core.management import call_command
from django.db import transaction

from ankommen.offers.queries import record_ids
from ankommen.offers.services import translate_records

SOURCE = "demo"
_FILES = (
    ("providers.csv", "providers"),
    ("offers.csv", "offers"),
    ("responsibilities.csv", "responsibilities"),
    ("events.ics", "events"),
)


def add_directory(folder: Path) -> Iterator[str]:
    """Bring in what lies in `directory/` of the city's folder; a second run changes nothing."""
    files = folder / "directory"
    if not files.is_dir():
        return
    for name, kind in _FILES:
        options = {"source": SOURCE, "name": "Erfundenes Verzeichnis", "licence": "CC0", "kind": kind}
        call_command("import_directory", str(files / name), **options, stdout=StringIO(), stderr=StringIO())
    texts = sum(_texts(path) for path in sorted(files.glob("texts.*.po")))
    yield f"Directory of {folder.name}: {texts} new texts in other languages."
    said = StringIO()
    call_command("import_guides", str(files / "guides"), stdout=said)
    yield said.getvalue().strip()


@transaction.atomic
def _texts(path: Path) -> int:
    """Texts of records in one language, each made from the German that stands beside it: where that is no
    longer what the record says, the text is outdated from the first day.
    """
    ids = record_ids(SOURCE)
    texts, sources = {}, {}
    for entry in polib.pofile(str(path), encoding="utf-8"):
        record, _, fact = entry.msgctxt.rpartition("/")
        kind, colon, name = record.partition(":")
        key_at_source = (kind, name) if colon else ("offer", record)
        key = f"{key_at_source[0]}/{ids.get(key_at_source, '')}/{fact}"
        if entry.msgstr:
            texts[key], sources[key] = _lines(fact, entry.msgstr), _lines(fact, entry.msgid)
    return translate_records(path.suffixes[0].lstrip("."), texts, sources=sources, by="import")


def _lines(fact: str, text: str) -> str:
    """What to bring stands in one cell of the list, and one thing a line in the directory."""
    return "\n".join(part.strip() for part in text.split(";")) if fact == "documents" else text
