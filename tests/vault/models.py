"""Two tables of nobody's room, to try the fields on; outside the registry of models."""

import uuid
from typing import Any

from django.db import models
from django.test.utils import isolate_apps

from ankommen.vault.fields import SealedJSONField, SealedTextField

with isolate_apps("ankommen.vault"):

    class Person(models.Model):  # noqa: DJ008
        id = models.UUIDField(primary_key=True, default=uuid.uuid4)
        name = SealedTextField(max_length=40)
        phone = SealedTextField(max_length=40, blank=True)
        notes = SealedTextField(max_length=2000, blank=True)
        special = SealedJSONField(blank=True)
        language = models.CharField(max_length=10, default="de")

        class Meta:
            app_label = "vault"

    class Visit(models.Model):  # noqa: DJ008
        id = models.UUIDField(primary_key=True, default=uuid.uuid4)
        person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="visits")

        class Meta:
            app_label = "vault"


MODELS: tuple[Any, ...] = (Person, Visit)

CANARY = "Kanarienvogel Халиль"


def person(**values: Any) -> Person:
    return Person.objects.create(**{"name": CANARY, **values})
