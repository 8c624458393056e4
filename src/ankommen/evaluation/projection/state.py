"""The projection as one value."""

from __future__ import annotations

from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc


@dataclass(frozen=True)
class Projection:
    """Tables by the digest of their version, and keyed digests of the interviews that are in them."""

    signature: str
    tables: dict[str, pa.Table] = field(default_factory=dict)
    included: frozenset[str] = frozenset()
    copied: int = 0  # how many interviews the sealed copy holds

    @property
    def number(self) -> int:
        """How many interviews there are in it."""
        return len(self.included)

    @property
    def has_demo(self) -> bool:
        """Whether invented interviews are among them."""
        return any(pc.any(table.column("is_demo")).as_py() for table in self.tables.values())
