"""Measure how many public XLSForm workbooks we publish, beside pyxform, with every refusal's reason.

    python scripts/measure_public_workbooks.py FOLDER [--write-markdown FILE]

FOLDER holds .xlsx and .xls files and, if known, manifest.csv (repo, path, commit, sha256, file, use). Each
workbook is read by pyxform and by us, each in a process of its own with a time limit, so that time and memory
are comparable and a crash stays a row of the table.
"""

from __future__ import annotations

import argparse
import csv
import json
import multiprocessing
import resource
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

TIMEOUT = 60  # seconds a workbook and reader
NOT_LISTED = (
    "type_not_supported",
    "type_unknown",
    "list_from_file",
    "list_from_answers",
    "or_other",
    "trigger",
)

Outcome = dict[str, Any]


@dataclass
class Measured:
    """One workbook: where it is from, and what each of the two readers made of it."""

    file: str
    origin: str
    use: str = "unknown"
    commit: str = ""
    pyxform: Outcome = field(default_factory=dict)
    ours: Outcome = field(default_factory=dict)

    @property
    def errors(self) -> list[dict[str, str]]:
        """Our problems that keep the form from being published."""
        return [problem for problem in self.ours.get("problems", []) if problem["severity"] == "error"]

    @property
    def only_listed_types(self) -> bool:
        """Whether the form uses nothing but types of the profile."""
        return not any(problem["code"] in NOT_LISTED for problem in self.errors)


def read_with_pyxform(path: str) -> Outcome:
    """pyxform's verdict, without the external validator."""
    from pyxform.xls2xform import convert

    try:
        convert(xlsform=path, validate=False)
    except Exception as error:
        return {"ok": False, "reason": f"{type(error).__name__}: {error}"[:300]}
    return {"ok": True, "reason": ""}


def read_with_ours(path: str) -> Outcome:
    """Our verdict with all problems; an exception is a fault of ours and shown as such."""
    from ankommen.engines.xlsform import read_form

    try:
        reading = read_form(Path(path).read_bytes(), Path(path).name)
    except Exception as error:
        return {"ok": False, "crash": repr(error)[:300], "problems": []}
    problems = [
        {
            "code": str(p.code),
            "severity": str(p.severity),
            "hint": p.hint,
            "where": f"{p.sheet}!{p.column}{p.row or ''}",
        }
        for p in reading.problems
    ]
    return {
        "ok": reading.ok,
        "problems": problems,
        "items": reading.items,
        "languages": len(reading.languages),
    }


READERS: dict[str, Callable[[str], Outcome]] = {"pyxform": read_with_pyxform, "ours": read_with_ours}


def _run(reader: str, path: str, sender: Any) -> None:
    warnings.simplefilter("ignore")  # openpyxl's about styles
    started = time.perf_counter()
    outcome = READERS[reader](path)
    outcome["seconds"] = time.perf_counter() - started
    outcome["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sender.send(outcome)


def measure(reader: str, path: Path) -> Outcome:
    """One reader on one workbook in a fresh process; seconds include importing the reader."""
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(reader, str(path), sender))
    process.start()
    sender.close()
    try:
        if receiver.poll(TIMEOUT):
            return dict(receiver.recv())
    except EOFError:
        return {
            "ok": False,
            "crash": "the process died",
            "reason": "the process died",
            "seconds": 0.0,
            "megabytes": 0.0,
        }
    finally:
        process.kill()
        process.join()
    return {"ok": False, "crash": "timeout", "reason": "timeout", "seconds": float(TIMEOUT), "megabytes": 0.0}


def measure_folder(folder: Path) -> list[Measured]:
    """All workbooks of the folder, in the order of their names."""
    origins = _origins(folder)
    found = []
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() not in (".xlsx", ".xls"):
            continue
        measured = Measured(path.name, *origins.get(path.name, (path.name,)))
        measured.pyxform, measured.ours = measure("pyxform", path), measure("ours", path)
        found.append(measured)
        print(
            f"{len(found):4} {_verdict(measured.pyxform)} {_verdict(measured.ours)} {measured.origin}",
            file=sys.stderr,
        )
    return found


def _verdict(outcome: Outcome) -> str:
    return "yes" if outcome["ok"] else "no "


def _origins(folder: Path) -> dict[str, tuple[str, ...]]:
    """Repository and path of each file, whether it was made for the field or as a fixture, and its commit."""
    manifest = folder / "manifest.csv"
    if not manifest.exists():
        return {}
    with manifest.open(encoding="utf-8") as rows:
        return {
            row["file"]: (f"{row['repo']}: {row['path']}", row["use"], row["commit"][:10])
            for row in csv.DictReader(rows)
        }


def report(found: list[Measured]) -> str:
    """The result as Markdown: figures, reasons counted, every refusal."""
    accepted = [m for m in found if m.pyxform["ok"]]
    lines = [
        f"Measured on {datetime.now(UTC):%Y-%m-%d} with `scripts/measure_public_workbooks.py`.",
        "",
        *_shares(found),
        *_costs(found),
        *_reasons(accepted),
        *_by_origin(found),
        *_refusals(accepted),
        *_refused_by_pyxform(found),
    ]
    return "\n".join(lines) + "\n"


