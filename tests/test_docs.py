"""The docs say what there is: every setting, command and door function, and nothing that is gone."""

import re
from importlib import import_module
from importlib.util import find_spec
from inspect import isfunction
from pathlib import Path
from types import ModuleType

import pytest

from ankommen.config.rooms import ROOMS

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "ankommen"
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text()
SETTINGS = (ROOT / "docs" / "settings.md").read_text()
ROW = re.compile(r"^\| (\w+) \|(.*)\|$", re.MULTILINE)


def test_every_setting_is_documented_and_every_documented_one_exists() -> None:
    code = (SOURCE / "config" / "settings.py").read_text()
    read = {f"ANKOMMEN_{name}" for name in re.findall(r'\benv\.\w+\(\s*"(\w+)"', code)} | {"DATABASE_URL"}
    assert read == set(re.findall(r"^\| `(\w+)` \|", SETTINGS, re.MULTILINE))


def test_every_command_is_documented() -> None:
    commands = {path.stem for path in SOURCE.glob("*/management/commands/*.py")} - {"__init__"}
    documented = set(
        re.findall(r"^\| `ankommen (\w+)", (ROOT / "docs" / "commands.md").read_text(), re.MULTILINE)
    )
    assert commands == documented


@pytest.mark.parametrize("room", [room for room in ROOMS if room != "ui"])
def test_every_door_function_is_documented(room: str) -> None:
    table = dict(ROW.findall(ARCHITECTURE))
    assert room in table, f"docs/architecture.md has no row of doors for {room}"
    documented = set(re.findall(r"`(\w+)`", table[room]))
    assert documented == _door_functions(room)


def _door_functions(room: str) -> set[str]:
    found: set[str] = set()
    for door in ("services", "queries", "access"):
        if find_spec(f"ankommen.{room}.{door}"):
            found |= _functions_of(import_module(f"ankommen.{room}.{door}"))
    return found


def _functions_of(door: ModuleType) -> set[str]:
    """What a door offers: the functions in its `__all__`, else those written in it."""
    functions = {
        name for name, member in vars(door).items() if isfunction(member) and not name.startswith("_")
    }
    if hasattr(door, "__all__"):
        return functions & set(door.__all__)
    return {name for name in functions if vars(door)[name].__module__ == door.__name__}
