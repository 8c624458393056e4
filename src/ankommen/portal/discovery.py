"""What search engines ask for first: where they may look, and every public page in all its languages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps import Sitemap, views
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from ankommen.knowledge.queries import public_guides
from ankommen.offers.queries import public_directory
from ankommen.topics.queries import active_topics

from .access import languages_of_the_city, shown_to_all

_AT_ONCE = 500  # addresses in one file: each names itself in all languages
_XML = "application/xml; charset=utf-8"
_A_DAY = cache_control(public=True, max_age=24 * 60 * 60)

Page = tuple[str, str]  # the name of an address and what it is about, or ""


class Pages(Sitemap):  # type: ignore[type-arg]
    """All public pages. Cost: linear in the directory; a file is written for the addresses in it alone."""

    i18n = alternates = True
    limit = _AT_ONCE

    def __init__(self) -> None:
        super().__init__()
        released = shown_to_all()
        self.languages = [code for code in languages_of_the_city() if code in released]

    def items(self) -> list[Page]:
        """The pages that there are once, then those of each topic, guide, offer and event."""
        directory = public_directory()
        about: dict[str, Iterable[str]] = {
            "topic": (topic.slug for topic in active_topics()),
            "guide": (guide.slug for guide in public_guides()),
            "offer": directory.offers,
            "event": (id for id, event in directory.events.items() if not event.facts.is_cancelled),
        }
        once = [(name, "") for name in ("start", "offers", "events", "guides")]
        return once + [(name, one) for name, some in about.items() for one in some]

    def location(self, item: Page) -> str:
        """The address of a page in the language that is active."""
        name, about = item
        return reverse(f"portal:{name}", args=[about] if about else [])


_SITEMAPS: dict[str, type[Sitemap[Any]] | Sitemap[Any]] = {"pages": Pages}


@login_not_required
@require_safe
@_A_DAY
def sitemap_index(request: HttpRequest) -> HttpResponseBase:
    """Which files name all public pages."""
    return views.index(request, _SITEMAPS, sitemap_url_name="sitemap", content_type=_XML)


@login_not_required
@require_safe
@_A_DAY
def sitemap(request: HttpRequest, section: str) -> HttpResponseBase:
    """One of these files (https://www.sitemaps.org/protocol.html)."""
    return views.sitemap(request, _SITEMAPS, section, content_type=_XML)


@login_not_required
@require_safe
@_A_DAY
def robots(request: HttpRequest) -> HttpResponse:
    """Robots may look at the public pages (RFC 9309); what is behind a login or a code is not theirs."""
    codes = languages_of_the_city()
    allowed = [f"Allow: /{code}/" for code in codes]
    allowed += [f"Allow: {reverse(name)}" for name in ("figures:page", "sitemap_index")]
    # What the filters let through is the same offers again, in endless ways.
    filtered = [f"Disallow: /{code}/*?" for code in codes]
    lines = [
        "User-agent: *",
        *allowed,
        f"Allow: {settings.STATIC_URL}",
        "Allow: /$",
        *filtered,
        "Disallow: /",
        "",
    ]
    lines += [f"Sitemap: {request.build_absolute_uri(reverse('sitemap_index'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
