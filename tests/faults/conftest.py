"""The real program on a port of its own, with the demo in it, and tablets that talk to it over HTTP."""

from __future__ import annotations

import http.cookiejar
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest


@dataclass
class Answer:
    """What the server said, and where the browser then was."""

    status: int
    text: str
    headers: Message
    path: str

    @property
    def body(self) -> dict[str, Any]:
        return dict(json.loads(self.text))


@dataclass
class Tablet:
    """A logged-in browser without a screen."""

    address: str
    jar: http.cookiejar.CookieJar = field(default_factory=http.cookiejar.CookieJar)

    def __post_init__(self) -> None:
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        self.fill("/login/", username="jana", password="willkommen-im-demo")

    def page(self, path: str) -> Answer:
        return self._open(urllib.request.Request(self.address + path))

    def fill(self, path: str, **fields: str) -> Answer:
        """The page that follows its form."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.page(path).text)[1]  # type: ignore[index]
        content = urlencode(fields | {"csrfmiddlewaretoken": token}).encode()
        return self._open(urllib.request.Request(self.address + path, content))

    def send(self, path: str, content: Any, method: str = "POST") -> Answer:
        token = next(cookie.value for cookie in self.jar if cookie.name == "csrftoken")
        headers = {"Content-Type": "application/json", "X-CSRFToken": str(token)}
        body = json.dumps(content).encode()
        return self._open(urllib.request.Request(self.address + path, body, headers, method=method))

    def begin_interview(self) -> str:
        """The path of the screen of an interview in Arabic, agreed to."""
        notice = self.fill("/interviews/", language="ar", interpreter="none", contact="desk")
        return self.fill(notice.path, decision="consent").path

    def _open(self, request: urllib.request.Request) -> Answer:
        try:
            response: Any = self.opener.open(request, timeout=60)
        except urllib.error.HTTPError as error:
            response = error
        path = response.url.removeprefix(self.address)
        return Answer(response.status, response.read().decode(), response.headers, path)


@dataclass
class Server:
    """The running program and its folder."""

    address: str
    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / "ankommen.sqlite3"


def environment(folder: Path) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("ANKOMMEN_", "DATABASE_URL"))
    }
    return {**kept, "ANKOMMEN_DEMO": "1", "ANKOMMEN_DATA_DIR": str(folder)}


def serve(folder: Path, port: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "ankommen", "serve", "--port", str(port)]
    process = subprocess.Popen(command, env=environment(folder), start_new_session=True)
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return process
        time.sleep(0.1)
    raise RuntimeError("The server did not start.")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def installed(folder: Path) -> None:
    for command in ("migrate", "seed_demo"):
        call = [sys.executable, "-m", "ankommen", command]
        subprocess.run(call, env=environment(folder), check=True, stdout=subprocess.DEVNULL)


@contextmanager
def running(folder: Path) -> Iterator[Server]:
    port = free_port()
    process = serve(folder, port)
    try:
        yield Server(f"http://127.0.0.1:{port}", folder)
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    installed(tmp_path)
    with running(tmp_path) as server:
        yield server
