"""Where to look when a question found nothing, and what the site learns from it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import get_language

from ankommen.offers.queries import Directory
from ankommen.topics.queries import active_topics

from .services import count_missed

if TYPE_CHECKING:
    from ankommen.topics.models import Topic

    from .asking import Answer

_MOST = 6  # topics that are proposed
_MOST_UNDERSTOOD = 3


@dataclass(frozen=True)
class Proposed:
    """Topics to look at. are_near: they look like what was asked; else they are those with most offers."""

    topics: list[Topic]
    are_near: bool


def proposed_topics(answer: Answer, directory: Directory) -> Proposed:
    """What a question that found nothing may be about, else the topics with most offers."""
    known = {topic.slug: topic for topic in active_topics()}
    near = [known[slug] for slug in dict.fromkeys((*answer.topics, *answer.near)) if slug in known]
    if near:
        return Proposed(near[:_MOST], are_near=True)
    often = Counter(slug for offer in directory.offers.values() for slug in offer.facts.topics)
    most = sorted(known.values(), key=lambda topic: -often[topic.slug])
    return Proposed(most[:_MOST], are_near=False)


def topics_about(answer: Answer) -> list[Topic]:
    """The topics a question was understood to be about; none where they are too many to tell anything."""
    topics = [topic for topic in active_topics() if topic.slug in answer.topics] if answer.topics else []
    return topics if len(topics) <= _MOST_UNDERSTOOD else []


def note_missed(answer: Answer, question: str) -> None:
    """Count a question that found nothing, or texts in German only; what looks personal is not counted."""
    if not answer.ids or answer.fell_back:
        count_missed(question, get_language() or "de", found_german=bool(answer.ids))
