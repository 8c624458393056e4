"""Nothing that was typed into a sealed field can be found in the files of the database, in any writing."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
from django.db import connection, transaction

from ankommen.engines.sealing import KeyRing

from .models import Person

CANARY = "Feuersalamander Саламандра"  # no other test writes it


def held() -> bytes:
    """All bytes that lie on the disk: SQLite's file and its journal; PostgreSQL's table as it is copied."""
    if connection.vendor == "sqlite":
        path = Path(str(connection.settings_dict["NAME"]))
        return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
    with connection.cursor() as cursor, cursor.copy("COPY vault_person TO STDOUT (FORMAT binary)") as copy:
        return b"".join(bytes(part) for part in copy)


def writings(text: str) -> set[bytes]:
    plain = text.encode()
    return {
        plain,
        plain.split()[0],
        json.dumps(text).strip('"').encode(),
        base64.b64encode(plain)[:24],
        plain.hex().encode(),
        text.encode("utf-16-le"),
    }


def scan() -> set[bytes]:
    data = held()
    return {writing for writing in writings(CANARY) if writing in data}


def write() -> None:
    with transaction.atomic():
        person = Person.objects.create(name=CANARY, notes=f"{CANARY} " * 60, special={CANARY: [CANARY]})
    person.phone = CANARY
    person.save()
    Person.objects.bulk_create([Person(name=CANARY) for _number in range(50)])
    Person.objects.filter(pk=person.pk).delete()


@pytest.mark.usefixtures("committed_tables")
def test_the_canary_is_nowhere() -> None:
    write()
    assert Person.objects.filter(language="de").count() == 50
    assert b"de" in held()  # the scan reads what lies open
    assert scan() == set()


@pytest.mark.usefixtures("committed_tables")
def test_a_field_that_stores_plain_text_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(KeyRing, "seal", lambda ring, plain, *, place: plain)
    write()
    assert CANARY.encode() in scan()
