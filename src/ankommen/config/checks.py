"""System checks that find a wrong installation before a person does."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register

from ankommen.engines.dataprotection import DataClass

from .rooms import ROOMS


@register()
def every_model_has_a_data_class(**_: Any) -> list[CheckMessage]:
    """Each model of the house says what it holds, why and until when."""
    return [
        Error(
            f"{model._meta.label} has no data_class.",
            hint="Declare a DataClass on the model.",
            id="ankommen.E001",
        )
        for room in ROOMS
        for model in apps.get_app_config(room).get_models()
        if not isinstance(getattr(model, "data_class", None), DataClass)
    ]
