"""Who offers something."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ankommen.engines.dataprotection import DataClass

from .records import Record


class Provider(Record):
    """The public face of an office or association (HSDS: organization).

    `organisation` is set where its people have accounts here and keep the records themselves.
    """

    data_class = DataClass(purpose="Who offers what: the public face of offices and associations")

    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.SET_NULL, null=True, blank=True, related_name="providers"
    )

    class Meta(Record.Meta):
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
