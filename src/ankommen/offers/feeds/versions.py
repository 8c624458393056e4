"""As of which change a feed is: what a client compares before it fetches again."""

from __future__ import annotations

import hashlib
import json

from django.db.models import Max

from ankommen import __version__
from ankommen.places.queries import district_names, the_city
from ankommen.topics.queries import active_topics
from ankommen.translations.queries import newest_text

from ..models import Category, Generation, Source
from .loading import COLLECTION


def feed_version(language: str) -> str:
    """A short text that differs as soon as anything in the feeds of this language may differ.

    Changes of records have a number; what is few (topics, categories, districts, sources) is read as it is.
    """
    city = the_city()
    parts = [
        __version__,
        language,
        Generation.objects.aggregate(Max("number"))["number__max"],
        newest_text(COLLECTION, language),
        list(active_topics().values_list("slug", "labels", "descriptions")),
        list(Category.objects.values_list("slug", "labels", "is_active")),
        list(district_names().items()),
        list(Source.objects.values_list("slug", "name", "licence")),
        city and (city.name, city.facts),
    ]
    told = json.dumps(parts, sort_keys=True, default=str)
    return hashlib.sha256(told.encode()).hexdigest()[:24]
