"""The check that stops every command, `serve` among them, when a sealing key is missing or another one."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.db import DatabaseError, connection

from .keychecks import key_problems


@register()
def the_keys_fit(**_: Any) -> list[CheckMessage]:
    """The ring holds the keys of this database. One without tables needs none yet: `migrate` makes them."""
    try:
        problems = key_problems()
    except DatabaseError:
        return []
    finally:
        if not connection.in_atomic_block:
            connection.close()  # a server that starts now takes no open connection along
    hint = "docs/keys.md says what to do, step by step."
    return [Error(problem, hint, id="vault.E003") for problem in problems]
