"""PostgreSQL: the content in the custom format of pg_dump, and back by pg_restore."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import IO, cast

from django.db import connection

from . import IN_USE, PIECE, BackupRefused, RestoreUnfinished

_DUMP = ("pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--no-password")
_RESTORE = (
    *("pg_restore", "--clean", "--if-exists", "--no-owner", "--no-privileges", "--no-password"),
    *("--single-transaction", "--exit-on-error"),
)


def dumped() -> Iterator[bytes]:
    """The database as it is now, while others read and write. Raises BackupRefused."""
    with _pg(_DUMP, takes_input=False) as pipe:
        yield from iter(lambda: pipe.read(PIECE), b"")


def replace_all(content: Callable[[], Iterable[bytes]], prepare: Callable[[], None]) -> None:
    """Put `content` in the place of the database: in one transaction, then `prepare`.

    content: begins to read anew with each call; the first reading only finds out whether all of it is sound.
    Raises BackupRefused; then nothing was changed, but for RestoreUnfinished, which is raised where `prepare`
    fails: the content is in place by then.
    """
    for _piece in content():
        pass
    _refuse_in_use()
    connection.close()
    database = str(connection.settings_dict["NAME"])
    with _pg((*_RESTORE, "--dbname", database), takes_input=True) as pipe:
        for piece in content():
            pipe.write(piece)
    try:
        prepare()
    except Exception as error:
        raise RestoreUnfinished(
            "The backup is back, but what came after it is not repeated: do not start the program, restore "
            f"again with --replace. {error}"
        ) from error


@contextmanager
def _pg(command: Iterable[str], *, takes_input: bool) -> Iterator[IO[bytes]]:
    """The pipe into, or out of, a program of PostgreSQL. Raises BackupRefused if it does not succeed."""
    name, *arguments = command
    program = shutil.which(name)
    if program is None:
        raise BackupRefused(f"{name} is not installed. On Debian: apt-get install postgresql-client.")
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(  # noqa: S603 (our own arguments)
            [program, *arguments],
            env=_environment(),
            stdin=subprocess.PIPE if takes_input else subprocess.DEVNULL,
            stdout=subprocess.DEVNULL if takes_input else subprocess.PIPE,
            stderr=said,
        )
        pipe = cast("IO[bytes]", process.stdin if takes_input else process.stdout)
        try:
            with suppress(BrokenPipeError):  # it says itself why it stopped reading
                yield pipe
                pipe.close()
        except BaseException:
            process.kill()  # before its input ends: what it has must not count as all there is
            process.wait()
            raise
        if process.wait():
            raise BackupRefused(f"{name} did not succeed: {_first_line(said)}")


def _environment() -> dict[str, str]:
    """Where the database is, for the programs of PostgreSQL: no password stands on a command line."""
    settings = connection.settings_dict
    _args, secret = connection.client.settings_to_cmd_args_env(settings, [])
    place = {"PGHOST": settings["HOST"], "PGPORT": settings["PORT"], "PGUSER": settings["USER"]}
    named = {name: str(value) for name, value in place.items() if value}
    return {**os.environ, "PGDATABASE": str(settings["NAME"]), **named, **(secret or {})}


def _first_line(said: IO[bytes]) -> str:
    """What went wrong, without the lines that may quote what is stored."""
    said.seek(0)
    return said.readline(500).decode("utf-8", "replace").strip()


def _refuse_in_use() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        if cursor.fetchone()[0]:
            raise BackupRefused(IN_USE)
