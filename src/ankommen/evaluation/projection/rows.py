"""Interviews of one version become the rows of a table."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from ankommen.engines import formlogic
from ankommen.questionnaires.queries import document_of, form_of

from .columns import NO_ANSWER, NOT_ASKED, Column, code_of, columns_of, number_of

if TYPE_CHECKING:
    from ankommen.interviews.queries import AnswerSheet
    from ankommen.questionnaires.models import Version

    from ..plan import Plan

FRAME = ("week", "site", "language", "contact", "interpreter", "outcome")
ELIGIBLE, DEMO = "eligible", "is_demo"


class VersionReader:
    """Reads the interviews of one version; made once for many of them."""

    def __init__(self, version: Version, plan: Plan) -> None:
        self.form = form_of(version)
        self.columns = columns_of(document_of(version))
        self.rules = {
            one.column: ([self._rule(group.when) for group in one.groups], one.asks) for one in plan.groupings
        }
        self.target = self._rule(plan.target_rule)

    def table(self, sheets: Iterable[AnswerSheet]) -> pa.Table:
        """The rows of these interviews, shuffled: their order says nothing."""
        rows = [self._row(sheet) for sheet in sheets]
        random.SystemRandom().shuffle(rows)
        return pa.Table.from_pylist(rows, schema=self.schema)

    @property
    def schema(self) -> pa.Schema:
        """Frame as text, answers as small integers, numbers with their reason beside them."""
        fields = [(name, pa.string()) for name in FRAME]
        fields += [(ELIGIBLE, pa.bool_()), (DEMO, pa.bool_())]
        fields += [(key, pa.int16()) for key in self.rules]
        for column in self.columns:
            if column.is_number:
                fields += [(column.key, pa.float64()), (f"{column.key}?", pa.int16())]
            else:
                fields.append((column.key, pa.int16()))
        return pa.schema(fields)

    def _row(self, sheet: AnswerSheet) -> dict[str, Any]:
        filled = formlogic.fill(self.form, sheet.answers, on=sheet.day)
        applying, is_partial = set(filled.relevant), sheet.outcome == "partial"
        row: dict[str, Any] = {name: getattr(sheet, name) for name in FRAME}
        row |= {DEMO: sheet.is_demo, ELIGIBLE: self.target is not None and filled.holds(self.target)}
        for key, (rules, asks) in self.rules.items():
            declined = any(filled.answers.get(item, ...) is None for item in asks)
            fits = (code for code, rule in enumerate(rules) if rule and filled.holds(rule))
            row[key] = next(fits, NO_ANSWER if declined else NOT_ASKED)
        for column in self.columns:
            row |= _cells(column, filled.answers, applies=column.item in applying, is_partial=is_partial)
        return row

    def _rule(self, source: str) -> list[Any] | None:
        """The rule for this version; None where the version lacks one of its items."""
        try:
            return formlogic.resolve(formlogic.parse(source), self.form.tree)
        except formlogic.ExpressionError:
            return None


def _cells(column: Column, answers: Mapping[str, Any], *, applies: bool, is_partial: bool) -> dict[str, Any]:
    if not column.is_number:
        return {column.key: code_of(column, answers, applies=applies, is_partial=is_partial)}
    value, reason = number_of(column, answers, applies=applies, is_partial=is_partial)
    return {column.key: value, f"{column.key}?": reason}
