"""Law 1 on a disk that is really full: refused with a sentence, nothing acknowledged is lost, and it heals."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from .crashes import examined
from .ledger import Row
from .program import Program, running
from .submissions import submission
from .tablet import Answer, Tablet

pytestmark = pytest.mark.long
SIZE = "8m"  # the demo's database and some room
TRIES = 2000  # what is free in SQLite's own files is still written to; then it must end
NOTE = 8000  # signs, the longest
OPEN = "/cases/open/?language=ar"
LONG = 500_000  # bytes of a draft: more than can be free in those files


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount, umount = shutil.which("mount"), shutil.which("umount")
    call = [str(mount), "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(disk)]
    if not (mount and umount) or os.geteuid() != 0 or subprocess.run(call, check=False).returncode != 0:
        pytest.skip("NOT TESTED: a full disk needs the right to mount a small one (root)")
    yield disk
    subprocess.run([umount, "--lazy", str(disk)], check=True)


@pytest.fixture
def server(small_disk: Path) -> Iterator[Program]:
    program = Program(small_disk)
    program.install()
    with running(program):
        yield program


def fill_up(disk: Path) -> Path:
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 4096)
        except OSError:
            return ballast


def new_case() -> dict[str, str]:
    """The form of a case that takes some room."""
    long = {"name": f"Nadia {'x' * 150}", "own_name": "x" * 200, "address": "x" * 300, "email": "x" * 200}
    secret = {"number": str(uuid4()), "secret": str(uuid4())}
    return {**secret, "language": "ar", "given": "signed", "agreed": "on", **long}


def numbers(server: Program) -> set[str]:
    with sqlite3.connect(server.database) as database:
        found = database.execute("SELECT id FROM interviews_interview WHERE NOT is_demo").fetchall()
    return {str(UUID(number)) for (number,) in found}


def store_until_refused(tablet: Tablet, server: Program) -> tuple[set[str], str, dict[str, Any], Answer]:
    """The interviews that were still stored; then the one that was refused, and what was said."""
    kept = set()
    for _ in range(TRIES):
        number, content = str(uuid4()), submission(server)
        answer = tablet.send(f"/api/interviews/{number}/", content)
        if answer.status != 201:
            return kept, number, content, answer
        kept.add(number)
    raise AssertionError("The disk did not become full.")


def note_until_refused(tablet: Tablet, page: str) -> tuple[list[dict[str, str]], dict[str, str], Answer]:
    """The notes that were still stored; then the one that was refused, and what was said."""
    kept = []
    for _ in range(TRIES):
        note = {"number": str(uuid4()), "text": "x" * NOTE}
        answer = tablet.post(page, **note)
        if answer.status != 302:
            return kept, note, answer
        kept.append(note)
    raise AssertionError("The disk did not become full.")


def test_a_full_disk_refuses_and_loses_nothing(server: Program, small_disk: Path) -> None:
    tablet = Tablet(server.address)
    screen = tablet.begin_interview()
    before = str(uuid4())
    assert tablet.send(f"/api/interviews/{before}/", submission(server)).status == 201
    assert tablet.send(f"{screen}draft/", {"answers": {"gender": "female"}}, method="PUT").status == 204
    standing = new_case()
    assert tablet.post(OPEN, **standing).status == 200

    ballast = fill_up(small_disk)
    kept, number, content, refused = store_until_refused(tablet, server)
    draft = tablet.send(f"{screen}draft/", {"answers": {"remark": "x" * LONG}}, method="PUT")
    notes, note, not_noted = note_until_refused(tablet, f"/cases/{standing['number']}/notes/")
    case = new_case()
    pages = [tablet.post(OPEN, **case), not_noted]
    for answer in (refused, draft, *pages):
        assert answer.status == 503, answer
        assert int(answer.headers["Retry-After"]) > 0
    for answer in (refused, draft):
        assert answer.body["detail"]
    for answer in pages:
        assert "Nichts ist verloren" in answer.text
    for page in ("/desk/", "/interviews/", screen, "/questionnaires/"):
        shown = tablet.page(page)
        assert shown.status in (200, 503), (page, shown)
        assert "</h1>" in shown.text

    ballast.unlink()
    path = f"/api/interviews/{number}/"
    assert [tablet.send(path, content).status for _ in range(2)] == [201, 200]
    assert numbers(server) == kept | {before, number}
    assert '"answers": {"gender": "female"}' in tablet.page(screen).text
    assert [tablet.post(OPEN, **case).status for _ in range(2)] == [200, 200]
    assert tablet.post(f"/cases/{standing['number']}/notes/", **note).status == 302
    rows, half = examined(server)
    assert half == []
    assert {Row("case", one["number"], "", one["name"]) for one in (standing, case)} <= set(rows)
    noted = {Row("note", one["number"], standing["number"], one["text"]) for one in (*notes, note)}
    assert noted <= set(rows)
    longer = tablet.send(f"{screen}draft/", {"answers": {"remark": "x" * LONG}}, method="PUT")
    assert longer.status == 204
