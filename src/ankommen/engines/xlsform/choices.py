"""The sheet "choices": lists of choices, their labels, and the columns that filters and look-ups read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .codes import Code
from .headings import Table, TableRow
from .names import MAX_PATH, RESERVED
from .problems import Problem

COLUMN_NAME = re.compile(r"[^\W\d][\w.\-]*")


@dataclass
class ChoiceList:
    """One list: its choices in order, each with name and extra columns, and the row that gives each name its
    label.

    columns: the extra columns of the sheet, those included that are empty for every choice of this list.
    """

    name: str
    columns: tuple[str, ...]
    choices: list[dict[str, str]] = field(default_factory=list)
    rows: dict[str, TableRow] = field(default_factory=dict)


def read_choices(table: Table, *, duplicates: bool) -> tuple[dict[str, ChoiceList], list[Problem]]:
    """All lists by name.

    duplicates: whether one name may stand twice in a list, for filters to tell apart.
    """
    lists: dict[str, ChoiceList] = {}
    problems: list[Problem] = []
    columns = tuple(name for name in table.extra.values() if COLUMN_NAME.fullmatch(name))
    for row in table:
        name, choice = row.text("list_name"), row.text("name")
        if not name:
            if choice:
                problems.append(row.problem(Code.CHOICE_WITHOUT_LIST, "list_name", choice))
            continue
        if name in RESERVED:
            problems.append(row.problem(Code.NAME_RESERVED, "list_name", name))
        if "/" in name and name not in lists:
            problems.append(row.problem(Code.LIST_NAME_BAD, "list_name", name))
        found = lists.setdefault(name, ChoiceList(name, columns))
        if not choice:
            problems.append(row.problem(Code.CHOICE_NAME_MISSING, "name", name))
        else:
            problems += _add(found, choice, row, duplicates=duplicates)
    return lists, problems


def _add(found: ChoiceList, choice: str, row: TableRow, *, duplicates: bool) -> list[Problem]:
    if len(found.name) + len(choice) >= MAX_PATH:
        return [row.problem(Code.NAMES_TOO_LONG, "name", choice, limit=MAX_PATH)]
    first = found.rows.setdefault(choice, row)
    if first is not row and not duplicates:
        return [row.problem(Code.CHOICE_NAME_TWICE, "name", choice, other=first.number)]
    extra = {column: text for column, text in row.extra().items() if column in found.columns}
    found.choices.append({**extra, "name": choice})
    if first is not row and first.translations("label") != row.translations("label"):
        return [row.problem(Code.CHOICE_LABELS_DIFFER, "label", choice)]
    return []


def with_all_columns(found: ChoiceList) -> list[dict[str, str]]:
    """The choices, an empty text standing for what a column does not say of the first; so all columns are
    known.
    """
    return [{**dict.fromkeys(found.columns, ""), **choice} for choice in found.choices[:1]] + found.choices[
        1:
    ]
