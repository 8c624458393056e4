from __future__ import annotations

from django.db import models

from ankommen.engines.dataprotection import DataClass


class KeyCheck(models.Model):
    """A key that values of this database are sealed under: known again by what it sealed, never kept."""

    data_class = DataClass(
        purpose="Notice at the start that a sealing key is missing or is another one than before",
        retention="as long as the installation needs the key",
    )

    id = models.CharField(primary_key=True, max_length=32)
    probe = models.BinaryField()  # a known text, sealed under this key
    needed = models.BooleanField(default=True)  # until `rotate_keys` finds nothing under it

    def __str__(self) -> str:
        return self.id
