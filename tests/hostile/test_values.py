"""Hostile values at every address and for every role: no trouble, no refusal without a sentence, nothing stored.

Normally a sample that is the same at each run; in the long run every value at every address.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any
from zlib import crc32

import pytest
from django.http import JsonResponse
from django.test import Client

from ankommen.accounts.models import Role
from tests.addresses import Route, routes, undone

from . import values
from .sending import FORM, complaint, encoded, fields_of, writes
from .world import World, interview, town

pytestmark = pytest.mark.django_db

ROLES: list[Role | None] = [None, *Role]
_QUERY = (
    "page",
    "state",
    "words",
    "version",
    "subject",
    "by",
    "open",
    "like",
    "key",
    "first",
    "second",
    "next",
    "q",
)
_POSTED = (
    "decision",
    "receipt",
    "sure",
    "password",
    "seen",
    "missing",
    "accepted",
    "text",
    "language",
    "next",
)
ONE_IN = 150  # of all values, in the normal run


@pytest.fixture
def world() -> World:
    return town()


def sample(names: Any, place: str, one_in: int) -> Iterator[str]:
    """Those of the values whose turn it is at this place, at least one."""
    chosen = [name for name in names if crc32(f"{place} {name}".encode()) % one_in == 0]
    yield from chosen or [min(names, key=lambda name: crc32(f"{name} {place}".encode()))]


def complaints(world: World, route: Route, role: Role | None, *, one_in: int) -> Iterator[str]:
    """Strings in the query, in one field and in all fields of an address; bodies in JSON."""
    for path in world.paths(route):
        place = f"{role} {path}"
        with undone():
            client = world.client(role)
            fields = fields_of(client, path)
            for name in sample(values.STRINGS, place, one_in):
                for method, address, body in _requests(path, fields, values.STRINGS[name], name):
                    wrong = complaint(client, method, address, body, content_type=FORM)
                    if wrong:
                        yield f"{method} {route} as {role} with {name}: {wrong}"
            for name in sample(values.BODIES, place, one_in):
                for method in ("POST", "PUT"):
                    wrong = complaint(
                        client, method, path, values.BODIES[name], content_type="application/json"
                    )
                    if wrong:
                        yield f"{method} {route} as {role} with the body {name}: {wrong}"


def _in_turn(route: Route) -> list[Role | None]:
    """The first role that may enter, and of the others some: pages differ little by role."""
    first, *others = route.roles or [None, Role.SOCIAL_WORKER]
    return [first, *(role for role in others if crc32(f"{role} {route}".encode()) % 6 == 0)]


def _requests(path: str, fields: Any, value: str, name: str) -> Iterator[tuple[str, str, bytes]]:
    asked = encoded(dict.fromkeys([*_QUERY, *fields.asked], value)).decode()
    yield "GET", f"{path}?{asked}", b""
    sent = fields.sent or dict.fromkeys(_POSTED, "1")
    one = sorted(sent)[crc32(name.encode()) % len(sent)]
    yield "POST", path, encoded({**sent, one: value})
    yield "POST", path, encoded(dict.fromkeys(sent, value))


@pytest.mark.usefixtures("counted")
def test_no_string_and_no_body_makes_trouble(world: World) -> None:
    """Where somebody may enter: who may not gets the same 404, whatever she sends."""
    found = [
        wrong
        for route in routes()
        for role in _in_turn(route)
        for wrong in complaints(world, route, role, one_in=ONE_IN)
    ]
    assert not found, "\n".join(found)


@pytest.mark.long
@pytest.mark.parametrize("route", routes(), ids=str)
def test_nor_does_any_other(route: Route, world: World) -> None:
    """All of them for somebody who may enter, one in ten for somebody who may not."""
    first = next(iter(route.roles), None)
    assert list(complaints(world, route, first, one_in=1)) == []
    assert (
        list(complaints(world, route, Role.VOLUNTEER_COORDINATOR if first else Role.SOCIAL_WORKER, one_in=10))
        == []
    )


@pytest.mark.usefixtures("counted")
def test_no_header_makes_trouble(world: World) -> None:
    found = []
    for route in routes():
        role = next(iter(route.roles), None)
        client = world.client(role)
        for name in sample(values.HEADERS, str(route), 10):
            header, value = values.HEADERS[name]
            for method in ("GET", "POST"):
                if wrong := complaint(
                    client, method, route.path, b"a=b", content_type=FORM, headers={header: value}
                ):
                    found.append(f"{method} {route} as {role} with {name}: {wrong}")
    assert not found, "\n".join(found)


@pytest.mark.usefixtures("counted")
def test_no_method_makes_trouble(world: World) -> None:
    client = world.client(Role.SOCIAL_WORKER)
    found = [
        f"{method[:20]} {route}: {wrong}"
        for route in routes()
        for method in sample(values.METHODS, str(route), 3)
        if (wrong := complaint(client, method, route.path))
    ]
    assert not found, "\n".join(found)


@pytest.mark.usefixtures("counted")
def test_no_path_makes_trouble(world: World) -> None:
    found = []
    for role in ROLES:
        client = world.client(role)
        for name in sample(values.PATHS, str(role), 4) if role else values.PATHS:
            if wrong := complaint(client, "GET", values.PATHS[name]):
                found.append(f"{role} {name}: {wrong}")
    assert not found, "\n".join(found)


def members(content: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    """The places in what the keying screen sends, answers and their rows among them."""
    for name, part in content.items():
        yield (name,)
        if isinstance(part, dict):
            yield from ((name, *place) for place in members(part))


def planted(content: dict[str, Any], place: tuple[str, ...], value: Any) -> bytes:
    """The content with a value at a place, on the wire."""
    whole: dict[str, Any] = json.loads(json.dumps(content))
    part = whole
    for name in place[:-1]:
        part = part[name]
    part[place[-1]] = value
    return json.dumps(whole).encode()


@pytest.mark.parametrize("kind", ["a string", "a name", "a list", "an object"])
def test_no_value_in_an_interview_makes_trouble(kind: str, world: World) -> None:
    client, content, found = world.client(Role.SOCIAL_WORKER), interview(world), []
    path = f"/api/interviews/{world.draft}/"
    for place in members(content):
        for name in sample(values.STRINGS, f"{kind} {place}", 25):
            value = values.STRINGS[name]
            sent = {
                "a string": value,
                "a name": {value: 1},
                "a list": [value] * 3,
                "an object": {"flat": value},
            }[kind]
            with undone():
                wrong = complaint(
                    client, "POST", path, planted(content, place, sent), content_type="application/json"
                )
            if wrong:
                found.append(f"{place} with {name}: {wrong}")
    assert not found, "\n".join(found)


def test_there_are_enough_of_them(record_property: Callable[..., None]) -> None:
    record_property("counted", f"{values.count()} hostile values, {len(list(routes()))} addresses")
    assert values.count() >= 300


def test_a_page_in_trouble_would_be_seen(monkeypatch: pytest.MonkeyPatch, world: World) -> None:
    """The judge is judged: trouble, a refusal without a sentence, and one that writes."""
    client = world.client(Role.SOCIAL_WORKER)
    (desk,) = (route for route in routes() if route.pattern == "/interviews/")
    monkeypatch.setattr("ankommen.interviews.views.start.present_drafts", lambda request: 1 / 0)
    assert complaint(client, "GET", desk.path) == "500"
    monkeypatch.undo()
    monkeypatch.setattr(
        "ankommen.config.refusals.JsonResponse", lambda *_, **said: JsonResponse({"detail": " "}, **said)
    )
    assert complaint(Client(), "GET", "/api/nothing/") == "404 without a sentence"
    monkeypatch.undo()
    with writes() as written:
        world.people[Role.PROJECT_LEAD].save()
    assert written == ["accounts_user"]
