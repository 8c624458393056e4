from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ankommen.engines.dataprotection import DataClass


class City(models.Model):
    """The one city that this installation serves: a single row, loaded from its folder."""

    data_class = DataClass(purpose="Name, languages, target and contacts of the city")

    slug = models.SlugField(primary_key=True)
    name = models.CharField(max_length=80)
    facts = models.JSONField(default=dict)  # city.toml as loaded: languages, target, contacts
    notice = models.JSONField(default=dict)  # notice.toml: the privacy notice and consent text, versioned

    class Meta:
        verbose_name_plural = "cities"

    def __str__(self) -> str:
        return self.name


class District(models.Model):
    """A city district (Stadtbezirk)."""

    data_class = DataClass(purpose="The districts of the city")

    slug = models.SlugField(primary_key=True, max_length=60)
    name = models.CharField(max_length=80)
    geometry = models.JSONField(null=True, blank=True)  # GeoJSON, WGS84, or unknown
    # An invented shape for maps to draw, apart from the true one: so nothing can be computed with it.
    sketch = models.JSONField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ("order", "slug")

    def __str__(self) -> str:
        return self.name


class Site(models.Model):
    """A place where people are received: a central contact point, an office in a district, a mobile team."""

    data_class = DataClass(purpose="The sites of the contact point")

    class Kind(models.TextChoices):
        CENTRAL = "central", _("central contact point")
        DISTRICT = "district", _("office in a district")
        MOBILE = "mobile", _("mobile team")

    slug = models.SlugField(primary_key=True, max_length=60)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=Kind)
    district = models.ForeignKey(
        District, on_delete=models.PROTECT, null=True, blank=True, related_name="sites"
    )
    order = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ("order", "slug")

    def __str__(self) -> str:
        return self.name
