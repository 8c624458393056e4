"""The sheet "settings": what the form is called, its version, its source language."""

from __future__ import annotations

from dataclasses import dataclass

from .codes import Code
from .headings import Table, TableRow
from .problems import Problem

MAX_ID = 200
YES = ("yes", "true", "true()", "1")
NO = ("no", "false", "false()", "0")


@dataclass(frozen=True)
class Settings:
    """What the sheet says, with the defaults of the XLSForm tools where it is silent."""

    form_id: str
    version: str
    title: str
    default_language: str
    allows_choice_duplicates: bool


def read_settings(table: Table | None, stem: str) -> tuple[Settings, list[Problem]]:
    """The settings; `stem`, the file's name without its ending, is the form_id where the sheet has none."""
    row = next(iter(table), None) if table else None
    problems: list[Problem] = []

    def text(name: str) -> str:
        return row.text(name) if row else ""

    form_id = text("form_id")
    if not form_id:
        form_id = " ".join(stem.split())[:MAX_ID] or "form"
        problems.append(_problem(row, Code.FORM_ID_MISSING, "form_id", form_id))
    elif len(form_id) > MAX_ID or "\n" in form_id:
        problems.append(_problem(row, Code.FORM_ID_BAD, "form_id", form_id[:MAX_ID], limit=MAX_ID))
    version = text("version")
    if not version:
        version = "1"
        problems.append(_problem(row, Code.VERSION_MISSING, "version", version))
    settings = Settings(
        form_id=form_id,
        version=version[:MAX_ID],
        title=text("form_title") or form_id,
        default_language=text("default_language"),
        allows_choice_duplicates=text("allow_choice_duplicates").lower() in YES,
    )
    return settings, problems


def _problem(row: TableRow | None, code: Code, name: str, hint: str, **more: int) -> Problem:
    return (
        row.problem(code, name, hint, **more)
        if row
        else Problem(code, sheet="settings", hint=hint, more=more)
    )
