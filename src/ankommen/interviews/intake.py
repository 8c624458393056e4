"""From a submission to what may be stored: every rule checked again, nothing believed.

A submission names its version and its hash; rules come from that version for ever, never from a newer one.
What is not relevant is stripped, calculations are made again, and free text leaves the answers before
anything is stored.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from ankommen.engines import formlogic
from ankommen.places.queries import active_sites
from ankommen.questionnaires.queries import (
    document_of,
    form_of,
    pack_texts,
    released_languages,
    version_by_digest,
)
from ankommen.vault.queries import ring

from .drafts import DraftContent
from .models import Interview
from .notice import notice_languages

PAPER = timedelta(days=3 * 366)
MOST_PROBLEMS = 100


@dataclass(frozen=True)
class Problem:
    """Why an interview cannot be stored.

    `key` is an item, or a field of the submission; `message` by language.
    """

    key: str
    code: str
    message: dict[str, str]
    row: tuple[int, ...] = ()


class NotAcceptable(Exception):
    """The interview breaks rules; `problems` says which."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(", ".join(f"{problem.key}: {problem.code}" for problem in problems))
        self.problems = problems


@dataclass(frozen=True)
class Submission:
    """What a tablet sends: see docs/decisions/0002."""

    form_id: str
    version: str
    hash: str
    language: str
    interpreter: str
    contact: str
    site: str | None
    on: date
    outcome: str
    break_off_reason: str
    consent: Mapping[str, str]
    receipt: str
    answers: Mapping[str, Any]

    def content_digests(self) -> list[str]:
        """Keyed digests over all that was sent, newest key first: same content, same digest, and it tells
        nobody anything.
        """
        content = json.dumps(asdict(self), sort_keys=True, default=str, ensure_ascii=False)
        return ring().digests(content, purpose="content")


@dataclass(frozen=True)
class Accepted:
    """What may be stored of a submission."""

    answers: dict[str, Any]
    free_text: dict[str, Any]
    needs: list[dict[str, Any]]


_SENTENCES = {
    "unknown_form": _("This version of the questionnaire is not known here."),
    "stale_form": _(
        "The questionnaire on this device differs from the one on the server. Please load the page again."
    ),
    "retired_form": _("This version of the questionnaire is no longer used."),
    "unknown_language": _("The questionnaire is not released in this language."),
    "unknown_site": _("This site is not known."),
    "bad_day": _("The day of the interview is in the future or too long ago."),
    "required": _("Please answer this question or choose “no answer”."),
    "constraint": _("This answer does not fit the question."),
    "choice": _("This answer is not one of the answers offered here."),
    "type": _("This answer has the wrong form."),
    "range": _("This number is too small or too large."),
    "unknown_item": _("The questionnaire has no such question."),
    "row_count": _("The number of entries does not fit."),
    "too_long": _("This answer is too long."),
    "reason": _("Please say why the interview was broken off."),
    "no_reason": _("An interview that reached its end was not broken off for a reason."),
    "consent": _("This is not the notice that was agreed to."),
    "used_code": _("This receipt code is used already. Was the same sheet stored before?"),
}


class Ground:
    """What submissions to a version are checked against; looked up once, also for many that come together.

    takes_retired: whether paper printed from a version that is no longer used is taken.
    """

    def __init__(self, digest: str, *, takes_retired: bool = False) -> None:
        self.version = version_by_digest(digest)
        self.takes_retired = takes_retired
        self._agreeable: dict[str, frozenset[str]] = {}

    @cached_property
    def languages(self) -> list[str]:
        """Those it is released in."""
        return released_languages(self.version) if self.version else []

    @cached_property
    def sites(self) -> frozenset[str]:
        """The sites that are in use."""
        return frozenset(active_sites().values_list("slug", flat=True))

    def notice_languages(self, text_version: str) -> frozenset[str]:
        """The languages in which that version of the notice was handed out."""
        if text_version not in self._agreeable:
            self._agreeable[text_version] = notice_languages(text_version)
        return self._agreeable[text_version]


