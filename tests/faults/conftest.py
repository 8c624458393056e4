from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from .program import Program, running


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the demo in it, on SQLite: made once, for copies."""
    folder = tmp_path_factory.mktemp("demo") / "data"
    Program(folder).install()
    return folder


@pytest.fixture
def installed(demo: Path, tmp_path: Path) -> Program:
    """The program with the demo in it, on SQLite; nobody has started it."""
    return Program(copytree(demo, tmp_path / "data"))


@pytest.fixture
def server(installed: Program) -> Iterator[Program]:
    """It serves."""
    with running(installed) as program:
        yield program
