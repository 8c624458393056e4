"""A row of a table becomes an interview on paper.

The number of an interview made here is no counter and no name: it is a keyed digest of what stands in the
row, in the form of a random UUID. The same row gives the same number, so a second run finds what the first
one stored; without the key of this installation nobody can tell from the number which row it was.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _

from ankommen.engines.languages import tag_of
from ankommen.interviews.queries import frame_labels
from ankommen.interviews.services import PaperInterview
from ankommen.places.queries import site_names
from ankommen.vault.queries import ring

from .cells import BadCell, answer_of, choice_of, day_in_week, day_of, is_chosen
from .problems import RowProblem

if TYPE_CHECKING:
    from ankommen.engines.gate import Row

    from .columns import Columns
    from .targets import Target, Targets

_DECLINED = frozenset({"keine angabe", "declined"})  # words that say it in any file
_BY_ITSELF = ("language", "consent_language")


class PaperReader:
    """Reads the rows of one file, in their order."""

    def __init__(self, columns: Columns, targets: Targets) -> None:
        self.columns, self.targets = columns, targets
        self.declined = _DECLINED | {code.casefold() for code in columns.declined}
        self.not_asked = {code.casefold() for code in columns.not_asked}
        self.values: dict[str, Mapping[str, str]] = {**frame_labels(), "site": site_names()}
        self.choices = {
            target.item: targets.choices(target.item) for target in columns.used.values() if target.item
        }
        self._alike = Counter[str]()

    def numbers(self, row: Row) -> list[UUID]:
        """The numbers under which the row may be stored, that of the newest key first.

        Rows with the same cells are told apart by how many of them came before.
        """
        content = json.dumps(row.cells, sort_keys=True, ensure_ascii=False)
        self._alike[content] += 1
        form = self.targets.document["form_id"]
        identity = json.dumps([form, content, self._alike[content]], ensure_ascii=False)
        digests = ring().digests(identity, purpose="imported interview")
        return [UUID(bytes=bytes.fromhex(digest)[:16], version=4) for digest in digests]

    def paper(self, row: Row, number: UUID) -> tuple[PaperInterview | None, list[RowProblem]]:
        """The interview that the row holds, or what is wrong with its cells."""
        if row.is_longer:
            sentence = _("The row has more cells than there are headings. Put texts in quotation marks.")
            return None, [RowProblem(row.number, "", sentence)]
        reading = _Reading(self, row)
        facts = reading.facts()
        answers = reading.answers()
        if reading.problems:
            return None, reading.problems
        consent = {
            "text_version": facts.pop("consent_version", ""),
            "language": facts.pop("consent_language", ""),
        }
        return PaperInterview(number, answers, consent=consent, **facts), []

    def heading_of(self, key: str, rows: tuple[int, ...]) -> str:
        """The column that says an item or a fact; "" where there is none."""
        names = {"hash": "", "on": "day", "consent": "consent_version"}
        wanted = names.get(key, key)
        for heading, target in self.columns.used.items():
            if target.field == wanted or (target.item == key and target.rows == rows):
                return heading
        return ""


class _Reading:
    """One row as it is read; what is wrong is collected."""

    def __init__(self, reader: PaperReader, row: Row) -> None:
        self.reader, self.row = reader, row
        self.problems: list[RowProblem] = []

    def facts(self) -> dict[str, Any]:
        """The frame of the interview, as the fields of PaperInterview."""
        said = dict(self.reader.columns.constants)
        headings = {target.field: heading for heading, target in self.reader.columns.used.items()}
        for field, heading in headings.items():
            if field and (text := self.row.cells.get(heading)):
                said[field] = text
        facts: dict[str, Any] = {"site": None, "break_off_reason": "", "receipt": ""}
        for field, text in said.items():
            try:
                facts["on" if field in ("day", "week") else field] = self._fact(field, text)
            except BadCell as error:
                self._note(headings.get(field, field), str(error))
        self._name_what_is_missing(facts, headings)
        return facts

    def answers(self) -> dict[str, Any]:
        """The answers as the screen would have them: declined is None, what was not asked is absent."""
        answers: dict[str, Any] = {}
        chosen: dict[tuple[str, tuple[int, ...]], dict[str, bool | None]] = {}
        for heading, target in self.reader.columns.used.items():
            text = self.row.cells.get(heading, "")
            if not target.item or not text:
                continue
            try:
                value = self._value(target, text)
            except BadCell as error:
                self._note(heading, str(error))
                continue
            if value is not _NOT_ASKED and target.choice:
                chosen.setdefault((target.item, target.rows), {})[target.choice] = value
            elif value is not _NOT_ASKED:
                self._put(answers, target.item, target.rows, value)
        for (item, rows), states in chosen.items():
            names = [name for name, state in states.items() if state]
            self._put(answers, item, rows, None if not names and None in states.values() else names)
        return answers

    def _value(self, target: Target, text: str) -> Any:
        """What a filled cell says. A choice that is called like a code is the choice."""
        choices = self.reader.choices[target.item]
        folded = text.casefold()
        is_code = text not in choices or bool(target.choice)
        if is_code and folded in self.reader.not_asked:
            return _NOT_ASKED
        if is_code and folded in self.reader.declined:
            return None
        if target.choice:
            return is_chosen(text)
        return answer_of(self.reader.targets.places[target.item].kind, text, choices)

    def _fact(self, field: str, text: str) -> Any:
        if field == "day":
            return day_of(text)
        if field == "week":
            return day_in_week(text)
        if field in _BY_ITSELF:
            return tag_of(text) or text
        return choice_of(text, self.reader.values[field]) if field in self.reader.values else text

    def _name_what_is_missing(self, facts: dict[str, Any], headings: Mapping[str, str]) -> None:
        for field in ("on", "language", "contact", "interpreter", "outcome", "consent_version"):
            wanted = ("day", "week") if field == "on" else (field,)
            heading = next((headings[name] for name in wanted if name in headings), "")
            has_problem = any(problem.column in (heading, *wanted) for problem in self.problems)
            if field not in facts and not has_problem:
                self._note(heading, _("The cell is empty, and each interview needs this. Fill it in."))

    def _put(self, answers: dict[str, Any], item: str, rows: tuple[int, ...], value: Any) -> None:
        inside = answers
        for repeat, row in zip(self.reader.targets.tree[item].repeats, rows, strict=True):
            entries = inside.setdefault(repeat, [])
            entries.extend({} for _ in range(row + 1 - len(entries)))
            inside = entries[row]
        inside[item] = value

    def _note(self, column: str, sentence: str) -> None:
        self.problems.append(RowProblem(self.row.number, column, sentence))


_NOT_ASKED = object()
