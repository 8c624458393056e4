"""The sheet "survey": its rows as a tree of items, before their rules are compiled."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from .choices import ChoiceList
from .codes import Code
from .headings import Table, TableRow
from .names import MAX_NAME, MAX_PATH, NAME, RESERVED
from .problems import Problem
from .settings import YES
from .types import RECORDED_META, Role, RowType, read_type

MAX_DEPTH = 20
TOPIC = re.compile(r"[a-z][a-z0-9_]*")


@dataclass
class Draft:
    """One item as its row describes it; a group or repeat holds others. The root has no row's name and kind
    "root".
    """

    kind: str
    name: str
    row: TableRow | None = None
    type: RowType | None = None
    parent: Draft | None = None
    items: list[Draft] = field(default_factory=list)
    names: dict[str, Draft] = field(default_factory=dict)  # the first item of each name, in small letters
    key: str = ""

    @property
    def path(self) -> str:
        """The names from the outermost group down to this item."""
        return f"{self.parent.path}/{self.name}" if self.parent and self.parent.name else self.name

    def walk(self) -> Iterator[Draft]:
        """All items below this one, in form order."""
        for item in self.items:
            yield item
            yield from item.walk()


class SurveyReader:
    """Reads the rows one after the other, holding the open groups; collects problems instead of stopping."""

    def __init__(self, table: Table, lists: dict[str, ChoiceList]) -> None:
        self.problems: list[Problem] = []
        self.root = Draft("root", "")
        self._open = [self.root]
        self._lists = lists
        for row in table:
            self._read(row)
            if len(self._open) > MAX_DEPTH + 1:
                self._add(row, Code.NESTED_TOO_DEEP, "type", limit=MAX_DEPTH)
                break
        else:
            for draft in self._open[1:]:
                self._add(draft.row, Code.GROUP_NOT_CLOSED, "type", draft.name, kind=draft.kind)
            if all(item.kind in ("group", "repeat") for item in self.root.walk()):
                self.problems.append(Problem(Code.NO_QUESTIONS, sheet=table.sheet))
        _give_keys(self.root)
        for draft in self.root.walk():
            if len(draft.key) > MAX_PATH:
                self._add(draft.row, Code.NAMES_TOO_LONG, "name", draft.name, limit=MAX_PATH)

    def _add(self, row: TableRow | None, code: Code, name: str, hint: str = "", /, **more: str | int) -> None:
        if row:
            self.problems.append(row.problem(code, name, hint, **more))

    def _read(self, row: TableRow) -> None:
        if row.text("disabled").lower() in YES:
            self._add(row, Code.ROW_DISABLED, "disabled")
            return
        text = row.text("type")
        if not text:
            if row.text("name") or row.translations("label"):
                self._add(row, Code.ROW_WITHOUT_TYPE, "type")
            return
        row_type = read_type(text)
        if row_type.role is Role.END:
            self._end(row, row_type)
            return
        draft = self._item(row, row_type)
        self._open[-1].items.append(draft)
        self._open[-1].names.setdefault(draft.name.lower(), draft)
        if row_type.role is Role.BEGIN:
            self._open.append(draft)

    def _end(self, row: TableRow, row_type: RowType) -> None:
        current = self._open[-1]
        if current.row is None:
            self._add(row, Code.GROUP_NOT_OPENED, "type", row_type.hint)
            return
        if current.kind != row_type.kind:
            self._add(
                row,
                Code.GROUP_CLOSED_BY_OTHER,
                "type",
                row_type.hint,
                kind=current.kind,
                other=current.row.number,
            )
        self._open.pop()

    def _item(self, row: TableRow, row_type: RowType) -> Draft:
        parent = self._open[-1]
        self._check_type(row, row_type)
        draft = Draft(row_type.kind, self._name(row, row_type, parent), row, row_type, parent)
        topic = row.text("topic")
        if topic and not TOPIC.fullmatch(topic):
            self._add(row, Code.TOPIC_BAD, "topic", topic)
        if row.text("trigger"):
            self._add(row, Code.TRIGGER, "trigger", row.text("trigger"))
        if row_type.kind == "calculate" and not row.text("calculation"):
            self._add(row, Code.CALCULATION_MISSING, "calculation", draft.name)
        return draft

    def _check_type(self, row: TableRow, row_type: RowType) -> None:
        if row_type.refused:
            self._add(row, row_type.refused, "type", row_type.hint, name=row.text("name"))
        if row_type.choice_list and row_type.choice_list not in self._lists:
            self._add(row, Code.UNKNOWN_CHOICE_LIST, "type", row_type.choice_list)
        if row_type.asked_as:
            self._add(row, Code.TYPE_ASKED_AS, "type", row_type.hint, instead=row_type.asked_as)
        if row_type.meta and row_type.meta not in RECORDED_META:
            self._add(row, Code.META_NOT_RECORDED, "type", row_type.meta)

    def _name(self, row: TableRow, row_type: RowType, parent: Draft) -> str:
        name = row.text("name")
        if not name and row_type.kind == "note":
            name = f"note_in_row_{row.number}"
        elif not name and row_type.meta:
            name = row_type.meta
        if not name:
            self._add(row, Code.NAME_MISSING, "name")
        elif not NAME.fullmatch(name) or len(name) > MAX_NAME:
            self._add(row, Code.NAME_BAD, "name", name[:MAX_NAME])
        elif name in RESERVED:
            self._add(row, Code.NAME_RESERVED, "name", name)
        other = parent.names.get(name.lower())
        if name and other and other.row:
            code = Code.NAME_TWICE if other.name == name else Code.NAME_DIFFERS_BY_CASE
            self._add(row, code, "name", name, other=other.row.number)
        return name


def _give_keys(root: Draft) -> None:
    """The key of an item is its name where no other item has it, else its path."""
    counts = Counter(item.name for item in root.walk())
    for item in root.walk():
        item.key = item.name if counts[item.name] == 1 else item.path
