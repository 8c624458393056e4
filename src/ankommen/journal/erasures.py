"""What was erased, withdrawn or shut, by number only: a restored backup repeats it.

The rows lie in the database and go with it; the file `erasures` in the data folder outlives it. Lines are
only ever added, and they have no time: nothing ties a second to an interview. Of a membership that ends on a
day to come they name that day.
"""

from __future__ import annotations

import fcntl
import os
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from django.conf import settings
from django.db import models, transaction
from django.db.models import Max

from ankommen.engines.dataprotection import DataClass

FILE = "erasures"
_LENGTH = 36  # of a UUID in words


class Erasure(models.Model):
    """An object whose rows are gone or withdrawn, or a change to one that a restore must not undo."""

    data_class = DataClass(purpose="Repeat erasures and withdrawals when an older backup is restored")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    object_type = models.CharField(max_length=80)  # a model in lower case; of a change with its kind behind
    object_id = models.CharField(max_length=64)
    # Of a change: the state it led to, and which one of its kind it is for this row. The highest turn counts.
    turn = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        change = f" {self.turn} {self.state}" if self.turn else ""
        return f"{self.id} {self.object_type} {self.object_id}{change}"


def note_erasure(target: models.Model) -> None:
    """Remember that `target` is erased or withdrawn in this transaction; the file follows when it is over."""
    Erasure.objects.create(object_type=target._meta.label_lower, object_id=str(target.pk))
    transaction.on_commit(keep_erasure_file)


def note_change(target: models.Model, kind: str, state: str) -> None:
    """Remember that `target` changed in this transaction; the newest state of each kind is repeated.

    kind: a name in `change_again` of its data class. state: one word. The caller holds the lock on the row.
    """
    mine = {"object_type": f"{target._meta.label_lower}.{kind}", "object_id": str(target.pk)}
    before = Erasure.objects.filter(**mine).aggregate(last=Max("turn"))["last"] or 0
    Erasure.objects.create(**mine, turn=before + 1, state=state)
    transaction.on_commit(keep_erasure_file)


def newest_of_each(erasures: Iterable[Erasure]) -> list[Erasure]:
    """Without the changes that a later one of the same kind to the same row has overtaken."""
    in_turn = sorted(erasures, key=lambda erasure: erasure.turn)
    return list({(erasure.object_type, erasure.object_id): erasure for erasure in in_turn}.values())


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
            case [number, object_type, object_id] if len(number) == _LENGTH:
                yield Erasure(uuid.UUID(number), object_type, object_id)
            case [number, object_type, object_id, turn, state] if len(number) == _LENGTH and turn.isdigit():
                yield Erasure(uuid.UUID(number), object_type, object_id, int(turn), state)


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
