"""The files of a project, made in the background and kept sealed until they are fetched.

One run a project, with a lease that goes on while it moves: a killed process leaves nothing under way. What
is made is one ZIP in a sealed value of the database; in the clear it is in memory only (see `scratch`).
"""

from __future__ import annotations

import io
import logging
import time
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from ankommen.engines.sealing import SealBroken
from ankommen.vault.queries import ring

from ..background import in_background
from ..models import ExportRun
from ..plan import NoPlan
from ..seals import files_place
from .making import Order
from .projects import check_open, handed_over
from .refusals import ExportRefused
from .scratch import remove_left_behind, scratch_folder

if TYPE_CHECKING:
    from ..models import ResearchProject

LEASE = timedelta(minutes=15)  # without a step forward, a run is taken for dead
KEPT = timedelta(hours=1)  # so that a broken download can be repeated

_log = logging.getLogger(__name__)


class _Overtaken(Exception):
    """The run is no more: its project ended, or its lease was over and another one began."""


def start(project: ResearchProject, file_format: str, language: str) -> ExportRun:
    """Begin to make the files of a project. Raises ExportRefused."""
    check_open(project)
    run = _begun(project, file_format, language)
    asked_in = get_language()
    in_background("export", lambda: work(run, asked_in))
    return run


def work(run: ExportRun, asked_in: str) -> None:
    """Make the files and write down how it ended, refusals in the language that they were asked for in."""
    with override(asked_in):
        try:
            _keep(run, *_packed(run))
        except _Overtaken:
            _log.info("A run was no longer wanted.")
        except ExportRefused as refusal:
            _end(run, ExportRun.State.REFUSED, refusal=str(refusal))
        except NoPlan:
            _end(run, ExportRun.State.REFUSED, refusal=_("This city has no list of figures any more."))
        except Exception:
            _log.exception("The files of a research project were not made.")
            _end(run, ExportRun.State.FAILED)


def opened(run: ExportRun) -> bytes:
    """The ZIP of a run. Raises ExportRefused where it is gone."""
    if not run.is_ready or run.sealed is None:
        raise ExportRefused(_("These files are no longer here: please make them again."))
    try:
        return ring().open(bytes(run.sealed), place=files_place(run))
    except SealBroken as error:
        raise ExportRefused(_("These files do not open any more: please make them again.")) from error


def erase_past() -> int:
    """Delete files that nobody fetched in time, and runs that died; returns how many."""
    remove_left_behind()
    number, _models = ExportRun.objects.filter(until__lte=timezone.now()).delete()
    return number


@transaction.atomic
def _begun(project: ResearchProject, file_format: str, language: str) -> ExportRun:
    """The project's one row, taken over; what it held is gone."""
    run, _is_new = ExportRun.objects.select_for_update().get_or_create(
        pk=project.pk, defaults={"until": timezone.now()}
    )
    if run.is_working:
        raise ExportRefused(_("The files of this project are being made already."))
    fresh = ExportRun(
        pk=project.pk,
        state=ExportRun.State.WORKING,
        until=timezone.now() + LEASE,
        turn=run.turn + 1,
        file_format=file_format,
        language=language,
    )
    fresh.save(force_update=True)
    return fresh


def _packed(run: ExportRun) -> tuple[bytes, int]:
    """The ZIP, and of how many interviews it is."""
    with scratch_folder() as scratch:
        folder = scratch / run.project_id
        order = Order(run.file_format, run.language, folder)
        _project, manifest = handed_over(run.project_id, order, _Report(run))
        return _zipped(folder), manifest["interviews"]


def _zipped(folder: Path) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.iterdir()):
            archive.write(path, f"{folder.name}/{path.name}")
    return packed.getvalue()


def _keep(run: ExportRun, packed: bytes, interviews: int) -> None:
    sealed = ring().seal(packed, place=files_place(run))
    until = timezone.now() + KEPT
    _note(run, state=ExportRun.State.MADE, sealed=sealed, interviews=interviews, until=until)


class _Report:
    """Notes how far a run is, at most once a second."""

    def __init__(self, run: ExportRun) -> None:
        self._run, self._last = run, 0.0

    def __call__(self, what: str, done: int, of_all: int) -> None:
        if time.monotonic() - self._last < 1 and done < of_all:
            return
        self._last = time.monotonic()
        _note(self._run, step=what, done=done, of_all=of_all, until=timezone.now() + LEASE)


def _note(run: ExportRun, **values: Any) -> None:
    """Write into the row of the run, as long as it is its own. Raises _Overtaken."""
    working = ExportRun.objects.filter(pk=run.pk, turn=run.turn, state=ExportRun.State.WORKING)
    if not working.update(**values):
        raise _Overtaken


def _end(run: ExportRun, state: ExportRun.State, *, refusal: str = "") -> None:
    ExportRun.objects.filter(pk=run.pk, turn=run.turn).update(state=state, refusal=refusal)
