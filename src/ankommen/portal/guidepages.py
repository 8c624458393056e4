"""Guides as pages: Markdown without HTML, in the reader's language, else in German and marked so."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from ankommen.knowledge.queries import ShownGuide, public_guides
from ankommen.offers.queries import Told
from ankommen.topics.queries import active_topics

# Headings begin at the second level: the first is the title. HTML in a text is shown as it was typed, and
# links lead to pages and mail only (the library refuses javascript:, data: and the like).
_MARKDOWN = MarkdownIt("commonmark", {"html": False})


def guide_link(guide: ShownGuide, language: str) -> dict[str, Any]:
    """A guide as a list shows it."""
    return {
        "url": reverse("portal:guide", args=[guide.slug]),
        "title": Told(*guide.told("title", language)),
        "summary": Told(*guide.told("summary", language)),
    }


def guides_by_topic(language: str) -> list[tuple[str, list[dict[str, Any]]]]:
    """Label of a topic and the guides on it, in the city's order: a guide on two topics stands under both. At
    the end, without a label, those on none.
    """
    guides, labels = public_guides(), _labels(language)
    groups = [(labels[slug], [each for each in guides if slug in each.topics]) for slug in labels]
    groups.append(("", [each for each in guides if not labels.keys() & set(each.topics)]))
    return [(label, [guide_link(each, language) for each in found]) for label, found in groups if found]


def guide_page(guide: ShownGuide, language: str) -> dict[str, Any]:
    """The context of the page of a guide."""
    body, in_language = guide.told("body", language)
    labels = _labels(language)
    return {
        "title": Told(*guide.told("title", language)),
        "summary": Told(*guide.told("summary", language)),
        "body": _page(body),
        "body_language": in_language,
        "checked": date_format(guide.checked_on) if guide.checked_on else "",
        "topics": [(slug, labels[slug]) for slug in guide.topics if slug in labels],
    }


def _labels(language: str) -> dict[str, str]:
    """slug -> label of the topics that have a page."""
    return {topic.slug: topic.label_in(language) for topic in active_topics()}


def _page(markdown: str) -> SafeString:
    html: str = _MARKDOWN.render(markdown)
    return mark_safe(html)  # noqa: S308 (made without HTML of the text's own)
