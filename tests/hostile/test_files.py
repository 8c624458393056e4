"""Bad files at every address that takes one: a sentence, nothing stored, little memory, nothing on the disk."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ankommen.accounts.models import Role
from ankommen.engines.gate import MAX_FILE, MEGABYTE
from tests.addresses import routes

from .files import BAD
from .sending import Fields, complaint, fields_of, writes
from .world import World, town

pytestmark = pytest.mark.django_db
MOST_MEMORY = 100 * 1024 * 1024  # bytes more than before


class Doors(Fields):
    """The fields of a page, and which of them take files."""

    def __init__(self, page: str) -> None:
        self.files: list[str] = []
        super().__init__(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(tag, attrs)
        if tag == "input" and dict(attrs).get("type") == "file":
            self.files.append(dict(attrs).get("name") or "")


@pytest.fixture
def world() -> World:
    return town()


def doors(world: World) -> Iterator[tuple[Role, str, str]]:
    """Somebody who may, an address, and a field that takes a file there: once for each route."""
    for route in routes():
        tried = ((role, path) for path in world.paths(route) for role in route.roles)
        for role, path in tried:
            if files := fields_of(world.client(role), path, Doors).files:
                yield from ((role, path, field) for field in files)
                break


@pytest.mark.usefixtures("counted")
def test_no_bad_file_comes_in_anywhere(world: World) -> None:
    found, addresses = [], set()
    with patch.object(tempfile, "mkstemp", side_effect=AssertionError("a file was written to a folder")):
        for role, path, field in doors(world):
            addresses.add(path)
            client = world.client(role)
            for name, filename, data in BAD:
                wrong = uploaded(client, path, field, filename, data)
                if wrong:
                    found.append(f"{path} {field} {name}: {wrong}")
    assert not found, "\n".join(found)
    assert len(addresses) >= 3


def uploaded(client: Client, path: str, field: str, filename: str, data: bytes) -> str:
    """What is wrong with the answer to a file that nobody should take; it may be refused only."""
    file = SimpleUploadedFile("x", data, "text/csv")
    body = b"--limit\r\n" + (
        f'Content-Disposition: form-data; name="{field}"; filename="{filename}"\r\n\r\n'.encode()
        + file.read()
    )
    with writes() as written:
        wrong = complaint(
            client,
            "POST",
            path,
            body + b"\r\n--limit--\r\n",
            content_type="multipart/form-data; boundary=limit",
        )
    return wrong or ("it was taken" if written else "")


def test_there_are_enough_of_them_and_they_travel_light() -> None:
    assert len(BAD) >= 40
    assert len({name for name, _filename, _data in BAD}) == len(BAD)
    assert sum(len(data) > 2 * 1024 * 1024 for _name, _filename, data in BAD) <= 3
    assert max(len(data) for _name, _filename, data in BAD) <= MAX_FILE + 4


_READER = """
import json, pathlib, re, sys
from ankommen.engines import gate, xlsform
def most():  # not of getrusage: that begins with the peak of whoever started this process
    said = pathlib.Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\\s+(\\d+) kB", said)[1]) * 1024
files = sorted(pathlib.Path(sys.argv[1]).iterdir())
def read(file):
    name = (file.suffix == ".csv" and "a.csv") or "a" + file.suffix
    data = file.read_bytes()
    if file.suffix == ".csv":
        try:
            gate.read_csv(data, max_rows=50_000)
        except gate.Refused:
            pass
    xlsform.read_form(data, name)
read(files[0])
before = most()
grown = {}
for file in files:
    read(file)
    grown[file.name] = most() - before
print(json.dumps(grown))
"""


def test_no_bad_file_takes_much_memory(tmp_path: Path, record_property: Callable[..., None]) -> None:
    """In a process of its own: the most that it ever held, beyond what reading a small workbook needs."""
    from tests.engines.xlsform.factories import simple_xlsx

    (tmp_path / "000.xlsx").write_bytes(simple_xlsx())
    for number, (_name, filename, data) in enumerate(BAD, 1):
        ending = ".csv" if filename.endswith(".csv") else ".xlsx"
        (tmp_path / f"{number:03}{ending}").write_bytes(data)
    paths = os.pathsep.join(path for path in sys.path if path)
    done = subprocess.run(  # noqa: S603 (our own reader)
        [sys.executable, "-c", _READER, str(tmp_path)],
        capture_output=True, check=True, timeout=120, env={**os.environ, "PYTHONPATH": paths},
    )  # fmt: skip
    grown = json.loads(done.stdout)
    assert len(grown) == len(BAD) + 1
    most = max(grown.values()) // MEGABYTE
    record_property("counted", f"{len(BAD)} bad files, at most {most} MB more memory than a small workbook")
    first = next(((name, size) for name, size in grown.items() if size > MOST_MEMORY), None)
    assert first is None, (first, BAD[int(first[0][:3]) - 1][0])
