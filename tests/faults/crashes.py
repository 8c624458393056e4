"""Clients write; the server, and the database's, is killed in the middle of it, again and again.

`python -m tests.faults.crashes` is the long run of `make faults`; it ends with the line that counts.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from scripts.with_database import PostgresServer, throw_away_server

from .ledger import Row, Verdict, judged, read
from .program import Program

WRITERS = 4
_UNTIL_WRITTEN = 60  # seconds; a server that stores nothing in that time has not come back
_UNTIL_SETTLED = 180
_FEWEST, _MOST = 10, 50  # writes acknowledged between two kills
_LOOK = 0.05  # seconds


@dataclass(frozen=True)
class Plan:
    """kills: how often in all; database_kills: how many of them hit the PostgreSQL server, not ours."""

    kills: int
    database_kills: int = 0
    writers: int = WRITERS
    seed: int = 1


def tortured(program: Program, plan: Plan, server: PostgresServer | None = None) -> Verdict:
    """Let clients write into an installed program while it is killed as planned, then compare."""
    try:
        return _tortured(program, plan, server)
    finally:
        program.stop()


def _tortured(program: Program, plan: Plan, server: PostgresServer | None) -> Verdict:
    before = set(examined(program)[0])
    program.start()
    with writing(program, plan.writers) as ledgers:
        for number, blow in enumerate(_blows(plan), 1):
            wait_for_writes(ledgers, blow.after)
            time.sleep(blow.moment)
            if blow.on_database and server is not None:
                server.kill()
                server.start()
            else:
                program.kill()
                program.start()
            _say(program, f"killed {number} of {plan.kills}")
        wait_for_writes(ledgers, _FEWEST)
    program.stop()
    return _verdict(program, ledgers, before)


@dataclass(frozen=True)
class _Blow:
    """A kill: of the database's server or of ours, so many writes and seconds after the one before."""

    on_database: bool
    after: int
    moment: float


def _blows(plan: Plan) -> list[_Blow]:
    dice = random.Random(plan.seed)  # noqa: S311 (when it is killed is no secret)
    on_database = [number < plan.database_kills for number in range(plan.kills)]
    dice.shuffle(on_database)
    return [_Blow(which, dice.randint(_FEWEST, _MOST), dice.uniform(0, _LOOK)) for which in on_database]


@contextmanager
def writing(program: Program, number: int) -> Iterator[Path]:
    """Client processes that write until the block ends, and then finish what they began.

    Gives the folder in which each keeps its ledger.
    """
    ledgers, stop = program.folder / "ledgers", program.folder / "stop"
    ledgers.mkdir()
    form = json.dumps(program.form)
    with ExitStack() as stack:
        clients = [
            stack.enter_context(_client(program.address, form, ledgers / f"{seed}.jsonl", stop, seed))
            for seed in range(number)
        ]
        yield ledgers
        stop.touch()
        for client in clients:
            if client.wait(timeout=_UNTIL_SETTLED):
                raise RuntimeError("A client ended with an error.")


@contextmanager
def _client(
    address: str, form: str, ledger: Path, stop: Path, seed: int
) -> Iterator[subprocess.Popen[bytes]]:
    ledger.touch()
    module = [sys.executable, "-m", "tests.faults.writer"]
    client = subprocess.Popen([*module, address, form, str(ledger), str(stop), str(seed)])
    try:
        yield client
    finally:
        client.kill()
        client.wait()


def wait_for_writes(ledgers: Path, number: int) -> None:
    """Until so many more are acknowledged. The clients go on, so they are in the middle of the next."""
    enough, until = _acknowledged(ledgers) + number, time.monotonic() + _UNTIL_WRITTEN
    while _acknowledged(ledgers) < enough:
        if time.monotonic() > until:
            raise RuntimeError("Nothing is stored any more.")
        time.sleep(_LOOK)


def _acknowledged(ledgers: Path) -> int:
    return sum(ledger.read_bytes().count(b'"acknowledged"') for ledger in ledgers.iterdir())


def _verdict(program: Program, ledgers: Path, before: set[Row]) -> Verdict:
    rows, half = examined(program)
    account = read(ledgers.iterdir())
    _say(program, f"{len(account.begun)} writes begun, {account.refused} times refused with 503")
    return judged(account, [row for row in rows if row not in before], [*half, *chain_faults(program)])


def chain_faults(program: Program) -> list[str]:
    """Seal the journal and verify it; what `ankommen verify_journal` found, if it found something."""
    program.command("seal_journal")
    try:
        _say(program, program.command("verify_journal").strip())
    except subprocess.CalledProcessError as error:
        return [f"journal: {error.stdout}"]
    return []


def examined(program: Program) -> tuple[list[Row], list[str]]:
    """Everything that stands in its database, opened, and what is half there."""
    call = [sys.executable, "-m", "tests.faults.examine"]
    done = subprocess.run(call, env=program.environment(), check=True, stdout=subprocess.PIPE, text=True)
    found = json.loads(done.stdout)
    return [Row(*row) for row in found["rows"]], found["half"]


def _say(program: Program, what: str) -> None:
    print(f"{'PostgreSQL' if program.url else 'SQLite'}: {what}", flush=True)


def on_sqlite(folder: Path, plan: Plan, **extra: str) -> Verdict:
    program = Program(folder, extra=extra)
    program.install()
    return tortured(program, plan)


def on_postgres(folder: Path, plan: Plan, **extra: str) -> Verdict:
    with throw_away_server(durable=True) as server:
        program = Program(folder, url=server.url, extra=extra)
        program.install()
        return tortured(program, plan, server)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sqlite", type=int, default=80, help="kills on SQLite (default: %(default)s)")
    parser.add_argument("--postgres", type=int, default=120, help="on PostgreSQL (default: %(default)s)")
    parser.add_argument(
        "--database", type=int, default=20, help="of those, its server (default: %(default)s)"
    )
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # what was started is ended all the same
    plans = {on_sqlite: Plan(given.sqlite), on_postgres: Plan(given.postgres, given.database)}
    with tempfile.TemporaryDirectory(prefix="ankommen-faults-") as folder, ThreadPoolExecutor(2) as pool:
        runs = [
            pool.submit(run, Path(folder) / run.__name__, plan) for run, plan in plans.items() if plan.kills
        ]
        verdict = sum((run.result() for run in runs), Verdict(0, [], [], []))
    for fault in (*verdict.lost, *verdict.duplicates, *verdict.faults):
        print(fault)
    print(f"{given.sqlite + given.postgres} kills, {given.database} of them of the PostgreSQL server")
    print(verdict)
    return 0 if verdict.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
