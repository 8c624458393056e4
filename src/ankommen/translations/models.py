from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ankommen.engines.dataprotection import DataClass


class Translation(models.Model):
    """One text of a collection in one language, as of one day.

    The newest row counts; older rows are its history.
    """

    data_class = DataClass(
        purpose="Texts of the product in many languages", retention="as long as the text is used"
    )

    class Origin(models.TextChoices):
        HUMAN = "human", _("by a person")
        MACHINE = "machine", _("by a machine, not yet read by a person")

    collection = models.CharField(max_length=200)
    key = models.CharField(max_length=400)
    language = models.CharField(max_length=35)
    text = models.TextField()
    source_digest = models.CharField(max_length=64)
    origin = models.CharField(max_length=10, choices=Origin)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("collection", "language", "key")),)

    def __str__(self) -> str:
        return f"{self.collection} {self.key} [{self.language}]"
