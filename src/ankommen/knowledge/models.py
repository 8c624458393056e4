from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from ankommen.engines.dataprotection import DataClass

if TYPE_CHECKING:
    from ankommen.topics.models import Topic


class Guide(models.Model):
    """A page that explains one thing, step by step."""

    data_class = DataClass(purpose="Explain to newcomers what to do, by topic")

    slug = models.SlugField(_("short name"), primary_key=True, max_length=80)
    title = models.CharField(_("title"), max_length=160)
    summary = models.CharField(_("in one sentence"), max_length=300, blank=True)
    body = models.TextField(_("text"))  # Markdown, without HTML
    topics: models.ManyToManyField[Topic, models.Model] = models.ManyToManyField(
        "topics.Topic", blank=True, related_name="+"
    )
    order = models.PositiveSmallIntegerField(default=0)
    is_public = models.BooleanField(default=True)
    checked_on = models.DateField(_("last checked"), null=True, blank=True)

    class Meta:
        ordering = ("order", "slug")

    def __str__(self) -> str:
        return self.title
