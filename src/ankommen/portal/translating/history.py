"""What a text has said in a language: who, when, and what changed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from ankommen.translations.queries import Edition, history_of
from ankommen.ui.said import said

from .worddiff import Part, shortened, word_changes

if TYPE_CHECKING:
    from ankommen.accounts.models import User

_MOST = 30  # editions on the page


@dataclass(frozen=True)
class Step:
    """One edition. changes: against the one before; empty for the first, and where the text stayed."""

    edition: Edition
    who: str
    changes: list[Part]
    is_first: bool


def steps_of(collection: str, key: str, language: str, *, reader: User) -> list[Step]:
    """The last editions of a text, newest first. One query."""
    editions = history_of(collection, key, language)
    steps = [
        Step(new, who(new.by, reader), shortened(word_changes(old.text, new.text)), is_first=False)
        if new.text != old.text
        else Step(new, who(new.by, reader), [], is_first=False)
        for new, old in pairwise(editions[: _MOST + 1])
    ]
    if editions and len(editions) <= _MOST:
        steps.append(Step(editions[-1], who(editions[-1].by, reader), [], is_first=True))
    return steps


def who(by: str, reader: User) -> str:
    """Who did something, as the desk calls them: accounts by their number."""
    if by == str(reader.pk):
        return said(lambda: _("you"))
    if by in ("import", "city"):
        return said(lambda: _("from a file"))
    if by:
        return said(lambda: _("account %(number)s") % {"number": by})
    return said(lambda: _("by the operator"))
