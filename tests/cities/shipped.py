"""The shipped cities as the tests see them: their folders, files and compiled questionnaires."""

import csv
import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from ankommen.engines.xlsform import Reading, read_form

CITIES = Path(__file__).parents[2] / "src" / "ankommen" / "cities"
FOLDERS = sorted(path.parent for path in CITIES.glob("*/city.toml"))
WORKBOOKS = sorted(CITIES.glob("*/questionnaires/*.xlsx"))
DORTMUND = CITIES / "dortmund"


@cache
def toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def districts(folder: Path) -> list[dict[str, str]]:
    with (folder / "districts.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def demo_interviews(folder: Path) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads((folder / "demo_answers.json").read_text(encoding="utf-8"))
    return entries


@cache
def reading(workbook: Path) -> Reading:
    return read_form(workbook.read_bytes(), workbook.name)


def reading_of(folder: Path) -> Reading:
    """The city's questionnaire; the shipped cities have one each."""
    (workbook,) = (folder / "questionnaires").glob("*.xlsx")
    return reading(workbook)


def items(tree: list[dict[str, Any]], topic: str | None = None) -> list[dict[str, Any]]:
    """Every item below, groups too, each with the topic of its group where it has none of its own."""
    found = []
    for item in tree:
        own = {**item, "topic": item.get("topic", topic)}
        found += [own, *items(item.get("items", []), own["topic"])]
    return found
