"""Measure how fast a questionnaire opens in the interview screen, beside @getodk/web-forms, with a slow CPU.

    cp -r scripts/bench_form_open PEER && cd PEER && npm install && npm run build
    python scripts/bench_form_open.py WORKBOOK --peer PEER/dist [--runs 5] [--slowdown 6]
    python scripts/bench_form_open.py --rows 100 500 1000 2000 [--peer PEER/dist]

The real program runs on a temporary folder; the peer gets the same workbook as XForm XML from a static server
that compresses. Both are driven in turn, in the same Chromium: a new browser context, the cache emptied, the
page opened ("cold"), opened again ("warm"), one question answered. Measured is what a person waits for: from
the start of the navigation until the first control is painted (bench_form_open/watch.js says how).
`--rows` does the same with invented questionnaires of these sizes: how the cost grows.
"""

from __future__ import annotations

import argparse
import gzip
import http.server
import mimetypes
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

WATCH = Path(__file__).parent / "bench_form_open" / "watch.js"
PASSWORD = "only for this run"  # noqa: S105
PATIENCE = 60  # seconds
DATA = (".json", ".xml")  # what form and texts come in
QUIET = 1_000  # milliseconds after opening in which late tasks still count
MAKE_MEMBER = f"""
from ankommen.accounts.services import create_member
create_member(username="jana", full_name="Jana Brandt", password="{PASSWORD}", organisation="migrado",
              role="social_worker", by=None)
"""
RESOURCES = """() => ["resource", "navigation"].flatMap((type) => performance.getEntriesByType(type))
  .map(({ name, initiatorType, encodedBodySize, decodedBodySize, responseEnd }) =>
       ({ name, kind: initiatorType, sent: encodedBodySize, full: decodedBodySize, end: responseEnd }))"""

Opening = dict[str, Any]
Arrive = Callable[[Page], str]  # leads a fresh page to where the form opens; returns that address


@contextmanager
def program(workbook: Path) -> Iterator[str]:
    """The real program with this questionnaire and one social worker; yields its address."""
    with tempfile.TemporaryDirectory() as folder:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ANKOMMEN_")}
        environment = {**kept, "ANKOMMEN_DEMO": "1", "ANKOMMEN_DATA_DIR": folder}
        call = [sys.executable, "-m", "ankommen"]
        for command in (
            ["migrate"],
            ["load_city", "dortmund"],
            ["publish_questionnaire", str(workbook), "--release-all"],
            ["shell", "-c", MAKE_MEMBER],
        ):
            subprocess.run([*call, *command], env=environment, check=True, stdout=subprocess.DEVNULL)
        port = _free_port()
        process = subprocess.Popen([*call, "serve", "--port", str(port)], env=environment)
        try:
            _wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("The server did not start.")


@contextmanager
def static_server(files: dict[str, bytes]) -> Iterator[str]:
    """Serve these files compressed, all but the page to be kept by the browser; yields the address."""
    packed = {path: gzip.compress(content, 6) for path, content in files.items()}

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = packed.get(self.path, b"")
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", mimetypes.guess_type(self.path)[0] or "text/html")
            self.send_header("Content-Length", str(len(body)))
            if body:
                self.send_header("Content-Encoding", "gzip")
            self.send_header(
                "Cache-Control", "no-cache" if self.path == "/" else "max-age=31536000, immutable"
            )
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Nobody reads it."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def peer_files(dist: Path, workbook: Path) -> dict[str, bytes]:
    from ankommen.engines.xlsform import to_xform

    built = {f"/{path.relative_to(dist)}": path.read_bytes() for path in dist.rglob("*") if path.is_file()}
    xform = to_xform(workbook.read_bytes(), workbook.name).encode()
    return {**built, "/": built["/index.html"], "/form.xml": xform}


