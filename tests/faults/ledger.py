"""What a client was told, on the disk before it goes on; and what of it the database then has."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TextIO
from uuid import uuid4

KINDS = ("interview", "case", "note")


@dataclass(frozen=True)
class Write:
    """One thing to store: its kind, its number, the case it belongs to, and words that nothing else has."""

    kind: str
    number: str = field(default_factory=lambda: str(uuid4()))
    case: str = ""

    @property
    def words(self) -> str:
        return f"written {self.number}"


class Ledger:
    """A client's own record: each line is on the disk when the call returns."""

    def __init__(self, path: Path) -> None:
        self._file: TextIO = path.open("a", encoding="utf-8")

    def note(self, event: str, write: Write, **more: object) -> None:
        """event: begun, acknowledged, refused, given_up, or strange (an answer that nobody should get)."""
        self._file.write(json.dumps({"event": event, **asdict(write), **more}) + "\n")
        self._file.flush()
        os.fsync(self._file.fileno())


@dataclass
class Account:
    """What all clients were told together."""

    begun: set[Write] = field(default_factory=set)
    acknowledged: set[Write] = field(default_factory=set)
    refused: int = 0
    strange: list[str] = field(default_factory=list)


def read(ledgers: Iterable[Path]) -> Account:
    account = Account()
    for ledger in ledgers:
        for line in ledger.read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            write = Write(entry["kind"], entry["number"], entry["case"])
            if entry["event"] == "begun":
                account.begun.add(write)
            elif entry["event"] == "acknowledged":
                account.acknowledged.add(write)
            elif entry["event"] == "refused":
                account.refused += 1
            elif entry["event"] == "strange":
                account.strange.append(f"{write.kind} {write.number}: {entry['said']}")
    return account


@dataclass(frozen=True)
class Row:
    """What stands in the database: its kind, its number, the case it belongs to, and its opened words."""

    kind: str
    number: str
    case: str
    words: str


@dataclass
class Verdict:
    """How the account and the database agree."""

    acknowledged: int
    lost: list[str]
    duplicates: list[str]
    faults: list[str]

    @property
    def is_good(self) -> bool:
        return not (self.lost or self.duplicates or self.faults)

    def __str__(self) -> str:
        return (
            f"acknowledged {self.acknowledged}, {len(self.lost)} lost, {len(self.duplicates)} duplicates"
            + (f", {len(self.faults)} other faults" if self.faults else "")
        )

    def __add__(self, other: Verdict) -> Verdict:
        return Verdict(
            self.acknowledged + other.acknowledged,
            self.lost + other.lost,
            self.duplicates + other.duplicates,
            self.faults + other.faults,
        )


def judged(account: Account, rows: Iterable[Row], half: Iterable[str]) -> Verdict:
    """half: what the database says of itself that only a torn transaction leaves behind."""
    found = list(rows)
    as_told = {Row(write.kind, write.number, write.case, write.words) for write in account.begun}
    standing = set(found)
    times = Counter((row.kind, row.words) for row in found)
    return Verdict(
        acknowledged=len(account.acknowledged),
        lost=sorted(
            f"{write.kind} {write.number}"
            for write in account.acknowledged
            if Row(write.kind, write.number, write.case, write.words) not in standing
        ),
        duplicates=sorted(f"{kind}: {words}, {number} times" for (kind, words), number in _several(times)),
        faults=[
            *half,
            *account.strange,
            *sorted(f"nobody wrote {row}" for row in standing - as_told),
        ],
    )


def _several(times: Counter[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], int]]:
    return ((what, number) for what, number in times.items() if number > 1)
