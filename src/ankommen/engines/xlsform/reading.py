"""From a workbook to its problems, its texts in all languages and, without errors, the compiled document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from ankommen.engines.formlogic import cycles

from .choices import ChoiceList, read_choices
from .codes import Code, Severity
from .headings import CHOICES, NEEDS, SETTINGS, SURVEY, Table, TableRow, read_table
from .items import ItemCompiler
from .needs import read_needs
from .problems import Problem, Refused
from .rules import Rule, compile_rule
from .sensitive import sensitive_terms
from .settings import read_settings
from .survey import SurveyReader
from .texts import TextCollector, Texts
from .translations import describe_languages, read_languages
from .workbook import Workbook, read_workbook

FORMAT = 1
PROFILES = {
    "survey": SURVEY,
    "choices": CHOICES,
    "external_choices": CHOICES,
    "settings": SETTINGS,
    "needs": NEEDS,
}
IGNORED_SHEETS = ("entities", "osm")

Document = dict[str, Any]


@dataclass(frozen=True)
class Reading:
    """What a workbook holds.

    document: the compiled document, None if a problem is an error. texts: per language tag the texts by text
    key, the source language complete. languages: code, name, direction and share translated (0 to 1), the
    source first. items: how many questions, notes and calculations the form has, groups not counted.
    """

    form_id: str
    version: str
    document: Document | None
    texts: Texts
    languages: list[dict[str, str | float]]
    items: int
    problems: list[Problem] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether the form can be published."""
        return self.document is not None


def read_form(data: bytes, filename: str) -> Reading:
    """Read and compile a workbook file; a file that cannot be read at all is one problem. Never raises for
    bad input.
    """
    try:
        workbook = read_workbook(data, filename=filename)
    except Refused as refused:
        return _nothing([refused.problem])
    return compile_workbook(workbook)


def compile_workbook(workbook: Workbook) -> Reading:
    """Check a workbook as a whole, collecting every problem, and compile it if none is an error."""
    problems = list(workbook.problems)
    if (missing := _without_survey(workbook)) is not None:
        return _nothing([*problems, missing])
    tables = {
        name: read_table(workbook.sheets[name], PROFILES[name])
        for name in PROFILES
        if name in workbook.sheets
    }
    for table in tables.values():
        problems += table.problems
    problems += [
        Problem(Code.SHEET_IGNORED, sheet=name) for name in IGNORED_SHEETS if name in workbook.sheets
    ]
    return _Compilation(tables, workbook.stem, problems).reading()


def _without_survey(workbook: Workbook) -> Problem | None:
    survey = workbook.sheets.get("survey")
    if survey is None:
        return Problem(Code.SHEET_MISSING, hint="survey")
    return None if survey.rows else Problem(Code.SHEET_EMPTY, sheet="survey")


def _nothing(problems: list[Problem]) -> Reading:
    return Reading("", "", None, {}, [], 0, problems)


T = TypeVar("T")


