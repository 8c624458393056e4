"""Time and memory of a piece of work, each in a process of its own, so that no measurement helps the next."""

from __future__ import annotations

import gc
import multiprocessing
import os
import platform
import re
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

Work = Callable[[], Any]
Preparation = Callable[..., AbstractContextManager[Work]]


@dataclass(frozen=True)
class Measured:
    """What a piece of work returned, and what it took.

    seconds: on the clock, as a person waits. cpu_seconds: of the processors, which depend little on what else
    the machine does. peak_mb: of the whole process.
    """

    result: Any
    seconds: float
    cpu_seconds: float
    peak_mb: float


def measured(prepare: Preparation, *arguments: Any, repeats: int) -> Measured:
    """Run the work that `prepare(*arguments)` yields once for warming up, then `repeats` times for the clock.

    The fastest counts: whatever else the machine does can only add.

    prepare: a function of a module, since a fresh process looks it up; what it does before and after yielding
    is not timed. The work's result and the arguments travel between processes, so keep them plain.
    Raises RuntimeError if the process ends without a result; its traceback is on standard error.
    """
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(sender, prepare, arguments, repeats))
    process.start()
    sender.close()
    try:
        return Measured(*receiver.recv())
    except EOFError:
        raise RuntimeError("The measured process ended without a result.") from None
    finally:
        process.join()


def _run(sender: Connection, prepare: Preparation, arguments: tuple[Any, ...], repeats: int) -> None:
    with prepare(*arguments) as work:
        work()
        clock, cpu = [], []
        for _ in range(repeats):
            gc.collect()
            started, started_cpu = time.perf_counter(), time.process_time()
            result = work()
            clock.append(time.perf_counter() - started)
            cpu.append(time.process_time() - started_cpu)
        sender.send((result, min(clock), min(cpu), _peak_mb()))


def _peak_mb() -> float:
    # Not getrusage(): its peak includes the memory of the parent from before this process became Python anew.
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1024  # type: ignore[index]


def machine() -> dict[str, Any]:
    """What a figure depends on: processors, memory in GiB, Python, and the load of the last minute."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "processors": os.cpu_count(),
        "memory_gib": round(memory / 2**30),
        "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 2),
    }


def resident_mb() -> float:
    """The memory that this process holds now."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+) kB", status)[1]) / 1024  # type: ignore[index]
