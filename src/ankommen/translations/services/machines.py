"""Let a machine translate what nobody has translated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from ..faults import Code, Problem, fault_of
from ..machine import translated
from ..models import Translation
from ..rows import newest
from ..sheets import Line, NewText, Sheet, Source
from ..states import State
from ..tree import LanguageTree
from .texts import ChangedMeanwhile, store_new_texts

Store = Callable[..., int]


@dataclass(frozen=True)
class MachineRun:
    """What a run did. characters: how many were sent. left: texts for which the budget was not enough.
    problems: translations that could not be used.
    """

    stored: int
    characters: int
    left: int
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class _Task:
    line: Line
    source: Source


def translate_by_machine(
    collection: str,
    language: str,
    *,
    sources: Mapping[str, str],
    tree: LanguageTree,
    budget: int,
    by: str,
    store: Store | None = None,
) -> MachineRun:
    """Fill what is missing, and what a machine translated and is outdated, in the order of `sources`.

    A text by a person is never touched, not even one that comes while the machine works. budget: how many
    characters may be sent. Each text is made from the nearest ancestor's that is not outdated. The provider
    may be slow: call it outside of transactions. store: as `store_new_texts` without the collection, for a
    room that has more to do when its texts change. Raises NoProvider, ProviderFailed: nothing is changed.
    """
    tasks, left = _within(budget, _tasks(Sheet(collection, language, sources, tree)))
    texts, problems = _sent(tasks, language)
    store = store or partial(store_new_texts, collection)
    while True:
        rows = newest(collection, (language,), texts).values_list("key", "pk")
        numbers = dict.fromkeys(texts, 0) | {key: number for key, number in rows if key in texts}
        still = {task.line.key: task for task in _tasks(Sheet(collection, language, sources, tree))}
        kept = {
            task.line.key: NewText(
                texts[task.line.key],
                task.source.text,
                task.source.source_language,
                Translation.Origin.MACHINE,
            )
            for task in tasks
            if task.line.key in texts and still.get(task.line.key) == task
        }
        try:
            stored = store(language, kept, by=by, seen={key: numbers[key] for key in kept})
        except ChangedMeanwhile:  # a person was faster: what is left is looked at anew
            continue
        return MachineRun(stored, sum(len(task.source.text) for task in tasks), left, problems)


def _tasks(sheet: Sheet) -> list[_Task]:
    return [
        _Task(line, _fresh(sheet.possible_sources(line.key)))
        for line in sheet.lines()
        if line.state is State.MISSING or (line.state is State.OUTDATED and line.is_machine)
    ]


def _fresh(sources: Iterable[Source]) -> Source:
    """What is made from an outdated text is outdated at once; the own text, the last, never is."""
    return next(source for source in sources if source.state is not State.OUTDATED)


def _within(budget: int, tasks: Iterable[_Task]) -> tuple[list[_Task], int]:
    """The tasks that the budget is enough for, and how many others there are."""
    kept: list[_Task] = []
    left = 0
    for task in tasks:
        size = len(task.source.text)
        if size <= budget:
            kept.append(task)
            budget -= size
        else:
            left += 1
    return kept, left


def _sent(tasks: Iterable[_Task], language: str) -> tuple[dict[str, str], list[Problem]]:
    """What the machine says of each key; what is unusable of it is a problem."""
    by_source: dict[str, list[_Task]] = defaultdict(list)
    for task in tasks:
        by_source[task.source.language].append(task)
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for source_language, group in by_source.items():
        said = translated([task.source.text for task in group], source_language, language)
        for task, text in zip(group, said, strict=True):
            fault = fault_of(text, task.source.text) if text.strip() else (Code.EMPTY, "")
            if fault:
                problems.append(Problem(fault[0], task.line.key, hint=fault[1]))
            else:
                texts[task.line.key] = text
    return texts, problems
