"""The history of a record: who changed what, when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from ..kinds import OFFER, Kind
from ..models import Revision
from ..services.revising import proposed_facts
from .wording import Difference, Words

if TYPE_CHECKING:
    from uuid import UUID

    from ankommen.accounts.models import User

_SHOWN = 30  # entries on the page


@dataclass(frozen=True)
class Step:
    """One entry. can_be_undone: an older state of the facts, to which one can go back."""

    revision: Revision
    who: str
    on: date
    what: str
    differences: list[Difference]
    can_go_back: bool


def history_of(id: UUID, *, reader: User, kind: Kind = OFFER) -> list[Step]:
    """The last changes of a record, newest first. The number of queries does not grow with them."""
    rows = list(Revision.objects.filter(kind=kind.name, record_id=id).order_by("-pk")[: _SHOWN + 1])
    said = {row.pk: proposed_facts(row) for row in rows}
    words = Words(said.values())
    done = [row for row in rows if row.state == Revision.State.DONE]
    before = {row.pk: older for row, older in pairwise(done)}
    steps = []
    for row in rows[:_SHOWN]:
        older = before.get(row.pk)
        differences = words.differences(said[older.pk], said[row.pk]) if older else []
        back = row in done and said[row.pk] != said[done[0].pk]
        steps.append(
            Step(row, _who(row.by, reader), row.on, _what(row, first=older is None), differences, back)
        )
    return steps


def _what(row: Revision, *, first: bool) -> str:
    if row.state != Revision.State.DONE:
        return f"{row.get_act_display()}: {row.get_state_display()}"
    if first and not row.act:
        return _("first version")
    return str(row.get_act_display())


def _who(by: str, reader: User) -> str:
    if by == str(reader.pk):
        return _("you")
    if by == "import":
        return _("from a file")
    if by == "mail":
        return _("by the link in the e-mail")
    return _("account %(number)s") % {"number": by}
