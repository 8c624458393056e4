"""What visitors say to those who run the site."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from ankommen.engines.dataprotection import DataClass
from ankommen.vault.fields import SealedTextField


class Suggestion(models.Model):
    """A question, an idea, a suggestion. Nothing is kept of who said it."""

    data_class = DataClass(
        purpose="Hear what visitors ask and suggest",
        basis="Art. 6(1)(e) GDPR",
        subjects="whoever is named in the text",
        retention="6 months",
        exported="not exported: nothing tells who wrote it",
        erased="by age, or when it is settled",
        expires=("ankommen.portal.retention.SUGGESTIONS",),
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    text = SealedTextField(max_length=1000)
    on = models.DateField(default=timezone.localdate)

    class Meta:
        ordering = ("on", "pk")

    def __str__(self) -> str:
        return str(self.on)
