"""Interviews stored a second: over the API, by the service alone, and a plain insert of the same JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from .measuring import Work, measured
from .reports import Report, Wish
from .trial import Trial, trial

Store = Callable[[Trial, dict[str, Any]], object]


def measure_intake(wish: Wish) -> Report:
    """Storing interviews, beside Django's plain insert of the same JSON. Sizes: interviews in a row."""
    report = Report()
    for size in wish.sizes:
        for way in WAYS:
            run = measured(_storing, way, size, wish.city, wish.questionnaire, repeats=wish.repeats)
            report.rows.append(
                {
                    "way": way,
                    "interviews in a row": size,
                    "a second": size / run.seconds,
                    "ms each": 1000 * run.seconds / size,
                    "CPU ms": 1000 * run.cpu_seconds / size,
                    "stored in all": run.result["stored"],
                    "peak MB": run.peak_mb,
                }
            )
            report.note(f"The database is {run.result['database']}, empty at first; each repeat adds to it.")
    report.note("API: session, CSRF off, strict JSON, and the service. One writer; no network, no server.")
    report.note(
        "service: rules checked again, answers sealed, journal, one transaction. insert: one row, plain JSON."
    )
    return report


@contextmanager
def _storing(way: str, number: int, city: Path, questionnaire: Path) -> Iterator[Work]:
    entries = json.loads((city / "demo_answers.json").read_text(encoding="utf-8"))
    with trial(city, questionnaire.read_bytes()) as installation:
        store = WAYS[way]

        def work() -> dict[str, Any]:
            for n in range(number):
                store(installation, entries[n % len(entries)])
            return {"stored": _interviews().count(), "database": installation.database}

        yield work


def _over_api(installation: Trial, entry: dict[str, Any]) -> None:
    from django.utils import timezone

    consent = {"text_version": "1", "language": entry["language"]}
    on = timezone.localdate().isoformat()
    installation.post_interview({**entry, "consent": consent, "on": on})


def _through_service(installation: Trial, entry: dict[str, Any]) -> None:
    from django.utils import timezone

    from ankommen.interviews.services import store_demo_interview

    store_demo_interview(installation.version, **entry, on=timezone.localdate())


def _plain_insert(installation: Trial, entry: dict[str, Any]) -> None:
    version = installation.version
    _interviews().create(
        id=uuid4(),
        form_id=version.questionnaire_id,
        version=version.label,
        form_digest=version.digest,
        language=entry["language"],
        contact=entry["contact"],
        outcome="complete",
        consent_version="1",
        answers=json.dumps(entry["answers"]).encode(),
    )


def _interviews() -> Any:
    from django.apps import apps

    return apps.get_model("interviews", "Interview").objects


WAYS: dict[str, Store] = {"API": _over_api, "service": _through_service, "insert": _plain_insert}
