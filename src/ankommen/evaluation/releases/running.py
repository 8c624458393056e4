"""A release on demand: in the background, with a lease, so that a killed process leaves nothing under way."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from ..background import in_background
from ..models import Release, ReleaseRun
from .making import TooSoon
from .protecting import NotSafe

LEASE = timedelta(minutes=15)  # a run that long is taken for dead; docs/performance.md says what one takes

_log = logging.getLogger(__name__)


class UnderWay(Exception):
    """A release is being made already."""


def run_under_way() -> ReleaseRun | None:
    """The run that works now, None where none does or its lease is over."""
    return ReleaseRun.objects.filter(state=ReleaseRun.State.WORKING, until__gt=timezone.now()).first()


def start(make: Callable[[], Release]) -> ReleaseRun:
    """Begin a run and let `make` work in a thread of its own. Raises UnderWay."""
    run = _begun()
    in_background("release", lambda: work(run, make))
    return run


def work(run: ReleaseRun, make: Callable[[], Release]) -> None:
    """Make the release and write down how it ended."""
    try:
        made = make()
    except TooSoon as refusal:
        _end(run, ReleaseRun.State.TOO_SOON, number=refusal.missing)
    except NotSafe:
        _log.exception("The release would have given something away and was not published.")
        _end(run, ReleaseRun.State.NOT_SAFE)
    except Exception:
        _log.exception("The release failed.")
        _end(run, ReleaseRun.State.FAILED)
    else:
        _end(run, ReleaseRun.State.MADE, number=made.number)


@transaction.atomic
def refused() -> None:
    """Note that a release made by itself was not safe; a run in the background notes its own end."""
    row, _ = ReleaseRun.objects.select_for_update().get_or_create(pk=1, defaults={"until": timezone.now()})
    if row.state != ReleaseRun.State.WORKING or row.until <= timezone.now():
        row.state, row.number = ReleaseRun.State.NOT_SAFE, None
        row.save()


@transaction.atomic
def _begun() -> ReleaseRun:
    """The one row, taken over."""
    row, _ = ReleaseRun.objects.select_for_update().get_or_create(pk=1, defaults={"until": timezone.now()})
    if row.state == ReleaseRun.State.WORKING and row.until > timezone.now():
        raise UnderWay
    row.state, row.number, row.until = ReleaseRun.State.WORKING, None, timezone.now() + LEASE
    row.turn += 1
    row.save()
    return row


def _end(run: ReleaseRun, state: ReleaseRun.State, *, number: int | None = None) -> None:
    # A run whose lease was over may find that another has begun: then it has nothing to say any more.
    ReleaseRun.objects.filter(pk=run.pk, turn=run.turn).update(state=state, number=number)
