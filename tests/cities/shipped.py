"""The shipped cities as the tests see them: their folders, files and compiled questionnaires."""

import csv
import json
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ankommen.engines.formlogic import Filled, fill
from ankommen.engines.xlsform import Reading, read_form

CITIES = Path(__file__).parents[2] / "src" / "ankommen" / "cities"


def city_of(workbook: Path) -> Path:
    """The folder of the city that a workbook belongs to."""
    return CITIES / workbook.relative_to(CITIES).parts[0]


FOLDERS = sorted(path.parent for path in CITIES.glob("*/city.toml"))
# a city's versions in their order; what lies in a folder below is not published with the demo
WORKBOOKS = sorted(CITIES.glob("*/questionnaires/**/*.xlsx"), key=lambda path: (city_of(path), path.name))
DORTMUND = CITIES / "dortmund"
DAY = date(2026, 11, 21)


@cache
def toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def districts(folder: Path) -> list[dict[str, str]]:
    return table(folder / "districts.csv")


def demo_interviews(folder: Path) -> list[dict[str, Any]]:
    """Invented interviews, held with the city's first version."""
    entries: list[dict[str, Any]] = json.loads((folder / "demo_answers.json").read_text(encoding="utf-8"))
    return entries


@cache
def reading(workbook: Path) -> Reading:
    return read_form(workbook.read_bytes(), workbook.name)


def workbooks_of(folder: Path) -> list[Path]:
    """The city's versions, the first one first."""
    return [workbook for workbook in WORKBOOKS if city_of(workbook) == folder]


def items(tree: list[dict[str, Any]], topic: str | None = None) -> list[dict[str, Any]]:
    """Every item below, groups too, each with the topic of its group where it has none of its own."""
    found = []
    for item in tree:
        own = {**item, "topic": item.get("topic", topic)}
        found += [own, *items(item.get("items", []), own["topic"])]
    return found


@dataclass(frozen=True)
class Form:
    """A shipped workbook, ready to be answered."""

    workbook: Path

    @property
    def reading(self) -> Reading:
        return reading(self.workbook)

    @property
    def document(self) -> dict[str, Any]:
        found = self.reading.document
        assert found is not None
        return found

    @property
    def version(self) -> str:
        return str(self.document["version"])

    @property
    def items(self) -> dict[str, dict[str, Any]]:
        return {item["key"]: item for item in items(self.document["items"])}

    @property
    def questions(self) -> dict[str, dict[str, Any]]:
        """What is answered, without groups, notes and calculations."""
        silent = {"group", "repeat", "note", "calculate"}
        return {key: item for key, item in self.items.items() if item["kind"] not in silent}

    @property
    def help(self) -> dict[str, str]:
        """The questions on help needed, each with its topic."""
        return {key: item["topic"] for key, item in self.items.items() if item.get("list") == "help"}

    def choices(self, listed: str) -> list[str]:
        return [choice["name"] for choice in self.document["choices"][listed]]

    def filled(self, **answers: object) -> Filled:
        return fill(self.document, answers, on=DAY)

    def needs(self, **answers: object) -> dict[str, int]:
        return {need["name"]: need["urgency"] for need in self.filled(**answers).needs}


def first_form(folder: Path) -> Form:
    return Form(workbooks_of(folder)[0])
