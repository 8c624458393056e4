"""An interview as the keying screen sends it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from ankommen.engines.papercodes import new_code

from .program import Program


def submission(program: Program) -> dict[str, Any]:
    """An interview without answers for this installation."""
    return filled(program.form)


def filled(form: dict[str, str], **answers: str) -> dict[str, Any]:
    """An interview that was broken off, keyed from paper, under a fresh receipt code."""
    return {
        **form,
        "language": "ar",
        "interpreter": "none",
        "contact": "paper",
        "on": datetime.now(UTC).date().isoformat(),
        "outcome": "partial",
        "break_off_reason": "time",
        "consent": {"text_version": "1", "language": "ar"},
        "receipt": new_code(),
        "answers": answers,
    }
