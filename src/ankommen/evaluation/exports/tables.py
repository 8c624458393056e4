"""The tables of a delivery: everybody in one, each repeat in another, after protection."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from ankommen.engines.languages import language as language_of
from ankommen.interviews.queries import contact_labels
from ankommen.places.queries import district_names, site_names

from ..projection import DOES_NOT_APPLY, NO_ANSWER, NOT_ASKED
from .columns import SUPPRESSED, Namer, Variable, Wording, question_columns
from .design import FRAME, Design
from .protection import Protected, protect
from .questions import Question, named
from .records import Codes, Record

if TYPE_CHECKING:
    from collections.abc import Hashable

Cell = float | str
_SILENT = {NOT_ASKED, NO_ANSWER}


@dataclass(frozen=True)
class Table:
    """One file of data. name: its file without ending. columns: as many as variables, all of one length."""

    name: str
    title: str
    variables: list[Variable] = field(default_factory=list)
    columns: list[list[Cell]] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return len(self.columns[0])

    def add(self, variable: Variable, column: list[Cell]) -> None:
        """Put a column to the right."""
        self.variables.append(variable)
        self.columns.append(column)


class Assembly:
    """Records of one design, protected, as tables in one language."""

    def __init__(
        self, records: Sequence[Record], questions: Sequence[Question], design: Design, wording: Wording
    ) -> None:
        self._questions, self._design, self._wording = questions, design, wording
        self.repeats = list(dict.fromkeys(one.repeat for one in questions if one.repeat))
        self.protected = self._protect(records)
        kept = [place for place, gone in enumerate(self.protected.dropped) if not gone]
        self.records = [records[place] for place in kept]
        self._hidden = {key: [marks[place] for place in kept] for key, marks in self.protected.hidden.items()}

    def tables(self) -> list[Table]:
        """Everybody first, then the repeats in form order."""
        return [self._everybody(), *(self._repeat(repeat) for repeat in self.repeats)]

    def hidden_cells(self) -> dict[str, int]:
        """Quasi-identifier -> in how many of the records that stay it is suppressed."""
        return {key: sum(marks) for key, marks in self._hidden.items()}

    def _protect(self, records: Sequence[Record]) -> Protected:
        quasi = {key: self._values(records, key) for key in self._design.quasi_identifiers}
        # How many rows somebody has is seen in the file of the repeat: it is a quasi-identifier by itself.
        quasi |= {_rows_key(repeat): [len(one.rows[repeat]) for one in records] for repeat in self.repeats}
        sensitive = {
            key: [None if _is_silent(value) else value for value in self._values(records, key)]
            for key in self._design.sensitive
        }
        fixed = [(one.version, one.is_eligible, one.is_demo) for one in records]
        return protect(fixed, quasi, sensitive, k=self._design.k, least=self._design.l)

    def _values(self, records: Sequence[Record], key: str) -> list[Hashable]:
        if key in FRAME:
            return [one.frame[_fact(key)] for one in records]
        places = [question.place for question in named(self._questions, [key])]
        return [tuple(one.answers[place] for place in places) for one in records]

    def _everybody(self) -> Table:
        table, namer, records = Table("interviews", _("Interviews")), Namer(), self.records
        table.add(_pseudonym(namer), [one.pseudonym for one in records])
        versions = sorted({one.version for one in records})
        table.add(
            Variable(namer.name("version"), _("Version of the questionnaire"), tuple(versions)),
            [versions.index(one.version) for one in records],
        )
        answers = (_("no"), _("yes"))
        eligible = Variable(namer.name("eligible"), _("Belongs to the people the project is for"), answers)
        table.add(eligible, [int(one.is_eligible) for one in records])
        invented = Variable(namer.name("invented"), _("Invented by the program, no real interview"), answers)
        table.add(invented, [int(one.is_demo) for one in records])
        for key in self._design.variables:
            if key in FRAME:
                table.add(*self._circumstance(key, namer))
        for question in self._questions:
            if not question.repeat:
                self._add(table, question, namer, [one.answers for one in records], self._marks(question))
        for repeat in self.repeats:
            number = Variable(
                namer.name("rows", repeat), _("Rows in the file of “%(name)s”") % {"name": repeat}
            )
            marks = self._hidden[_rows_key(repeat)]
            counts = zip(records, marks, strict=True)
            table.add(number, [SUPPRESSED if hidden else len(one.rows[repeat]) for one, hidden in counts])
        return table

    def _repeat(self, repeat: str) -> Table:
        namer = Namer()
        table = Table(
            f"repeat_{namer.name(repeat)}", _("Rows of “%(name)s”, by the pseudonym") % {"name": repeat}
        )
        shown = [
            (one.pseudonym, number, row)
            for one, hidden in zip(self.records, self._hidden[_rows_key(repeat)], strict=True)
            if not hidden
            for number, row in enumerate(one.rows[repeat], 1)
        ]
        table.add(_pseudonym(namer), [pseudonym for pseudonym, _number, _row in shown])
        table.add(
            Variable(namer.name("row"), _("Number of the row")), [number for _id, number, _row in shown]
        )
        for question in self._questions:
            if question.repeat == repeat:
                self._add(table, question, namer, [row for _id, _number, row in shown])
        return table

    def _add(
        self,
        table: Table,
        question: Question,
        namer: Namer,
        answers: Sequence[Mapping[str, Codes]],
        hidden: Sequence[bool] = (),
    ) -> None:
        variables = question_columns(question, self._design.bands_of(question), namer, self._wording)
        codes = [row[question.place] for row in answers]
        for place, variable in enumerate(variables):
            column: list[Cell] = [cells[place] for cells in codes]
            for row, is_hidden in enumerate(hidden):
                if is_hidden:
                    column[row] = SUPPRESSED
            table.add(variable, column)

    def _marks(self, question: Question) -> Sequence[bool]:
        """Where a question is suppressed; one that two quasi-identifiers name is where either is."""
        keys = [key for key in self._design.quasi_identifiers if key in question.keys]
        return [any(marks) for marks in zip(*(self._hidden[key] for key in keys), strict=True)]

    def _circumstance(self, key: str, namer: Namer) -> tuple[Variable, list[Cell]]:
        fact = _fact(key)
        values = [one.frame[fact] for one in self.records]
        pairs = list(zip(values, self._hidden[key], strict=True))
        shown = sorted({value for value, hidden in pairs if value and not hidden})
        codes: dict[str | None, Cell] = {value: code for code, value in enumerate(shown)}
        codes |= {None: NOT_ASKED, "": DOES_NOT_APPLY}
        title, label = circumstances(self._wording.language)[fact]
        variable = Variable(namer.name("interview", fact), title, tuple(label(value) for value in shown))
        return variable, [SUPPRESSED if hidden else codes[value] for value, hidden in pairs]


def interpreter_labels() -> dict[str, str]:
    """Who carried the words over."""
    return {
        "none": _("nobody, we share a language"),
        "staff": _("a colleague"),
        "mediator": _("a language mediator"),
        "relative": _("a relative or friend"),
        "phone": _("an interpreter by phone or video"),
        "other": _("somebody else"),
    }


def circumstances(language: str) -> dict[str, tuple[str, Callable[[str], str]]]:
    """By fact: what its column is called, and how its values read."""
    sites, areas = site_names(), district_names()
    contacts, interpreters = contact_labels(), interpreter_labels()
    spoken = "german" if language == "de" else "english"
    return {
        "quarter": (_("Quarter of the interview"), str),
        "site": (_("Site"), lambda slug: sites.get(slug, slug)),
        "area": (_("District of the site"), lambda slug: areas.get(slug, slug)),
        "language": (_("Language of the interview"), lambda tag: getattr(language_of(tag), spoken)),
        "contact": (_("Kind of contact"), lambda kind: contacts.get(kind, kind)),
        "interpreter": (_("Who interpreted"), lambda mode: interpreters.get(mode, mode)),
    }


def _pseudonym(namer: Namer) -> Variable:
    return Variable(namer.name("id"), _("Pseudonym of the interview in this project"), is_text=True)


def _fact(key: str) -> str:
    return key.partition(":")[2]


def _rows_key(repeat: str) -> str:
    return f"rows of {repeat}"


def _is_silent(value: Hashable) -> bool:
    """Whether nobody said anything. That a question does not apply says something: it counts as an answer."""
    return isinstance(value, tuple) and all(code in _SILENT for codes in value for code in codes)
