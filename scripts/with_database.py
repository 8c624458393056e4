"""Run a command on a database: `with_database.py sqlite|postgres COMMAND …`.

"postgres" starts a throw-away PostgreSQL server from the installed binaries, as a user who is not root, and
ends it afterwards.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def main() -> int:
    database, *command = sys.argv[1:]
    if database == "sqlite":
        return subprocess.run(command, check=False).returncode
    if database != "postgres":
        sys.exit("DATABASE is sqlite or postgres.")
    with throw_away_server() as url:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode


@contextmanager
def throw_away_server() -> Iterator[str]:
    """A PostgreSQL server on a free local port; gives its address."""
    binaries = _binaries()
    folder = Path(tempfile.mkdtemp(prefix="ankommen-postgres-"))
    user = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
    if os.getuid() == 0:
        shutil.chown(folder, user)
    port = _free_port()

    def run(*command: str) -> None:
        # The server refuses to run as root; `user=` gives its rights away before it starts.
        subprocess.run(
            command,
            user=user if os.getuid() == 0 else None,
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )

    run(f"{binaries}/initdb", "-D", "data", "-U", "ankommen", "--auth=trust", "--encoding=UTF8", "--no-sync")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    run(f"{binaries}/pg_ctl", "-D", "data", "-w", "-l", "log", "-o", options, "start")
    try:
        yield f"postgres://ankommen@127.0.0.1:{port}/postgres"
    finally:
        run(f"{binaries}/pg_ctl", "-D", "data", "-m", "immediate", "stop")
        shutil.rmtree(folder)


def _binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    initdb = found[0] if found else shutil.which("initdb")
    if initdb is None:
        sys.exit("PostgreSQL is not installed. On Debian: apt-get install postgresql")
    return Path(initdb).parent


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
