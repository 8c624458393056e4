"""What was erased or withdrawn, by number only: a restored backup repeats it.

The rows lie in the database and go with it; the file `erasures` in the data folder outlives it. Lines are
only ever added, and they have no time: nothing ties a second to an interview.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

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
    """Add what the file does not have yet; returns how many lines. What it has, it keeps."""
    known = {erasure.pk for erasure in _in_file()}
    new = [erasure for erasure in Erasure.objects.order_by("pk") if erasure.pk not in known]
    if new:
        _append("".join(f"{erasure}\n" for erasure in new))
    return len(new)


def erasures_to_repeat() -> list[Erasure]:
    """Those in the file that this database does not know: they came after the backup that it was."""
    known = set(Erasure.objects.values_list("pk", flat=True))
    return [erasure for erasure in _in_file() if erasure.pk not in known]


def note_repeated(erasures: list[Erasure]) -> None:
    """From now on the database knows these, too."""
    Erasure.objects.bulk_create(erasures)


def _in_file() -> Iterator[Erasure]:
    path = Path(settings.DATA_DIR) / FILE
    for line in path.read_text("utf-8").splitlines() if path.exists() else ():
        match line.split(" "):
            case [number, object_type, object_id] if len(number) == len(str(uuid.UUID(int=0))):
                yield Erasure(id=uuid.UUID(number), object_type=object_type, object_id=object_id)


def _append(lines: str) -> None:
    path = Path(settings.DATA_DIR) / FILE
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(file, lines.encode())
        os.fsync(file)
    finally:
        os.close(file)
