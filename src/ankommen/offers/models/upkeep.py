"""What keeps the directory true: history, reports of mistakes, counts of views."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ankommen.engines.dataprotection import DataClass
from ankommen.vault.fields import SealedTextField

from .offers import Offer


class Revision(models.Model):
    """A record as it was after a change, or as somebody proposes it. Rows are added, only states change.

    What is done without new facts (confirmed, taken out, shown again) stands with the facts of that moment.
    """

    data_class = DataClass(
        purpose="The history of the directory: what changed, when, by whom; undo",
        basis="Art. 6(1)(e) GDPR",
        subjects="members of staff and of partner organisations, by the number of their account",
        retention="as the record; the journal keeps the number as long",
        exported="not exported: members of staff see what they changed on the page of the record",
        erased="with the record",
        stays="a number without an account names nobody",
    )

    class State(models.TextChoices):
        DONE = "done", _("done")
        PROPOSED = "proposed", _("waits for review")
        ACCEPTED = "accepted", _("taken over")
        REFUSED = "refused", _("not taken over")
        REPLACED = "replaced", _("replaced by a later proposal")

    class Act(models.TextChoices):
        CHANGED = "", _("changed")
        SPELLING = "spelling", _("a spelling mistake mended")
        CONFIRMED = "confirmed", _("confirmed")
        TAKEN_OUT = "taken_out", _("taken out")
        SHOWN = "shown", _("shown again")

    kind = models.CharField(max_length=20)  # offer, provider, place, event, responsibility
    record_id = models.UUIDField(db_index=True)
    facts = models.JSONField()
    act = models.CharField(max_length=10, choices=Act, default=Act.CHANGED, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DONE)
    note = models.CharField(max_length=300, blank=True)  # why it was not taken over
    by = models.CharField(max_length=80)  # the number of an account, or "import", "mail"
    on = models.DateField(default=timezone.localdate)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.kind} {self.record_id} {self.on}"


class MistakeReport(models.Model):
    """What a visitor says is wrong about an offer. Nothing is kept of who said it."""

    data_class = DataClass(
        purpose="Hear of mistakes in the directory",
        basis="Art. 6(1)(e) GDPR",
        subjects="whoever is named in the text",
        retention="6 months",
        exported="not exported: nothing tells who wrote it",
        erased="by age, or when it is settled",
        expires=("ankommen.offers.retention.REPORTS",),
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="reports")
    text = SealedTextField(_("What is wrong?"), max_length=1000)
    on = models.DateField(default=timezone.localdate)

    class Meta:
        ordering = ("on", "pk")

    def __str__(self) -> str:
        return f"{self.offer} {self.on}"


class ViewCount(models.Model):
    """How often an offer was looked at in a language on a day. No address, no cookie, no order."""

    data_class = DataClass(purpose="See which offers are looked for in which language")

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="views")
    language = models.CharField(max_length=35)
    on = models.DateField()
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("offer", "language", "on"), name="views_once_a_day_and_language"),
        )

    def __str__(self) -> str:
        return f"{self.offer} {self.language} {self.on}: {self.number}"
