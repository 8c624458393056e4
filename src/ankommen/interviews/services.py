"""Doors of the interviews room for changes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from ankommen.journal.services import record
from ankommen.places.queries import the_city

from . import receipts
from .access import new_browser_token
from .drafts import DraftContent, content_of, expiry, iso_week, seal_into
from .intake import Accepted, Submission, accept
from .keys import place, ring
from .models import Draft, Interview
from .queries import stored_needs

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from ankommen.accounts.models import User
    from ankommen.questionnaires.models import Version


class Conflict(Exception):
    """There is an interview with this UUID, and it says something else."""


class Withdrawn(Exception):
    """The interview was withdrawn; sending it again does not bring it back."""


class NotReplaceable(Exception):
    """The interview that a correction names is gone or was corrected already."""


@dataclass(frozen=True)
class Stored:
    """A stored interview and whether this call stored it."""

    interview: Interview
    needs: list[dict[str, Any]]
    is_new: bool


@transaction.atomic
def begin_interview(
    version: Version,
    *,
    language: str,
    interpreter: str,
    contact: str,
    site: str | None,
    by: User,
    screen: Mapping[str, Any] | None = None,
    replaces: UUID | None = None,
) -> tuple[Draft, str]:
    """Open a draft for `by`. Returns it with the token that goes into the browser's cookie."""
    erase_expired_drafts()
    content = DraftContent(
        form_id=version.questionnaire_id,
        version=version.label,
        form_digest=version.digest,
        language=language,
        interpreter=interpreter,
        contact=contact,
        site=site,
        on=timezone.localdate().isoformat(),
        replaces=str(replaces) if replaces else None,
        screen=dict(screen or {}),
    )
    token, browser = new_browser_token()
    draft = Draft(owner=by, browser=browser, expires_at=expiry())
    seal_into(draft, content)
    draft.save(force_insert=True)
    return draft, token


def give_consent(draft: Draft, *, text_version: str, language: str) -> None:
    """Note which text was agreed to, and in which language it was shown."""
    content = content_of(draft)
    content.consent = {"text_version": text_version, "language": language}
    _save(draft, content)


def save_screen(draft: Draft, screen: Mapping[str, Any]) -> None:
    """Keep what the screen sends: answers, place, view; the interview's language follows the view."""
    content = content_of(draft)
    content.screen = dict(screen)
    content.language = str(screen.get("language") or content.language)
    _save(draft, content)


def discard_draft(draft: Draft) -> None:
    """Forget an interview under way, with everything that was said."""
    draft.delete()


def erase_expired_drafts() -> int:
    """Delete the drafts whose day is over; returns how many."""
    return _expired_drafts().delete()[0]


@transaction.atomic
def erase_past_interviews() -> int:
    """Remove the answers of all interviews once the city's day for it has come; returns how many."""
    past = list(_past_interviews())
    for interview in past:
        withdraw_interview(interview)
    return len(past)


def expired_numbers() -> tuple[int, int]:
    """How many drafts and interviews are past their day."""
    return _expired_drafts().count(), _past_interviews().count()


def _expired_drafts() -> QuerySet[Draft]:
    return Draft.objects.filter(expires_at__lte=timezone.now())


def _past_interviews() -> QuerySet[Interview]:
    city = the_city()
    last_day = city.facts.get("answers_kept_until") if city else None
    if last_day is None or timezone.localdate() <= date.fromisoformat(str(last_day)):
        return Interview.objects.none()
    return Interview.objects.exclude(answers=None)


@transaction.atomic
def refuse_interview(draft: Draft) -> Interview:
    """Count that somebody was asked and said no. Nothing that was said is kept."""
    content = content_of(draft)
    interview = Interview.objects.create(
        id=draft.pk,
        form_id=content.form_id,
        version=content.version,
        form_digest=content.form_digest,
        week=iso_week(content.day),
        language=content.language,
        interpreter=content.interpreter,
        contact=content.contact,
        site_id=content.site,
        outcome=Interview.Outcome.REFUSED,
    )
    draft.delete()
    record("interviews.refused", by=None)
    return interview


