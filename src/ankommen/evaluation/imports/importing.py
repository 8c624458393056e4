"""A table through the rules of intake: what is new and good, what was stored before, what is wrong."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language

from ankommen.interviews.queries import known_numbers
from ankommen.interviews.services import check_paper_interviews, store_paper_interviews

from .papers import PaperReader
from .problems import RowProblem

if TYPE_CHECKING:
    from ankommen.engines.gate import Row
    from ankommen.interviews.paper import CheckedPaper
    from ankommen.interviews.services import PaperInterview
    from ankommen.questionnaires.models import Version

    from .columns import Columns
    from .tables import Table
    from .targets import Targets


@dataclass(frozen=True)
class Checked:
    """What a file brings. known: rows that were stored before, withdrawn ones among them."""

    good: list[tuple[Row, CheckedPaper]] = field(default_factory=list)
    bad: list[Row] = field(default_factory=list)
    known: list[Row] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)


def check_import(table: Table, columns: Columns, targets: Targets, version: Version) -> Checked:
    """Every row read and checked, nothing stored. Cost: for the most part the rules of intake, a row each."""
    reader = PaperReader(columns, targets)
    checked = Checked()
    papers = list(_papers(table, reader, checked))
    verdicts = check_paper_interviews(version, (paper for _row, paper in papers))
    for (row, _paper), verdict in zip(papers, verdicts, strict=True):
        if verdict.interview:
            checked.good.append((row, verdict))
            continue
        checked.bad.append(row)
        checked.problems.extend(_row_problem(row, problem, reader) for problem in verdict.problems)
    checked.bad.sort(key=lambda row: row.number)
    checked.problems.sort(key=lambda problem: problem.row)
    return checked


def store_import(checked: Checked) -> int:
    """Store the good rows, all or none, in no order of the file; returns how many."""
    papers = [paper for _row, paper in checked.good]
    random.SystemRandom().shuffle(papers)
    return store_paper_interviews(papers)


def _papers(table: Table, reader: PaperReader, checked: Checked) -> Iterator[tuple[Row, PaperInterview]]:
    """The rows that are new and whose cells can be read; the others are noted."""
    numbered = [(row, reader.numbers(row)) for row in table.rows]
    known = known_numbers(number for _row, numbers in numbered for number in numbers)
    for row, numbers in numbered:
        if known.intersection(numbers):
            checked.known.append(row)
            continue
        paper, problems = reader.paper(row, numbers[0])
        if paper:
            yield row, paper
        else:
            checked.bad.append(row)
            checked.problems.extend(problems)


def _row_problem(row: Row, problem: Any, reader: PaperReader) -> RowProblem:
    """A problem of intake, in the reader's language or in German, with the column that it comes from."""
    message = problem.message
    sentence = message.get((get_language() or "de").partition("-")[0], message["de"])
    return RowProblem(row.number, reader.heading_of(problem.key, problem.row) or problem.key, sentence)
