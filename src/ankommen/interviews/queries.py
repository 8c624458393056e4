"""Doors of the interviews room for reading."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, QuerySet

from ankommen.engines import formlogic, papercodes
from ankommen.questionnaires.queries import form_of, pack_texts, version_by_digest
from ankommen.topics.queries import topic_labels
from ankommen.vault.queries import ring

from . import receipts
from .drafts import thursday_of
from .models import BreakOff, Contact, Interpreter, Interview
from .seals import place

if TYPE_CHECKING:
    from ankommen.questionnaires.models import Version


@dataclass(frozen=True)
class FoundNeed:
    """A need as people read it, in German and in the client's language; urgency 1 (soon) to 3 (today)."""

    name: str
    topic: str
    urgency: int
    own_label: str
    client_label: str
    own_topic: str
    client_topic: str


def interview_by_receipt(code: str) -> Interview | None:
    """The interview that a typed receipt code opens, or None.

    The code of an interview that was corrected since opens the correction: a person has one interview.
    """
    receipt = papercodes.normalised(code)
    if receipt is None:
        return None
    interview = Interview.objects.filter(receipt_digest__in=receipts.digests(receipt)).first()
    return newest_of(interview) if interview else None


def interview_of(number: UUID) -> Interview | None:
    """The interview with this number, or its last correction; None where it is gone or was withdrawn."""
    interview = Interview.objects.filter(pk=number).first()
    newest = newest_of(interview) if interview else None
    return newest if newest and newest.answers is not None else None


def newest_of(interview: Interview) -> Interview:
    """The last correction of an interview, or itself."""
    while correction := Interview.objects.filter(replaces=interview).first():
        interview = correction
    return interview


def answers_of(interview: Interview) -> dict[str, Any]:
    """Answers and free text together, as the screen had them.

    Raises SealBroken if they were tampered with.
    """
    merged: dict[str, Any] = dict(_opened(interview, "answers").get("answers", {}))
    for key, value in _opened(interview, "free_text").items():
        merged[key] = _joined(merged[key], value) if isinstance(merged.get(key), list) else value
    return merged


def needs_of(interview: Interview) -> list[FoundNeed]:
    """What the interview found, most urgent first, in German and in the interview's language."""
    version = version_by_digest(interview.form_digest)
    if version is None or interview.answers is None:
        return []
    own, client = _NeedWords(interview, version, "de"), _NeedWords(interview, version, interview.language)
    return [
        FoundNeed(
            need["name"],
            need["topic"],
            need["urgency"],
            own.sentence(need["name"]),
            client.sentence(need["name"]) or own.sentence(need["name"]),
            own.topic(need["topic"]),
            client.topic(need["topic"]),
        )
        for need in stored_needs(interview)
    ]


def stored_needs(interview: Interview) -> list[dict[str, Any]]:
    """Name, topic and urgency of what was found when the interview was stored; rules are not asked again."""
    needs: list[dict[str, Any]] = _opened(interview, "answers").get("needs", [])
    return needs


class _NeedWords:
    """How one language names the needs and topics of one interview."""

    def __init__(self, interview: Interview, version: Version, language: str) -> None:
        self.texts = pack_texts(version, language)
        self.topics = topic_labels(language)
        day = thursday_of(interview.week)
        self.filled = formlogic.fill(form_of(version), answers_of(interview), on=day)

    def sentence(self, name: str) -> str:
        return self.filled.text(self.texts.get(f"need/{name}", ""), key="", texts=self.texts)

    def topic(self, slug: str) -> str:
        return self.topics.get(slug, slug)


def _opened(interview: Interview, part: str) -> dict[str, Any]:
    sealed = getattr(interview, part)
    if sealed is None:
        return {}
    content: dict[str, Any] = json.loads(ring().open(bytes(sealed), place=place(interview.pk, part)))
    return content


def _joined(rows: list[dict[str, Any]], others: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**row, **other} for row, other in zip(rows, others, strict=True)]


