"""Load as on busy days, through the proxy: public pages read; interviews handed in beside fewer pages; both with slow clients.

`python -m tests.faults.load` is what `make load` runs. Requests arrive by the clock, whether or not those before
are answered, and each is timed from the moment at which it should have been sent: waiting counts.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import statistics
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen
from uuid import uuid4

from scripts.with_database import throw_away_server

from .processes import usage_of
from .program import Program, running
from .proxy import Proxy, before, trusting
from .slow import slow_clients
from .submissions import filled
from .tablet import Tablet

# Not the login page: the demo's shows its people, which costs more than all of these.
PAGES = ("/figures/", "/my-case/", "/privacy/")
LANGUAGES = ("de", "en", "ar", "uk", "tr", "fa", "ru", "fr")
IN_EACH_LANGUAGE = (
    *(
        "/",
        "/offers/",
        "/offers/?today=on&language=ar",
        "/offers/?q=arzt",
        "/offers/?q=wohnung&topic=housing",
    ),
    *("/topics/housing/", "/topics/work/", "/events/", "/guides/"),
)
_OFFER = re.compile(r"<loc>https?://[^/]+(/\w+/offers/[0-9a-f-]{36}/)</loc>")
_BRING_IN = (
    "from pathlib import Path; from tempfile import TemporaryDirectory;"
    "from ankommen.config.benches.invented_directory import bring_in;"
    "from ankommen.config.benches.invented_offers import offers;"
    "folder = TemporaryDirectory(); bring_in(offers({number}), Path(folder.name))"
)
TABLETS = 5
WAIT = 30  # seconds
_FEWER = 5  # times fewer pages while interviews are handed in
_WARM = 3  # seconds of the same load before anything is counted


@dataclass(frozen=True)
class Request:
    """What is sent, and the status that is the right answer."""

    kind: str
    head: str
    body: bytes = b""
    status: int = 200


@dataclass
class Seen:
    """How requests of each kind were answered: seconds, and what went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    wrong: Counter[str] = field(default_factory=Counter)

    def rows(self) -> Iterable[str]:
        for kind, times in sorted(self.seconds.items()):
            cuts = statistics.quantiles(times, n=100)
            shown = " | ".join(f"{1000 * one:.0f}" for one in (cuts[49], cuts[94], cuts[98], max(times)))
            yield f"| {kind} | {len(times)} | {shown} |"


