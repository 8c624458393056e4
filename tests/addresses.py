"""All addresses of the program, found in its resolver: what is new is walked by itself. And a way to ask them
that leaves nothing behind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver

from ankommen.accounts.policy import POLICY

NUMBER = str(UUID(int=7, version=4))
_SAMPLES = {"uuid": NUMBER, "uuidstr": NUMBER, "str": "de", "slug": "csv", "int": "1", "path": "a"}
_PART = re.compile(r"<(?:(\w+):)?(\w+)>")


@dataclass(frozen=True)
class Route:
    """One address: its pattern as the resolver has it, its name, and the view behind it."""

    pattern: str
    name: str
    view: Callable[..., Any]

    @property
    def path(self) -> str:
        """With something in the place of what varies."""
        return self.filled({})

    @property
    def arguments(self) -> list[str]:
        """The names of its parts that vary."""
        return [found[2] for found in _PART.finditer(self.pattern)]

    @property
    def policy(self) -> tuple[str, str] | None:
        """The rule that its view declares."""
        return getattr(self.view, "policy", None)

    @property
    def roles(self) -> list[Any]:
        """The roles that its rule lets in; none for an address without a rule of the table."""
        return list(POLICY.get(self.policy, {})) if self.policy else []

    def filled(self, parts: dict[str, str]) -> str:
        """With these parts, and samples for the others."""
        return _PART.sub(lambda found: parts.get(found[2], _SAMPLES[found[1] or "str"]), self.pattern)

    def __str__(self) -> str:
        return self.pattern


def routes() -> list[Route]:
    """Every address of the program."""
    return list(_walk(get_resolver().url_patterns, "/", ""))


def _walk(patterns: list[URLPattern | URLResolver], prefix: str, space: str) -> Iterator[Route]:
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, address, pattern.namespace or space)
        else:
            name = f"{space}:{pattern.name}" if space else str(pattern.name)
            yield Route(address, name, pattern.callback)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens inside never happened, as at the end of a test."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]  # what counts guesses asks to be outermost
    with block:
        yield
        transaction.set_rollback(True)
