from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ankommen.engines.dataprotection import DataClass


class Topic(models.Model):
    """One subject of the arrival structure. Its slug is also the name of its icon."""

    data_class: ClassVar = DataClass(purpose="The city's vocabulary of topics")

    slug = models.SlugField(primary_key=True, max_length=40)
    labels = models.JSONField(default=dict)  # language code -> label
    descriptions = models.JSONField(default=dict)
    order = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ("order", "slug")

    def __str__(self) -> str:
        return self.label_in(get_language() or "de")

    def label_in(self, language: str) -> str:
        """The label in `language`, else in German."""
        return self.labels.get(language) or self.labels.get("de") or self.slug


class ThesaurusTerm(models.Model):
    """A word or phrase by which people ask for something inside a topic, in one language.

    What the city's folder says comes back with each `load_city`; so a term of it is taken out by a mark.
    """

    data_class: ClassVar = DataClass(
        purpose="Words by which people ask, so that a search finds what is meant"
    )

    class Origin(models.TextChoices):
        CITY = "city", _("from the city's folder")
        DESK = "desk", _("added here")

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="terms")
    concept = models.SlugField(max_length=60)  # what all its terms mean, in whatever language
    language = models.CharField(max_length=35)
    text = models.CharField(max_length=120)
    origin = models.CharField(max_length=4, choices=Origin, default=Origin.CITY)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("topic", "concept", "language", "text"), name="thesaurus_term_once_in_a_concept"
            ),
        )

    def __str__(self) -> str:
        return f"{self.text} [{self.language}]"


class ThesaurusVersion(models.Model):
    """One row: another token after each change of topics or terms, by which each process follows."""

    data_class: ClassVar = DataClass(purpose="Tell all processes that words of the search changed")

    token = models.UUIDField(default=uuid.uuid4)

    def __str__(self) -> str:
        return str(self.token)
