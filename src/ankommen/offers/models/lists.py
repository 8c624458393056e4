"""Lists that are brought to the desk, and offers of which somebody said that they are two."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from ankommen.engines.dataprotection import DataClass

from .offers import Offer


class ListImport(models.Model):
    """A file that somebody brought to the desk: sealed while it waits, afterwards only what was stored of it.

    The source is named, not linked: a new one is made when the list is taken over, and not before.
    """

    data_class = DataClass(
        purpose="Look at a list before it becomes part of the directory; then how many records it brought",
        basis="Art. 6(1)(e) GDPR",
        subjects="whoever the list names; the member of staff who brought it, by the number of the account",
        retention="the file until it is taken over or given up, 7 days at most; the numbers 12 months",
        exported="not exported: of what stays nothing is about a person but the number of an account",
        erased="by age, or when it is given up",
        expires=("ankommen.offers.retention.FILES", "ankommen.offers.retention.IMPORTS"),
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.SlugField(max_length=60)
    source_name = models.CharField(max_length=160)
    licence = models.CharField(max_length=120, blank=True)
    url = models.URLField(blank=True)
    kind = models.CharField(max_length=20)  # what a table holds: a key of imports.headings.HEADINGS
    is_cleaned = models.BooleanField(default=False)
    decided = models.JSONField(default=dict, blank=True)  # what columns and words mean: `Decided`
    filename = models.CharField(max_length=255)
    sealed = models.BinaryField(null=True)  # the file; nothing once it is taken over
    by = models.CharField(max_length=80)  # the number of an account
    on = models.DateField(default=timezone.localdate)
    done = models.JSONField(null=True, blank=True)  # what was stored: new, changed, same, left_out

    class Meta:
        ordering = ("-on", "source_name", "pk")

    def __str__(self) -> str:
        return f"{self.source} {self.on}"


class TwoOffers(models.Model):
    """Somebody looked at two offers that look alike, and said that they are two: not proposed again."""

    data_class = DataClass(
        purpose="Do not ask again whether two offers are the same",
        basis="Art. 6(1)(e) GDPR",
        subjects="the member of staff who said so, by the number of the account",
        retention="as long as both offers",
        exported="not exported: nothing of it is about a person but the number of an account",
        erased="with the offers",
        goes_with="offers.Offer",
        stays="a number without an account names nobody",
    )

    one = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="+")  # the lower id
    other = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="+")
    by = models.CharField(max_length=80)
    on = models.DateField(default=timezone.localdate)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("one", "other"), name="two_offers_once"),
            models.CheckConstraint(name="two_offers_in_order", condition=Q(one__lt=F("other"))),
        )

    def __str__(self) -> str:
        return f"{self.one_id} is not {self.other_id}"
