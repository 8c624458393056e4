"""Door of the topics room for reading."""

from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from .models import ThesaurusTerm, ThesaurusVersion, Topic
from .terms import GENERAL, tidied

__all__ = (
    "GENERAL",
    "active_topics",
    "all_terms",
    "concepts",
    "thesaurus",
    "thesaurus_version",
    "tidied",
    "topic_labels",
    "topic_sources",
)


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
    """concept ("housing/furniture") -> language -> the words by which people ask for it.

    The whole topic ("housing") goes by its names, and by the terms that mean all of it.
    """
    terms = {
        topic.slug: {language: [label] for language, label in topic.labels.items() if label}
        for topic in active_topics()
    }
    for row in all_terms().filter(is_active=True):
        name = row.topic_id if row.concept == GENERAL else f"{row.topic_id}/{row.concept}"
        terms.setdefault(name, {}).setdefault(row.language, []).append(row.text)
    return terms


def thesaurus_version() -> UUID | None:
    """Another one after each change of topics or terms. One query."""
    return ThesaurusVersion.objects.values_list("token", flat=True).first()


def all_terms() -> QuerySet[ThesaurusTerm]:
    """The terms of all topics in use, in the order in which they came; those that were taken out included."""
    return ThesaurusTerm.objects.filter(topic__is_active=True)


def concepts() -> dict[str, dict[str, str]]:
    """topic -> concept -> a German term that tells what it is about, else the concept itself."""
    found: dict[str, dict[str, str]] = {}
    rows = all_terms().filter(is_active=True).exclude(concept=GENERAL).order_by("topic__order", "pk")
    for topic, concept, language, text in rows.values_list("topic", "concept", "language", "text"):
        of_topic = found.setdefault(topic, {})
        if language == "de" and of_topic.get(concept, concept) == concept:
            of_topic[concept] = text
        of_topic.setdefault(concept, concept)
    return found
