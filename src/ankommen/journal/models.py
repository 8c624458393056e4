from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from ankommen.engines.dataprotection import DataClass

from .erasures import Erasure as Erasure


class Entry(models.Model):
    """One thing that somebody did or saw. Written once, never changed."""

    data_class = DataClass(
        purpose="Show who did and saw what (accountability, Art. 5(2) GDPR)",
        basis="Art. 6(1)(c) GDPR",
        subjects="members of staff, by account number",
        retention="12 months after entry",
        exported="not exported: a person's copy of a case lists office, role, day and reason of its entries",
        erased="by age, a month at a time",
        recipients="the person concerned: office, role, day and reason",
        expires=("ankommen.journal.retention.MONTHS",),
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(_("at"))
    verb = models.CharField(_("verb"), max_length=80)
    object_type = models.CharField(_("kind of object"), max_length=80, blank=True)
    object_id = models.CharField(_("object"), max_length=64, blank=True)  # empty where several were shown
    actor = models.CharField(_("account"), max_length=64, blank=True)
    role = models.CharField(_("role"), max_length=40, blank=True)
    organisation = models.CharField(_("organisation"), max_length=80, blank=True)
    purpose = models.CharField(_("purpose"), max_length=80, blank=True)
    grant = models.CharField(_("grant"), max_length=64, blank=True)
    request = models.CharField(_("request"), max_length=16, blank=True)  # random
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


class EntryObject(models.Model):
    """One of several objects that were shown at once."""

    data_class = DataClass(
        purpose="Find who saw an object that was shown in a list",
        basis="Art. 6(1)(c) GDPR",
        subjects="the person an object is about, by the object's number",
        retention="as the entry",
        exported="not exported: with the entry",
        erased="with the entry",
        goes_with="journal.Entry",
    )

    # Nothing is deleted but whole months (retention.py), and there the database does the work.
    entry = models.ForeignKey(Entry, on_delete=models.DO_NOTHING, related_name="several", db_index=False)
    object_type = models.CharField(_("kind of object"), max_length=80)  # as the entry's, for the index
    object_id = models.CharField(_("object"), max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("entry", "object_id"), name="object_once_an_entry"),)
        indexes = (models.Index(fields=("object_type", "object_id"), name="shown_object"),)

    def __str__(self) -> str:
        return self.object_id


class Batch(models.Model):
    """Entries that were sealed together: one link of the chain. Stays when its month is dropped."""

    data_class = DataClass(purpose="Show that no entry of the journal was changed, taken out or put in")

    number = models.PositiveIntegerField(primary_key=True)
    month = models.DateField()  # its first day; of all its entries, in UTC
    sealed_on = models.DateField()
    entries = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)  # of its entries, SHA-256
    anchor = models.CharField(max_length=64)  # of this row and of the anchor before

    class Meta:
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.number}: {self.anchor}"


class Seal(models.Model):
    """Which batch holds an entry, and its digest. No foreign keys: it outlives what somebody takes out."""

    data_class = DataClass(
        purpose="Name the entry of the journal that was changed or taken out",
        retention="as the entry",
        erased="with the entry",
    )

    entry = models.UUIDField(primary_key=True)
    batch = models.PositiveIntegerField(db_index=True)
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.entry} in {self.batch}"


class DroppedMonth(models.Model):
    """A month whose entries are past their time: the database lets them go, and only them."""

    data_class = DataClass(purpose="Tell months that were dropped from entries that are missing")

    month = models.DateField(primary_key=True)  # its first day

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
