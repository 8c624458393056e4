"""Law 1, acknowledged means stored, against the real server: many at once, a locked database, a full disk."""

from __future__ import annotations

import sqlite3
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from .program import Program
from .submissions import submission
from .tablet import Tablet

TIMES = 50  # the same, at once


def stored(server: Program) -> int:
    with sqlite3.connect(server.database) as database:
        return int(
            database.execute("SELECT count(*) FROM interviews_interview WHERE NOT is_demo").fetchone()[0]
        )


def test_two_tablets_at_once_store_one_interview(server: Program) -> None:
    tablets = [Tablet(server.address) for _ in range(2)]
    path, content = f"/api/interviews/{uuid4()}/", submission(server)
    with ThreadPoolExecutor(TIMES) as pool:
        answers = list(pool.map(lambda number: tablets[number % 2].send(path, content), range(TIMES)))
    assert Counter(answer.status for answer in answers) == {201: 1, 200: TIMES - 1}
    assert len({answer.text for answer in answers}) == 1
    assert stored(server) == 1
    other = tablets[0].send(path, content | {"break_off_reason": "wish"})
    assert other.status == 409


def test_different_contents_at_once_leave_one_and_refuse_the_other(server: Program) -> None:
    tablets = [Tablet(server.address), Tablet(server.address)]
    for _ in range(10):
        path = f"/api/interviews/{uuid4()}/"
        contents = [submission(server), submission(server)]
        with ThreadPoolExecutor(2) as pool:
            answers = list(
                pool.map(lambda pair, at=path: pair[0].send(at, pair[1]), zip(tablets, contents, strict=True))
            )
        assert sorted(answer.status for answer in answers) == [201, 409]
    assert stored(server) == 10


@pytest.mark.long
def test_a_locked_database_is_a_503_that_says_when(server: Program) -> None:
    tablet, path, content = Tablet(server.address), f"/api/interviews/{uuid4()}/", submission(server)
    lock = sqlite3.connect(server.database, isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    answer = tablet.send(path, content)
    lock.execute("ROLLBACK")
    assert answer.status == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.body["detail"]
    assert tablet.send(path, content).status == 201
    assert stored(server) == 1
