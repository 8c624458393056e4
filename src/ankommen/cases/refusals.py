"""What a service of this room refuses."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """Something that may not be done now; the sentence says why and what to do instead."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(str(sentence))


SENT_BEFORE = _(
    "This form was sent before, with other entries. Please look what is stored, then send it again."
)
