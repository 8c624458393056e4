"""The drill: back up while clients write, lose the machine, restore on another one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from shutil import copy2

import pytest
from scripts.with_database import throw_away_server

from .crashes import chain_faults, examined, wait_for_writes, writing
from .ledger import Account, judged, read
from .program import Program, running
from .tablet import Tablet
from .test_crashes import needs_postgres

WRITES = 30  # acknowledged before the backup begins
WRITERS = 3

pytestmark = pytest.mark.long


@contextmanager
def two_machines(database: str, folder: Path) -> Iterator[tuple[Program, Program]]:
    """An installation with the demo, and an empty one that has nothing of it but the keys."""
    with ExitStack() as stack:
        machines = []
        for name in ("lost", "new"):
            machine = Program(folder / name)
            if database == "postgres":
                machine.url = stack.enter_context(throw_away_server(durable=True)).url
            machines.append(machine)
        lost, new = machines
        lost.install()
        new.folder.mkdir(mode=0o700)
        copy2(lost.folder / "keys", new.folder / "keys")
        yield lost, new


@pytest.mark.parametrize("database", ["sqlite", pytest.param("postgres", marks=needs_postgres)])
def test_what_was_acknowledged_before_the_backup_comes_back(database: str, tmp_path: Path) -> None:
    file = tmp_path / "backup.ankommen"
    with two_machines(database, tmp_path) as (lost, new):
        before = set(examined(lost)[0])
        with running(lost), writing(lost, WRITERS) as ledgers:
            wait_for_writes(ledgers, WRITES)
            acknowledged = read(ledgers.iterdir()).acknowledged
            lost.command("backup", str(file))
            wait_for_writes(ledgers, WRITERS)
        account = Account(read(ledgers.iterdir()).begun, acknowledged)
        assert len(account.begun) > len(acknowledged) >= WRITES
        new.command("restore", str(file))
        rows, half = examined(new)
        assert before <= set(rows)
        verdict = judged(account, [row for row in rows if row not in before], [*half, *chain_faults(new)])
        assert verdict.is_good, verdict
        with running(new):
            assert Tablet(new.address).page("/cases/").path == "/cases/"
