"""The JSON schemas of HSDS as its authors publish them: HSDS_SCHEMA names a folder of them (branch 3.0)."""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

FOLDER = Path(os.environ.get("HSDS_SCHEMA", "no-folder"))
needs_schemas = pytest.mark.skipif(
    not (FOLDER / "service.json").exists(), reason="HSDS_SCHEMA names no schemas"
)


@cache
def validator(name: str) -> Draft202012Validator:
    schemas = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.json")}
    resources = [(key, Resource(schema, DRAFT202012)) for key, schema in schemas.items()]
    registry: Registry[Any] = Registry().with_resources(resources)
    return Draft202012Validator(schemas[f"{name}.json"], registry=registry, format_checker=FormatChecker())


def problems(name: str, record: dict[str, Any]) -> list[str]:
    """What a record of this kind has that its schema refuses."""
    return [f"{error.json_path}: {error.message}" for error in validator(name).iter_errors(record)]


def unknown_members(name: str, record: dict[str, Any]) -> list[str]:
    """Members that HSDS 3.0 does not know, here and in all that hangs on the record: a typo passes a schema."""
    found = []
    properties = validator(name).schema["properties"]
    for member, value in record.items():
        if member not in properties:
            found.append(f"{name}.{member}")
            continue
        below = properties[member].get("$ref") or properties[member].get("items", {}).get("$ref", "")
        for each in value if isinstance(value, list) else [value]:
            if below and isinstance(each, dict):
                found += unknown_members(below.removesuffix(".json"), each)
    return found
