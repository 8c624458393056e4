"""What an entry in the table of functions says."""

from collections.abc import Callable
from dataclasses import dataclass

from ..values import Value


@dataclass(frozen=True)
class Function:
    """One function of the expression language.

    usage: as in "substr(text, start, end?)". A ? marks what may be left out, … what may be repeated; an
    argument named "nodes" takes every node of a path, any other takes one value. run: works on evaluated
    arguments; None where `resolve` or `evaluate` treats the function by itself because it needs the form, the
    row or the day.
    """

    usage: str
    run: Callable[..., Value] | None = None

    @property
    def name(self) -> str:
        """What stands before the bracket."""
        return self.usage.partition("(")[0]

    @property
    def parameters(self) -> list[str]:
        """What stands in the brackets, one by one."""
        inside = self.usage.partition("(")[2].removesuffix(")")
        return inside.split(", ") if inside else []

    @property
    def least(self) -> int:
        """The fewest arguments."""
        return sum(not parameter.endswith("?") for parameter in self.parameters)

    @property
    def most(self) -> float:
        """The most arguments."""
        return float("inf") if self.usage.endswith("…)") else len(self.parameters)

    def takes_nodes(self, index: int) -> bool:
        """Whether the argument at `index` is a set of nodes."""
        return self.parameters[min(index, len(self.parameters) - 1)].startswith("nodes")


def by_name(*functions: Function) -> dict[str, Function]:
    """The functions under their names."""
    return {function.name: function for function in functions}
