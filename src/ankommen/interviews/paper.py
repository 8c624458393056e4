"""Interviews on paper that a file brings, many at once: the same rules as any other, without a draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from ankommen.engines import papercodes

from . import receipts
from .intake import Accepted, Ground, NotAcceptable, Problem, Submission, accept, unreadable_code, used_code
from .models import Interview
from .rows import row_of

if TYPE_CHECKING:
    from ankommen.questionnaires.models import Version


@dataclass(frozen=True)
class PaperInterview:
    """An interview as a file brings it; `number` is the one it will have. receipt: as typed, or empty."""

    number: UUID
    answers: Mapping[str, Any]
    language: str
    contact: str
    interpreter: str
    site: str | None
    on: date
    outcome: str
    break_off_reason: str
    consent: Mapping[str, str]
    receipt: str = ""


@dataclass(frozen=True)
class CheckedPaper:
    """What intake says of it: an interview ready to be stored, or problems."""

    interview: Interview | None = None
    accepted: Accepted | None = None
    problems: tuple[Problem, ...] = ()


def checked_paper(version: Version, paper: PaperInterview, ground: Ground, seen: set[str]) -> CheckedPaper:
    """Check one paper. seen: the receipt codes of those before it; its own is added.

    Where the paper has no code it gets one that nobody knows.
    """
    typed = papercodes.normalised(paper.receipt) if paper.receipt else papercodes.new_code()
    submission = _submission(version, paper, typed or "")
    problems = [] if typed else [unreadable_code(submission)]
    if paper.receipt and typed:
        problems += [used_code(submission)] if typed in seen or _is_used(typed) else []
        seen.add(typed)
    try:
        accepted = accept(submission, ground=ground)
    except NotAcceptable as refusal:
        problems += refusal.problems
    if problems:
        return CheckedPaper(problems=tuple(problems))
    return CheckedPaper(row_of(paper.number, submission, accepted, replaces=None, is_demo=False), accepted)


def _submission(version: Version, paper: PaperInterview, receipt: str) -> Submission:
    return Submission(
        form_id=version.questionnaire_id,
        version=version.label,
        hash=version.digest,
        language=paper.language,
        interpreter=paper.interpreter,
        contact=paper.contact,
        site=paper.site,
        on=paper.on,
        outcome=paper.outcome,
        break_off_reason=paper.break_off_reason,
        consent=paper.consent,
        receipt=receipt,
        answers=paper.answers,
    )


def _is_used(receipt: str) -> bool:
    return Interview.objects.filter(receipt_digest__in=receipts.digests(receipt)).exists()
