"""The bridge table: which item of one version goes on in which of another, and how answers go together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ankommen.engines.gate import write_csv

if TYPE_CHECKING:
    from ..models import Link

FILE = "bridge.csv"
COLUMNS = (
    "earlier_version",
    "earlier_item",
    "later_version",
    "later_item",
    "kind",
    "earlier_choice",
    "later_choice",
    "confirmed_on",
)


def touching(links: Iterable[Link], asked: Collection[tuple[str, str]]) -> list[Link]:
    """The links one end of which is handed over. asked: (version label, item)."""
    return [
        link
        for link in links
        if (link.earlier_version, link.earlier_item) in asked
        or (link.later_version, link.later_item) in asked
    ]


def write_bridge(links: Iterable[Link], folder: Path) -> None:
    """A row a link, or a row a pair of choices where answers were recoded; broken links are in it too."""
    rows = sorted(row for link in links for row in _rows(link))
    (folder / FILE).write_bytes(write_csv([COLUMNS, *rows], line_end="\n", mark=False))


def _rows(link: Link) -> Iterator[tuple[str, ...]]:
    ends = (link.earlier_version, link.earlier_item, link.later_version, link.later_item, link.kind)
    for old, new in link.mapping or [("", "")]:
        yield (*ends, old, new, str(link.confirmed_on))
