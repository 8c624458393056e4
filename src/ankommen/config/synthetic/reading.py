"""Reads a city's synthetic.toml; docs/synthetic.md says what may stand there."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ..city import UnreadableCity
from .calendar import Calendar, Period, VersionInUse
from .drawing import Difference, Draw, Number, One, Rows, Sentence, Several, Variable
from .weighing import Effect, Weights

FILE = "synthetic.toml"
FRAME = ("language", "contact", "interpreter", "site", "outcome", "break_off", "break_off_at")
GIVEN = ("year", "month", "period", "version", "released")  # what the week and the version say
_LAST = 9999  # of a span without end

Table = Mapping[str, Any]


@dataclass(frozen=True)
class Model:
    """How a city's interviews are invented. `interviews` is how many its demo holds."""

    form_id: str
    seed: int
    interviews: int
    calendar: Calendar
    versions: Sequence[VersionInUse]
    variables: Mapping[str, Variable]
    reticence: Weights  # factors on the probabilities of declining and of leaving open


def read_model(folder: Path) -> Model | None:
    """The model of a city's folder; None where it has none. Raises UnreadableCity with file and reason."""
    path = folder / FILE
    if not path.is_file():
        return None
    try:
        return _Reader(tomllib.loads(path.read_text(encoding="utf-8"))).model()
    except KeyError as error:
        raise UnreadableCity(f"{folder.name}/{FILE}: {error} is missing or unknown.") from error
    except (ValueError, TypeError) as error:  # broken TOML and bad encoding are ValueErrors, too
        raise UnreadableCity(f"{folder.name}/{FILE}: {error}") from error


class _Reader:
    """Reads variables in their order, since a condition may name only what is drawn before."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.names: dict[str, Sequence[str]] = dict.fromkeys(GIVEN, ())

    def model(self) -> Model:
        self.missing: Table = self.table["missing"]
        variables = self._variables(self.table["variables"])
        if lacking := [name for name in FRAME if name not in self.names]:
            raise ValueError(f"The variable {lacking[0]} is missing: each interview needs it.")
        return Model(
            form_id=self.table["form_id"],
            seed=int(self.table["seed"]),
            interviews=int(self.table["interviews"]),
            calendar=_calendar(self.table["calendar"]),
            versions=[_version(label, entry) for label, entry in self.table["versions"].items()],
            variables=variables,
            reticence=Weights((1, 1), self._effects(("declined", "open"), self.missing)),
        )

    def _variables(self, tables: Table) -> dict[str, Variable]:
        found = {}
        for name, table in tables.items():
            found[name] = Variable(name, self._draw(name, table), *self._untold(table))
            self.names.setdefault(name, ())
        return found

    def _untold(self, table: Table) -> tuple[float, float]:
        missing = {**self.missing, **table.get("missing", {})}
        return missing["declined"] / 100, missing["open"] / 100

    def _draw(self, name: str, table: Table) -> Draw:
        if "shares" in table:
            return self._one(name, table)
        if "chances" in table:
            return self._several(name, table)
        if "numbers" in table:
            spans = [_span(span) for span in table["numbers"]]
            return Number(spans, self._weights(tuple(table["numbers"]), table, table["numbers"].values()))
        if "difference" in table:
            return Difference(*map(self._known, table["difference"]))
        if "texts" in table:
            return Sentence(table["texts"], self.table["mark"])
        if "rows" in table:
            return Rows(self._known(table["rows"]), list(self._variables(table["variables"]).values()))
        raise ValueError(f"The variable {name} does not say how it is drawn.")

    def _one(self, name: str, table: Table) -> One:
        names = self.names[name] = tuple(table["shares"])
        near = table.get("near", "")
        return One(
            names,
            self._weights(names, table, table["shares"].values()),
            among=self._known(table["among"]) if "among" in table else "",
            besides=frozenset(table.get("besides", ())),
            near=near,
            scale={other: place for place, other in enumerate(self.names[near])} if near else None,
            pull=float(table.get("pull", 1)),
        )

    def _several(self, name: str, table: Table) -> Several:
        names = self.names[name] = tuple(table["chances"])
        return Several(
            names,
            self._weights(names, table, (percent / 100 for percent in table["chances"].values())),
            always=self._known(table["always"]) if "always" in table else "",
            among=self._known(table["among"]) if "among" in table else "",
            most=int(table.get("most", 0)),
            alone=table.get("alone", ""),
        )

    def _weights(self, names: Sequence[str], table: Table, base: Iterable[float]) -> Weights:
        return Weights([float(weight) for weight in base], self._effects(names, table))

    def _effects(self, names: Sequence[str], table: Table) -> list[Effect]:
        return [self._effect(names, entry) for entry in table.get("effects", ())]

    def _effect(self, names: Sequence[str], entry: Table) -> Effect:
        """All other weights are named together as `others`."""
        when = {self._known(name): _wanted(wanted) for name, wanted in entry["when"].items()}
        named = {name: float(factor) for name, factor in entry.items() if name not in ("when", "others")}
        if unknown := [name for name in named if name not in names]:
            raise ValueError(f"An effect changes {unknown[0]}, which is not among {', '.join(names)}.")
        factors = {names.index(name): factor for name, factor in named.items()}
        if "others" in entry:
            factors |= {
                place: float(entry["others"]) for place, name in enumerate(names) if name not in named
            }
        return Effect(when, factors)

    def _known(self, name: str) -> str:
        if name not in self.names:
            raise ValueError(f"The variable {name} is named before it is drawn.")
        return name


def _wanted(wanted: Any) -> Collection[object]:
    """ "2015..2021" is a span, open at either end; all else is a value or a list of values."""
    if isinstance(wanted, str) and ".." in wanted:
        return _span(wanted)
    return frozenset(wanted) if isinstance(wanted, list) else frozenset((wanted,))


def _span(text: str) -> range:
    first, dots, last = text.partition("..")
    if not dots:
        return range(int(first), int(first) + 1)
    return range(int(first or 0), int(last or _LAST) + 1)


def _calendar(table: Table) -> Calendar:
    periods = [
        Period(
            entry["name"],
            date.fromisoformat(entry["begins_on"]),
            date.fromisoformat(entry["ends_on"]),
            float(entry["factor"]),
        )
        for entry in table.get("periods", ())
    ]
    pace = [(date.fromisoformat(day), float(number)) for day, number in table["pace"]]
    first, last = (date.fromisoformat(table[name]) for name in ("begins_on", "ends_on"))
    return Calendar(first, last, pace, periods)


def _version(label: str, table: Table) -> VersionInUse:
    return VersionInUse(
        label,
        date.fromisoformat(table["begins_on"]),
        int(table.get("weeks_beside", 0)),
        table.get("items", {}),
        table.get("recodes", {}),
    )