class _Compilation:
    """The steps from tables to a reading, in order; each adds its problems."""

    def __init__(self, tables: Mapping[str, Table], stem: str, problems: list[Problem]) -> None:
        self._tables = tables
        self._problems = problems
        self._settings = self._noting(read_settings(tables.get("settings"), stem))
        self._languages = self._noting(read_languages(tables.values(), self._settings.default_language))
        self._lists = self._read_lists()
        survey = SurveyReader(tables["survey"], self._lists)
        self._problems += survey.problems
        self._drafts = list(survey.root.walk())
        self._needs = self._noting(read_needs(tables["needs"])) if "needs" in tables else []
        self._compiler = ItemCompiler(survey.root, self._lists)
        self._problems += self._compiler.problems

    def _noting(self, result: tuple[T, list[Problem]]) -> T:
        value, problems = result
        self._problems += problems
        return value

    def _read_lists(self) -> dict[str, ChoiceList]:
        lists: dict[str, ChoiceList] = {}
        for name in ("external_choices", "choices"):
            if name in self._tables:
                duplicates = self._settings.allows_choice_duplicates or name == "external_choices"
                lists |= self._noting(read_choices(self._tables[name], duplicates=duplicates))
        return lists

    def reading(self) -> Reading:
        """The reading, its document left out if a problem is an error."""
        needs = self._compile_needs()
        self._check_choice_names()
        self._check_cycles()
        texts = self._collect_texts()
        self._problems += sensitive_terms(texts, self._rows_of_texts())
        self._problems.sort(key=_position)
        failed = any(problem.severity is Severity.ERROR for problem in self._problems)
        return Reading(
            form_id=self._settings.form_id,
            version=self._settings.version,
            document=None if failed else self._document(needs, texts[self._languages.source]),
            texts=texts,
            languages=describe_languages(self._languages, texts),
            items=sum(draft.kind not in ("group", "repeat") for draft in self._drafts),
            problems=self._problems,
        )

    def _compile_needs(self) -> list[dict[str, Any]]:
        compiled = []
        for need in self._needs:
            when = compile_rule(Rule(need.row, "when", "when", need.when), self._compiler.tree, at=None)
            if isinstance(when, Problem):
                self._problems.append(when)
            else:
                compiled.append(
                    {"name": need.name, "topic": need.topic, "urgency": need.urgency, "when": when}
                )
        return compiled

    def _check_choice_names(self) -> None:
        """Several answers are written in one cell with blanks between them, so a name cannot hold one."""
        several = {
            draft.type.choice_list
            for draft in self._drafts
            if draft.type and draft.kind in ("select_multiple", "rank")
        }
        for name in sorted(several & self._lists.keys()):
            for choice, row in self._lists[name].rows.items():
                if len(choice.split()) > 1:
                    self._problems.append(row.problem(Code.CHOICE_NAME_BAD, "name", choice))

    def _check_cycles(self) -> None:
        rows = {draft.key: draft.row for draft in self._drafts}
        for circle in cycles({"items": self._compiler.items, "choices": {}}):
            row = rows[circle[0]]
            if row:
                self._problems.append(row.problem(Code.CYCLE, "name", " → ".join((*circle, circle[0]))))

    def _collect_texts(self) -> Texts:
        keys = {draft.name: draft.key for draft in self._drafts if draft.key == draft.name}
        collector = TextCollector(self._languages, keys)
        collector.add_title(self._settings.title)
        collector.add_items(self._drafts)
        collector.add_choices(self._lists.values())
        collector.add_needs(self._needs)
        self._problems += collector.problems
        return collector.texts

    def _rows_of_texts(self) -> dict[str, TableRow]:
        """The row of each item, choice and need, by the beginning of its text keys."""
        rows = {f"item/{draft.key}": draft.row for draft in self._drafts if draft.row}
        rows |= {
            f"choice/{found.name}/{name}": row
            for found in self._lists.values()
            for name, row in found.rows.items()
        }
        return rows | {f"need/{need.name}": need.row for need in self._needs}

    def _document(self, needs: list[dict[str, Any]], texts: dict[str, str]) -> Document:
        return {
            "format": FORMAT,
            "form_id": self._settings.form_id,
            "version": self._settings.version,
            "source_language": self._languages.source,
            "items": self._compiler.items,
            "choices": {name: found.choices for name, found in self._lists.items()},
            "needs": needs,
            "texts": texts,
        }


def _position(problem: Problem) -> tuple[int, int]:
    order = [*PROFILES, problem.sheet]
    return order.index(problem.sheet), problem.row or 0


def to_check_json(reading: Reading) -> dict[str, Any]:
    """What `ankommen check_questionnaire --json` prints."""
    return {
        "ok": reading.ok,
        "form_id": reading.form_id,
        "version": reading.version,
        "languages": reading.languages,
        "items": reading.items,
        "problems": [
            {
                "code": problem.code.value,
                "severity": problem.severity.value,
                "sheet": problem.sheet,
                "row": problem.row,
                "column": problem.column,
                "message": problem.message,
            }
            for problem in reading.problems
        ],
    }
