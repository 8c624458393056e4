"""Choice lists, by name and in order."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple


class Choice(NamedTuple):
    """One choice. place: counted from one. cells: its name and its extra columns."""

    choice_list: str
    name: str
    place: int
    cells: Mapping[str, str]


class ChoiceList:
    """The choices of one list."""

    def __init__(self, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
        self._choices = [
            Choice(name, str(row["name"]), place, {column: str(cell) for column, cell in row.items()})
            for place, row in enumerate(rows, 1)
        ]
        self._by_name: dict[str, list[Choice]] = {}
        for choice in self._choices:
            self._by_name.setdefault(choice.name, []).append(choice)
        self.places = {name: alike[0].place for name, alike in self._by_name.items()}

    def __len__(self) -> int:
        return len(self._choices)

    def __iter__(self) -> Iterator[Choice]:
        return iter(self._choices)

    def named(self, name: str) -> Choice | None:
        """The first choice with this name."""
        return next(iter(self.alike(name)), None)

    def alike(self, name: str) -> Sequence[Choice]:
        """All choices with this name: a cascade may list one name under several parents."""
        return self._by_name.get(name, ())