class Connections:
    """Keep-alive connections to the proxy; one more is opened where none is free."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.host, self.port = str(parts.hostname), parts.port
        self.context = trusting()
        self.free: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def status(self, request: Request) -> int:
        """The status of the answer, whose body was read."""
        reader, writer = await self._one()
        writer.write(request.head.encode() + request.body)
        await writer.drain()
        status, stays = await _read(reader)
        if stays:
            self.free.append((reader, writer))
        else:
            writer.close()
        return status

    async def _one(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        while self.free:
            reader, writer = self.free.pop()
            if not reader.at_eof():
                return reader, writer
            writer.close()
        return await asyncio.open_connection(self.host, self.port, ssl=self.context)

    def close(self) -> None:
        for _, writer in self.free:
            writer.close()


async def _read(reader: asyncio.StreamReader) -> tuple[int, bool]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    fields = dict(line.partition(": ")[::2] for line in head.split("\r\n")[1:])
    if fields.get("transfer-encoding") == "chunked":
        while size := int(await reader.readline(), 16):
            await reader.readexactly(size + 2)
        await reader.readline()
    else:
        await reader.readexactly(int(fields.get("content-length", "0")))
    return int(head.split()[1]), fields.get("connection") != "close"


@dataclass
class Mix:
    """Who sends: logged-in tablets with this form, and the public."""

    host: str
    form: dict[str, str]
    tablets: list[Tablet]
    pages: list[str]

    def submission(self) -> Request:
        tablet = random.choice(self.tablets)  # noqa: S311
        body = json.dumps(filled(self.form, remark=str(uuid4()))).encode()
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in tablet.jar)
        head = self._head(
            f"POST /api/interviews/{uuid4()}/",
            f"Cookie: {cookies}",
            f"X-CSRFToken: {tablet.token()}",
            f"Referer: {tablet.address}/",
            "Content-Type: application/json",
            f"Content-Length: {len(body)}",
        )
        return Request("submissions", head, body, status=201)

    def page(self) -> Request:
        path = random.choice(self.pages)  # noqa: S311
        return Request("pages", self._head(f"GET {path}", "Accept-Language: de"))

    def _head(self, first: str, *lines: str) -> str:
        return "\r\n".join([f"{first} HTTP/1.1", f"Host: {self.host}", *lines, "", ""])


async def loaded(address: str, mix: Mix, rates: dict[str, float], seconds: float) -> Seen:
    """Send at these rates a second, at random moments, and wait for all answers."""
    seen, connections, loop = Seen(), Connections(address), asyncio.get_running_loop()
    make = {"submissions": mix.submission, "pages": mix.page}
    begin = loop.time() + 0.5
    async with asyncio.TaskGroup() as group:
        for kind, rate in rates.items():
            due = begin
            while rate and (due := due + random.expovariate(rate)) < begin + seconds:
                group.create_task(_timed(connections, make[kind], due, seen))
    connections.close()
    return seen


async def _timed(connections: Connections, make: object, due: float, seen: Seen) -> None:
    loop = asyncio.get_running_loop()
    await asyncio.sleep(due - loop.time())
    request = make()  # type: ignore[operator]
    try:
        async with asyncio.timeout(WAIT):
            status = await connections.status(request)
    except (OSError, EOFError, TimeoutError) as error:
        seen.wrong[f"{request.kind}: {type(error).__name__}"] += 1
        return
    seen.seconds[request.kind].append(loop.time() - due)
    if status != request.status:
        seen.wrong[f"{request.kind}: {status}"] += 1


async def measured(
    proxy: Proxy, program: Program, mix: Mix, rates: dict[str, float], seconds: float, slow: int
) -> bool:
    """Print the figures of one run; whether every answer was right."""
    await loaded(proxy.address, mix, rates, _WARM)
    before_it = usage_of(program.process, proxy.process)
    async with slow_clients(proxy, slow) as counted:
        seen = await loaded(proxy.address, mix, rates, seconds)
    asked = ", ".join(f"{rate:g} {kind} a second" for kind, rate in rates.items())
    print(
        f"\n{asked}, {slow} slow clients ({counted.opened} connections), load {os.getloadavg()[0]:.1f} at the end"
    )
    print("| what | answers | p50 ms | p95 | p99 | longest |\n|---|---|---|---|---|---|")
    print("\n".join(seen.rows()))
    print(usage_of(program.process, proxy.process).since(before_it, seconds))
    print(f"errors: {sum(seen.wrong.values())} {dict(seen.wrong) or ''}", flush=True)
    return not seen.wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--submissions", type=float, default=25, help="a second (default: %(default)s)")
    parser.add_argument("--pages", type=float, default=50, help="a second (default: %(default)s)")
    parser.add_argument("--offers", type=int, default=2_000, help="beside the demo's (default: %(default)s)")
    parser.add_argument("--slow", type=int, default=200, help="slow clients of the second run")
    parser.add_argument("--serve", nargs="*", default=[], help="options of `ankommen serve`, without --")
    given = parser.parse_args()
    print(f"load before it: {os.getloadavg()[0]:.1f}, {os.cpu_count()} processors", flush=True)
    with (
        tempfile.TemporaryDirectory(prefix="ankommen-load-") as name,
        throw_away_server(durable=True) as server,
    ):
        folder = Path(name)
        program = Program(folder / "data", url=server.url)
        with before(program.port, folder / "proxy") as proxy:
            return 0 if _is_borne(program, proxy, given) else 1


def _is_borne(program: Program, proxy: Proxy, given: argparse.Namespace) -> bool:
    """Whether no answer was wrong, without slow clients and with them."""
    own = {"ANKOMMEN_HTTPS": "1", "ANKOMMEN_BEHIND_PROXY": "1", "ANKOMMEN_TRUSTED_ORIGINS": proxy.address}
    program.extra = own
    program.install()
    program.command("shell", "--verbosity=0", "-c", _BRING_IN.format(number=given.offers))
    reading = {"pages": given.pages}
    asking = {"submissions": given.submissions, "pages": given.pages / _FEWER}
    with running(program, *(f"--{word}" for word in given.serve)):
        mix = _mix(proxy, program)
        were_right = [
            asyncio.run(measured(proxy, program, mix, rates, given.seconds, slow))
            for rates, slow in ((reading, 0), (asking, 0), (reading, given.slow), (asking, given.slow))
        ]
    return all(were_right)


def _mix(proxy: Proxy, program: Program) -> Mix:
    tablets = [Tablet(proxy.address, context=trusting()) for _ in range(TABLETS)]
    return Mix(f"127.0.0.1:{proxy.port}", program.form, tablets, _pages(proxy))


def _pages(proxy: Proxy) -> list[str]:
    """Addresses to draw from: of what many read all languages, and as often single offers."""
    often = [*PAGES, *(f"/{code}{path}" for code in LANGUAGES for path in IN_EACH_LANGUAGE)]
    with urlopen(f"{proxy.address}/sitemap-pages.xml", context=trusting()) as answer:
        offers = _OFFER.findall(answer.read().decode())
    return often + offers[: len(often)]


if __name__ == "__main__":
    sys.exit(main())
