"""A directory of invented offers, brought in as a list is: with providers, places, hours and 8 languages."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import timedelta
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from ankommen.engines.gate import write_csv

from .invented_offers import LANGUAGES

if TYPE_CHECKING:
    from ankommen.engines.search import Document

SOURCE = "bench"
_OFFERS_A_PROVIDER = 8
_AT_ONCE = 1_000  # offers whose texts are stored together
_TEXTS = {"name": "name", "summary": "summary", "body": "description"}
_DAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
_MINUTES = ("00", "15", "30", "45")


def bring_in(offers: Sequence[Document], folder: Path) -> None:
    """Import the offers, a provider and a place for every eight of them, and what they say in 8 languages."""
    _table(folder, "providers", ({"id": str(n), "name": f"Träger {n}"} for n in _owners(offers)))
    _table(folder, "offers", _rows(offers))
    rest = iter(offers)
    while some := list(islice(rest, _AT_ONCE)):
        _translate(some)


def _owners(offers: Sequence[Document]) -> range:
    return range(0, len(offers), _OFFERS_A_PROVIDER)


def _table(folder: Path, kind: str, rows: Iterator[dict[str, str]]) -> None:
    from django.core.management import call_command

    path, all_rows = folder / f"{kind}.csv", list(rows)
    path.write_bytes(write_csv([list(all_rows[0]), *(row.values() for row in all_rows)]))
    options = {"source": SOURCE, "name": "Bench", "licence": "CC0", "kind": kind}
    call_command("import_directory", str(path), **options, stdout=StringIO(), stderr=StringIO())


def _rows(offers: Sequence[Document]) -> Iterator[dict[str, str]]:
    from django.utils import timezone

    from ankommen.offers.queries import category_labels
    from ankommen.places.queries import district_names
    from ankommen.topics.queries import active_topics

    chance = random.Random(12)  # noqa: S311 - the same directory each time
    topics, kinds = [topic.slug for topic in active_topics()], list(category_labels("de").values())
    districts = list(district_names().values())
    homes = {n: (51.45 + chance.random() / 8, 7.35 + chance.random() / 4) for n in _owners(offers)}
    for n, document in enumerate(offers):
        owner, said = n - n % _OFFERS_A_PROVIDER, document.texts["de"]
        days = ", ".join(day for day in _DAYS if chance.random() < 0.4) or "Mo"
        hours = f"{chance.randrange(8, 12)}:{chance.choice(_MINUTES)}-{chance.randrange(13, 20)}:00 Uhr"
        yield {
            "Kennung": document.key,
            "Träger": str(owner),
            "Angebot": said["name"],
            "Kurz": said["summary"],
            "Beschreibung": said["body"],
            "Kategorie": chance.choice(kinds),
            "Themen": ";".join(chance.sample(topics, 2)),
            "Sprachen": ";".join(chance.sample(list(LANGUAGES), 3)),
            "Kosten": chance.choice(("kostenlos", "")),
            "Anmeldung": chance.choice(("offen", "mit Termin")),
            "Ort": f"Haus {owner}",
            "Straße": f"Musterstraße {owner}",
            "PLZ": "44135",
            "Stadt": "Dortmund",
            "Bezirk": districts[owner % len(districts)],
            "Breite": f"{homes[owner][0]:.5f}",
            "Länge": f"{homes[owner][1]:.5f}",
            "Genauigkeit": "Adresse",
            "Öffnungszeiten": f"{days} {hours}",
            "Bestätigt am": (timezone.localdate() - timedelta(days=chance.randrange(400))).isoformat(),
        }


def _translate(offers: Sequence[Document]) -> None:
    from ankommen.offers.queries import record_ids
    from ankommen.offers.services import translate_records

    ids = record_ids(SOURCE)
    for language in list(LANGUAGES)[1:]:
        texts = {
            f"offer/{ids['offer', document.key]}/{fact}": document.texts[language][field]
            for document in offers
            for field, fact in _TEXTS.items()
        }
        translate_records(language, texts, by="import")
