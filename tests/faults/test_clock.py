"""A clock that stands 400 days ahead, under the whole process: what should end has ended, and nothing breaks."""

from __future__ import annotations

import re
from pathlib import Path
from shutil import copytree
from subprocess import CalledProcessError
from uuid import uuid4

import pytest

from .crashes import examined
from .program import Program, running
from .submissions import submission
from .tablet import Tablet

FOUND = [*Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1")]
AHEAD = {
    "LD_PRELOAD": str(FOUND[0]) if FOUND else "",
    "FAKETIME": "+400d",
    "FAKETIME_DONT_FAKE_MONOTONIC": "1",
}
PAGES = (
    "/desk/",
    "/cases/",
    "/interviews/",
    "/questionnaires/",
    "/results/",
    "/figures/",
    "/privacy/",
    "/my-case/",
)

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(
        not FOUND, reason="NOT TESTED: no libfaketime on this machine (apt-get install libfaketime)"
    ),
]


def cases_seen(tablet: Tablet) -> set[str]:
    return set(re.findall(r'href="/cases/([0-9a-f-]{36})/"', tablet.page("/cases/").text))


def chain(program: Program) -> str:
    program.command("seal_journal")
    return program.command("verify_journal")


def test_400_days_ahead_and_back(installed: Program, tmp_path: Path) -> None:
    with running(installed) as program:
        jana, tobias = Tablet(program.address), Tablet(program.address, name="tobias")
        number = str(uuid4())
        assert jana.send(f"/api/interviews/{number}/", submission(program)).status == 201
        shared = cases_seen(tobias)
        assert shared
        assert jana.page("/cases/").path == "/cases/"
    rows = set(examined(program)[0])

    program.extra = AHEAD
    with running(program):
        assert jana.page("/cases/").path.startswith("/login/"), "a login outlived 400 days"
        for name in ("jana", "tobias"):
            tablet = Tablet(program.address, name=name)
            for page in PAGES:
                assert tablet.page(page).status < 500, (name, page)
            assert not cases_seen(tablet) & shared or name == "jana", "a grant outlived 400 days"
        for case in shared:
            assert tablet.page(f"/cases/{case}/").status == 404
    with pytest.raises(CalledProcessError):
        program.command("erase_expired")
    assert set(examined(program)[0]) == rows, "a clock that jumped erased"
    would = program.command("erase_expired", "--dry-run")
    assert sum(int(one) for one in re.findall(r"Past their day: (\d+)", would)) > 0
    assert set(examined(program)[0]) == rows, "a dry run erased"
    assert "chain whole" in chain(program)
    _erase_in_a_copy(program, tmp_path / "copy")

    program.extra = {}
    assert "chain whole" in chain(program)
    assert set(examined(program)[0]) == rows
    with running(program):
        tobias = Tablet(program.address, name="tobias")
        assert cases_seen(tobias) == shared
        assert Tablet(program.address).send(f"/api/interviews/{uuid4()}/", submission(program)).status == 201
    assert "chain whole" in chain(program)


def _erase_in_a_copy(program: Program, folder: Path) -> None:
    """What the hourly command does on that day: it comes to an end, and again finds nothing to do."""
    copy = Program(copytree(program.folder, folder), extra=program.extra)
    copy.command("erase_expired")
    again = copy.command("erase_expired", "--dry-run")
    assert re.findall(r"Past their day: ([1-9]\d*) .*", again) == []
    assert "chain whole" in copy.command("verify_journal")
