"""The program as it is served: what a test client cannot send."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.conftest import free_port, serve


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    port = free_port()
    process = serve(tmp_path_factory.mktemp("served"), port)
    yield port
    process.terminate()
    process.wait(timeout=20)


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
