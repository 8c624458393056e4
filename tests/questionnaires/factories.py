"""Small workbooks, and the versions made from them."""

from __future__ import annotations

import io
from collections.abc import Mapping

import openpyxl

from ankommen.accounts.models import User
from ankommen.questionnaires.models import Version
from ankommen.questionnaires.services import Upload, publish_version, read_upload, store_draft
from ankommen.topics.services import set_topics

SURVEY = """
| type            | name     | label::Deutsch (de)      | label::Українська (uk) | relevant        | required | topic   |
| begin group     | home     | Wohnen                   | Житло                  |                 |          | housing |
| select_one help | flat     | Brauchen Sie Hilfe?      | Вам потрібна допомога? |                 | yes      | housing |
| integer         | people   | Wie viele sind Sie?      | Скільки вас?           | ${flat} = 'yes' |          |         |
| note            | thanks   | Danke, ${people} Leute.  | Дякую, вас ${people}.  |                 |          |         |
| end group       |          |                          |                        |                 |          |         |
"""
CHOICES = """
| list_name | name | label::Deutsch (de) | label::Українська (uk) |
| help      | yes  | Ja                  | Так                    |
| help      | no   | Nein                | Ні                     |
"""
NEEDS = """
| name | topic   | when           | urgency | label::Deutsch (de) | label::Українська (uk) |
| flat | housing | ${flat}='yes'  | 2       | Wohnung             | Квартира               |
"""
SETTINGS = """
| form_title    | form_id | version | default_language |
| Erstgespräch  | needs   | 1       | Deutsch (de)     |
"""
SHEETS = {"survey": SURVEY, "choices": CHOICES, "needs": NEEDS, "settings": SETTINGS}
TEXTS = 8  # of SHEETS: title, section, three questions, two choices, one need
QUESTION = "item/flat/label"


def workbook(**changes: str) -> bytes:
    """The workbook above as .xlsx; `changes` replaces or adds whole sheets, as pipe tables."""
    return xlsx({**SHEETS, **changes})


def xlsx(sheets: Mapping[str, str]) -> bytes:
    """An .xlsx from pipe tables, one a sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, table in sheets.items():
        sheet = book.create_sheet(name)
        for line in table.strip().splitlines():
            sheet.append([cell.strip() or None for cell in line.strip().strip("|").split("|")])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def replaced(sheet: str, old: str, new: str) -> dict[str, str]:
    """The change of one sheet, for `workbook(**…)`; fails where `old` is not there."""
    assert old in SHEETS[sheet]
    return {sheet: SHEETS[sheet].replace(old, new)}


def in_german_alone() -> dict[str, str]:
    """The workbook without its Ukrainian columns."""
    return {
        name: without_column(SHEETS[name], "label::Українська (uk)")
        for name in ("survey", "choices", "needs")
    }


def without_column(table: str, heading: str) -> str:
    """The pipe table without that column."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.strip().splitlines()]
    at = rows[0].index(heading)
    return "\n".join("| " + " | ".join(row[:at] + row[at + 1 :]) + " |" for row in rows)


def labelled(version: str) -> dict[str, str]:
    """The settings with another version."""
    return replaced("settings", "| 1       |", f"| {version} |")


def upload(**changes: str) -> Upload:
    return read_upload(workbook(**changes), "needs.xlsx")


def know_topics() -> None:
    set_topics([{"slug": "housing", "label": {"de": "Wohnen", "en": "Housing"}}])


def draft(by: User | None = None, **changes: str) -> Version:
    know_topics()
    return store_draft(upload(**changes), by=by)


def published(**changes: str) -> Version:
    return publish_version(draft(**changes), by=None)
