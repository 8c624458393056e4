"""A preview as the page shows it: numbers by kind, samples in words, problems."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from ..facts import Facts
from ..faults import Level
from ..imports import Preview, Problem
from ..imports.samples import SHOWN, Sample
from ..kinds import KINDS
from ..storing import Stored
from .wording import Difference, Words

_PROBLEMS, _GONE = 100, 20
NAMES: Mapping[str, Any] = {
    "provider": _("Providers"),
    "place": _("Locations"),
    "offer": _("Offers"),
    "event": _("Events"),
    "responsibility": _("Who answers for what"),
}


@dataclass(frozen=True)
class ShownSample:
    """A record with what it says, or what changes."""

    title: str
    row: int
    differences: list[Difference]


@dataclass(frozen=True)
class ShownKind:
    """Numbers and samples of one kind. new, changed: the first ones."""

    name: Any
    counts: Stored
    new: list[ShownSample] = field(default_factory=list)
    changed: list[ShownSample] = field(default_factory=list)
    same: list[str] = field(default_factory=list)

    @property
    def more_new(self) -> int:
        """How many are not shown."""
        return self.counts.new - len(self.new)

    @property
    def more_changed(self) -> int:
        """How many are not shown."""
        return self.counts.changed - len(self.changed)

    @property
    def more_same(self) -> int:
        """How many are not shown."""
        return self.counts.same - len(self.same)


@dataclass(frozen=True)
class Shown:
    """A preview in words. errors, notes: how many problems; problems: the first, errors before notes."""

    kinds: list[ShownKind]
    problems: list[Problem]
    more_problems: int
    errors: int
    notes: int
    gone: list[Any]
    more_gone: int
    is_empty: bool
    unknown_words: int


def shown(preview: Preview) -> Shown:
    """What a page needs. The number of queries does not grow with the file."""
    words = Words(_facts_in(preview), preview.titles)
    kinds = [_kind(name, preview, words) for name in reversed(list(KINDS)) if name in preview.counts]
    errors = sum(each.level is Level.ERROR for each in preview.problems)
    ordered = sorted(preview.problems, key=lambda each: each.level is not Level.ERROR)
    total = preview.total
    return Shown(
        kinds=kinds,
        problems=ordered[:_PROBLEMS],
        more_problems=len(ordered[_PROBLEMS:]) + preview.further,
        errors=errors,
        notes=len(preview.problems) - errors,
        gone=preview.gone[:_GONE],
        more_gone=len(preview.gone[_GONE:]),
        is_empty=not total.new and not total.changed,
        unknown_words=sum(len(words) for words in preview.unknown_words.values()),
    )


def _facts_in(preview: Preview) -> Iterable[Facts]:
    for samples in preview.samples.values():
        for sample in (*samples.new, *samples.changed):
            yield from (each for each in (sample.before, sample.after) if each)


def _kind(name: str, preview: Preview, words: Words) -> ShownKind:
    samples = preview.samples[name]
    return ShownKind(
        NAMES[name],
        preview.counts[name],
        [_sample(name, each, words) for each in samples.new[:SHOWN]],
        [_sample(name, each, words) for each in samples.changed[:SHOWN]],
        [_title(name, each) for each in samples.same],
    )


def _sample(name: str, sample: Sample, words: Words) -> ShownSample:
    before = sample.before or _nothing(sample.after)
    differences = [each for each in words.differences(before, sample.after) if each.before or each.after]
    return ShownSample(_title(name, sample), sample.row, differences)


def _title(name: str, sample: Sample) -> str:
    return str(getattr(sample.after, KINDS[name].title))


def _nothing(facts: Facts) -> Facts:
    """A record that says nothing yet."""
    required: dict[str, Any] = {
        "provider": {"name": ""},
        "place": {"name": "", "kind": ""},
        "offer": {"provider": "", "name": ""},
        "event": {"title": "", "starts_at": ""},
        "responsibility": {"provider": "", "topic": "", "what": ""},
    }
    shape = type(facts)
    name = next(kind.name for kind in KINDS.values() if kind.shape is shape)
    return shape(**required[name])
