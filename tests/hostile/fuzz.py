"""Requests made up from what the program says of itself: its addresses, the fields of its pages, its API.

Each field gets what fits it, what nearly fits, or what nobody should send; hypothesis draws, the same at each run.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote

from hypothesis import strategies as st

from ankommen.accounts.models import Role
from ankommen.config.api import api
from tests.addresses import Route, routes

from . import values
from .files import BAD
from .sending import FORM
from .world import World, interview

LANGUAGES = ("de", "en", "ar", "tr", "uk")
_BOUNDARY = "limit"
_HOSTILE = st.sampled_from([*values.STRINGS.values()])
_TYPED = {
    "date": st.dates().map(str),
    "number": st.integers(-(10**9), 10**9).map(str),
    "checkbox": st.sampled_from(["on", "1", "true", "off"]),
    "time": st.times().map(str),
    "email": st.emails(),
}
_SMALL_FILES = [each for each in BAD if len(each[2]) < 100_000]
# Members that scripts send and no OpenAPI document describes: drafts, passkeys, reports of browsers.
_MEMBERS = st.sampled_from([
    "answers", "language", "interpreter", "place", "credential", "id", "rawId", "type", "response", "signature",
    "clientDataJSON", "authenticatorData", "userHandle", "attestationObject", "name", "next", "csp-report",
    "body", "effectiveDirective", "blockedURL", "people", "flat", "children", "age",
])  # fmt: skip
_TEXT = st.one_of(st.text(max_size=30), _HOSTILE)
_LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), _TEXT)
JSON: st.SearchStrategy[Any] = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_MEMBERS | _TEXT, inner, max_size=4),
    max_leaves=12,
)


@dataclass
class Blank:
    """A field of a form: its kind, what it offers, what it holds at first."""

    kind: str = "text"
    options: list[str] = field(default_factory=list)


class Forms(HTMLParser):
    """The fields of the forms of a page, by method and address that they are sent to."""

    def __init__(self, page: str, path: str) -> None:
        super().__init__()
        self.found: dict[tuple[str, str], dict[str, Blank]] = {}
        self._path = path
        self._now: dict[str, Blank] = {}
        self._select = Blank()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        traits = {name: value or "" for name, value in attrs}
        name = traits.get("name", "")
        if tag == "form":
            target = traits.get("action", "").partition("?")[0] or self._path
            self._now = self.found.setdefault((traits.get("method", "get").lower(), target), {})
        elif tag == "option":
            self._select.options.append(traits.get("value", ""))
        elif tag in ("input", "select", "textarea", "button") and name and name != "csrfmiddlewaretoken":
            blank = self._now.setdefault(name, Blank(traits.get("type", tag)))
            if traits.get("value"):
                blank.options.append(traits["value"])
            if tag == "select":
                self._select = blank


@dataclass(frozen=True)
class Plan:
    """An address that somebody reaches, and what may be sent there."""

    route: Route
    path: str
    posted: dict[str, Blank]
    asked: dict[str, Blank]


@dataclass(frozen=True)
class Request:
    """One request as the wire carries it."""

    method: str
    path: str
    body: bytes
    kind: str


def forms_of(world: World) -> dict[tuple[str, str], dict[str, Blank]]:
    """The fields of every form of the program by method and address, from the pages of who may enter first.

    A form may stand on another page than the one that takes it.
    """
    forms: dict[tuple[str, str], dict[str, Blank]] = {}
    for route in routes():
        client = world.client(next(iter(route.roles), None))
        for path in world.paths(route):
            response = client.get(path)
            content = b"".join(response)  # type: ignore[arg-type]
            if response.headers.get("Content-Type", "").startswith("text/html"):
                forms.update(Forms(content.decode(), path).found)
    return forms


def plans(world: World, role: Role | None, forms: dict[tuple[str, str], dict[str, Blank]]) -> list[Plan]:
    """Every address, with each object that may stand in it where the role enters; those are drawn more often."""
    found = []
    for route in routes():
        enters = not route.policy or role in route.roles
        for path in world.paths(route)[: None if enters else 1]:
            plan = Plan(route, path, forms.get(("post", path), {}), forms.get(("get", path), {}))
            found += [plan] * (3 if enters else 1)
    return found


def request_of(plan: Plan, world: World, draw: Any) -> Request:
    """A request to that address, drawn."""
    if draw(st.integers(0, 2)) == 0:
        query = _pairs(plan.asked or {"page": Blank("number"), "q": Blank()}, world, draw)
        return Request("GET", f"{plan.path}?{_encoded(query).decode()}", b"", FORM)
    method = draw(st.sampled_from(["POST"] * 8 + ["PUT"] * 3 + ["PATCH", "DELETE", "HEAD", "OPTIONS"]))
    if schema := _schema_of(plan.route):
        return Request(method, plan.path, _content(schema, world, draw), "application/json")
    if not plan.posted and draw(st.booleans()):
        kind = draw(
            st.sampled_from(["application/json", "application/csp-report", "application/reports+json"])
        )
        return Request(method, plan.path, _json(draw(JSON)), kind)
    blanks = plan.posted or {name: Blank() for name in (*world.words, "next", "text", "language")}
    pairs = _pairs(blanks, world, draw)
    if any(blank.kind == "file" for blank in blanks.values()):
        return Request(
            method, plan.path, _parts(pairs, blanks, draw), f"multipart/form-data; boundary={_BOUNDARY}"
        )
    return Request(method, plan.path, _encoded(pairs), FORM)


def _pairs(blanks: dict[str, Blank], world: World, draw: Any) -> list[tuple[str, str]]:
    """Most fields once, some not at all, some twice; now and then one that nobody asked for."""
    pairs = []
    for name, blank in blanks.items():
        for _ in range(draw(st.sampled_from([1, 1, 1, 1, 1, 1, 0, 2]))):
            pairs.append((name, draw(_value(name, blank, world))))
    if draw(st.integers(0, 9)) == 0:
        pairs.append((draw(_TEXT), draw(_TEXT)))
    return pairs


def _value(name: str, blank: Blank, world: World) -> st.SearchStrategy[str]:
    fitting = [*blank.options, *([world.words[name]] if name in world.words else [])]
    typed = _TYPED.get(blank.kind, st.text(max_size=60))
    usual = st.sampled_from(fitting) if fitting else typed
    return st.one_of(usual, usual, typed, _HOSTILE)


def _encoded(pairs: list[tuple[str, str]]) -> bytes:
    return b"&".join(b"=".join(quote(_bytes(part), safe="").encode() for part in pair) for pair in pairs)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _parts(pairs: list[tuple[str, str]], blanks: dict[str, Blank], draw: Any) -> bytes:
    parts = []
    for name, value in pairs:
        heading, content = f'form-data; name="{name}"'.encode("utf-8", "replace"), _bytes(value)
        if name in blanks and blanks[name].kind == "file":
            _name, filename, content = draw(st.sampled_from(_SMALL_FILES))
            heading += f'; filename="{filename}"'.encode()
        line = heading.replace(b"\r", b"").replace(b"\n", b"")
        parts.append(b"--limit\r\nContent-Disposition: " + line + b"\r\n\r\n" + content + b"\r\n")
    return b"".join(parts) + b"--limit--\r\n"


def _json(value: Any) -> bytes:
    return json.dumps(value).encode()


@cache
def _described() -> dict[str, Any]:
    return dict(api.get_openapi_schema())


def _schema_of(route: Route) -> dict[str, Any] | None:
    """What the API's own document says of the body at an address."""
    for path, operations in _described()["paths"].items():
        if path == route.pattern.replace("<uuidstr:pk>", "{pk}"):
            body: dict[str, Any] = operations["post"]["requestBody"]["content"]["application/json"]["schema"]
            return body
    return None


