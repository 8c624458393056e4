"""The record of processing is complete, and the page in the docs is the present one."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from ankommen.cases.models import Note

PAGE = Path(__file__).parents[2] / "docs" / "record-of-processing.md"


def printed(*arguments: str) -> str:
    said = io.StringIO()
    call_command("record_of_processing", *arguments, stdout=said)
    return said.getvalue()


def test_the_page_in_the_docs_is_the_present_one() -> None:
    assert PAGE.read_text("utf-8") == printed(), (
        "run: ankommen record_of_processing > docs/record-of-processing.md"
    )


def test_its_formats_are_named_as_those_of_the_table_of_rights() -> None:
    assert printed("--format", "markdown") == printed()


def test_a_change_of_a_declaration_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Note, "data_class", replace(Note.data_class, retention="for ever"))
    assert PAGE.read_text("utf-8") != printed()


def test_every_table_is_in_it_with_german_and_english_headings() -> None:
    rows = list(csv.DictReader(io.StringIO(printed("--format", "csv"))))
    assert {row["Tabelle / table"] for row in rows} == {model._meta.label for model in apps.get_models()}
    [note] = [row for row in rows if row["Tabelle / table"] == "cases.Note"]
    assert note["Zweck / purpose"] == Note.data_class.purpose and "text" in note["Daten / data"]
