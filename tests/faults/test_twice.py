"""The same case and the same note sent fifty times at once over two logins: one row, and fifty times the same answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest
from scripts.with_database import throw_away_server

from .crashes import examined
from .ledger import Row
from .program import Program, running
from .submissions import submission
from .tablet import Answer, Tablet
from .test_crashes import needs_postgres

TIMES = 50


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=[needs_postgres, pytest.mark.long])])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Program]:
    """The program with the demo in it, on each database."""
    if request.param == "sqlite":
        yield request.getfixturevalue("server")
        return
    with throw_away_server(durable=True) as server:
        program = Program(tmp_path / "data", url=server.url)
        program.install()
        with running(program):
            yield program


def at_once(tablets: list[Tablet], path: str, **fields: str) -> list[Answer]:
    with ThreadPoolExecutor(TIMES) as pool:
        return list(pool.map(lambda number: tablets[number % 2].post(path, **fields), range(TIMES)))


def test_fifty_times_at_once_is_once(either: Program) -> None:
    tablets = [Tablet(either.address) for _ in range(2)]
    before = set(examined(either)[0])
    case, note, interview = str(uuid4()), str(uuid4()), str(uuid4())
    facts = {
        "number": case,
        "secret": str(uuid4()),
        "name": "Nadia Karimi",
        "language": "ar",
        "given": "signed",
        "agreed": "on",
    }
    opened = at_once(tablets, "/cases/open/?language=ar", **facts)
    assert {answer.status for answer in opened} == {200}
    codes = {tuple(re.findall(r'class="receipt"[^>]*>([0-9A-Z-]{19})<', answer.text)) for answer in opened}
    assert len(codes) == 1 and len(codes.pop()) == 1
    noted = at_once(tablets, f"/cases/{case}/notes/", number=note, text="Comes on Monday.")
    assert {(answer.status, answer.headers["Location"]) for answer in noted} == {(302, f"/cases/{case}/")}
    content = submission(either)
    with ThreadPoolExecutor(TIMES) as pool:
        path = f"/api/interviews/{interview}/"
        sent = list(pool.map(lambda number: tablets[number % 2].send(path, content), range(TIMES)))
    assert sorted(answer.status for answer in sent) == [200] * (TIMES - 1) + [201]
    assert len({answer.text for answer in sent}) == 1
    rows, half = examined(either)
    assert half == []
    assert set(rows) - before == {
        Row("case", case, "", "Nadia Karimi"),
        Row("note", note, case, "Comes on Monday."),
        Row("interview", interview, "", ""),
    }
    assert len(rows) == len(before) + 3
