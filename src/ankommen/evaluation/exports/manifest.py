"""What a delivery is: its origin, its measures, and a hash of every file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils import timezone

import ankommen

from . import statements
from .tables import Table

if TYPE_CHECKING:
    from .making import Delivery

FILE = "manifest.json"


def write_manifest(made: Delivery, tables: Sequence[Table], folder: Path) -> dict[str, Any]:
    """Write and return the manifest; the last file of a delivery, for it has the hashes of the others."""
    content = {
        "program": "ankommen",
        "program_version": ankommen.__version__,
        "made_on": timezone.localdate().isoformat(),
        "project": _project(made),
        "format": made.order.file_format,
        "language": made.order.language,
        "questionnaire": made.design.form_id,
        "versions": [{"label": one.label, "sha256": one.digest} for one in made.versions],
        "interviews": len(made.assembly.records),
        **_protection(made),
        "weights": "none",
        "coverage": statements.coverage(),
        "duration": statements.duration(),
        "coarsening": statements.coarsening(made),
        "invented": sum(record.is_demo for record in made.assembly.records),
        "notes": [note for note in (statements.invented(made),) if note],
        "files": _files(tables, folder),
    }
    text = json.dumps(content, ensure_ascii=False, indent=2)
    (folder / FILE).write_text(text + "\n", encoding="utf-8")
    return content


def _project(made: Delivery) -> dict[str, str]:
    project = made.project
    return {
        "name": project.slug,
        "title": project.title,
        "purpose": project.purpose,
        "institution": project.institution,
        "ends_on": project.ends_on.isoformat(),
    }


def _protection(made: Delivery) -> dict[str, Any]:
    design, assembly = made.design, made.assembly
    return {
        "k": {"at_least": design.k, "reached": assembly.protected.k},
        "l": {"at_least": design.l, "reached": assembly.protected.l},
        "quasi_identifiers": list(design.quasi_identifiers),
        "sensitive": list(design.sensitive),
        "suppressed": {
            "share_of_cells": round(statements.suppressed_share(made), 4),
            "cells": assembly.hidden_cells(),
            "records_left_out": made.interviews - len(assembly.records),
            "of_records": made.interviews,
        },
    }


def _files(tables: Sequence[Table], folder: Path) -> list[dict[str, Any]]:
    shapes = {table.name: {"rows": table.rows, "columns": len(table.columns)} for table in tables}
    return [
        {
            "name": path.name,
            "bytes": path.stat().st_size,
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            **shapes.get(path.stem, {}),
        }
        for path in sorted(folder.iterdir())
    ]
