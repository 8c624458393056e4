"""Door of the topics room for reading."""

from django.conf import settings
from django.db.models import QuerySet

from .models import ThesaurusTerm, Topic


def active_topics() -> QuerySet[Topic]:
    """All topics in use, in the city's order."""
    return Topic.objects.filter(is_active=True)


def topic_labels(language: str) -> dict[str, str]:
    """slug -> label in `language` (else German), retired topics included: old versions still name them."""
    return {topic.slug: topic.label_in(language) for topic in Topic.objects.all()}


def topic_sources() -> dict[str, str]:
    """What is translated of the topics in use: "<slug>/label" and "<slug>/description" -> German text."""
    found = {}
    for topic in active_topics():
        for fact, said in (("label", topic.labels), ("description", topic.descriptions)):
            if text := said.get(settings.LANGUAGE_CODE):
                found[f"{topic.slug}/{fact}"] = text
    return found


def thesaurus() -> dict[str, dict[str, list[str]]]:
    """concept ("housing/furniture") -> language -> the words by which people ask for it."""
    terms: dict[str, dict[str, list[str]]] = {}
    for row in ThesaurusTerm.objects.all():
        of = terms.setdefault(f"{row.topic_id}/{row.concept}", {})
        of.setdefault(row.language, []).append(row.text)
    return terms
