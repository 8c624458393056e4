"""The real program on a port of its own: started, asked, ended, and killed in the middle of its work."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

START = 60  # seconds
_ASK_FOR_FORM = (
    "from ankommen.questionnaires.models import Version;"
    "v = Version.objects.published().order_by('label').last(); print('form', v.questionnaire_id, v.label, v.digest)"
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Program:
    """An installation: a folder, a database, and `ankommen serve` on them.

    url: a PostgreSQL database; "" is the embedded one in the folder. extra: more of the environment.
    """

    folder: Path
    url: str = ""
    extra: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.folder.with_name(f"{self.folder.name}.log")

    @property
    def database(self) -> Path:
        return self.folder / "ankommen.sqlite3"

    def environment(self) -> dict[str, str]:
        ours = ("ANKOMMEN_", "DATABASE_URL", "DJANGO_SETTINGS_MODULE")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        own = {"ANKOMMEN_DEMO": "1", "ANKOMMEN_DATA_DIR": str(self.folder)}
        return {**kept, **own, **({"DATABASE_URL": self.url} if self.url else {}), **self.extra}

    @cached_property
    def form(self) -> dict[str, str]:
        """The version of the demo's questionnaire that interviews are held with, as a submission names it."""
        shown = self.command("shell", "--verbosity=0", "-c", _ASK_FOR_FORM)
        found = re.search(r"^form (\S+) (\S+) (\S+)$", shown, re.MULTILINE)
        assert found, shown
        return dict(zip(("form_id", "version", "hash"), found.groups(), strict=True))

    def command(self, *words: str) -> str:
        """What `ankommen …` prints. Raises CalledProcessError."""
        call = [sys.executable, "-m", "ankommen", *words]
        done = subprocess.run(call, env=self.environment(), check=True, stdout=subprocess.PIPE, text=True)
        return done.stdout

    def install(self) -> None:
        for command in ("migrate", "seed_demo"):
            self.command(command)

    def start(self, *options: str) -> None:
        call = [sys.executable, "-m", "ankommen", "serve", "--port", str(self.port), *options]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                call, env=self.environment(), start_new_session=True, stdout=log, stderr=log
            )
        for _ in range(START * 20):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise RuntimeError("The server did not start.")

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=20)
            self.process = None

    def kill(self) -> None:
        """SIGKILL for the server and its worker: nobody gets to finish anything."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(timeout=20)
            self.process = None


@contextmanager
def running(program: Program, *options: str) -> Iterator[Program]:
    program.start(*options)
    try:
        yield program
    finally:
        program.stop()
