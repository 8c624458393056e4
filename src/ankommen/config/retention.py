"""The walk over all declarations: what is past its day goes, in bounded batches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model
from django.utils.module_loading import import_string

from ankommen.engines.dataprotection import DataClass, Expiry

from .foreign import data_class_of

BATCH = 100  # rows that go in one transaction


@dataclass(frozen=True)
class Gone:
    """What a rule of a model found and did."""

    what: str
    number: int


def declarations() -> list[tuple[type[Model], DataClass]]:
    """Every model, of the house and of other packages, with what it declares."""
    return [(model, declared) for model in apps.get_models() if (declared := data_class_of(model))]


@cache
def expiries() -> list[Expiry]:
    """All rules, those of the upper rooms first: what they hold on to goes before what it hangs on."""
    paths = [path for _model, declared in reversed(declarations()) for path in declared.expires]
    return [import_string(path) for path in dict.fromkeys(paths)]


def past_their_day() -> list[Gone]:
    """How much each rule would let go now."""
    return [Gone(rule.what, rule.past()) for rule in expiries()]


def erase_past() -> Iterator[Gone]:
    """Let everything go whose day is over; each batch in a transaction of its own."""
    for rule in expiries():
        # So many batches and no more: a row that does not go must not hold up those after it for ever.
        batches = rule.past() // BATCH + 1
        yield Gone(rule.what, sum(_erase_batch(rule) for _ in range(batches)))


def forget_the_order() -> None:
    """Lay SQLite's file anew, by its random keys: the pages of long rows lie in the order of arrival."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")


@transaction.atomic
def _erase_batch(rule: Expiry) -> int:
    return rule.erase(BATCH)
