"""What a service of this room refuses."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Of every code that does not work: never given, used, past its day, withdrawn, not confirmed.
OPENS_NOTHING = _("This code opens nothing. Please ask whoever gave it to you.")


class Refused(Exception):
    """Something that may not be done now; the sentence says why and what to do instead."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(str(sentence))
