"""What there is, at which places, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ankommen.engines.dataprotection import DataClass

from .places import Place
from .providers import Provider
from .records import Record

if TYPE_CHECKING:
    from ankommen.topics.models import Topic


class Category(models.Model):
    """One of the few kinds of offers that the city's map shows. The city's data, in its order."""

    data_class: ClassVar = DataClass(purpose="The categories of the city's map")

    slug = models.SlugField(primary_key=True, max_length=40)
    labels = models.JSONField(default=dict)  # language code -> label
    order = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ("order", "slug")
        verbose_name_plural = "categories"

    def __str__(self) -> str:
        return self.label_in(get_language() or "de")

    def label_in(self, language: str) -> str:
        """The label in `language`, else in German."""
        return self.labels.get(language) or self.labels.get("de") or self.slug


class Offer(Record):
    """What helps people arrive (HSDS: service): what it is, for whom, in which languages, at what cost."""

    data_class = DataClass(purpose="What there is for people who arrive, and for volunteers")

    class Gender(models.TextChoices):
        ALL = "", _("everybody")
        WOMEN = "women", _("women")
        MEN = "men", _("men")

    class Status(models.TextChoices):
        """Coarse on purpose, and only where the offer itself demands it."""

        ANY = "", _("everybody")
        PROTECTION = "protection", _("people under international protection")
        PROCEDURE = "procedure", _("people whose asylum procedure goes on")
        PERMIT = "permit", _("people with a residence permit")
        EU = "eu", _("citizens of the European Union")

    class Cost(models.TextChoices):
        FREE = "free", _("free of charge")
        PAID = "paid", _("costs something")
        UNKNOWN = "", _("not known")

    class Entry(models.TextChoices):
        OPEN = "open", _("just come")
        APPOINTMENT = "appointment", _("by appointment only")
        SIGN_UP = "sign_up", _("sign up first")
        UNKNOWN = "", _("not known")

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="offers")
    name = models.CharField(_("name"), max_length=200)
    summary = models.CharField(_("in one sentence"), max_length=300, blank=True)
    description = models.TextField(_("description"), blank=True)
    category = models.ForeignKey(
        Category,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("category"),
    )
    topics: models.ManyToManyField[Topic, models.Model] = models.ManyToManyField(
        "topics.Topic", blank=True, related_name="+", verbose_name=_("topics")
    )
    for_whom = models.CharField(_("for whom"), max_length=300, blank=True)
    min_age = models.PositiveSmallIntegerField(_("from age"), null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(_("up to age"), null=True, blank=True)
    gender = models.CharField(_("open to"), max_length=10, choices=Gender, blank=True)
    status = models.CharField(_("only for"), max_length=12, choices=Status, blank=True)
    languages = models.JSONField(_("languages spoken there"), default=list, blank=True)  # BCP-47 tags
    documents = models.TextField(_("what to bring, one thing a line"), blank=True)
    cost = models.CharField(_("cost"), max_length=10, choices=Cost, blank=True)
    cost_note = models.CharField(_("what it costs"), max_length=200, blank=True)
    entry = models.CharField(_("how to come"), max_length=12, choices=Entry, blank=True)
    capacity = models.CharField(_("places, as the provider says"), max_length=120, blank=True)
    waiting = models.CharField(_("waiting time, as the provider says"), max_length=120, blank=True)
    volunteers_wanted = models.CharField(_("volunteers wanted for"), max_length=200, blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    asked_on = models.DateField(null=True, blank=True)  # when its provider was last asked to confirm it
    places: models.ManyToManyField[Place, OfferAtPlace] = models.ManyToManyField(
        Place, through="OfferAtPlace", related_name="offers"
    )

    class Meta(Record.Meta):
        ordering = ("name",)
        constraints = (
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="offer_ages_in_order",
                condition=Q(min_age=None) | Q(max_age=None) | Q(min_age__lte=models.F("max_age")),
                violation_error_message=_("The first age must not be above the last."),
            ),
        )

    def __str__(self) -> str:
        return self.name


class OfferAtPlace(models.Model):
    """An offer at a place (HSDS: service_at_location), or without one; its hours as they were written.

    `openings` say the same in rules; where there are none, no machine could read the text.
    """

    data_class = DataClass(
        purpose="Where and when an offer is open", retention="as the offer", goes_with="offers.Offer"
    )

    id = models.UUIDField(primary_key=True, editable=False)
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="at_places")
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="at_places"
    )
    hours = models.TextField(_("opening hours"), blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("offer", "place"), name="offer_once_at_a_place"),)

    def __str__(self) -> str:
        return f"{self.offer} @ {self.place}"


class Opening(models.Model):
    """One rule of opening hours (HSDS: schedule): on which days, from when to when. RFC 5545."""

    data_class = DataClass(purpose="When an offer is open", goes_with="offers.OfferAtPlace")

    at = models.ForeignKey(OfferAtPlace, on_delete=models.CASCADE, related_name="openings")
    rule = models.CharField(max_length=200)
    opens = models.TimeField(null=True, blank=True)
    closes = models.TimeField(null=True, blank=True)
    by_appointment = models.BooleanField(default=False)
    begins_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="opening_has_both_times_or_none",
                condition=Q(opens=None, closes=None) | Q(opens__isnull=False, closes__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.rule} {self.opens}–{self.closes}"
