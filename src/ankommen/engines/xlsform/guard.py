"""A workbook at the gate: what `engines.gate` refuses becomes a problem of this engine."""

from __future__ import annotations

from ankommen.engines import gate

from .codes import Code
from .problems import Problem, Refused


def check_file(data: bytes, filename: str) -> gate.CheckedFile:
    """The file as it may be handed to a reader; raises Refused with the reason otherwise."""
    try:
        return gate.check_workbook(data, filename)
    except gate.Refused as refusal:
        raise Refused(Problem(Code(refusal.code.value), more=refusal.parameters)) from refusal
