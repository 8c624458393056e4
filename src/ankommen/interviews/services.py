"""Doors of the interviews room for changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from ankommen.engines import papercodes
from ankommen.journal.services import note_erasure, record
from ankommen.places.access import require_papers

from .drafts import DraftContent, content_of, expiry, iso_week, seal_into
from .intake import Accepted, Ground, NotAcceptable, Submission, accept, languages_of, used_code
from .models import Contact, Draft, Interview
from .notice import notice_in
from .paper import CheckedPaper, checked_paper
from .paper import PaperInterview as PaperInterview
from .queries import stored_needs
from .retention import expired_drafts
from .rows import row_of
from .withdrawal import remove_answers

if TYPE_CHECKING:
    from ankommen.accounts.models import User
    from ankommen.questionnaires.models import Version

    from .access import OpenDraft


class Conflict(Exception):
    """There is an interview with this UUID, and it says something else."""


class Withdrawn(Exception):
    """The interview was withdrawn; sending it again does not bring it back."""


class NotReplaceable(Exception):
    """The interview that a correction names is gone or was corrected already."""


class NoConsent(Exception):
    """Nobody has agreed to anything yet, so nothing is kept."""


class DraftGone(Exception):
    """The draft was submitted, discarded or erased while this was on its way."""


class UnknownLanguage(Exception):
    """The interview is not offered in this language."""


class NoDraft(Exception):
    """Only paper comes in without an interview that was begun here."""


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
    browser: str,
    screen: Mapping[str, Any] | None = None,
    replaces: UUID | None = None,
) -> Draft:
    """Open a draft for `by` in the browser with that digest (`access.browser_digest`).

    Raises PapersMissing where the city is not ready for real people.
    """
    require_papers()
    expired_drafts().delete()
    content = DraftContent(
        interview=str(uuid4()),
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
    draft = Draft(owner=by, browser=browser, expires_at=expiry())
    seal_into(draft, content)
    draft.save(force_insert=True)
    return draft


def give_consent(draft: Draft, *, text_version: str, language: str) -> None:
    """Note which text was agreed to, and in which language it was shown."""
    content = content_of(draft)
    content.consent = {"text_version": text_version, "language": language}
    _save(draft, content)


def save_screen(draft: Draft, screen: Mapping[str, Any]) -> None:
    """Keep what the screen sends: answers, place, view; the interview's language follows the view.

    Raises NoConsent before anybody agreed, UnknownLanguage for one that the interview is not offered in,
    DraftGone where another request ended the interview meanwhile.
    """
    content = content_of(draft)
    if content.consent is None:
        raise NoConsent
    language = screen.get("language", content.language)
    if language not in languages_of(content):
        raise UnknownLanguage
    content.screen = dict(screen)
    content.language = language
    _save(draft, content)


def discard_draft(draft: Draft) -> None:
    """Forget an interview under way, with everything that was said."""
    draft.delete()


@transaction.atomic
def refuse_interview(draft: Draft) -> Interview:
    """Count that somebody was asked and said no. Nothing that was said is kept."""
    interview = _refusal(content_of(draft))
    interview.save(force_insert=True)
    draft.delete()
    record("interviews.refused", by=None)
    return interview


def _refusal(content: DraftContent, *, is_demo: bool = False) -> Interview:
    return Interview(
        id=UUID(content.interview),
        form_id=content.form_id,
        version=content.version,
        form_digest=content.form_digest,
        week=iso_week(content.day),
        language=content.language,
        interpreter=content.interpreter,
        contact=content.contact,
        site_id=content.site,
        outcome=Interview.Outcome.REFUSED,
        is_demo=is_demo,
    )


def submit_interview(
    pk: UUID, submission: Submission, *, draft: OpenDraft | None, takes_paper: bool
) -> Stored:
    """Store an interview once, however often it is sent, and close the draft that it comes from.

    Without a draft only paper is taken, and that only where `takes_paper`. Raises NotAcceptable (with its
    problems), NoDraft, Conflict, Withdrawn, NotReplaceable, PapersMissing. A returned interview is on the
    disk.
    """
    if standing := Interview.objects.filter(pk=pk).first():
        return _again(standing, submission)
    require_papers()
    if draft is None and not (takes_paper and submission.contact == Contact.PAPER):
        raise NoDraft
    return _store_once(pk, submission, draft=draft)


@dataclass(frozen=True)
class DemoInterview:
    """An invented interview as it is handed in; a refused one has no answers."""

    answers: Mapping[str, Any]
    language: str
    contact: str
    interpreter: str
    site: str | None
    on: date
    outcome: str = Interview.Outcome.COMPLETE
    break_off_reason: str = ""


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
    entry = DemoInterview(answers, language, contact, interpreter, site, on)
    return _store_once(uuid4(), _demo_submission(version, entry), is_demo=True)


def store_demo_interviews(version: Version, entries: Iterable[DemoInterview]) -> list[Interview]:
    """Store invented interviews in one transaction, all or none, marked as such; refused ones among them.

    What is answered passes every rule as in any other; raises NotAcceptable at the first that breaks one.
    """
    ground = Ground(version.digest)
    interviews = [_demo_row(version, entry, ground) for entry in entries]
    with transaction.atomic():
        Interview.objects.bulk_create(interviews)
        for interview in interviews:
            is_refused = interview.outcome == Interview.Outcome.REFUSED
            record("interviews.refused" if is_refused else "interviews.stored", by=None)
    return interviews


def _demo_row(version: Version, entry: DemoInterview, ground: Ground) -> Interview:
    pk = uuid4()
    submission = _demo_submission(version, entry)
    if entry.outcome != Interview.Outcome.REFUSED:
        return row_of(pk, submission, accept(submission, ground=ground), replaces=None, is_demo=True)
    return _refusal(
        DraftContent(
            interview=str(pk),
            form_id=submission.form_id,
            version=submission.version,
            form_digest=submission.hash,
            language=entry.language,
            interpreter=entry.interpreter,
            contact=entry.contact,
            site=entry.site,
            on=entry.on.isoformat(),
        ),
        is_demo=True,
    )


def _demo_submission(version: Version, entry: DemoInterview) -> Submission:
    notice = notice_in("de", entry.language)
    return Submission(
        form_id=version.questionnaire_id,
        version=version.label,
        hash=version.digest,
        language=entry.language,
        interpreter=entry.interpreter,
        contact=entry.contact,
        site=entry.site,
        on=entry.on,
        outcome=entry.outcome,
        break_off_reason=entry.break_off_reason,
        consent={"text_version": notice.version, "language": notice.consent.language},
        receipt=papercodes.new_code(),
        answers=entry.answers,
    )


def _store_once(
    pk: UUID, submission: Submission, *, draft: OpenDraft | None = None, is_demo: bool = False
) -> Stored:
    accepted = accept(submission, began=draft.content if draft else None)
    replaces = UUID(draft.content.replaces) if draft and draft.content.replaces else None
    try:
        with transaction.atomic():
            interview = _stored(pk, submission, accepted, replaces=replaces, is_demo=is_demo)
            if draft:
                draft.row.delete()
            record("interviews.stored", by=None)
    except IntegrityError:
        # Somebody was faster between the checks and the row: with this UUID, this code, or this correction.
        if standing := Interview.objects.filter(pk=pk).first():
            return _again(standing, submission)
        if replaces and Interview.objects.filter(replaces=replaces).exists():
            raise NotReplaceable from None
        raise NotAcceptable([used_code(submission)]) from None
    return Stored(interview, accepted.needs, is_new=True)


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
    interview = row_of(pk, submission, accepted, replaces=replaces, is_demo=is_demo)
    interview.save(force_insert=True)
    return interview


@transaction.atomic
def withdraw_interview(interview: Interview) -> None:
    """Remove the answers of an interview and of its corrections, also where an older backup comes back."""
    removed = remove_answers(interview)
    for gone in removed:
        note_erasure(gone)
    if removed:
        record("interviews.withdrawn", by=None)


def _save(draft: Draft, content: DraftContent) -> None:
    seal_into(draft, content)
    if not Draft.objects.filter(pk=draft.pk).update(sealed=draft.sealed):
        raise DraftGone


def check_paper_interviews(version: Version, papers: Iterable[PaperInterview]) -> Iterator[CheckedPaper]:
    """Every rule of intake, one paper after the other, in their order; nothing is stored.

    Whoever names the version says that the paper was printed from it, so a retired one is taken as well.
    """
    ground = Ground(version.digest, takes_retired=True)
    seen: set[str] = set()
    for paper in papers:
        yield checked_paper(version, paper, ground, seen)


def store_paper_interviews(papers: Iterable[CheckedPaper]) -> int:
    """Store what was found ready, all or none; returns how many.

    Raises IntegrityError if somebody stored one of them since they were checked, PapersMissing.
    """
    require_papers()
    interviews = [paper.interview for paper in papers if paper.interview]
    with transaction.atomic():
        Interview.objects.bulk_create(interviews)
        for _ in interviews:
            record("interviews.stored", by=None)
    return len(interviews)
