"""What people, programs and attackers may send to the upload: each a sentence, nothing stored, never a 5xx."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from ankommen.accounts.models import Role
from ankommen.places.services import set_city
from ankommen.questionnaires.forms import MAX_FILE
from ankommen.questionnaires.models import Questionnaire, Version
from ankommen.questionnaires.queries import pack_texts
from tests.accounts.factories import UserFactory

from .factories import QUESTION, SHEETS, know_topics, replaced, workbook, xlsx

pytestmark = pytest.mark.django_db


def without(sheet: str) -> bytes:
    return xlsx({name: table for name, table in SHEETS.items() if name != sheet})


def with_part(name: str, content: bytes) -> bytes:
    """The workbook with one part added or replaced inside the archive."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook())) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, content)
    return target.getvalue()


def long_sheet() -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("survey")
    sheet.append(["type", "name", "label::Deutsch (de)"])
    for number in range(20_001):
        sheet.append(["note", f"n{number}", "x"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


XML_BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'
BAD = {
    "empty": (b"", "a.xlsx"),
    "text": (b"type,name,label\ntext,a,b", "a.csv"),
    "a picture under a false name": (b"\x89PNG\r\n\x1a\n" + b"0" * 100, "a.xlsx"),
    "half an archive": (workbook()[:1500], "a.xlsx"),
    "an archive of something else": (with_part("x", b"y")[:200], "a.xlsx"),
    "macros": (with_part("xl/vbaProject.bin", b"macro"), "a.xlsx"),
    "macros by name": (workbook(), "a.xlsm"),
    "a zip bomb": (with_part("xl/bomb.xml", b"<a>" + b" " * (120 * 1024 * 1024) + b"</a>"), "a.xlsx"),
    "an XML bomb": (with_part("xl/workbook.xml", XML_BOMB), "a.xlsx"),
    "XML nested too deep": (with_part("xl/workbook.xml", b"<a>" * 5000 + b"</a>" * 5000), "a.xlsx"),
    "too many rows": (long_sheet(), "a.xlsx"),
    "no survey": (without("survey"), "a.xlsx"),
    "an empty survey": (workbook(survey="| type | name | label::Deutsch (de) |"), "a.xlsx"),
    "no choices": (without("choices"), "a.xlsx"),
    "an unknown type": (workbook(**replaced("survey", "| integer ", "| integre ")), "a.xlsx"),
    "or_other": (workbook(**replaced("survey", "select_one help ", "select_one help or_other ")), "a.xlsx"),
    "a name twice": (workbook(**replaced("survey", "| people ", "| flat ")), "a.xlsx"),
    "a circle": (
        workbook(**replaced("survey", "| ${flat} = 'yes' |", "| ${people} > 1 |")),
        "a.xlsx",
    ),
    "an unclosed group": (workbook(**replaced("survey", "| end group ", "| note      ")), "a.xlsx"),
    "a rule without end": (workbook(**replaced("survey", "${flat} = 'yes'", "${flat} = ((")), "a.xlsx"),
    "a form id that is too long": (workbook(**replaced("settings", "| needs ", f"| {'n' * 300} ")), "a.xlsx"),
}


@pytest.fixture
def client() -> Client:
    set_city(slug="test", name="Teststadt", facts={}, notice={})
    client = Client(raise_request_exception=True)
    client.force_login(UserFactory(role=Role.QUESTIONNAIRE_EDITOR))
    return client


@pytest.mark.parametrize("name", BAD)
def test_bad_files_get_a_sentence_and_nothing_is_stored(client: Client, name: str) -> None:
    data, filename = BAD[name]
    answer = client.post(reverse("questionnaires:upload"), {"file": SimpleUploadedFile(filename, data)})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "state--late" in page or "error-box" in page
    assert not Questionnaire.objects.exists()


def test_a_file_over_the_limit_is_not_even_read(client: Client) -> None:
    huge = SimpleUploadedFile("a.xlsx", b"PK\x03\x04" + bytes(MAX_FILE))
    answer = client.post(reverse("questionnaires:upload"), {"file": huge})
    assert answer.status_code == 422
    assert "error-box" in answer.content.decode()


@pytest.mark.parametrize(
    "text", ["a\u200fb", "=1+1", "'; DROP TABLE x;--", "%s %(x)s {0}", "😀" * 200, "<b>&amp;"]
)
def test_odd_texts_are_texts(client: Client, text: str) -> None:
    know_topics()
    book = openpyxl.load_workbook(io.BytesIO(workbook()))
    book["survey"]["C3"].value, book["survey"]["C3"].data_type = text, "s"
    stream = io.BytesIO()
    book.save(stream)
    file = SimpleUploadedFile("a.xlsx", stream.getvalue())
    answer = client.post(reverse("questionnaires:upload"), {"file": file}, follow=True)
    assert answer.status_code == 200
    assert pack_texts(Version.objects.get(), "de")[QUESTION] == text
    assert escape(text) in answer.content.decode()


def test_a_workbook_with_thousands_of_problems_gets_a_page_that_can_be_read(client: Client) -> None:
    rows = "\n".join(f"| integre | n{number} | x |" for number in range(1_500))
    data = workbook(survey=f"| type | name | label::Deutsch (de) |\n{rows}", needs="| name |")
    answer = client.post(reverse("questionnaires:upload"), {"file": SimpleUploadedFile("a.xlsx", data)})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count('<td data-l="') == 1_000 * 5
    assert ">1500</span>" in page.replace(".", "").replace("\u00a0", "")
