from __future__ import annotations

import hashlib
import json
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from ankommen.engines.dataprotection import DataClass


class Translation(models.Model):
    """One text of a collection in one language, as of one day.

    The newest row counts; older rows are its history. Rows are added and never changed.
    """

    data_class = DataClass(
        purpose="Texts of the product in many languages", retention="as long as the text is used"
    )

    class Origin(models.TextChoices):
        HUMAN = "human", _("by a person")
        MACHINE = "machine", _("by a machine, not yet read by a person")

    collection = models.CharField(max_length=200)
    key = models.CharField(max_length=400)
    language = models.CharField(max_length=35)
    text = models.TextField()
    digest = models.CharField(max_length=64)  # of the text: it may be the source of another
    # What it was made from; no language where that is the collection's own.
    source_language = models.CharField(max_length=35, blank=True)
    source_digest = models.CharField(max_length=64)
    origin = models.CharField(max_length=10, choices=Origin)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("pk",)
        indexes = (
            # The number stands in it, so that the newest of each text is found without touching the table.
            models.Index(fields=("collection", "key", "language", "id"), name="translation_newest"),
            models.Index(
                fields=("collection", "source_language"),
                condition=~models.Q(source_language=""),
                name="translation_other_source",
            ),
        )

    def __str__(self) -> str:
        return f"{self.collection} {self.key} [{self.language}]"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("A translation is written once and never changed: add a newer one.")
        super().save(*args, **kwargs)


class SourceText(models.Model):
    """A text of a collection's own language that translations were made from, word for word.

    It stays when the text changes, so that whoever mends the translation sees what was there.
    """

    data_class = DataClass(
        purpose="Show translators what changed in a text", retention="as long as the text is used"
    )

    collection = models.CharField(max_length=200)
    key = models.CharField(max_length=400)
    digest = models.CharField(max_length=64)
    text = models.TextField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("collection", "key", "digest"), name="source_text_once"),
        )

    def __str__(self) -> str:
        return f"{self.collection} {self.key}"


class Release(models.Model):
    """The languages that the public sees, as of one moment. The newest row counts; older ones are history."""

    data_class = DataClass(purpose="Say which languages the public sees, and who decided it")

    languages = models.JSONField(default=list)  # tags
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.recorded_at:%Y-%m-%d} {' '.join(self.languages)}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("A release is written once and never changed: add a newer one.")
        super().save(*args, **kwargs)


class SameMeaning(models.Model):
    """Somebody said of two texts of a key in one language that they mean the same: a typo was mended."""

    data_class = DataClass(
        purpose="Tell a mended typo from a change that makes translations outdated",
        retention="as long as the text is used",
    )

    collection = models.CharField(max_length=200)
    key = models.CharField(max_length=400)
    language = models.CharField(max_length=35, blank=True)  # none: the collection's own
    one_digest = models.CharField(max_length=64)
    other_digest = models.CharField(max_length=64)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("collection", "key"), name="same_meaning_of_text"),)

    def __str__(self) -> str:
        return f"{self.collection} {self.key} [{self.language}]"


class Term(models.Model):
    """A word of the city's glossary, and how each language says it: "Ausländerbehörde" stays as it is."""

    data_class = DataClass(purpose="Words that every translation says in the same way")

    concept = models.SlugField(primary_key=True, max_length=60)
    texts = models.JSONField(default=dict)  # language -> the agreed word, then other forms of it
    note = models.TextField(blank=True)  # for translators

    class Meta:
        ordering = ("concept",)

    def __str__(self) -> str:
        return self.concept

    @property
    def fingerprint(self) -> str:
        """Another one as soon as the term says something else."""
        said = json.dumps([self.texts, self.note], sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()
