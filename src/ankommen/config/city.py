"""A city is a folder of data: read it, and make it the city of this installation."""

from __future__ import annotations

import csv
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from ankommen.accounts.services import set_organisations, set_regimes
from ankommen.offers.services import set_categories
from ankommen.places.services import set_city, set_districts, set_sites
from ankommen.topics.services import set_thesaurus, set_topics
from ankommen.translations.services import add_terms

from .papers.reading import check_papers

SHIPPED = Path(__file__).parent.parent / "cities"


class UnreadableCity(Exception):
    """The folder is no city; the sentence names file and reason."""


@dataclass(frozen=True)
class Loaded:
    """What `load_city` stored, in numbers."""

    name: str
    topics: int
    districts: int
    sites: int
    organisations: int


def folder_of(city: str) -> Path:
    """The folder of a shipped city by its name, or any other by its path. Raises UnreadableCity."""
    folder = SHIPPED / city if (SHIPPED / city).is_dir() else Path(city)
    if not (folder / "city.toml").is_file():
        raise UnreadableCity(f"{city}: there is no folder with a city.toml.")
    return folder


def the_citys_folder() -> Path:
    """The folder that ANKOMMEN_CITY names."""
    return folder_of(settings.CITY)


@transaction.atomic
def load_city(folder: Path) -> Loaded:
    """Store what the folder says, again after each change. What it no longer names is retired, never deleted.

    Raises UnreadableCity; then nothing is stored.
    """
    facts = _toml(folder, "city.toml")
    try:
        topics = set_topics(_toml(folder, "topics.toml")["topics"])
        if (folder / "thesaurus.csv").exists():
            set_thesaurus(_rows(folder / "thesaurus.csv"))
        if (folder / "glossary.toml").exists():
            add_terms(_toml(folder, "glossary.toml")["terms"])
        districts = set_districts(_districts(folder))
        sites = set_sites(_toml(folder, "sites.toml")["sites"])
        casework = _toml(folder, "regimes.toml")
        set_regimes(casework.pop("regimes"))
        facts["case_texts"] = casework
        organisations = set_organisations(_toml(folder, "offices.toml")["offices"])
        if (folder / "categories.toml").exists():
            set_categories(_toml(folder, "categories.toml")["categories"])
        if (folder / "figures.toml").exists():
            facts["figures"] = _toml(folder, "figures.toml")
        if (folder / "legal.toml").exists():
            facts["legal"] = _toml(folder, "legal.toml")
        facts["interview_languages"] = _toml(folder, "languages.toml")["languages"]
        notice = _toml(folder, "notice.toml")
        city = set_city(slug=facts["slug"], name=facts["name"], facts=facts, notice=notice)
        check_papers(city)
    except KeyError as error:
        raise UnreadableCity(f"{folder.name}: the entry {error} is missing.") from error
    except ValueError as error:
        raise UnreadableCity(f"{folder.name}: {error}.") from error
    return Loaded(city.name, topics, districts, sites, organisations)


def _toml(folder: Path, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads((folder / name).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise UnreadableCity(f"{folder.name}: the file {name} is missing.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnreadableCity(f"{folder.name}/{name}: {error}.") from error


def _districts(folder: Path) -> list[dict[str, Any]]:
    shapes = _shapes(folder)
    return [{**row, **shapes.get(row["slug"], {})} for row in _rows(folder / "districts.csv")]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:  # spreadsheet programs write the mark
        return list(csv.DictReader(file))


def _shapes(folder: Path) -> Mapping[str, Mapping[str, Any]]:
    """By district its geometry or, where the file calls the shape schematic, its sketch."""
    path = folder / "districts.geojson"
    if not path.exists():
        return {}
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return {
        each["properties"]["slug"]: {_name_of_shape(each["properties"]): each["geometry"]}
        for each in features
    }


def _name_of_shape(properties: Mapping[str, Any]) -> str:
    return "sketch" if properties.get("schematic") else "geometry"
