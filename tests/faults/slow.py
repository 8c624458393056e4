"""Clients that are slow on purpose: a byte a second of a head, of a body, or of an answer."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from .proxy import NAME, Proxy, trusting

PAUSE = 1  # seconds between two bytes
_TLS = trusting()
_HEAD = f"GET /login/ HTTP/1.1\r\nHost: {NAME}\r\nX-Slow: {'x' * 2000}\r\n\r\n".encode()
_BODY = b"username=" + b"x" * 2000
_TO_BODY = (
    f"POST /login/ HTTP/1.1\r\nHost: {NAME}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    f"Content-Length: {len(_BODY)}\r\n\r\n"
).encode()
_READ = f"GET /static/ui/base.css HTTP/1.1\r\nHost: {NAME}\r\n\r\n".encode() * 50


@dataclass
class Slow:
    """What slow clients did: whoever is sent away comes back at once."""

    opened: int = 0


@asynccontextmanager
async def slow_clients(proxy: Proxy, number: int) -> AsyncIterator[Slow]:
    """That many at once: a quarter each dawdles over the head, the body, the answer, the handshake."""
    slow = Slow()
    ways = (_head, _body, _answer, _handshake)
    tasks = [asyncio.create_task(_ever(ways[one % 4], proxy.port, slow)) for one in range(number)]
    try:
        yield slow
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _ever(way: object, port: int, slow: Slow) -> None:
    while True:
        slow.opened += 1
        with suppress(OSError, EOFError):
            await way(port)  # type: ignore[operator]
        await asyncio.sleep(PAUSE / 10)


async def _head(port: int) -> None:
    await _dawdle(port, b"", _HEAD)


async def _body(port: int) -> None:
    await _dawdle(port, _TO_BODY, _BODY)


async def _dawdle(port: int, at_once: bytes, slowly: bytes) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, ssl=_TLS)
    try:
        writer.write(at_once)
        for byte in slowly:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(PAUSE)
            if reader.at_eof():
                return
    finally:
        writer.close()


async def _answer(port: int) -> None:
    plain = socket.socket()
    plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    plain.setblocking(False)
    await asyncio.get_running_loop().sock_connect(plain, ("127.0.0.1", port))
    reader, writer = await asyncio.open_connection(sock=plain, ssl=_TLS, server_hostname=NAME, limit=1024)
    try:
        writer.write(_READ)
        while await reader.read(1):
            await asyncio.sleep(PAUSE)
    finally:
        writer.close()


async def _handshake(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for byte in b"\x16\x03\x01\x02\x00\x01" + bytes(500):
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(PAUSE)
            if reader.at_eof():
                return
    finally:
        writer.close()