def accept(
    submission: Submission, *, began: DraftContent | None = None, ground: Ground | None = None
) -> Accepted:
    """Check a submission against its version and the draft it `began` as.

    ground: that of the submission's hash, where many come together. Raises NotAcceptable with the problems
    found, the first hundred of them.
    """
    ground = ground or Ground(submission.hash)
    version = ground.version
    languages = ["de", submission.language]
    if (
        version is None
        or version.questionnaire_id != submission.form_id
        or version.label != submission.version
        or (began and version.digest != began.form_digest)
    ):
        code = "unknown_form" if version is None else "stale_form"
        raise NotAcceptable([_problem("hash", code, languages)])
    problems = [_problem(key, code, languages) for key, code in _frame_problems(submission, ground, began)]
    filled = formlogic.fill(form_of(version), submission.answers, on=submission.on)
    partial = submission.outcome == Interview.Outcome.PARTIAL
    found = [problem for problem in filled.problems if not (partial and problem.code == "required")]
    if found := found[:MOST_PROBLEMS]:
        texts = {language: pack_texts(version, language) for language in languages}
        problems += [_item_problem(problem, texts) for problem in found]
    if problems:
        raise NotAcceptable(problems)
    answers, free_text = _apart(document_of(version), filled.answers)
    return Accepted(answers, free_text, list(filled.needs))


def languages_of(began: DraftContent) -> set[str]:
    """The languages that an interview may go on in: those released now, and the one it is held in."""
    version = version_by_digest(began.form_digest)
    return {began.language, *(released_languages(version) if version else ())}


def used_code(submission: Submission) -> Problem:
    """The receipt code opens another interview: most likely a sheet that is keyed twice."""
    return _problem("receipt", "used_code", ["de", submission.language])


def unreadable_code(submission: Submission) -> Problem:
    """What was typed is no receipt code."""
    return _problem("receipt", "type", ["de", submission.language])


def _frame_problems(
    submission: Submission, ground: Ground, began: DraftContent | None
) -> Iterator[tuple[str, str]]:
    """What began with a language or site that is in use may end with it; paper knows only today's."""
    version = ground.version
    is_retired = version is not None and version.state != version.State.PUBLISHED
    if began is None and is_retired and not ground.takes_retired:
        yield "hash", "retired_form"
    if submission.language not in (languages_of(began) if began else ground.languages):
        yield "language", "unknown_language"
    site = submission.site
    if site and site != (began and began.site) and site not in ground.sites:
        yield "site", "unknown_site"
    if submission.outcome == Interview.Outcome.PARTIAL and not submission.break_off_reason:
        yield "break_off_reason", "reason"
    if submission.outcome == Interview.Outcome.COMPLETE and submission.break_off_reason:
        yield "break_off_reason", "no_reason"
    if not _is_agreed(submission.consent, ground, began):
        yield "consent", "consent"
    if not _is_plausible(submission, began):
        yield "on", "bad_day"


def _is_agreed(consent: Mapping[str, str], ground: Ground, began: DraftContent | None) -> bool:
    """What was agreed to here is known; what was agreed to on paper must be a text that there is."""
    if began:
        return consent == began.consent
    return consent["language"] in ground.notice_languages(consent["text_version"])


def _is_plausible(submission: Submission, began: DraftContent | None) -> bool:
    if began:
        return submission.on == began.day
    today = timezone.localdate()
    return today - PAPER <= submission.on <= today + timedelta(days=1)


def _problem(key: str, code: str, languages: list[str]) -> Problem:
    return Problem(key, code, {language: _sentence(code, language) for language in languages})


def _item_problem(problem: formlogic.Problem, texts: Mapping[str, Mapping[str, str]]) -> Problem:
    """The form's own sentence where it has one in that language, else in German, else ours."""
    message = {
        language: (problem.text and (pack.get(problem.text) or texts["de"].get(problem.text)))
        or _sentence(problem.code, language)
        for language, pack in texts.items()
    }
    return Problem(problem.key, problem.code, message, tuple(problem.row))


def _sentence(code: str, language: str) -> str:
    with override(language):
        return str(_SENTENCES[code])


def _apart(document: Mapping[str, Any], answers: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The answers without free text, and the free text alone: same keys, repeats kept row by row."""
    free = formlogic.free_text_keys(document)
    return _only(answers, lambda key: key not in free), _only(answers, lambda key: key in free)


def _only(answers: Mapping[str, Any], keep: Any) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for key, value in answers.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            rows = [_only(row, keep) for row in value]
            if any(rows) or keep(key):
                kept[key] = rows
        elif keep(key):
            kept[key] = value
    return kept
