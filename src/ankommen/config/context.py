"""What every page knows: the city, whether this is a demo, and the menu of the person's role."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from ankommen.accounts.access import allowed
from ankommen.places.queries import the_city

# In the order of a working day: sentence, address, icon, the policy pair that opens it.
_MENU = (
    (lambda: _("Today"), "desk", "ui-day", ("desk", "read")),
    (lambda: _("First interview"), "interviews:start", "ui-talk", ("interview", "conduct")),
    (lambda: _("Key in paper"), "interviews:keying", "ui-doc", ("interview", "key")),
    (lambda: _("Questionnaires"), "questionnaires:list", "ui-list", ("questionnaire", "read")),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of the page frame. One query for the city; none for the menu beyond the membership."""
    return {"city": the_city(), "is_demo": settings.DEMO, "menu": _menu(request)}


def _menu(request: HttpRequest) -> list[dict[str, Any]]:
    user = getattr(request, "user", None)  # absent where an error page is drawn before the session is read
    if user is None:
        return []
    entries = []
    for label, name, icon, pair in _MENU:
        if allowed(user, *pair):
            url = reverse(name)
            entries.append(
                {"url": url, "label": label(), "icon": icon, "current": _is_current(request.path, url)}
            )
    return entries


def _is_current(path: str, url: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))
