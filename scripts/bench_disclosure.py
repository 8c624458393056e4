"""Measure suppression and attack: time, share hidden, and what the naive rules leave open.

    PYTHONPATH=src:. python scripts/bench_disclosure.py one [--questions 2 6 12 25] [--interviews 7000]
    PYTHONPATH=src:. python scripts/bench_disclosure.py nights --questions 25 [--releases 10] [--each 50]
    PYTHONPATH=src:. python scripts/bench_disclosure.py naive --questions 5

`one` is one release of growing size, `nights` the loop of docs/disclosure.md over successive releases with
every margin known elsewhere, `naive` compares with hiding only the small, and with hiding two a line. Times:
CPU seconds.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from tests.engines.disclosure.invented import invent, tables_of
from tests.engines.disclosure.publishing import counts, judge, release_safely, sums

from ankommen.engines.attack import Release, Rules, audit
from ankommen.engines.disclosure import Cell, Key, Line, Protection, protect


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("what", choices=["one", "nights", "naive"])
    parser.add_argument("--questions", type=int, nargs="+", default=[2, 6, 12, 25])
    parser.add_argument("--interviews", type=int, default=7000)
    parser.add_argument("--threshold", type=int, default=5)
    parser.add_argument("--releases", type=int, default=10)
    parser.add_argument("--each", type=int, default=50)
    arguments = parser.parse_args()
    for questions in arguments.questions:
        {"one": one, "nights": nights, "naive": naive}[arguments.what](questions, arguments)


def one(questions: int, arguments: argparse.Namespace) -> None:
    cells, lines = tables_of(invent(arguments.interviews, questions=questions))
    with stopwatch("protect"):
        protection = protect(cells, lines, threshold=arguments.threshold)
    with stopwatch("attack"):
        report = judge(protection, cells, lines)
    small = sum(cell.count < arguments.threshold for cell in cells)
    print(report, f"({small} small, {report.hidden / report.cells:.1%} hidden)")


def nights(questions: int, arguments: argparse.Namespace) -> None:
    first, each = arguments.interviews, arguments.each
    everything = invent(first + arguments.releases * each, questions=questions)
    before: Protection | None = None
    earlier: list[Release] = []
    truths: list[Mapping[Key, int]] = []
    for number in range(arguments.releases):
        cells, lines = tables_of(everything.first(first + number * each))
        known = [cell.key for cell in cells if is_margin(cell.key)]
        with stopwatch(f"release {number}"):
            before, release = release_safely(
                cells,
                lines,
                threshold=arguments.threshold,
                before=before,
                earlier=earlier,
                truths=truths,
                known=known,
            )
        earlier.append(release)
        truths.append(counts(cells))
        moved = sum(state.is_new for state in before.states.values())
        print(f"  {moved} numbers stated, {len(before.hidden())} of {len(cells)} hidden")
    with stopwatch("attack on all"):
        print(audit(earlier, sums(lines), Rules(arguments.threshold), truth=truths))


def naive(questions: int, arguments: argparse.Namespace) -> None:
    cells, lines = tables_of(invent(arguments.interviews, questions=questions))
    small = {cell.key for cell in cells if cell.count < arguments.threshold}
    ways = {
        "only the small": small,
        "two a line": two_a_line(cells, lines, small),
        "engines.disclosure": set(protect(cells, lines, threshold=arguments.threshold).hidden()),
    }
    for name, hidden in ways.items():
        release = Release({cell.key: None if cell.key in hidden else cell.count for cell in cells})
        report = audit([release], sums(lines), Rules(arguments.threshold))
        exact = sum(finding.least == finding.greatest for finding in report.recovered)
        print(f"{name}: {str(report).splitlines()[-1]}, {exact} of them exactly")


def two_a_line(cells: list[Cell], lines: list[Line], small: set[Key]) -> set[Key]:
    """Wherever one cell of a line is hidden, hide the next smallest too, until nothing changes."""
    sizes = counts(cells)
    hidden = set(small)
    changed = True
    while changed:
        changed = False
        for line in lines:
            inside = hidden.intersection(line.parts)
            if len(inside) == 1 and len(line.parts) > 1:
                hidden.add(min(set(line.parts) - inside, key=lambda key: (sizes[key], str(key))))
                changed = True
    return hidden


def is_margin(key: Key) -> bool:
    return isinstance(key, tuple) and key[0] == "all"


@contextmanager
def stopwatch(name: str) -> Iterator[None]:
    start = time.process_time()
    yield
    print(f"{name}: {time.process_time() - start:.1f} s")


if __name__ == "__main__":
    main()
