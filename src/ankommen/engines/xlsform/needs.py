"""The sheet "needs", our own: which need follows from which answers, for whom to act and how soon."""

from __future__ import annotations

from dataclasses import dataclass

from .codes import Code
from .headings import Table, TableRow
from .names import MAX_NAME, NAME, RESERVED
from .problems import Problem
from .survey import TOPIC

URGENCIES = ("1", "2", "3")


@dataclass(frozen=True)
class DraftNeed:
    """One need before its rule is compiled."""

    name: str
    topic: str
    urgency: int
    when: str
    row: TableRow


def read_needs(table: Table) -> tuple[list[DraftNeed], list[Problem]]:
    """The needs in sheet order, without those that lack something."""
    needs: dict[str, DraftNeed] = {}
    problems: list[Problem] = []
    for row in table:
        found = _problems(row, needs)
        problems += found
        if not found:
            urgency = int(row.text("urgency"))
            name = row.text("name")
            needs[name] = DraftNeed(name, row.text("topic"), urgency, row.text("when"), row)
    return list(needs.values()), problems


def _problems(row: TableRow, needs: dict[str, DraftNeed]) -> list[Problem]:
    name, topic, urgency = row.text("name"), row.text("topic"), row.text("urgency")
    problems = [
        row.problem(Code.NEED_INCOMPLETE, field, field)
        for field in ("name", "topic", "when")
        if not row.text(field)
    ]
    if name and (not NAME.fullmatch(name) or len(name) > MAX_NAME):
        problems.append(row.problem(Code.NAME_BAD, "name", name))
    if name in RESERVED:
        problems.append(row.problem(Code.NAME_RESERVED, "name", name))
    if name in needs:
        problems.append(row.problem(Code.NAME_TWICE, "name", name, other=needs[name].row.number))
    if topic and not TOPIC.fullmatch(topic):
        problems.append(row.problem(Code.TOPIC_BAD, "topic", topic))
    if urgency not in URGENCIES:
        problems.append(row.problem(Code.URGENCY_BAD, "urgency", urgency))
    return problems
