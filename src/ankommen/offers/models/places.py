"""Where offers are given, and how well that is known."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ankommen.engines.dataprotection import DataClass

from .records import Record


class Place(Record):
    """Where offers are given (HSDS: location, address, accessibility). Three levels of truth about where:

    the address as it was written; a point, with its origin and precision; the district, given or computed.
    """

    data_class = DataClass(purpose="Where offers are given")

    class Kind(models.TextChoices):
        PHYSICAL = "physical", _("a place to go to")
        VIRTUAL = "virtual", _("online or by phone")

    class Origin(models.TextChoices):
        SOURCE = "source", _("as the source gives it")
        MAP = "map", _("set on the map")
        HAND = "hand", _("written at the desk")

    class Precision(models.TextChoices):
        ADDRESS = "address", _("the building")
        STREET = "street", _("the street")
        DISTRICT = "district", _("the district only")

    class DistrictOrigin(models.TextChoices):
        GIVEN = "given", _("as the source gives it")
        COMPUTED = "computed", _("computed from the point")

    class Access(models.TextChoices):
        FULL = "full", _("without steps")
        PARTLY = "partly", _("partly without steps")
        NONE = "none", _("only by steps")

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.PHYSICAL)
    street = models.CharField(_("street and number"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    town = models.CharField(_("town"), max_length=80, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    point_origin = models.CharField(max_length=10, choices=Origin, blank=True)
    point_precision = models.CharField(max_length=10, choices=Precision, blank=True)
    district = models.ForeignKey(
        "places.District", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    district_origin = models.CharField(max_length=10, choices=DistrictOrigin, blank=True)
    access = models.CharField(_("accessibility"), max_length=10, choices=Access, blank=True)
    directions = models.TextField(_("how to get there"), blank=True)

    class Meta(Record.Meta):
        ordering = ("name",)
        constraints = (
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="place_point_is_whole",
                condition=Q(latitude=None, longitude=None, point_origin="", point_precision="")
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180))
                & ~Q(point_origin="")
                & ~Q(point_precision=""),
                violation_error_message=_("A point has a latitude, a longitude, an origin and a precision."),
            ),
            models.CheckConstraint(
                name="place_district_has_origin",
                condition=Q(district=None, district_origin="")
                | Q(district__isnull=False) & ~Q(district_origin=""),
                violation_error_message=_("Of a district it must be said whether it was given or computed."),
            ),
        )

    def __str__(self) -> str:
        return self.name
