"""What a service of this room refuses."""

from __future__ import annotations

from django.utils.functional import Promise


class Refused(Exception):
    """Something that may not be done now; the sentence says why and what to do instead."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(str(sentence))
