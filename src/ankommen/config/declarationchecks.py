"""System checks of the declarations: every model has one, and none holds what people say or are without a way
to go and a way to be handed out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.utils.module_loading import import_string

from ankommen.engines.dataprotection import NOT_EXPORTED, DataClass, Expiry, HandOut

from .foreign import data_class_of
from .retention import declarations

_PEOPLE = ("cases.Case", "accounts.User")  # those to whom a `person` may lead


@register()
def every_model_has_a_data_class(**_: Any) -> list[CheckMessage]:
    """Each model, of the house and of other packages, has said what it holds, why and until when."""
    return [
        Error(
            f"{model._meta.label} has no data_class.",
            hint="Declare a DataClass on the model; for another package's, in config.foreign.",
            id="ankommen.E001",
        )
        for model in apps.get_models()
        if data_class_of(model) is None
    ]


@register()
def every_declaration_can_be_kept(**_: Any) -> list[CheckMessage]:
    """What a data class names is there, and personal data have a way to go and to be handed out."""
    return [
        Error(
            f"{model._meta.label}: {fault}",
            hint="Complete its data_class; for another package's model, in config.foreign.",
            id="ankommen.E003",
        )
        for model, declared in declarations()
        for fault in _faults(model, declared)
    ]


def _faults(model: type[Model], declared: DataClass) -> Iterator[str]:
    if declared.is_personal and not (declared.expires or declared.goes_with or declared.stays):
        yield "holds personal data and never goes (expires, goes_with or stays)."
    if declared.is_personal and not declared.export and not declared.exported.startswith(NOT_EXPORTED):
        yield f"holds personal data and is not handed out (export, or `exported` beginning {NOT_EXPORTED!r})."
    if declared.export and not declared.person:
        yield "is handed out, but `person` does not say to whom."
    if declared.person and _end_of(model, declared.person) not in _PEOPLE:
        yield f"person={declared.person!r} leads neither to a case nor to an account."
    if declared.goes_with and not _goes_with(model, declared.goes_with):
        yield f"goes_with={declared.goes_with!r}: no row of it goes when one of those goes."
    named = [*((path, Expiry) for path in declared.expires), (declared.export, HandOut)]
    again = [(path, Callable) for path in (declared.erase_again, *declared.change_again.values())]
    for path, kind in (*named, *again):
        if path and not _is_there(path, kind):
            yield f"names {path}, which is not there."


def _is_there(path: str, kind: Any) -> bool:
    try:
        return isinstance(import_string(path), kind)
    except ImportError:
        return False


def _end_of(model: type[Model], path: str) -> str:
    """The label of the model at the end of a look-up; empty where it leads nowhere."""
    for name in path.split("__"):
        try:
            field = model._meta.get_field(name) if name != "pk" else None
        except FieldDoesNotExist:
            return ""
        model = field.related_model if field else model  # type: ignore[assignment]
    return str(model._meta.label)


def _goes_with(model: type[Model], label: str) -> bool:
    """Whether a foreign key joins the two, either way: the room deletes along it."""
    other = apps.get_model(label)
    joined = {(model, other), (other, model)}
    fields = [(one, field) for one in (model, other) for field in one._meta.get_fields()]
    return any(field.is_relation and (one, field.related_model) in joined for one, field in fields)
