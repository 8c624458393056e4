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
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest


@dataclass
class Answer:
    """What the server said."""

    status: int
    body: dict[str, Any]
    headers: Message


@dataclass
class Tablet:
    """A logged-in browser without a screen."""

    address: str
    jar: http.cookiejar.CookieJar = field(default_factory=http.cookiejar.CookieJar)

    def __post_init__(self) -> None:
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        page = self.opener.open(f"{self.address}/login/").read().decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]  # type: ignore[index]
        form = {"username": "jana", "password": "willkommen-im-demo", "csrfmiddlewaretoken": token}
        self.opener.open(f"{self.address}/login/", urlencode(form).encode())

    def send(self, path: str, content: Any) -> Answer:
        token = next(cookie.value for cookie in self.jar if cookie.name == "csrftoken")
        headers = {"Content-Type": "application/json", "X-CSRFToken": str(token)}
        request = urllib.request.Request(self.address + path, json.dumps(content).encode(), headers)
        try:
            response: Any = self.opener.open(request, timeout=60)
        except urllib.error.HTTPError as error:
            response = error
        return Answer(response.status, json.loads(response.read()), response.headers)


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


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    for command in ("migrate", "seed_demo"):
        call = [sys.executable, "-m", "ankommen", command]
        subprocess.run(call, env=environment(tmp_path), check=True, stdout=subprocess.DEVNULL)
    port = free_port()
    process = serve(tmp_path, port)
    yield Server(f"http://127.0.0.1:{port}", tmp_path)
    process.terminate()
    process.wait(timeout=20)
