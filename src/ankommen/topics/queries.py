"""Door of the topics room for reading."""

from django.db.models import QuerySet

from .models import ThesaurusTerm, Topic


def active_topics() -> QuerySet[Topic]:
    """All topics in use, in the city's order."""
    return Topic.objects.filter(is_active=True)


def topic_labels(language: str) -> dict[str, str]:
    """slug -> label in `language` (else German), retired topics included: old versions still name them."""
    return {topic.slug: topic.label_in(language) for topic in Topic.objects.all()}


def thesaurus() -> dict[str, dict[str, list[str]]]:
    """concept ("housing/furniture") -> language -> the words by which people ask for it."""
    terms: dict[str, dict[str, list[str]]] = {}
    for row in ThesaurusTerm.objects.all():
        of = terms.setdefault(f"{row.topic_id}/{row.concept}", {})
        of.setdefault(row.language, []).append(row.text)
    return terms
