"""What was erased or withdrawn, by number only: a restored backup repeats it.

The rows lie in the database and go with it; the file `erasures` in the data folder outlives it. Lines are
only ever added, and they have no time: nothing ties a second to an interview.
"""

from __future__ import annotations

import fcntl
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from django.conf import settings
from django.db import models, transaction

from ankommen.engines.dataprotection import DataClass

FILE = "erasures"


class Erasure(models.Model):
    """An object whose rows are gone or withdrawn."""

    data_class = DataClass(purpose="Repeat erasures and withdrawals when an older backup is restored")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    object_type = models.CharField(max_length=80)
    object_id = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.id} {self.object_type} {self.object_id}"


def note_erasure(target: models.Model) -> None:
    """Remember that `target` is erased or withdrawn in this transaction; the file follows when it is over."""
    Erasure.objects.create(object_type=target._meta.label_lower, object_id=str(target.pk))
    transaction.on_commit(keep_erasure_file)


def keep_erasure_file() -> int:
    """Add what the file does not have yet; returns how many lines. What it has, it keeps.

    One process or thread at a time: two that read before either writes would both add the same lines.
    """
    with _held_file() as file:
        known = {erasure.pk for erasure in _read(file.read())}
        new = [erasure for erasure in Erasure.objects.order_by("pk") if erasure.pk not in known]
        file.write("".join(f"{erasure}\n" for erasure in new))
    return len(new)


def erasures_to_repeat() -> list[Erasure]:
    """Those in the file that this database does not know: they came after the backup that it was.

    Each comes once, even if it stands there twice.
    """
    path = _path()
    found = {erasure.pk: erasure for erasure in _read(path.read_text("utf-8") if path.exists() else "")}
    known = set(Erasure.objects.values_list("pk", flat=True))
    return [erasure for number, erasure in found.items() if number not in known]


def note_repeated(erasures: list[Erasure]) -> None:
    """From now on the database knows these, too."""
    Erasure.objects.bulk_create(erasures)


def _read(lines: str) -> Iterator[Erasure]:
    for line in lines.splitlines():
        match line.split(" "):
            case [number, object_type, object_id] if len(number) == len(str(uuid.UUID(int=0))):
                yield Erasure(id=uuid.UUID(number), object_type=object_type, object_id=object_id)


def _path() -> Path:
    return Path(settings.DATA_DIR) / FILE


@contextmanager
def _held_file() -> Iterator[TextIO]:
    """The file for reading and adding, for its owner only; nobody else has it meanwhile."""
    path = _path()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    number = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(number, "r+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # until it is closed
        yield file
        file.flush()
        os.fsync(file.fileno())
