from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from ankommen.engines.dataprotection import DataClass


class Entry(models.Model):
    """One thing that somebody did or saw. Written once, never changed."""

    data_class = DataClass(
        purpose="Show who did and saw what (accountability, Art. 5(2) GDPR)",
        basis="Art. 6(1)(c) GDPR",
        subjects="members of staff, by account number",
        retention="12 months after entry",
        exported="to the person concerned, without names of employees",
        erased="by age",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(_("at"))
    verb = models.CharField(_("verb"), max_length=80)
    object_type = models.CharField(_("kind of object"), max_length=80, blank=True)
    object_id = models.CharField(_("object"), max_length=64, blank=True)
    actor = models.CharField(_("account"), max_length=64, blank=True)
    role = models.CharField(_("role"), max_length=40, blank=True)
    organisation = models.CharField(_("organisation"), max_length=80, blank=True)
    purpose = models.CharField(_("purpose"), max_length=80, blank=True)
    facts = models.JSONField(_("facts"), default=dict)

    class Meta:
        ordering = ("-at",)
        indexes = (models.Index(fields=("object_type", "object_id")), models.Index(fields=("-at",)))

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.verb}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("A journal entry is written once and never changed.")
        super().save(*args, **kwargs)
