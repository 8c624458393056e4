"""What is translated for the public pages: the directory, guides, topics and categories."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from ankommen.knowledge.queries import guide_sources
from ankommen.knowledge.services import translate_guides
from ankommen.offers.queries import KINDS, Directory, category_sources, public_directory
from ankommen.offers.services import store_record_texts, translate_categories
from ankommen.topics.queries import topic_sources
from ankommen.topics.services import translate_topics
from ankommen.translations.queries import LanguageTree

TREE = LanguageTree(settings.LANGUAGE_CODE)


@dataclass(frozen=True)
class Collection:
    """Texts that belong together. sources: key -> German text. titles: the keys' records -> what
    these are called. fact: which of its texts a key is.
    """

    slug: str
    label: Promise
    sources: Callable[[], Mapping[str, str]]
    store: Callable[..., int]  # as `store_new_texts` of the room of translations, without the collection
    titles: Callable[[], Mapping[str, str]]
    fact: Callable[[str], str]


_SHOWN = {
    "offer": ("offers", _("Offer")),
    "event": ("events", _("Event")),
    "provider": ("providers", _("Provider")),
    "place": ("places", _("Place")),
    "responsibility": ("responsibilities", _("Responsibility")),
}
_OTHER_FACTS = {
    "title": _("Title"),
    "summary": _("In one sentence"),
    "body": _("Text"),
    "label": _("Name"),
    "description": _("Description"),
}


def _records(directory: Directory) -> list[tuple[str, str, Any]]:
    return [
        (kind, id, shown.facts)
        for kind, (name, _label) in _SHOWN.items()
        for id, shown in getattr(directory, name).items()
    ]


@lru_cache(maxsize=1)
def _texts_of(directory: Directory) -> dict[str, str]:
    """Read once for each state of the directory, which is never changed."""
    return {
        f"{kind}/{id}/{fact}": text
        for kind, id, facts in _records(directory)
        for fact in KINDS[kind].texts
        if (text := getattr(facts, fact))
    }


@lru_cache(maxsize=1)
def _titles_of(directory: Directory) -> dict[str, str]:
    return {f"{kind}/{id}": getattr(facts, KINDS[kind].title) for kind, id, facts in _records(directory)}


def _record_fact(key: str) -> str:
    kind, _id, fact = key.split("/")
    column = KINDS[kind].model._meta.get_field(fact)
    return f"{_SHOWN[kind][1]}: {capfirst(str(getattr(column, 'verbose_name', fact)))}"


def _named_by(fact: str, sources: Mapping[str, str]) -> dict[str, str]:
    named = ((key.rpartition("/"), text) for key, text in sources.items())
    return {record: text for (record, _slash, each), text in named if each == fact}


def _other_fact(key: str) -> str:
    return str(_OTHER_FACTS[key.rpartition("/")[2]])


COLLECTIONS = {
    each.slug: each
    for each in (
        Collection(
            "directory",
            _("Directory"),
            lambda: _texts_of(public_directory()),
            store_record_texts,
            lambda: _titles_of(public_directory()),
            _record_fact,
        ),
        Collection(
            "guides",
            _("Guides"),
            guide_sources,
            translate_guides,
            lambda: _named_by("title", guide_sources()),
            _other_fact,
        ),
        Collection(
            "topics",
            _("Topics"),
            topic_sources,
            translate_topics,
            lambda: _named_by("label", topic_sources()),
            _other_fact,
        ),
        Collection(
            "categories",
            _("Categories"),
            category_sources,
            translate_categories,
            lambda: _named_by("label", category_sources()),
            _other_fact,
        ),
    )
}
