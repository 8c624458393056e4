"""Doors of the knowledge room for reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings

from ankommen.translations.queries import texts_by_language

from .models import Guide
from .services import COLLECTION, TEXTS


@dataclass(frozen=True)
class ShownGuide:
    """A public guide with all its languages."""

    slug: str
    topics: tuple[str, ...]
    checked_on: date | None
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # language -> fact -> text

    def told(self, fact: str, language: str) -> tuple[str, str]:
        """The text of title, summary or body in `language`, else in German; and the language it is in."""
        if text := self.texts.get(language, {}).get(fact):
            return text, language
        return self.texts[settings.LANGUAGE_CODE][fact], settings.LANGUAGE_CODE


def public_guides(*, topic: str = "") -> list[ShownGuide]:
    """All public guides in the city's order, or those on a topic. Three queries."""
    guides = Guide.objects.filter(is_public=True).prefetch_related("topics")
    if topic:
        guides = guides.filter(topics=topic)
    return _shown(list(guides))


def public_guide(slug: str) -> ShownGuide | None:
    """One public guide by its short name."""
    found = _shown(list(Guide.objects.filter(is_public=True, slug=slug).prefetch_related("topics")))
    return found[0] if found else None


def guide_sources() -> dict[str, str]:
    """What is translated of the public guides: "<slug>/title", summary, body -> German text. One query."""
    guides = Guide.objects.filter(is_public=True)
    return {
        f"{guide.slug}/{fact}": text for guide in guides for fact in TEXTS if (text := getattr(guide, fact))
    }


def _shown(guides: list[Guide]) -> list[ShownGuide]:
    languages = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    keys = [f"{guide.slug}/{fact}" for guide in guides for fact in TEXTS]
    found = texts_by_language(COLLECTION, languages, keys=keys)
    return [_guide(guide, found) for guide in guides]


def _guide(guide: Guide, found: Mapping[str, Mapping[str, str]]) -> ShownGuide:
    texts: dict[str, dict[str, str]] = {
        settings.LANGUAGE_CODE: {fact: str(getattr(guide, fact)) for fact in TEXTS}
    }
    for language, said in found.items():
        own = {fact: said[f"{guide.slug}/{fact}"] for fact in TEXTS if f"{guide.slug}/{fact}" in said}
        if own:
            texts[language] = own
    topics = tuple(topic.slug for topic in guide.topics.all())
    return ShownGuide(guide.slug, topics, guide.checked_on, texts)
