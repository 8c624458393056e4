"""Interviews become records: one a person, and one a row of each repeat, in numbers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _

from ankommen.engines import formlogic
from ankommen.interviews.queries import answer_sheets
from ankommen.questionnaires.queries import form_of

from ..projection import DOES_NOT_APPLY, NO_ANSWER, NOT_ASKED
from .design import Design
from .pseudonyms import pseudonym
from .questions import SELECT_MULTIPLE, Question
from .refusals import ExportRefused

if TYPE_CHECKING:
    from ankommen.interviews.queries import AnswerSheet
    from ankommen.questionnaires.models import Version

Codes = tuple[float, ...]
Progress = Callable[[str, int, int], None]  # what is done, how much of it, of how much


@dataclass(frozen=True)
class Record:
    """What one interview says. frame: facts of it as text, empty where they do not apply, None where
    nobody noted them. answers: place of a question -> codes, one a column. rows: repeat -> its rows, alike.
    """

    pseudonym: str
    version: str
    is_eligible: bool
    is_demo: bool
    frame: Mapping[str, str | None]
    answers: Mapping[str, Codes]
    rows: Mapping[str, list[dict[str, Codes]]] = field(default_factory=dict)


class Reader:
    """Reads interviews as records of one project; made once for all of them. areas: site -> its district."""

    def __init__(
        self,
        versions: Sequence[Version],
        questions: Sequence[Question],
        design: Design,
        *,
        target_rule: str,
        areas: Mapping[str, str | None],
        key: bytes,
    ) -> None:
        self._versions = {version.digest: version for version in versions}
        self._targets = {version.digest: _rule(version, target_rule) for version in versions}
        self._asked = [(question, design.bands_of(question)) for question in questions]
        self._repeats = dict.fromkeys(one.repeat for one in questions if one.repeat)
        self._areas, self._key = areas, key

    def records(self, numbers: Sequence[UUID], progress: Progress) -> Iterator[Record]:
        """All that still stand, in no order. Cost: 1-2 ms each."""
        for done, number in enumerate(numbers, 1):
            # One by one: a sheet does not say whose it is, and here alone that is needed.
            for sheet in answer_sheets([number]):
                yield self._record(number, sheet)
            progress("interviews", done, len(numbers))

    def _record(self, number: UUID, sheet: AnswerSheet) -> Record:
        version = self._versions[sheet.form_digest]
        filled = formlogic.fill(form_of(version), sheet.answers, on=sheet.day)
        target = self._targets[sheet.form_digest]
        cells = _Cells(version.label, set(filled.relevant), sheet.outcome == "partial")
        return Record(
            pseudonym(self._key, number),
            version.label,
            target is not None and filled.holds(target),
            sheet.is_demo,
            self._frame(sheet),
            self._codes(cells, filled.answers),
            {repeat: self._rows(cells, repeat, filled.answers) for repeat in self._repeats},
        )

    def _rows(self, cells: _Cells, repeat: str, answers: Mapping[str, Any]) -> list[dict[str, Codes]]:
        rows = answers.get(repeat) or ()
        return [self._codes(cells, row, repeat, path=f"{repeat}[{place}]/") for place, row in enumerate(rows)]

    def _codes(
        self, cells: _Cells, answers: Mapping[str, Any], repeat: str = "", *, path: str = ""
    ) -> dict[str, Codes]:
        return {
            question.place: cells.codes(question, answers, path, bands)
            for question, bands in self._asked
            if question.repeat == repeat
        }

    def _frame(self, sheet: AnswerSheet) -> dict[str, str | None]:
        return {
            "quarter": quarter_of(sheet.day),
            "site": sheet.site,
            "area": (self._areas.get(sheet.site) or "") if sheet.site else None,
            "language": sheet.language,
            "contact": sheet.contact,
            "interpreter": sheet.interpreter,
        }


@dataclass(frozen=True)
class _Cells:
    """How the answers of one interview become codes."""

    version: str
    applying: set[str]
    is_partial: bool

    def codes(
        self, question: Question, answers: Mapping[str, Any], path: str, bands: Sequence[float]
    ) -> Codes:
        """One code for each column of the question."""
        item = question.items.get(self.version)
        answer = NOT_ASKED if item is None else self._missing(item, answers, path)
        if answer is not None:
            return (answer,) * (len(question.choices) if question.kind == SELECT_MULTIPLE else 1)
        return _given(question, answers[item or ""], bands)

    def _missing(self, item: str, answers: Mapping[str, Any], path: str) -> int | None:
        """Why an item has no answer, None if it has one."""
        if item in answers:
            return NO_ANSWER if answers[item] is None else None
        # What an interview did not come to is not asked, though rules over missing answers may say otherwise.
        return NOT_ASKED if path + item in self.applying or self.is_partial else DOES_NOT_APPLY


def quarter_of(day: date) -> str:
    """The quarter of a year, "2026-Q4"."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def _given(question: Question, answer: Any, bands: Sequence[float]) -> Codes:
    if question.kind == SELECT_MULTIPLE:
        return tuple(int(choice in answer) for choice in question.choices)
    if not question.is_number:
        return (question.choices.index(answer),)
    if bands:
        return (bisect_right(bands, answer),)
    if answer < 0:
        raise ExportRefused(
            _("“%(name)s” has answers below 0, where the codes for no answer are: give it bands.")
            % {"name": question.key}
        )
    return (answer,)


def _rule(version: Version, source: str) -> Any:
    """The rule of the target in this version; None where the version lacks one of its items."""
    try:
        return formlogic.resolve(formlogic.parse(source), form_of(version).tree)
    except formlogic.ExpressionError:
        return None
