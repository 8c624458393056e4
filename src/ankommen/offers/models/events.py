"""Dates and series of dates, and which office answers for what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ankommen.engines.dataprotection import DataClass

from .offers import Offer
from .places import Place
from .providers import Provider
from .records import Record

if TYPE_CHECKING:
    from ankommen.places.models import District
    from ankommen.topics.models import Topic


class Event(Record):
    """A date or a series of dates: a course, a meeting, a festival. Times are the city's own."""

    data_class = DataClass(purpose="Events and courses for people who arrive")

    provider = models.ForeignKey(
        Provider, on_delete=models.PROTECT, null=True, blank=True, related_name="events"
    )
    offer = models.ForeignKey(Offer, on_delete=models.SET_NULL, null=True, blank=True, related_name="events")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="events")
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    where = models.CharField(_("where, in words"), max_length=300, blank=True)
    topics: models.ManyToManyField[Topic, models.Model] = models.ManyToManyField(
        "topics.Topic", blank=True, related_name="+", verbose_name=_("topics")
    )
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    is_all_day = models.BooleanField(_("all day"), default=False)
    rule = models.CharField(_("repeats"), max_length=300, blank=True)  # RFC 5545, daily or rarer
    left_out = models.JSONField(default=list, blank=True)  # ISO instants of the series that do not take place
    added = models.JSONField(default=list, blank=True)  # ISO instants beside the series
    is_cancelled = models.BooleanField(_("does not take place"), default=False)
    website = models.URLField(_("website"), max_length=500, blank=True)

    class Meta(Record.Meta):
        ordering = ("starts_at", "pk")
        constraints = (
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="event_ends_after_it_begins",
                condition=Q(ends_at=None) | Q(ends_at__gte=models.F("starts_at")),
                violation_error_message=_("An event cannot end before it begins."),
            ),
        )

    def __str__(self) -> str:
        return self.title


class Responsibility(Record):
    """Which office answers for which topic, for whom, in which districts (none: in the whole city)."""

    data_class = DataClass(purpose="Which office answers for what")

    provider = models.ForeignKey(Provider, on_delete=models.CASCADE, related_name="responsibilities")
    topic = models.ForeignKey("topics.Topic", on_delete=models.PROTECT, related_name="+")
    what = models.CharField(_("for what"), max_length=300)
    for_whom = models.CharField(_("for whom"), max_length=300, blank=True)
    districts: models.ManyToManyField[District, models.Model] = models.ManyToManyField(
        "places.District", blank=True, related_name="+"
    )
    note = models.TextField(_("note"), blank=True)

    class Meta(Record.Meta):
        ordering = ("topic", "provider")
        verbose_name_plural = "responsibilities"

    def __str__(self) -> str:
        return f"{self.provider}: {self.what}"
