"""The codebook that people read: one plain HTML page that needs nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from django.template.loader import render_to_string

from . import statements
from .columns import missing_labels
from .files import stata_letters
from .tables import Table

if TYPE_CHECKING:
    from .making import Delivery

FILE = "codebook.html"


def write_codebook(made: Delivery, tables: Sequence[Table], folder: Path) -> None:
    """Every file, every column, every code, and what the data stand for."""
    letters = stata_letters()
    context = {
        "language": made.order.language,
        "project": made.project,
        "form_id": made.design.form_id,
        "versions": made.versions,
        "tables": tables,
        "format": made.order.file_format,
        "missing": [(code, letters[code], text) for code, text in missing_labels().items()],
        "statements": [
            statements.coverage(),
            statements.weights(),
            statements.duration(),
            *statements.protection(made),
            *statements.coarsening(made),
        ],
        "invented": statements.invented(made),
    }
    text = render_to_string("evaluation/codebook.html", context)
    (folder / FILE).write_text(text, encoding="utf-8")
