"""Messages to the next page lie in a cookie with the prefix of all others."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class _Cookie(CookieStorage):
    cookie_name = f"{settings.COOKIE_PREFIX}messages"


class Messages(FallbackStorage):
    """As Django's own: in a cookie, and in the login's row where they are too long for one."""

    storage_classes = (_Cookie, SessionStorage)
