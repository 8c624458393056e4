"""The sheet "settings": what the form is called, its version, its source language."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .codes import Code
from .headings import Table, TableRow
from .problems import Problem

MAX_ID = 64  # characters of a form_id and of a version: what an interview keeps of each
MAX_TITLE = 300
# They stand in names of files, in addresses and in the middle of sentences: nothing that leaves a folder,
# breaks a line, cannot be stored or turns the direction of what follows.
NOT_IN_IDS = re.compile(
    r"[/\\]|\.\.+|[\x00-\x1f\x7f-\x9f\ud800-\udfff]"
    "|[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)
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

    form_id, version = text("form_id"), text("version")
    if not form_id:
        form_id = _id_of_file(stem)
        problems.append(_problem(row, Code.FORM_ID_MISSING, "form_id", form_id))
    elif not _is_id(form_id):
        problems.append(_problem(row, Code.FORM_ID_BAD, "form_id", _shown(form_id), limit=MAX_ID))
    if not version:
        version = "1"
        problems.append(_problem(row, Code.VERSION_MISSING, "version", version))
    elif not _is_id(version):
        problems.append(_problem(row, Code.VERSION_BAD, "version", _shown(version), limit=MAX_ID))
    if len(text("form_title")) > MAX_TITLE:
        problems.append(_problem(row, Code.TEXT_TOO_LONG, "form_title", "", limit=MAX_TITLE))
    settings = Settings(
        form_id=form_id,
        version=version,
        title=text("form_title") or form_id,
        default_language=text("default_language"),
        allows_choice_duplicates=text("allow_choice_duplicates").lower() in YES,
    )
    return settings, problems


def _is_id(text: str) -> bool:
    return len(text) <= MAX_ID and not NOT_IN_IDS.search(text)


def _id_of_file(stem: str) -> str:
    return " ".join(NOT_IN_IDS.sub(" ", stem).split())[:MAX_ID].rstrip() or "form"


def _shown(text: str) -> str:
    """The beginning of a text, what is invisible in it by its number: "needs[U+202E]"."""
    shown = "".join(sign if sign.isprintable() else f"[U+{ord(sign):04X}]" for sign in text[:MAX_ID])
    return shown if len(text) <= MAX_ID else f"{shown}…"


def _problem(row: TableRow | None, code: Code, name: str, hint: str, **more: int) -> Problem:
    return (
        row.problem(code, name, hint, **more)
        if row
        else Problem(code, sheet="settings", hint=hint, more=more)
    )
