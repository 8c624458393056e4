"""Which column of a table means what: proposed by name and label, said by a person, or saved before.

What is told by its name or its full label is plain. What only looks alike, and a column that means nothing
here, a person looks at first: the preview shows them, and a saved mapping keeps what was decided.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from .targets import FRAME, Target, Targets

if TYPE_CHECKING:
    from ..models import ColumnMapping

NOT_USED = "-"
PLAIN = ("name", "label", "said", "saved", "calculated")
_NEEDED = ("language", "contact", "interpreter", "outcome", "consent_version", "consent_language")


class BadColumns(Exception):
    """The columns do not make interviews; `sentences` says why."""

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = list(sentences)


@dataclass(frozen=True)
class Column:
    """One column. how: name, label, likely, said, saved, calculated, or "" where nothing is known."""

    heading: str
    target: Target | None
    how: str

    @property
    def is_plain(self) -> bool:
        """Whether nobody need look at it before it is stored."""
        return self.how in PLAIN


@dataclass(frozen=True)
class Columns:
    """A mapping as it is used: columns, facts that hold for all rows, and the codes for nothing."""

    columns: tuple[Column, ...]
    constants: Mapping[str, str]
    declined: frozenset[str]
    not_asked: frozenset[str]

    @property
    def used(self) -> dict[str, Target]:
        """By heading, what has a meaning."""
        return {column.heading: column.target for column in self.columns if column.target}

    def as_data(self, targets: Targets) -> dict[str, Any]:
        """What a saved mapping keeps."""
        columns = {
            column.heading: targets.text_of(column.target) if column.target else NOT_USED
            for column in self.columns
        }
        return {
            "columns": columns,
            "constants": dict(self.constants),
            "codes": {"declined": sorted(self.declined), "not_asked": sorted(self.not_asked)},
        }


def columns_of(
    headings: Sequence[str],
    targets: Targets,
    *,
    saved: ColumnMapping | None = None,
    said: Mapping[str, str] | None = None,
    constants: Mapping[str, str] | None = None,
    declined: Iterable[str] = (),
    not_asked: Iterable[str] = (),
) -> Columns:
    """The mapping of a table with these headings. Raises BadColumns with everything that keeps it from use.

    said: targets by heading, as text, "-" for a column that is not used; it goes before `saved`. constants:
    facts of the frame that hold for all rows. declined, not_asked: what stands in a cell for that.
    """
    decided = {**(saved.columns if saved else {}), **(said or {})}
    faults = list(_unfitting(headings, decided, said or {}, is_saved=saved is not None))
    columns = _without_twins([_column(heading, targets, decided, said or {}, faults) for heading in headings])
    codes = saved.codes if saved else {}
    mapping = Columns(
        tuple(columns),
        {**(saved.constants if saved else {}), **(constants or {})},
        frozenset(declined) | frozenset(codes.get("declined", ())),
        frozenset(not_asked) | frozenset(codes.get("not_asked", ())),
    )
    faults += _faults(mapping, targets)
    if faults:
        raise BadColumns(faults)
    return mapping


def _unfitting(
    headings: Sequence[str], decided: Mapping[str, str], said: Mapping[str, str], *, is_saved: bool
) -> Iterator[str]:
    if missing := sorted(heading for heading in decided if heading not in headings):
        yield _("The file lacks these columns of the mapping: %(columns)s.") % {"columns": ", ".join(missing)}
    if is_saved and (fresh := [heading for heading in headings if heading not in decided]):
        yield _(
            "The saved mapping does not know these columns: %(columns)s. Say what they mean: --column"
            " 'HEADING=MEANING', or “-” where they are not used."
        ) % {"columns": ", ".join(fresh)}


def _column(
    heading: str,
    targets: Targets,
    decided: Mapping[str, str],
    said: Mapping[str, str],
    faults: list[str],
) -> Column:
    if heading in decided:
        how, text = "said" if heading in said else "saved", decided[heading]
        target = None if text == NOT_USED else targets.read(text)
        if target is None and text != NOT_USED:
            faults.append(
                _("“%(text)s”, said of the column “%(column)s”, is no question of this version.")
                % {"text": text, "column": heading}
            )
        return Column(heading, target, how)
    if targets.is_calculated(heading):
        return Column(heading, None, "calculated")
    found = targets.find(heading)
    return Column(heading, *found) if found else Column(heading, None, "")


def _without_twins(columns: list[Column]) -> list[Column]:
    """A guess gives way to a column that says the same plainly; of two guesses none counts."""
    counts = Counter(column.target for column in columns if column.target)
    return [
        Column(column.heading, None, "")
        if column.how == "likely" and column.target and counts[column.target] > 1
        else column
        for column in columns
    ]


def _faults(mapping: Columns, targets: Targets) -> Iterator[str]:
    used = mapping.used
    for target, number in Counter(used.values()).items():
        if number > 1:
            columns = ", ".join(heading for heading, one in used.items() if one == target)
            yield _("Several columns mean %(target)s: %(columns)s. Keep one.") % {
                "target": targets.text_of(target),
                "columns": columns,
            }
    wholes = {(target.item, target.rows) for target in used.values() if target.item and not target.choice}
    parts = {(target.item, target.rows) for target in used.values() if target.choice}
    for item, _rows in sorted(wholes & parts):
        yield _(
            "%(item)s has a column of its own and columns for single answers. Keep one or the others."
        ) % {"item": item}
    if unknown := sorted(mapping.constants.keys() - FRAME.keys()):
        yield _("--set knows %(known)s, not %(names)s.") % {
            "known": ", ".join(FRAME),
            "names": ", ".join(unknown),
        }
    if missing := list(_missing(mapping, targets)):
        yield _(
            "No column says: %(facts)s. Name it with --column 'HEADING=MEANING'; what is the same for all"
            " rows, say with --set FACT=VALUE."
        ) % {"facts": ", ".join(missing)}


def _missing(mapping: Columns, targets: Targets) -> Iterator[str]:
    """Facts that each interview needs, and questions that each must answer."""
    fields = {target.field for target in mapping.used.values()} | mapping.constants.keys()
    if not fields & {"day", "week"}:
        yield _("day or week")
    yield from (field for field in _NEEDED if field not in fields)
    items = {target.item for target in mapping.used.values()}
    for key, place in targets.places.items():
        is_required = place.item.get("required") == ["boolean", True]
        if is_required and key not in items and not place.repeats and _always_applies(targets, key):
            yield f"{key} ({targets.label(key)})"


def _always_applies(targets: Targets, key: str) -> bool:
    place = targets.places[key]
    while place.parent is not None:
        if "relevant" in place.item:
            return False
        place = place.parent
    return True
