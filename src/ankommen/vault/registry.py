"""What lies sealed or digested in this house, so that a rotation of keys forgets nothing.

Sealed fields (`vault.fields`) need no entry; what a room seals by hand it registers in its `apps.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from .fields import Sealed, SealedField

Turn = Callable[[bytes, str], bytes]  # a sealed value and its place -> what is stored in its stead


@dataclass(frozen=True)
class SealedColumn:
    """A column that holds sealed values. `turned` gives its new content for a row, each value turned."""

    label: str  # "app.Model"
    column: str
    turned: Callable[[Any, Turn], Any]

    @property
    def name(self) -> str:
        """How an operator reads it."""
        return f"{self.label}.{self.column}"

    def rows(self) -> models.QuerySet[Any]:
        """All rows in the order of their keys; other columns are read when asked for."""
        rows: models.QuerySet[Any] = apps.get_model(self.label)._base_manager.order_by("pk")
        return rows.only("pk", self.column)


@dataclass(frozen=True)
class Digests:
    """Keyed digests, which do not tell their key. `renew` makes them anew under the newest, where it can."""

    what: str
    exist: Callable[[], bool]
    renew: Callable[[], object] | None


_columns: dict[str, SealedColumn] = {}
_digests: dict[str, Digests] = {}


def register_sealed(label: str, column: str, place: Callable[[Any], str]) -> None:
    """Rows of the model `label` ("app.Model") hold in `column` bytes sealed for `place(row)`, or NULL."""

    def turned(row: Any, turn: Turn) -> bytes | None:
        value = getattr(row, column)
        return None if value is None else turn(bytes(value), place(row))

    register_sealed_parts(label, column, turned)


def register_sealed_parts(label: str, column: str, turned: Callable[[Any, Turn], Any]) -> None:
    """`column` holds sealed values in a form of its own.

    turned: gives the new content of the column for a row; calls the function it is handed with each sealed
    value and its place, and puts what that returns in its stead.
    """
    entry = SealedColumn(label, column, turned)
    _columns[entry.name] = entry


def register_digests(
    what: str, *, exist: Callable[[], bool], renew: Callable[[], object] | None = None
) -> None:
    """Keyed digests are stored.

    what: what they are, in the plural. exist: whether there are any now. renew: makes all of them
    anew under the newest key; without it older keys stay needed as long as there are any.
    """
    _digests[what] = Digests(what, exist, renew)


def sealed_columns() -> list[SealedColumn]:
    """Every column that holds sealed values: the sealed fields, and what rooms registered."""
    return [*_sealed_fields(), *_columns.values()]


def kinds_of_digests() -> list[Digests]:
    """What rooms registered."""
    return list(_digests.values())


def _sealed_fields() -> Iterator[SealedColumn]:
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, SealedField):
                yield SealedColumn(model._meta.label, field.attname, _turned_field(field))


def _turned_field(field: SealedField[Any]) -> Callable[[Any, Turn], Any]:
    def turned(row: Any, turn: Turn) -> Sealed | None:
        value: Sealed | None = row.__dict__[field.attname]
        return value and Sealed(turn(value.data, field.place_of(value.row)), value.row)

    return turned
