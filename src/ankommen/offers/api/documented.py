"""What the OpenAPI document says of answers: the shapes are those of HSDS, so it points to them."""

from __future__ import annotations

from typing import Any

_SCHEMAS = "https://raw.githubusercontent.com/openreferral/specification/3.0/schema"
_NUMBERS = ("total_items", "total_pages", "page_number", "size")
_TOLD = ("first_page", "last_page", "empty")


def a_record(name: str) -> dict[str, Any]:
    """One record of a schema of HSDS."""
    return _answer("application/json", {"$ref": f"{_SCHEMAS}/{name}.json"})


def a_page(name: str) -> dict[str, Any]:
    """A page of records of a schema of HSDS."""
    numbers: dict[str, Any] = {each: {"type": "integer"} for each in _NUMBERS}
    told = {each: {"type": "boolean"} for each in _TOLD}
    contents = {"type": "array", "items": {"$ref": f"{_SCHEMAS}/{name}.json"}}
    return _answer(
        "application/json", {"type": "object", "properties": numbers | told | {"contents": contents}}
    )


def a_file(kind: str, description: str) -> dict[str, Any]:
    """A file of a media type."""
    return _answer(kind, {"type": "string"}, description)


def _answer(kind: str, schema: dict[str, Any], description: str = "OK") -> dict[str, Any]:
    return {"responses": {200: {"description": description, "content": {kind: {"schema": schema}}}}}
