"""Short texts that a city's files bring in several languages at once: names of topics and categories."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from ..models import Translation
from ..rows import newest
from ..states import digest
from .texts import store_translations

_FILE = "city"  # by whom: the city's files


@transaction.atomic
def keep_labels(
    collection: str, labels: Mapping[str, Mapping[str, str]], *, own: str
) -> dict[str, dict[str, str]]:
    """Store what the files say, and give what holds: key -> language -> text.

    labels: key -> language -> text, with the `own` language among them. What a person said of today's source
    holds against the file; else translators would lose their work at the next update of the program.
    """
    held = {key: dict(said) for key, said in labels.items()}
    sources = {key: said[own] for key, said in labels.items() if said.get(own)}
    by_people: set[tuple[str, str]] = set()
    for row in newest(collection).exclude(recorded_by=_FILE).exclude(origin=Translation.Origin.MACHINE):
        if row.key in sources and row.source_digest == digest(sources[row.key]):
            held[row.key][row.language] = row.text
            by_people.add((row.language, row.key))
    for language in sorted({tag for said in labels.values() for tag in said} - {own}):
        texts = {
            key: said[language]
            for key, said in labels.items()
            if said.get(language) and (language, key) not in by_people
        }
        store_translations(collection, language, texts, sources=sources, by=_FILE)
    return held