def begin_interview(page: Page, address: str, language: str) -> str:
    """Log in, begin an interview, consent; returns the address of the interview screen."""
    page.goto(f"{address}/interviews/")
    page.locator("[name=username]").fill("jana")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form:has([name=password]) [type=submit]").click()
    page.wait_for_url("**/interviews/")
    page.locator(f"input[name=language][value={language}]").check()
    page.locator("input[name=interpreter][value=none]").check()
    page.locator("input[name=contact][value=desk]").check()
    page.locator("main form [type=submit]").last.click()
    page.locator("[name=decision][value=consent]").click()
    page.locator("h1[tabindex]").wait_for()
    return page.url


def run_once(browser: Browser, arrive: Arrive, slowdown: float) -> dict[str, Opening]:
    """One context: the form opened cold, opened warm, one question answered."""
    context = browser.new_context(viewport={"width": 820, "height": 1180}, locale="de-DE")
    page = context.new_page()
    url = arrive(page)
    page.goto("about:blank")
    page.add_init_script(path=WATCH)
    cdp = context.new_cdp_session(page)
    cdp.send("Network.clearBrowserCache")
    cdp.send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
    cold = opening(page, url)
    page.goto("about:blank")
    warm = opening(page, url)
    warm["answer"] = answer(page)
    context.close()
    return {"cold": cold, "warm": warm}


def opening(page: Page, url: str) -> Opening:
    """Milliseconds from navigation: to the first control painted, to the end of the last long task."""
    page.goto(url, wait_until="commit")
    deadline = time.monotonic() + PATIENCE
    while (
        page.evaluate("window.bench?.opened ?? null") is None
    ):  # wait_for_function needs eval, which the CSP forbids
        if time.monotonic() > deadline:
            raise RuntimeError(f"{url} did not open: {page.locator('body').inner_text()[:500]}")
        page.wait_for_timeout(100)
    page.wait_for_timeout(QUIET)
    bench = page.evaluate("({ ...bench, controls: bench.usable().length })")
    return {
        "opened": bench["opened"],
        "settled": max([bench["opened"], *(task["start"] + task["duration"] for task in bench["tasks"])]),
        "longest": max((task["duration"] for task in bench["tasks"]), default=0),
        "controls": bench["controls"],
        "elements": page.evaluate("document.querySelectorAll('*').length"),
        "resources": page.evaluate(RESOURCES),
    }


def answer(page: Page) -> float:
    """Choose the first option on the page: milliseconds from the click to the next paint (Event Timing)."""
    page.evaluate("bench.answers.length = 0")
    page.locator(
        "#screen .qset .option:has(input), .odk-form .p-radiobutton, .odk-form .p-checkbox"
    ).first.click()
    page.wait_for_timeout(QUIET)
    return max((float(one["duration"]) for one in page.evaluate("bench.answers")), default=0.0)


def measure(browser: Browser, sides: dict[str, Arrive], runs: int, slowdown: float) -> dict[str, list[Any]]:
    """Every side in turn, `runs` times."""
    found: dict[str, list[Any]] = {}
    for name, arrive in sides.items():
        found[name] = []
        run_once(browser, arrive, slowdown)  # the server's first answers are slow, and not what is measured
    for number in range(runs):
        for name, arrive in sides.items():
            found[name].append(run_once(browser, arrive, slowdown))
            last = found[name][-1]
            opened = ", ".join(f"{state} {last[state]['opened']:.0f} ms" for state in ("cold", "warm"))
            print(f"run {number + 1}, {name}: {opened}", file=sys.stderr, flush=True)
    return found


def tables(found: dict[str, list[Any]]) -> Iterator[str]:
    """Two tables in Markdown: milliseconds as median (min to max), and what the cold opening transferred."""
    yield "| | " + " | ".join(found) + " |"
    yield "|---|" + "---|" * len(found)
    for title, pick in FIGURES.items():
        cells = [_spread([pick(run) for run in runs]) for runs in found.values()]
        yield f"| {title} | " + " | ".join(cells) + " |"
    for title, suffix in {"all": "", "JavaScript": ".js", "form and texts": DATA}.items():
        cells = [_transferred(runs[0]["cold"]["resources"], suffix) for runs in found.values()]
        yield f"| transferred, {title} | " + " | ".join(cells) + " |"


