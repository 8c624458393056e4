"""What processes and their children take, as Linux counts it."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Usage:
    """memory: most bytes of program and proxy so far; cpu: their seconds."""

    memory: tuple[int, ...]
    cpu: tuple[float, ...]

    def since(self, before: Usage, seconds: float) -> str:
        shares = [100 * (now - then) / seconds for now, then in zip(self.cpu, before.cpu, strict=True)]
        said = [
            f"{name} {memory / 2**20:.0f} MB, {share:.0f} % of a processor"
            for name, memory, share in zip(("program", "proxy"), self.memory, shares, strict=True)
        ]
        return "; ".join(said)


def usage_of(*processes: subprocess.Popen[bytes] | None) -> Usage:
    """Of each with its children, and theirs."""
    families = [_family(process.pid) for process in processes if process]
    return Usage(
        tuple(sum(map(_memory, family)) for family in families),
        tuple(sum(map(_cpu, family)) for family in families),
    )


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [pid, *(one for child in children for one in _family(int(child)))]


def _memory(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


def _cpu(pid: int) -> float:
    after_name = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / _TICKS
