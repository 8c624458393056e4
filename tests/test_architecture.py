"""The house stands as docs/architecture.md says: floors, doors, and nobody climbs through a window."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest

from ankommen.config.rooms import FLOORS, ROOMS

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "ankommen"
DOORS = {"services", "queries", "access"}
FIELDS = ("vault", "fields")  # kinds of model fields: models of all rooms use them
OPEN_HOUSES = {"ui", "engines"}


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("ankommen", cache_dir=None, exclude_type_checking_imports=True)


def test_the_floors_of_the_linter_are_the_floors_of_the_house() -> None:
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
    assert contract["exhaustive"] is True
    floors = tuple(tuple(room.strip() for room in layer.split("|")) for layer in contract["layers"])
    assert floors[1:-1] == FLOORS


def test_a_room_is_entered_by_its_doors_only(graph: grimp.ImportGraph) -> None:
    windows = [
        f"{importer} -> {module}" for importer, module in _crossings(graph) if not _is_door(importer, module)
    ]
    assert windows == []


def test_a_window_would_be_seen() -> None:
    assert not _is_door("ankommen.interviews.views", "ankommen.accounts.views")
    assert _is_door("ankommen.interviews.views", "ankommen.accounts.access")


def test_foreign_keys_point_down() -> None:
    from django.apps import apps

    level = {room: number for number, floor in enumerate(FLOORS) for room in floor}
    upward = [
        f"{model._meta.label}.{field.name}"
        for room in ROOMS
        for model in apps.get_app_config(room).get_models()
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
        for target in [field.related_model._meta.app_label]
        if target != room and target in level and level[target] <= level[room]
    ]
    assert upward == []


def test_a_dot_means_at_home() -> None:
    """What lies in the own room is imported with dots, and nothing else is."""
    files = [path for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE]
    assert [
        f"{path.relative_to(PACKAGE)}: {found}"
        for path in files
        for found in _misplaced(path.read_text("utf-8"), path)
    ] == []


@pytest.mark.parametrize(
    ("file", "line", "is_right"),
    [
        ("cases/views/rights.py", "from ..models import Case", True),
        ("cases/views/rights.py", "from ankommen.accounts.access import may", True),
        ("cases/views/rights.py", "from ankommen.cases.models import Case", False),
        ("cases/views/rights.py", "from ankommen import cases", False),
        ("cases/views/rights.py", "import ankommen.cases.models", False),
        ("cases/views/rights.py", "from ...accounts.access import may", False),
        ("engines/xlsform/rules.py", "from ankommen.engines import formlogic", True),
        ("engines/xlsform/rules.py", "from .. import formlogic", False),
        ("engines/xlsform/rules.py", "from ankommen.engines.xlsform.items import item", False),
    ],
)
def test_a_dot_elsewhere_would_be_seen(file: str, line: str, is_right: bool) -> None:
    assert (not list(_misplaced(line, PACKAGE / file))) == is_right


def _misplaced(source: str, path: Path) -> Iterator[str]:
    """Imports of the own room without a dot, and of another with dots. An engine is a room of its own."""
    package = path.relative_to(PACKAGE.parent).parent.parts
    home = ".".join((*package, path.stem)[: 3 if package[1] == "engines" else 2])
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            dots = getattr(node, "level", 0)
            place = package[: len(package) - dots + 1] if dots else ()
            for alias in node.names:
                parts = (*place, getattr(node, "module", None), alias.name)
                is_at_home = f"{'.'.join(filter(None, parts))}.".startswith(f"{home}.")
                if is_at_home != bool(dots):
                    yield ast.unparse(node)


def _crossings(graph: grimp.ImportGraph) -> list[tuple[str, str]]:
    return [
        (importer, module)
        for importer in sorted(graph.modules)
        for module in sorted(graph.find_modules_directly_imported_by(importer))
        if _room(importer) != _room(module) and _room(module) in ROOMS and _room(module) not in OPEN_HOUSES
    ]


def _room(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


# config holds the rooms together: it lists their addresses and their API.
_FRAME = {"urls", "api"}


def _is_door(importer: str, module: str) -> bool:
    parts = module.split(".")
    if _room(importer) == "config" and len(parts) > 2 and parts[2] in _FRAME:
        return True
    return len(parts) > 2 and (parts[2] in DOORS or tuple(parts[1:3]) == FIELDS)