def _shares(found: list[Measured]) -> Iterable[str]:
    groups = {
        "all": found,
        **{use: [m for m in found if m.use == use] for use in sorted({m.use for m in found})},
    }
    yield f"| workbooks | {' | '.join(groups)} |"
    yield f"| --- |{' ---: |' * len(groups)}"
    for name, count in ROWS.items():
        yield f"| {name} | {' | '.join(str(count(group)) for group in groups.values())} |"
    yield ""


def _accepted(found: list[Measured]) -> list[Measured]:
    return [m for m in found if m.pyxform["ok"]]


def _listed(found: list[Measured]) -> list[Measured]:
    return [m for m in _accepted(found) if m.only_listed_types]


ROWS: dict[str, Callable[[list[Measured]], object]] = {
    "measured": len,
    "accepted by pyxform": lambda found: len(_accepted(found)),
    "of those, published by us": lambda found: _published(_accepted(found)),
    "of those pyxform accepts, with listed types only": lambda found: len(_listed(found)),
    "of these, published by us": lambda found: _published(_listed(found)),
    "**share published of those with listed types**": lambda found: _share(
        _published(_listed(found)), len(_listed(found))
    ),
    "refused by pyxform, published by us": lambda found: _published(m for m in found if not m.pyxform["ok"]),
    "crashes of our reader": lambda found: sum("crash" in m.ours for m in found),
}


def _published(found: Iterable[Measured]) -> int:
    return sum(m.ours["ok"] for m in found)


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "none"


def _costs(found: list[Measured]) -> Iterable[str]:
    yield "| a workbook, in a fresh process | median | 95 % | largest |"
    yield "| --- | ---: | ---: | ---: |"
    for reader in ("pyxform", "ours"):
        for unit, name in (("seconds", "s"), ("megabytes", "MB")):
            values = sorted(getattr(m, reader)[unit] for m in found)
            if values:
                middle, high, top = values[len(values) // 2], values[int(len(values) * 0.95)], values[-1]
                yield f"| {reader}, {name} | {middle:.2f} | {high:.2f} | {top:.2f} |"
    yield ""


def _reasons(accepted: list[Measured]) -> Iterable[str]:
    """Reasons of refusal, each counted once a workbook; then functions and types by name."""
    refused = [m for m in accepted if not m.ours["ok"]]
    yield "### Why we refuse what pyxform accepts (workbooks with this reason)"
    yield ""
    yield "| reason | workbooks | the only reason |"
    yield "| --- | ---: | ---: |"
    reasons = Counter(code for m in refused for code in {problem["code"] for problem in m.errors})
    alone = Counter(next(iter(codes)) for m in refused if len(codes := {p["code"] for p in m.errors}) == 1)
    for code, number in reasons.most_common():
        yield f"| {code} | {number} | {alone[code]} |"
    yield ""
    wanted = Counter(
        f"{problem['code']}: {hint}"
        for m in refused
        for problem, hint in {(p["code"], p["hint"][:80]): (p, p["hint"][:80]) for p in m.errors}.values()
        if problem["code"] in (*NOT_LISTED, "expression_unknown_function", "expression_refused_function")
    )
    for name, number in wanted.most_common(30):
        yield f"- {number} workbooks: {name}"
    yield ""


def _by_origin(found: list[Measured]) -> Iterable[str]:
    yield "### Where the workbooks are from"
    yield ""
    yield "| repository | commit | workbooks | pyxform accepts | we publish |"
    yield "| --- | --- | ---: | ---: | ---: |"
    repositories = Counter(m.origin.split(": ")[0] for m in found)
    for name, number in repositories.most_common():
        own = [m for m in found if m.origin.split(": ")[0] == name]
        accepted = len(_accepted(own))
        yield f"| {name} | {own[0].commit} | {number} | {accepted} | {_published(own)} |"
    yield ""


def _refusals(accepted: list[Measured]) -> Iterable[str]:
    yield "### Every workbook that pyxform accepts and we refuse"
    yield ""
    for m in accepted:
        if not m.ours["ok"]:
            codes = Counter(problem["code"] for problem in m.errors)
            reasons = ", ".join(f"{code} ({number})" for code, number in codes.most_common())
            yield f"- {m.origin}: {reasons or m.ours.get('crash', '')}"
    yield ""


def _refused_by_pyxform(found: list[Measured]) -> Iterable[str]:
    yield "### Every workbook that pyxform refuses"
    yield ""
    for m in found:
        if not m.pyxform["ok"]:
            reason = " ".join(m.pyxform["reason"].split())[:120]
            yield f"- {m.origin} ({'published by us' if m.ours['ok'] else 'refused by us'}): {reason}"


def main() -> None:
    """Measure, print the report, and write it and the raw outcomes where asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write-markdown", type=Path)
    parser.add_argument("--write-json", type=Path, help="raw outcomes, to look closer")
    options = parser.parse_args()
    found = measure_folder(options.folder)
    text = report(found)
    print(text)
    if options.write_markdown:
        options.write_markdown.write_text(text, encoding="utf-8")
    if options.write_json:
        raw = [{"origin": m.origin, "file": m.file, "pyxform": m.pyxform, "ours": m.ours} for m in found]
        options.write_json.write_text(json.dumps(raw, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
