"""The program as it is served: what a test client cannot send."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.faults.program import Program


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that the program makes, on a machine where new files are open to everybody."""
    folder = tmp_path_factory.mktemp("served") / "data"
    before = os.umask(0o022)
    Program(folder).command("migrate", "--verbosity=0")
    os.umask(before)
    return folder


@pytest.fixture(scope="module")
def port(folder: Path) -> Iterator[int]:
    program = Program(folder)
    before = os.umask(0o022)
    program.start()
    os.umask(before)
    yield program.port
    program.stop()


def answer(port: int, request: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(request)
        return b"".join(iter(lambda: connection.recv(65536), b""))


def head(method: str, path: str, *lines: str) -> bytes:
    return "\r\n".join(
        [f"{method} {path} HTTP/1.1", "Host: localhost", "Connection: close", *lines, "", ""]
    ).encode()


def test_a_body_in_chunks_is_not_taken_for_an_empty_one(port: int) -> None:
    chunked = ("Content-Type: application/json", "Transfer-Encoding: chunked")
    for method, path in [("POST", "/api/x/"), ("PUT", "/interviews/x/draft/")]:
        said = answer(port, head(method, path, *chunked) + b"2\r\n{}\r\n0\r\n\r\n")
        assert said.startswith(b"HTTP/1.1 411 ")
        assert b'"detail"' in said


def test_only_http_1_is_spoken(port: int) -> None:
    """HTTP/2 has bodies without a length and without the header that says so."""
    said = answer(port, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\x00\x00\x00\x04\x00\x00\x00\x00\x00")
    assert not said.startswith(b"\x00")


def test_nobody_else_on_the_machine_reads_the_data(folder: Path, port: int) -> None:
    assert answer(port, head("GET", "/login/")).startswith(b"HTTP/1.1 200 ")
    rights = {path.name: oct(path.stat().st_mode & 0o777) for path in folder.iterdir()}
    assert "ankommen.sqlite3-wal" in rights
    assert set(rights.values()) == {"0o600"}
    assert oct(folder.stat().st_mode & 0o777) == "0o700"


def test_a_port_in_use_is_refused() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(CommandError, match="in use"):
            call_command("serve", port=other.getsockname()[1])
