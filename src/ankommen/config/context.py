"""What every page knows: the city, whether this is a demo, and the menu of the person's role."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ankommen.accounts.access import allowed
from ankommen.places.queries import city_in_short
from ankommen.portal.access import languages_of_the_city, shown_languages

from .papers.reading import NAMES, nearest, texts_in

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from ankommen.accounts.models import User

# In the order of a working day: sentence, address, icon, the policy pair that opens it. A phone shows the
# first four and the rest under "More".
_MENU = (
    (_("Today"), "desk", "ui-day", ("desk", "read")),
    (_("Cases"), "cases:list", "ui-cases", ("case", "read")),
    (_("Emergency access"), "cases:emergencies", "ui-alert", ("break_glass", "read")),
    (_("Interview"), "interviews:start", "ui-talk", ("interview", "conduct")),
    (_("Paper"), "interviews:keying", "ui-doc", ("interview", "key")),
    (_("Offers"), "offers:list", "ui-map", ("offer", "change")),
    (_("Translations"), "translating:overview", "ui-globe", ("translation", "read")),
    (_("Suggestions"), "suggestions:list", "ui-inbox", ("suggestion", "settle")),
    (_("Search words"), "thesaurus:list", "ui-search", ("thesaurus", "change")),
    (_("Results"), "evaluation:results", "ui-chart", ("results", "read")),
    (_("Questionnaires"), "questionnaires:list", "ui-list", ("questionnaire", "read")),
    (_("Join versions"), "evaluation:links", "ui-swap", ("link", "read")),
    (_("People"), "accounts:people", "ui-person", ("account", "read")),
    (_("Journal"), "journal:search", "ui-shield", ("journal", "read")),
)
_UNDER_MY_ACCESS = ("journal", "read")  # whoever sees only the own part finds it there

_FOOT = (
    (_("Offers without network"), "portal:offline"),
    (_("Questions, ideas, suggestions"), "portal:box"),
    (_("What newcomers need"), "figures:page"),
    (_("Withdraw an interview"), "interviews:withdraw"),
    (_("My case"), "my_case:look"),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of the page frame. One query for the city; none for the menu beyond the membership."""
    city = city_in_short()
    return {
        "city": city,
        "theme": city.theme if city else "",
        "is_demo": settings.DEMO,
        "menu": _menu(request),
        "role_label": _role(request),
        "foot_links": _foot(),
        # A callable: only a page with the menu of languages asks which ones are released.
        "offered_languages": lambda: _offered(request),
    }


def _offered(request: HttpRequest) -> list[str]:
    """Who works here may have the pages in any language of the settings; the public in those released."""
    user = getattr(request, "user", None)
    staff = user is not None and user.is_authenticated
    return languages_of_the_city() if staff else shown_languages(request)


def _foot() -> list[dict[str, Any]]:
    labels = texts_in(nearest(get_language()))["labels"]
    papers = [(labels[name], f"papers:{name}") for name in NAMES]
    return [{"url": reverse(name), "label": label} for label, name in (*_FOOT, *papers)]


def _menu(request: HttpRequest) -> list[dict[str, Any]]:
    user = getattr(request, "user", None)  # absent where an error page is drawn before the session is read
    if user is None:
        return []
    entries: list[dict[str, Any]] = [
        {"url": reverse(name), "label": label, "icon": icon, "current": False}
        for label, name, icon, pair in _MENU
        if _is_open(user, pair)
    ]
    around = [entry for entry in entries if _leads_to(entry["url"], request.path)]
    for entry in sorted(around, key=lambda entry: len(entry["url"]))[-1:]:
        entry["current"] = True
    return entries


def _is_open(user: User | AnonymousUser, pair: tuple[str, str]) -> bool:
    scopes = {each.scope for each in allowed(user, *pair)}
    return bool(scopes - {"own"} if pair == _UNDER_MY_ACCESS else scopes)


def _role(request: HttpRequest) -> str:
    membership = getattr(getattr(request, "user", None), "membership", None)
    return membership.get_role_display() if membership else ""


def _leads_to(url: str, path: str) -> bool:
    return path.startswith(url)
