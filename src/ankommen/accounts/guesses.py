"""What the brake counts. The rules stand in `brake`."""

from __future__ import annotations

from django.db import models

from ankommen.engines.dataprotection import DataClass


class Guesses(models.Model):
    """Guesses of a secret lately, under one key: wrong ones, and those that are being looked at."""

    data_class = DataClass(
        purpose="Slow down whoever guesses passwords and codes",
        basis="Art. 32 GDPR",
        subjects="whoever gives a wrong password or code, by a keyed digest of name, address or browser",
        retention="10 minutes, deleted within the hour after",
        exported="not exported: name and address cannot be read",
        erased="by age",
        expires=("ankommen.accounts.retention.GUESSES",),
    )

    bucket = models.CharField(primary_key=True, max_length=64)
    minutes = models.JSONField(default=list)  # since 1970, oldest first: one for each guess
    until = models.DateTimeField()  # a full minute: when the last of them counts no more

    def __str__(self) -> str:
        return f"{len(self.minutes)} until {self.until:%H:%M}"
