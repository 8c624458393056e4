"""Run a command on a database: `with_database.py sqlite|postgres COMMAND …`.

"postgres" starts a throw-away PostgreSQL server from the installed binaries, as a user who is not root, and
ends it afterwards.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SECONDS = 60  # a server that is not up by then does not come


def main() -> int:
    database, *command = sys.argv[1:]
    if database == "sqlite":
        return subprocess.run(command, check=False).returncode
    if database != "postgres":
        sys.exit("DATABASE is sqlite or postgres.")
    with throw_away_server() as server:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": server.url}, check=False).returncode


class PostgresServer:
    """A PostgreSQL server on a free local port, with its data in `folder`."""

    def __init__(self, binaries: Path, folder: Path, *, durable: bool) -> None:
        """durable: wait for the disk at each commit, as a server in earnest does."""
        self.binaries, self.folder, self.durable = binaries, folder, durable
        self.user = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
        self.port = _free_port()
        self.url = f"postgres://ankommen@127.0.0.1:{self.port}/postgres"
        self.process: subprocess.Popen[bytes] | None = None

    def create(self) -> None:
        if os.getuid() == 0:
            shutil.chown(self.folder, self.user)
        options = ["-U", "ankommen", "--auth=trust", "--encoding=UTF8", "--no-sync"]
        command = [f"{self.binaries}/initdb", "-D", "data", *options]
        subprocess.run(command, **self._as_user(), check=True, stdout=subprocess.DEVNULL)

    def start(self) -> None:
        facts = {
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": self.folder,
            "fsync": "on" if self.durable else "off",
        }
        settings = [part for name, value in facts.items() for part in ("-c", f"{name}={value}")]
        command = [f"{self.binaries}/postgres", "-D", "data", "-p", str(self.port), *settings]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(command, **self._as_user(), stdout=log, stderr=log)
        self._wait()

    def stop(self) -> None:
        """End it at once; nothing of it is used again."""
        self._end(signal.SIGQUIT)

    def kill(self) -> None:
        """As if the power of the database's machine were cut, but for the disk's cache."""
        children = self._children()
        self._end(signal.SIGKILL)
        for child in children:
            # They see that their parent is gone a moment later; a new server waits until the last is.
            try:
                os.kill(child, signal.SIGKILL)
            except ProcessLookupError:
                continue

    def _end(self, how: signal.Signals) -> None:
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(timeout=_SECONDS)
            self.process = None

    def _children(self) -> list[int]:
        pid = self.process.pid if self.process else 0
        listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
        return [int(child) for child in listed.split()]

    def _wait(self) -> None:
        ask = [f"{self.binaries}/pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        for _ in range(_SECONDS * 10):
            if subprocess.run(ask, check=False).returncode == 0:
                return
            time.sleep(0.1)
        sys.exit((self.folder / "log").read_text(encoding="utf-8", errors="replace"))

    def _as_user(self) -> dict[str, str | Path | None]:
        # The server refuses to run as root; `user=` gives its rights away before it starts.
        return {"user": self.user if os.getuid() == 0 else None, "cwd": self.folder}


@contextmanager
def throw_away_server(*, durable: bool = False) -> Iterator[PostgresServer]:
    """A running server whose data are removed afterwards."""
    binaries = installed_binaries()
    if binaries is None:
        sys.exit("PostgreSQL is not installed. On Debian: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="ankommen-postgres-"))
    server = PostgresServer(binaries, folder, durable=durable)
    try:
        server.create()
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder)


def installed_binaries() -> Path | None:
    """The folder of PostgreSQL's programs, the newest version of several."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    initdb = found[0] if found else shutil.which("initdb")
    return Path(initdb).parent if initdb else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
