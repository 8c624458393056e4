"""Model fields that lie sealed in the database and open when they are read.

What lies there is JSON, filled up with blanks to a multiple of 64 bytes (a name tells its length to nobody)
and sealed for the place "app.model/column/primary key". What is empty lies there as NULL. A list opens only
what somebody reads of it.

The database cannot search, order or change what it cannot read: filters (other than `isnull`), `order_by`,
`update` with a value and `bulk_update` raise. Names are found by digests (`engines.names`). An order by an
expression (`F`) goes unnoticed, and orders by random bytes. `bulk_create(update_conflicts=True)` may put a
value into a row that it was not sealed for: it does not open there. To rename a model, a column or a key of a
row, open and seal again in the migration.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, NoReturn, TypeVar, final

from django import forms
from django.core import checks
from django.core.exceptions import FieldError, ValidationError
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator
from django.db import models
from django.db.models.expressions import Col
from django.db.models.lookups import IsNull
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import gettext_lazy as _

from .queries import ring

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

    _Field = models.Field
else:

    class _Field(models.Field):
        """Django's own is generic for type checkers only."""

        __class_getitem__ = classmethod(lambda cls, _types: cls)


_Plain = TypeVar("_Plain")
_BLOCK = 64  # bytes
_ONE_LINE = 255  # characters; what may be longer gets a form field of several lines


@final
class Sealed:
    """A sealed value as it came from the database. It shows nothing.

    row: the primary key of the row that it was read with, None if it was read without a row (`values`).
    """

    __slots__ = ("data", "row")

    def __init__(self, data: bytes, row: Any = None) -> None:
        self.data, self.row = data, row

    def __repr__(self) -> str:
        return "<sealed>"


class SealedAttribute(DeferredAttribute):
    """Opens a value when it is read first. Plain values stay in the instance; `save` seals them."""

    field: SealedField[Any]

    def __get__(self, instance: models.Model | None, cls: Any = None) -> Any:
        if instance is None:
            return self
        value = super().__get__(instance, cls)
        if value is None or isinstance(value, Sealed):
            value = instance.__dict__[self.field.attname] = self.field.opened(value)
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        if isinstance(value, Sealed):
            if not instance._state.adding:
                raise TypeError(f"{self.field} takes plain values: a sealed one opens in its own row only.")
            value = Sealed(value.data, self.field.row_of(instance))
        instance.__dict__[self.field.attname] = value


