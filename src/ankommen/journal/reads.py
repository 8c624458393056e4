"""What the present request has shown of protected objects: kept until its answer is made, then written."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Sight:
    """Who saw objects of one kind, for which purpose, by which grant: what makes one entry of the journal."""

    verb: str
    object_type: str
    purpose: str
    grant: str
    actor: str = ""
    role: str = ""
    organisation: str = ""


@dataclass
class PresentRequest:
    """The request under way. `number` is random: it joins its entries and names nothing else."""

    number: str = field(default_factory=lambda: secrets.token_hex(8))
    seen: defaultdict[Sight, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))


_present: ContextVar[PresentRequest | None] = ContextVar("present_request", default=None)


@contextmanager
def request_under_way() -> Iterator[PresentRequest]:
    """Make one request the present one."""
    request = PresentRequest()
    token = _present.set(request)
    try:
        yield request
    finally:
        _present.reset(token)


def present_request() -> PresentRequest | None:
    """The request under way here, or None in a command, in the background and while an answer streams."""
    return _present.get()
