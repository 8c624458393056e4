"""Where sealed things of this room lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ankommen.vault.services import register_digests, register_sealed

if TYPE_CHECKING:
    from .models import ExportRun

PROJECTION = "evaluation/projection"
WORKINGS = "evaluation/workings"


def key_place(project: str) -> str:
    """The key of a research project's pseudonyms."""
    return f"evaluation/research/{project}"


def files_place(run: ExportRun) -> str:
    """The files that a run made."""
    return f"evaluation/export/{run.pk}/{run.turn}"


def register_all() -> None:
    """Let a rotation of keys find them."""
    register_sealed("evaluation.ProjectionCopy", "sealed", lambda _copy: PROJECTION)
    register_sealed("evaluation.Release", "workings", lambda _release: WORKINGS)
    register_sealed("evaluation.ResearchProject", "sealed_key", lambda project: key_place(project.pk))
    register_sealed("evaluation.ExportRun", "sealed", files_place)
    register_digests("signed counts for the funder", exist=_are_any)
    register_digests("numbers of imported interviews", exist=_are_any)


def _are_any() -> bool:
    from ankommen.interviews.queries import interview_number

    return interview_number() > 0
