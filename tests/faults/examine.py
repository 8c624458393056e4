"""Everything that stands in the database after the faults, opened with the keys, as one JSON document.

Runs as a process of its own, with the environment of the program.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import Any

import django
from django.db import connection
from django.db.models import Count


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ankommen.config.settings")
    django.setup()
    rows = [*_interviews(), *_cases(), *_notes()]
    half = [*_half_cases(), *_without_entry(), *_damage()]
    print(json.dumps({"rows": rows, "half": half}))


def _interviews() -> Iterator[list[str]]:
    from ankommen.interviews.models import Interview
    from ankommen.interviews.seals import place
    from ankommen.vault.queries import ring

    for interview in Interview.objects.exclude(answers=None).iterator():
        ring().open(bytes(interview.answers), place=place(interview.pk, "answers"))
        words = ""
        if interview.free_text:
            plain = ring().open(bytes(interview.free_text), place=place(interview.pk, "free_text"))
            words = json.loads(plain).get("remark", "")
        yield ["interview", str(interview.pk), "", words]


def _cases() -> Iterator[list[str]]:
    from ankommen.cases.models import Case

    for case in Case.objects.select_related("client"):
        yield ["case", str(case.pk), "", case.client.name]


def _notes() -> Iterator[list[str]]:
    from ankommen.cases.models import Note

    for note in Note.objects.all():
        yield ["note", str(note.pk), str(note.case_id), note.text]


def _half_cases() -> Iterator[str]:
    from ankommen.cases.models import Case, Client, Consent, NameKey, Note

    yield from _some("cases without consent", Case.objects.filter(consent=None))
    yield from _some("consents without case", Consent.objects.filter(case=None))
    yield from _some("clients without case", Client.objects.filter(cases=None))
    yield from _some("clients that no search finds", Client.objects.filter(name_keys=None))
    yield from _some("names kept of nobody", NameKey.objects.filter(client=None))
    yield from _some("notes without case", Note.objects.filter(case=None))


def _without_entry() -> Iterator[str]:
    """Each thing was stored together with its entry in the journal, or not at all."""
    from ankommen.cases.models import Case, Note
    from ankommen.interviews.models import Interview
    from ankommen.journal.models import Entry

    entries = dict(Entry.objects.values_list("verb").annotate(Count("pk")))
    stored = {
        "interviews.stored": Interview.objects.exclude(answers=None),
        "cases.opened": Case.objects.all(),
        "cases.noted": Note.objects.all(),
    }
    for verb, rows in stored.items():
        if rows.count() != entries.get(verb, 0):
            yield f"{rows.count()} rows and {entries.get(verb, 0)} entries {verb}"


def _damage() -> Iterator[str]:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for (said,) in cursor.execute("PRAGMA integrity_check").fetchall():
                if said != "ok":
                    yield f"integrity_check: {said}"
            for broken in cursor.execute("PRAGMA foreign_key_check").fetchall():
                yield f"foreign_key_check: {broken}"


def _some(what: str, rows: Any) -> Iterator[str]:
    if number := rows.count():
        yield f"{number} {what}"


if __name__ == "__main__":
    main()