FIGURES: dict[str, Callable[[dict[str, Opening]], float]] = {
    "cold: first control painted": lambda run: run["cold"]["opened"],
    "cold: last script or form data arrived": lambda run: _arrived(run["cold"]["resources"]),
    "cold: end of the last long task": lambda run: run["cold"]["settled"],
    "cold: longest task": lambda run: run["cold"]["longest"],
    "warm: first control painted": lambda run: run["warm"]["opened"],
    "warm: end of the last long task": lambda run: run["warm"]["settled"],
    "first answer: click to next paint": lambda run: run["warm"]["answer"],
    "controls in the page (number)": lambda run: run["warm"]["controls"],
    "elements in the page (number)": lambda run: run["warm"]["elements"],
}


def _arrived(resources: list[dict[str, Any]]) -> float:
    needed = [one["end"] for one in resources if _path(one).endswith((".js", ".json", ".xml"))]
    return max(needed, default=0.0)


def _path(resource: dict[str, Any]) -> str:
    return str(resource["name"]).partition("?")[0].partition("#")[0]


def _spread(values: list[float]) -> str:
    return f"{statistics.median(values):.0f} ({min(values):.0f} to {max(values):.0f})"


def _transferred(resources: list[dict[str, Any]], suffix: str | tuple[str, ...]) -> str:
    files = {_path(one): one for one in resources if _path(one).endswith(suffix)}.values()
    sent, full = (sum(one[size] for one in files) / 1000 for size in ("sent", "full"))
    return f"{sent:.0f} kB ({full:.0f} kB unpacked), {len(files)} files"


def growth(found: dict[int, dict[str, list[Any]]]) -> Iterator[str]:
    """One table in Markdown: a row a questionnaire and side, milliseconds as in the other tables."""
    yield "| rows | | " + " | ".join([*GROWTH, "transferred, form and texts"]) + " |"
    yield "|---|---|" + "---|" * (len(GROWTH) + 1)
    for rows, sides in found.items():
        for name, runs in sides.items():
            cells = [_spread([FIGURES[title](run) for run in runs]) for title in GROWTH]
            cells.append(_transferred(runs[0]["cold"]["resources"], DATA))
            yield f"| {rows} | {name} | {' | '.join(cells)} |"


GROWTH = (
    "cold: first control painted",
    "warm: first control painted",
    "first answer: click to next paint",
    "elements in the page (number)",
)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("workbook", type=Path, nargs="?")
    what.add_argument("--rows", type=int, nargs="+", help="invented questionnaires with so many questions")
    parser.add_argument("--peer", type=Path, help="the peer's built page; without it only ours is measured")
    parser.add_argument("--language", default="en", help="a complete language of the workbook")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--slowdown", type=float, default=6)
    return parser.parse_args()


def compared(
    workbook: Path, language: str, browser: Browser, arguments: argparse.Namespace
) -> dict[str, Any]:
    """Both sides with one workbook."""
    files = peer_files(arguments.peer, workbook) if arguments.peer else {}
    with program(workbook) as ours, static_server(files) as peer:
        sides: dict[str, Arrive] = {"ours": lambda page: begin_interview(page, ours, language)}
        if files:
            sides["@getodk/web-forms"] = lambda _page: f"{peer}/"
        return measure(browser, sides, arguments.runs, arguments.slowdown)


def grown(browser: Browser, arguments: argparse.Namespace) -> dict[int, dict[str, Any]]:
    """Both sides with invented questionnaires."""
    from ankommen.config.benches.invented import questionnaire

    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for rows in arguments.rows:
            workbook = Path(folder) / f"rows-{rows}.xlsx"
            workbook.write_bytes(questionnaire(rows))
            found[rows] = compared(workbook, "ar", browser, arguments)
    return found


def main() -> None:
    arguments = _arguments()
    load = os.getloadavg()[0]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        if arguments.rows:
            lines = list(growth(grown(browser, arguments)))
        else:
            lines = list(tables(compared(arguments.workbook, arguments.language, browser, arguments)))
        print(f"Chromium {browser.version}, {os.cpu_count()} processors, load {load:.1f} before\n")
        print("\n".join(lines))


if __name__ == "__main__":
    main()