def submit_interview(
    pk: UUID, submission: Submission, *, replaces: UUID | None = None, is_demo: bool = False
) -> Stored:
    """Store an interview once, however often it is sent.

    Raises NotAcceptable (with its problems), Conflict, Withdrawn, NotReplaceable. A returned interview is on
    the disk.
    """
    if standing := Interview.objects.filter(pk=pk).first():
        return _again(standing, submission)
    accepted = accept(submission)
    try:
        with transaction.atomic():
            interview = _stored(pk, submission, accepted, replaces=replaces, is_demo=is_demo)
            Draft.objects.filter(pk=pk).delete()
            record("interviews.stored", by=None)
    except IntegrityError:
        # Another request with this UUID was faster: its row decides. Without one, the code or the correction
        # was taken.
        if standing := Interview.objects.filter(pk=pk).first():
            return _again(standing, submission)
        raise Conflict from None
    return Stored(interview, accepted.needs, is_new=True)


def store_demo_interview(
    version: Version,
    *,
    answers: Mapping[str, Any],
    language: str,
    contact: str,
    interpreter: str,
    site: str | None,
    on: date,
) -> Stored:
    """Store an invented interview, marked as such. Raises NotAcceptable like any other."""
    submission = Submission(
        form_id=version.questionnaire_id,
        version=version.label,
        hash=version.digest,
        language=language,
        interpreter=interpreter,
        contact=contact,
        site=site,
        on=on,
        outcome=Interview.Outcome.COMPLETE,
        break_off_reason="",
        consent={"text_version": "demo", "language": language},
        receipt=receipts.new_receipt(),
        answers=answers,
    )
    return submit_interview(uuid4(), submission, is_demo=True)


def _again(standing: Interview, submission: Submission) -> Stored:
    if standing.outcome == Interview.Outcome.WITHDRAWN:
        raise Withdrawn
    if standing.content_digest not in submission.content_digests():
        raise Conflict
    return Stored(standing, stored_needs(standing), is_new=False)


def _stored(
    pk: UUID, submission: Submission, accepted: Accepted, *, replaces: UUID | None, is_demo: bool
) -> Interview:
    if (
        replaces
        and not Interview.objects.filter(pk=replaces, replaced_by=None).exclude(answers=None).exists()
    ):
        raise NotReplaceable
    return Interview.objects.create(
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


def draft_of_other(pk: UUID, user: User | AnonymousUser) -> bool:
    """Whether a draft with this UUID belongs to somebody else."""
    return Draft.objects.filter(pk=pk).exclude(owner_id=user.pk).exists()


def replaced_by_draft(pk: UUID) -> UUID | None:
    """Which stored interview the draft with this UUID corrects."""
    draft = Draft.objects.filter(pk=pk).first()
    replaces = content_of(draft).replaces if draft else None
    return UUID(replaces) if replaces else None


@transaction.atomic
def withdraw_interview(interview: Interview) -> None:
    """Remove the answers, of this interview, of its corrections and of those it corrected.

    What stays says only that one was withdrawn.
    """
    chain: Interview | None = _newest_of(interview)
    while chain is not None:
        earlier = chain.replaces
        Interview.objects.filter(Q(pk=chain.pk)).update(
            outcome=Interview.Outcome.WITHDRAWN,
            answers=None,
            free_text=None,
            receipt_digest="",
            content_digest="",
            language="",
            interpreter="",
            break_off="",
            consent_version="",
            consent_language="",
            site=None,
            replaces=None,
        )
        chain = earlier
    record("interviews.withdrawn", by=None)


def _newest_of(interview: Interview) -> Interview:
    """The last correction of an interview: an old receipt code withdraws what came of it, too."""
    while correction := Interview.objects.filter(replaces=interview).first():
        interview = correction
    return interview


def _save(draft: Draft, content: DraftContent) -> None:
    seal_into(draft, content)
    draft.save(update_fields=["sealed"])


def _sealed(pk: UUID, part: str, content: Mapping[str, Any]) -> bytes:
    plain = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return ring().seal(plain, place=place(pk, part))
