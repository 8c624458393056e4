"""What `pip install .` brings: everything a page, a sheet or a city needs, compiled catalogues included."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    [wheel] = folder.glob("*.whl")
    return set(zipfile.ZipFile(wheel).namelist())


@pytest.mark.parametrize(
    "name",
    [
        "ankommen/ui/static/ui/base.css",
        "ankommen/ui/static/vendor/htmx/htmx.min.js",
        "ankommen/interviews/static/interviews/formlogic.js",
        "ankommen/interviews/documents/needs.typ",
        "ankommen/engines/typesetting/packages/ankommen/house/1.0.0/house.typ",
        "ankommen/cities/dortmund/questionnaires/needs-1.xlsx",
        "ankommen/cities/dortmund/notice.toml",
        "ankommen/config/papers/texts/ar.toml",
        "ankommen/locale/de/LC_MESSAGES/django.mo",
        "ankommen/locale/ar/LC_MESSAGES/django.mo",
    ],
)
def test_the_wheel_holds(names: set[str], name: str) -> None:
    assert name in names


def test_the_wheel_holds_fonts_for_screen_and_paper(names: set[str]) -> None:
    assert any(name.endswith(".woff2") for name in names)
    assert any("typesetting/fonts" in name for name in names)


def test_the_wheel_holds_nothing_of_a_developers_machine(names: set[str]) -> None:
    assert not [
        name for name in names if "__pycache__" in name or ".sqlite" in name or name.startswith("tests/")
    ]