def interview_number() -> int:
    """How many interviews are stored with answers: complete or broken off, not withdrawn, not replaced."""
    return _standing().count()


def demo_number() -> int:
    """How many invented interviews were ever stored, refused and withdrawn ones among them."""
    return Interview.objects.filter(is_demo=True).count()


@dataclass(frozen=True)
class AnswerSheet:
    """One interview as it is counted: how it was held, what was answered; no number and no free text."""

    form_digest: str
    week: str
    language: str
    interpreter: str
    contact: str
    site: str | None
    outcome: str
    is_demo: bool
    answers: dict[str, Any]

    @property
    def day(self) -> date:
        """A day of its week, for rules that ask for today."""
        return thursday_of(self.week)


def standing_numbers(form_id: str) -> list[UUID]:
    """The numbers of all interviews of a form that count, in no order that means anything."""
    return list(_standing().filter(form_id=form_id).values_list("pk", flat=True))


def standing_marker() -> tuple[int, ...]:
    """Changes whenever an interview came or went; cheap enough for every look."""
    withdrawn = Interview.objects.filter(outcome=Interview.Outcome.WITHDRAWN).count()
    return Interview.objects.count(), withdrawn, _standing().count()


def answer_sheets(numbers: Iterable[UUID]) -> Iterator[AnswerSheet]:
    """What these interviews say. Raises SealBroken if one was tampered with."""
    waiting = iter(numbers)
    while chunk := list(islice(waiting, 500)):
        for interview in _standing().filter(pk__in=chunk).defer("free_text"):
            yield _sheet(interview)


@dataclass(frozen=True)
class Outcomes:
    """How interviews of one form ended in one week, at one site, in one language, in one mode of contact."""

    week: str
    site: str | None
    language: str
    contact: str
    outcome: str
    break_off: str
    number: int


def outcomes(form_id: str) -> list[Outcomes]:
    """Counts of interviews by how they ended, refusals among them; withdrawn ones say nothing any more."""
    fields = ("week", "site", "language", "contact", "outcome", "break_off")
    rows = Interview.objects.filter(form_id=form_id, replaced_by=None)
    rows = rows.exclude(outcome=Interview.Outcome.WITHDRAWN)
    return [Outcomes(*row) for row in rows.order_by().values_list(*fields).annotate(number=Count("pk"))]


def contact_labels() -> dict[str, str]:
    """The kinds of contact in the reader's language."""
    return {value: str(label) for value, label in Contact.choices}


def _standing() -> QuerySet[Interview]:
    return Interview.objects.exclude(answers=None).filter(replaced_by=None)


def _sheet(interview: Interview) -> AnswerSheet:
    return AnswerSheet(
        interview.form_digest,
        interview.week,
        interview.language,
        interview.interpreter,
        interview.contact,
        interview.site_id,
        interview.outcome,
        interview.is_demo,
        _opened(interview, "answers").get("answers", {}),
    )


def frame_labels() -> dict[str, dict[str, str]]:
    """Per fact of how an interview was held: its values with their labels in the reader's language."""
    kinds = {
        "contact": Contact,
        "interpreter": Interpreter,
        "outcome": Interview.Outcome,
        "break_off_reason": BreakOff,
    }
    labels = {field: {value: str(label) for value, label in kind.choices} for field, kind in kinds.items()}
    never_said = (Interview.Outcome.REFUSED, Interview.Outcome.WITHDRAWN)
    return labels | {
        "outcome": {value: label for value, label in labels["outcome"].items() if value not in never_said}
    }


def known_numbers(numbers: Iterable[UUID]) -> set[UUID]:
    """Those of the numbers under which an interview was ever stored, withdrawn ones among them."""
    waiting, known = iter(numbers), set[UUID]()
    while chunk := list(islice(waiting, 500)):
        known |= set(Interview.objects.filter(pk__in=chunk).values_list("pk", flat=True))
    return known
