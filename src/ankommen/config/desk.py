"""What waits for somebody on the first page: emergencies to review, invitations to confirm."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ankommen.accounts.access import allowed, scope_of
from ankommen.accounts.queries import open_invitations
from ankommen.cases.queries import emergencies_to_answer_for
from ankommen.ui.said import said

if TYPE_CHECKING:
    from ankommen.accounts.models import User


@dataclass(frozen=True)
class Waiting:
    """Something that waits: a sentence, where it is done, and whether its time is over."""

    sentence: str
    url: str
    is_late: bool = False


def waiting_for(user: User) -> Iterator[Waiting]:
    """What `user` is told at once, and as long as nobody has done it."""
    if allowed(user, "break_glass", "read"):
        open_ones = list(emergencies_to_answer_for(user).filter(review=""))
        if open_ones:
            late = sum(one.is_overdue for one in open_ones)
            sentence = said(lambda: _emergencies(len(open_ones), late))
            yield Waiting(sentence, reverse("cases:emergencies"), bool(late))
    if allowed(user, "account", "confirm"):
        mine = open_invitations().filter(scope_of(user, "account", "confirm"))
        number = mine.filter(needs_second_person=True, confirmed_on=None).count()
        if number:
            yield Waiting(said(lambda: _invitations(number)), reverse("accounts:people"))


def _invitations(number: int) -> str:
    words = ngettext(
        "%(number)s invitation waits for you to confirm it.",
        "%(number)s invitations wait for you to confirm them.",
        number,
    )
    return words % {"number": number}


def _emergencies(number: int, late: int) -> str:
    words = ngettext(
        "%(number)s case was opened in an emergency and waits for review.",
        "%(number)s cases were opened in an emergency and wait for review.",
        number,
    )
    sentence = words % {"number": number}
    if late:
        sentence += " " + _("For %(number)s of them the seven days are over.") % {"number": late}
    return sentence
