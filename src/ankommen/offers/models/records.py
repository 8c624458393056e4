"""Where records of the directory come from, and what all of them have."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ankommen.engines.dataprotection import DataClass


class Source(models.Model):
    """Where records come from: the people who work here, or a file or feed that is read again and again."""

    data_class = DataClass(purpose="Source and licence of each record of the directory")

    slug = models.SlugField(_("short name"), primary_key=True, max_length=60)
    name = models.CharField(_("name"), max_length=160)
    licence = models.CharField(_("licence"), max_length=120, blank=True)
    url = models.URLField(_("address on the web"), blank=True)
    mapping = models.JSONField(default=dict, blank=True)  # columns and categories as they were matched last

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Generation(models.Model):
    """How many changes the directory has seen: one row, locked by whoever changes a record.

    A record remembers the number of its last change; what holds a copy in memory asks for later ones only.
    The epoch tells one installation's numbers from another's.
    """

    data_class = DataClass(purpose="Let copies in memory follow the directory")

    epoch = models.UUIDField(default=uuid.uuid4, editable=False)
    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)


class RecordQuerySet(models.QuerySet["Record"]):
    """Records by what the public sees of them."""

    def public(self) -> RecordQuerySet:
        """Those that the public may see."""
        return self.filter(state=Record.State.PUBLIC)


class Record(models.Model):
    """What every entry of the directory has: a source that knows it, a state, a day on which it was true."""

    class State(models.TextChoices):
        PUBLIC = "public", _("public")
        DRAFT = "draft", _("draft")
        WITHDRAWN = "withdrawn", _("taken out")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    source_key = models.CharField(max_length=200)  # its name at the source; the id where it was made here
    state = models.CharField(max_length=10, choices=State, default=State.PUBLIC)
    confirmed_on = models.DateField(_("last confirmed"), null=True, blank=True)
    generation = models.PositiveBigIntegerField(default=0, db_index=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.UniqueConstraint(fields=("source", "source_key"), name="%(class)s_once_per_source"),
        )
