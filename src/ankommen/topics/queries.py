"""Door of the topics room for reading."""

from django.db.models import QuerySet

from .models import Topic


def active_topics() -> QuerySet[Topic]:
    """All topics in use, in the city's order."""
    return Topic.objects.filter(is_active=True)


def topic_labels(language: str) -> dict[str, str]:
    """slug -> label in `language` (else German), retired topics included: old versions still name them."""
    return {topic.slug: topic.label_in(language) for topic in Topic.objects.all()}
