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


class MissedQuestion(models.Model):
    """A word or short phrase that visitors asked for and the search did not find, or in German only.

    Until it was asked on several days only a keyed digest stands here, which tells nobody what it was.
    """

    data_class = DataClass(
        purpose="Learn which words the search does not know yet",
        basis="Art. 6(1)(e) GDPR",
        subjects="nobody by design: words without digits and addresses, of no one; a name may be among them",
        retention="3 months after it was last asked; a digest until it was asked on several days",
        exported="not exported: nothing tells who asked",
        erased="by age, or when it became a term",
        expires=("ankommen.portal.retention.MISSED",),
    )

    digest = models.CharField(max_length=64, unique=True)  # of language and text, by the installation's key
    language = models.CharField(max_length=35)  # of the page that was searched
    text = models.CharField(max_length=60, blank=True)
    days = models.PositiveIntegerField(default=0)  # on which it was asked
    nothing = models.PositiveIntegerField(default=0)  # times nothing was found
    german = models.PositiveIntegerField(default=0)  # times offers were found that are in German only
    first_on = models.DateField()
    last_on = models.DateField()
    is_ignored = models.BooleanField(default=False)

    class Meta:
        ordering = ("-days", "-nothing", "-german", "pk")
        indexes = (models.Index(fields=("first_on",), name="missed_by_first_day"),)

    def __str__(self) -> str:
        return f"{self.text or self.digest[:8]} [{self.language}]"
