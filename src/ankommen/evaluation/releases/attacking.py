"""Every release, together with those before it, is given to the attacker before anybody sees it.

The attacker gets the published figures themselves, not what they were made from. All pages read the one state
that a cell has there, so that two pages cannot contradict each other.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from ankommen.engines.attack import Release as Seen
from ankommen.engines.attack import Report, Rules, Sum, audit

from ..models import Release
from .audiences import PUBLIC, STAFF
from .cells import lines_of
from .workings import Workings, opened

Progress = Callable[[int, int], object]
Name = tuple[str, int]  # a cell, and the release in which it began anew


@dataclass(frozen=True)
class Record:
    """A release as its readers had it, with its workings."""

    number: int
    figures: dict[str, Any]
    workings: Workings

    @property
    def is_quiet(self) -> bool:
        """Whether no number was stated anew in it."""
        protections = self.workings.protections.values()
        return not any(state.is_new for one in protections for state in one.states.values())


def records(form_id: str, number: int) -> list[Record]:
    """The last `number` releases, the oldest first."""
    kept = Release.objects.filter(form_id=form_id)[:number]
    return [Record(one.number, one.figures, opened(one)) for one in reversed(kept)]


def moving_records(form_id: str, number: int) -> list[Record]:
    """The last `number` releases that stated a number anew; the others repeat the one before, which tells
    nothing.
    """
    found: list[Record] = []
    for one in Release.objects.filter(form_id=form_id).iterator():
        record = Record(one.number, one.figures, opened(one))
        if not record.is_quiet:
            found.append(record)
        if len(found) == number:
            break
    return found[::-1]


def attacked(history: Sequence[Record], audience: str, progress: Progress = lambda done, of: None) -> Report:
    """What these releases give away to an audience. Raises ValueError if they cannot all be true.

    Releases under another threshold than the last one are left out: what they showed is known, and cannot be
    taken back.
    """
    rules = _rules(history[-1], audience)
    alike = [record for record in history if _rules(record, audience) == rules]
    if audience == PUBLIC:
        alike = _changing(alike)
    gone = [record.workings.gone for record in alike]
    erased = [0, *(after - before for before, after in pairwise(gone))]
    seen = [_seen(record, audience, number) for record, number in zip(alike, erased, strict=True)]
    # Of the first release looked at, the numbers that had stood before: readers know them from older ones.
    seen[0] = replace(seen[0], older=_standing(alike[0], audience), erased=gone[0])
    truth = [_named(record, record.workings.counts) for record in alike]
    report = audit(seen, (), rules, truth=truth, progress=progress)
    found = tuple(replace(one, release=alike[one.release].number, key=one.key[0]) for one in report.recovered)  # type: ignore[index]
    return replace(report, recovered=found)


def _changing(history: Sequence[Record]) -> list[Record]:
    """Releases that tell the public something: nobody learns from a repetition, since nothing else is known
    there (staff see live progress move).
    """
    cells = [record.figures["audiences"][PUBLIC]["cells"] for record in history]
    return [record for place, record in enumerate(history) if not place or cells[place] != cells[place - 1]]


def _rules(record: Record, audience: str) -> Rules:
    published = record.figures["audiences"][audience]
    return Rules(published["threshold"], published["round_to"])


def _named(record: Record, numbers: Mapping[str, int]) -> dict[Hashable, int]:
    return {(key, record.workings.began.get(key, 0)): number for key, number in numbers.items()}


def _standing(record: Record, audience: str) -> frozenset[Hashable]:
    states = record.workings.protections[audience].states
    stood = {
        str(key): state.counted for key, state in states.items() if not (state.is_hidden or state.is_new)
    }
    return frozenset(_named(record, stood))


def _seen(record: Record, audience: str, erased: int) -> Seen:
    workings = record.workings

    def name(key: Any) -> Name:
        return key, workings.began.get(key, 0)

    cells = record.figures["audiences"][audience]["cells"]
    return Seen(
        values={name(key): value for key, value in cells.items()},
        known=_named(record, workings.known) if audience == STAFF else {},
        at_stake=frozenset(map(name, workings.protections[audience].at_stake)),
        erased=erased,
        lines=[Sum(name(total), tuple(map(name, parts))) for total, parts in _sums(record.figures)],
    )


def _sums(figures: dict[str, Any]) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    for line in lines_of(figures["tables"], figures["questions"]):
        yield line.total, line.parts
