from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .program import Program, running


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Program]:
    """The program with the demo in it, on SQLite."""
    program = Program(tmp_path)
    program.install()
    with running(program):
        yield program