class SealedCol(Col):
    """The column in a query: it can be selected, and nothing else is done with it."""

    def resolve_expression(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Only an order by the column asks for this. Raises FieldError."""
        raise self.target.refusal("ordered by")  # type: ignore[attr-defined]


class IsGiven(IsNull):
    """`isnull`: the one question that the database can answer."""

    def process_lhs(self, compiler: Any, connection: BaseDatabaseWrapper, lhs: Any = None) -> Any:
        """The column as it is, since it refuses to be resolved."""
        return compiler.compile(lhs or self.lhs)


class SealedField(_Field[_Plain, _Plain], Generic[_Plain]):
    """What the sealed fields share."""

    descriptor_class = SealedAttribute
    empty_strings_allowed = False

    def __init__(
        self,
        verbose_name: Any = None,
        name: str | None = None,
        *,
        max_length: int | None = None,
        blank: bool = False,
        editable: bool = True,
        help_text: Any = "",
        validators: Sequence[Any] = (),
    ) -> None:
        super().__init__(
            verbose_name,
            name,
            max_length=max_length,
            null=True,
            blank=blank,
            editable=editable,
            help_text=help_text,
            validators=validators,
        )
        self.validators.append(_storable)

    def deconstruct(self) -> Any:
        """As Django writes it into migrations; NULL is always allowed."""
        name, path, args, kwargs = super().deconstruct()
        del kwargs["null"]
        return name, path, args, kwargs

    def get_internal_type(self) -> str:
        """What the database makes of it."""
        return "BinaryField"

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        """The primary key is known before a row is saved, and is read before its sealed values."""
        errors = [*super().check(**kwargs)]
        pk = self.model._meta.pk
        if isinstance(pk, models.AutoField):
            sentence = f"{self} is sealed before the database numbers its row."
            hint = "Use a UUIDField with default=uuid.uuid4 as primary key."
            errors.append(checks.Error(sentence, hint, self, "vault.E001"))
        fields = self.model._meta.concrete_fields
        if fields.index(self) < fields.index(pk):
            sentence = f"{self} is read before its primary key."
            errors.append(checks.Error(sentence, "Declare the primary key first.", self, "vault.E002"))
        return errors

    def row_of(self, instance: models.Model) -> Any:
        """The primary key in the table that holds this column, None if there is none yet."""
        return instance.__dict__.get(self.model._meta.pk.attname)

    def opened(self, sealed: Sealed | None) -> Any:
        """The plain value. Raises SealBroken."""
        if sealed is None:
            return self.empty()
        return json.loads(ring().open(sealed.data, place=self.place_of(sealed.row)))

    def sealed_for(self, row: Any, value: Any) -> Sealed | None:
        """`value` sealed for the row with the primary key `row`; None for an empty value.

        Raises ValueError without a primary key, ValidationError for what does not fit the field.
        """
        value = self.to_python(value)
        if value in self.empty_values:
            return None
        if row is None:
            raise ValueError(f"{self} is bound to the primary key of its row: set that before saving.")
        self.run_validators(value)
        return Sealed(ring().seal(_written(value), place=self.place_of(row)), row)

    def empty(self) -> Any:
        """What NULL is read as."""
        raise NotImplementedError

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """The value as it is saved: always sealed anew, so that a rotation of keys never comes undone."""
        return self.sealed_for(self.row_of(model_instance), getattr(model_instance, self.attname))

    def from_db_value(self, value: Any, *_args: Any) -> Sealed | None:
        """The unopened value."""
        return None if value is None else Sealed(bytes(value))

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        """The sealed bytes. Raises FieldError for all that was not sealed for a row."""
        if value is None:
            return None
        if not isinstance(value, Sealed) or value.row is None:
            raise self.refusal("changed or compared")
        return connection.Database.Binary(value.data)  # type: ignore[attr-defined]

    def get_placeholder(self, value: Any, *_args: Any) -> str:
        """Where a value stands in a statement. Raises FieldError for what the database would compute."""
        if hasattr(value, "as_sql"):
            raise self.refusal("computed")
        return "%s"

    def get_lookup(self, lookup_name: str) -> Any:
        """Only whether there is a value can be asked of the database. Raises FieldError."""
        if lookup_name != "isnull":
            raise self.refusal("filtered by")
        return IsGiven

    def get_transform(self, lookup_name: str) -> NoReturn:
        """There are none. Raises FieldError."""
        raise self.refusal("filtered by")

    def get_col(self, alias: str, output_field: models.Field[Any, Any] | None = None) -> Col:
        """The column in a query."""
        if alias == self.model._meta.db_table and output_field in (None, self):
            return self.cached_col
        return SealedCol(alias, self, output_field)

    @cached_property
    def cached_col(self) -> Col:
        """The column of the model's own table."""
        return SealedCol(self.model._meta.db_table, self)

    def value_to_string(self, obj: models.Model) -> NoReturn:
        """Refuse `dumpdata`, which would write plain text into a file."""
        raise FieldError(f"{self} is sealed and is not dumped. `ankommen backup` takes it along.")

    def refusal(self, verb: str) -> FieldError:
        """Why the database cannot do it."""
        return FieldError(f"{self} is sealed: it cannot be {verb} in the database.")

    def place_of(self, row: Any) -> str:
        """What a value of the row with that primary key is bound to."""
        key = self.model._meta.pk.to_python(row)
        return f"{self.model._meta.label_lower}/{self.column}/{key}"


class SealedTextField(SealedField[str]):
    """Text that lies sealed; `max_length` counts characters. NULL and "" are the same, read as ""."""

    description = _("sealed text")

    def __init__(self, verbose_name: Any = None, name: str | None = None, *, max_length: int, **kwargs: Any):
        super().__init__(verbose_name, name, max_length=max_length, **kwargs)
        self.validators += [MaxLengthValidator(max_length), ProhibitNullCharactersValidator()]

    def empty(self) -> str:
        """No text."""
        return ""

    def to_python(self, value: Any) -> str:
        """The text. Raises ValidationError for anything else."""
        if value is None or isinstance(value, str):
            return value or ""
        raise ValidationError(_("This is no text."), code="invalid")

    def formfield(self, **kwargs: Any) -> Any:
        """One line, or several where more than 255 characters fit."""
        if self.max_length and self.max_length > _ONE_LINE:
            kwargs.setdefault("widget", forms.Textarea)
        return super().formfield(**{"max_length": self.max_length, **kwargs})


class SealedJSONField(SealedField[dict[str, Any]]):
    """A dictionary that lies sealed. NULL and {} are the same, read as {}; what is changed in it is saved."""

    description = _("sealed dictionary")

    def empty(self) -> dict[str, Any]:
        """No entries."""
        return {}

    def to_python(self, value: Any) -> dict[str, Any]:
        """The dictionary. Raises ValidationError for anything else."""
        if value is None or isinstance(value, Mapping):
            return dict(value or {})
        raise ValidationError(_("This is no dictionary."), code="invalid")

    def formfield(self, **kwargs: Any) -> Any:
        """Typed as JSON."""
        return super().formfield(**{"form_class": forms.JSONField, **kwargs})


def _written(value: Any) -> bytes:
    plain = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    return plain.ljust(-(-len(plain) // _BLOCK) * _BLOCK)


def _storable(value: Any) -> None:
    try:
        _written(value)
    except (TypeError, ValueError, RecursionError) as error:
        raise ValidationError(_("This value has parts that cannot be stored."), code="invalid") from error