def _content(schema: dict[str, Any], world: World, draw: Any) -> bytes:
    """By the schema; or what the screen would send, with some members by the schema."""
    drawn = draw(of_schema(schema))
    if isinstance(drawn, dict) and draw(st.booleans()):
        changed = draw(st.lists(st.sampled_from(sorted(drawn)), max_size=2)) if drawn else []
        drawn = {**interview(world), **{name: drawn[name] for name in changed}}
    return _json(drawn)


def of_schema(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values of a JSON schema, and now and then something else."""
    if "$ref" in schema:
        return of_schema(_described()["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    return st.one_of(_fitting(schema), _fitting(schema), _fitting(schema), JSON)


def _fitting(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    if "anyOf" in schema:
        return st.one_of([of_schema(each) for each in schema["anyOf"]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    kind = schema.get("type")
    if kind == "object" and "properties" in schema:
        members = {name: of_schema(part) for name, part in schema["properties"].items()}
        return st.fixed_dictionaries(members)
    if kind == "object":
        return st.dictionaries(_MEMBERS | _TEXT, JSON, max_size=4)
    if kind == "array":
        return st.lists(of_schema(schema.get("items", {})), max_size=4)
    if kind == "string" and "pattern" in schema:
        return st.from_regex(schema["pattern"])
    if kind == "string" and schema.get("format") == "date":
        return st.dates().map(str)
    simple = {"integer": st.integers(), "number": st.floats(), "boolean": st.booleans(), "null": st.none()}
    return simple.get(str(kind), st.text(max_size=schema.get("maxLength", 40)))
