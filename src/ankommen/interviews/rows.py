"""The row of an interview: its frame in the open, its answers and its free text sealed, each by itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from ankommen.vault.queries import ring

from . import receipts
from .drafts import iso_week
from .intake import Accepted, Submission
from .models import Interview
from .seals import place


def row_of(
    pk: UUID, submission: Submission, accepted: Accepted, *, replaces: UUID | None, is_demo: bool
) -> Interview:
    """An interview that passed intake, not yet saved."""
    return Interview(
        id=pk,
        form_id=submission.form_id,
        version=submission.version,
        form_digest=submission.hash,
        week=iso_week(submission.on),
        language=submission.language,
        interpreter=submission.interpreter,
        contact=submission.contact,
        site_id=submission.site,
        outcome=submission.outcome,
        break_off=submission.break_off_reason,
        consent_version=submission.consent["text_version"],
        consent_language=submission.consent["language"],
        content_digest=submission.content_digests()[0],
        receipt_digest=receipts.digests(submission.receipt)[0],
        replaces_id=replaces,
        answers=_sealed(pk, "answers", {"answers": accepted.answers, "needs": accepted.needs}),
        free_text=_sealed(pk, "free_text", accepted.free_text) if accepted.free_text else None,
        is_demo=is_demo,
    )


def _sealed(pk: UUID, part: str, content: Mapping[str, Any]) -> bytes:
    plain = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return ring().seal(plain, place=place(pk, part))
