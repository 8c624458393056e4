"""The sealed copy of the projection: one value, opened into memory only. Broken or foreign, it is as good as
none, and the interviews are read again.
"""

from __future__ import annotations

import hashlib
import json
import logging
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import pyarrow as pa

from ankommen.engines.sealing import SealBroken
from ankommen.vault.queries import ring

from ..models import ProjectionCopy
from ..seals import PROJECTION
from .state import Projection

if TYPE_CHECKING:
    from ..plan import Plan

_log = logging.getLogger(__name__)
_FORMAT = 1


def signature_of(plan: Plan) -> str:
    """Changes whenever a column could: with the rules of the plan and with this format."""
    rules = json.dumps([_FORMAT, plan.target_rule, [asdict(one) for one in plan.groupings]], sort_keys=True)
    return hashlib.sha256(rules.encode()).hexdigest()


def opened(signature: str) -> Projection:
    """The projection of the copy; an empty one where there is no copy that fits."""
    nothing = Projection(signature)
    row = ProjectionCopy.objects.first()
    if row is None or row.signature != signature:
        return nothing
    try:
        head, tables = _read(ring().open(bytes(row.sealed), place=PROJECTION))
    except (SealBroken, ValueError, pa.ArrowException):
        _log.warning("The copy of the projection does not open; the interviews are read again.")
        return nothing
    return replace(nothing, tables=tables, included=frozenset(head), copied=len(head))


def kept(projection: Projection) -> Projection:
    """Seal a copy; it takes the place of the one before in one step, so that there is never half a state."""
    sealed = ring().seal(_written(projection), place=PROJECTION)
    ProjectionCopy.objects.update_or_create(
        pk=1, defaults={"signature": projection.signature, "sealed": sealed}
    )
    return replace(projection, copied=projection.number)


def _written(projection: Projection) -> bytes:
    parts = {digest: _bytes_of(table) for digest, table in projection.tables.items()}
    head = {
        "included": sorted(projection.included),
        "tables": {digest: len(part) for digest, part in parts.items()},
    }
    line = json.dumps(head).encode() + b"\n"
    return line + b"".join(parts.values())


def _read(plain: bytes) -> tuple[list[str], dict[str, pa.Table]]:
    line, _, rest = plain.partition(b"\n")
    head = json.loads(line)
    tables, start = {}, 0
    for digest, length in head["tables"].items():
        with pa.ipc.open_stream(rest[start : start + length]) as stream:
            tables[digest] = stream.read_all()
        start += length
    return head["included"], tables


def _bytes_of(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with pa.ipc.new_stream(sink, table.schema, options=options) as stream:
        stream.write_table(table)
    return bytes(sink.getvalue())
