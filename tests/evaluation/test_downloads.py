"""What leaves the page: each format holds the numbers that are shown, and nothing that is hidden."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from zipfile import ZipFile

import pytest
from django.test import Client
from django.utils import translation

from ankommen.evaluation.listings import as_csv
from ankommen.evaluation.models import Release
from ankommen.evaluation.plan import the_plan
from ankommen.evaluation.services import release_figures
from ankommen.evaluation.sheets import as_pdf
from ankommen.evaluation.showing import Page, page_of, shares_of
from ankommen.places.queries import the_city
from ankommen.questionnaires.models import Version

from .test_results_page import lead, version

__all__ = ["lead", "version"]  # fixtures
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_german")]
WORD = "nicht gezeigt"


@pytest.fixture
def in_german() -> Iterator[None]:
    with translation.override("de"):
        yield


@pytest.fixture
def page(lead: Client, version: Version) -> Page:
    """The needs by language for staff: the three interviews in German are hidden."""
    release_figures(by=None)
    return page_of(
        Release.objects.get(), the_plan(), audience="staff", subject="needs", by="language", language="de"
    )


def shown(page: Page) -> list[int | None]:
    """Every count of the tables of a page, with totals, in order."""
    return [number for figure in page.figures if figure.table for number in figure.table.numbers]


def test_the_page_hides_something_and_shows_something(page: Page) -> None:
    assert None in shown(page)
    assert 44 in shown(page)


def test_csv_has_the_numbers_of_the_page(page: Page, lead: Client) -> None:
    answer = lead.get("/results/figures.csv?subject=needs&by=language")
    assert answer["Content-Disposition"].endswith('.csv"')
    assert answer.content.startswith(b"\xef\xbb\xbf") and b"\r\n" in answer.content
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    (figure,) = page.figures
    assert figure.table is not None
    assert {line[2] for line in lines[1:] if len(line) == 8} >= {"", "Sprache"}
    for row in figure.table.rows:
        found = [line for line in lines if line[2:4] == ["Sprache", row.label]]
        assert [line[5] for line in found] == [WORD if n is None else str(n) for n in row.counts]
        assert {line[7] for line in found} == {WORD if row.asked is None else str(row.asked)}
    assert all("" not in line[4:] for line in lines if len(line) == 8)


def test_json_has_the_numbers_of_the_page(page: Page, lead: Client) -> None:
    content = json.loads(lead.get("/results/figures.json?subject=needs&by=language").content)
    (figure,) = page.figures
    assert figure.table is not None
    for row, found in zip(figure.table.rows, content["figures"][0]["table"], strict=True):
        assert found["counts"] == ["hidden" if n is None else n for n in row.counts]
        assert found["percent"] == ["hidden" if n is None else n for n in row.shares]
        assert found["n"] == ("hidden" if row.asked is None else row.asked)
    assert content["figures"][0]["answers_by_row"] == list(figure.labels_by_row)
    assert content["release"]["number"] == page.release.number


def test_the_rest_of_a_row_holds_those_who_gave_no_answer(page: Page) -> None:
    (figure,) = page.figures
    assert figure.labels[-2:] == ("Nein", "keine Angabe")
    assert figure.labels_by_row[-1].startswith("Nein ")
    assert figure.table is not None
    assert figure.series is not None
    rows = (*figure.table.rows, figure.table.total, *figure.series.rows)
    assert {len(row.counts) for row in rows if row} == {len(figure.labels) - 1}


def test_xlsx_has_the_numbers_of_the_page(page: Page, lead: Client) -> None:
    answer = lead.get("/results/figures.xlsx?subject=needs&by=language")
    with ZipFile(io.BytesIO(answer.content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        words = re.findall(r"<t[^>]*>([^<]*)</t>", book.read("xl/sharedStrings.xml").decode())
    cells = re.findall(r'<c r="[A-Z]+\d+"(?: s="\d+")?( t="s")?><v>([^<]*)</v>', sheet)
    values = [words[int(value)] if is_text else int(value) for is_text, value in cells]
    (figure,) = page.figures
    assert figure.table is not None
    for row in (*figure.table.rows, figure.table.total):
        numbers = [WORD if n is None else n for n in (*row.counts, row.asked, *row.shares)]
        place = values.index(row.label or "Alle")
        assert values[place + 1 : place + 1 + len(numbers)] == numbers
    assert "<f>" not in sheet


def test_pdf_is_tagged_and_bears_the_day_of_its_release(page: Page, lead: Client) -> None:
    answer = lead.get("/results/figures.pdf?subject=needs&by=language")
    assert answer.content.startswith(b"%PDF") and b"/StructTreeRoot" in answer.content


def test_pdf_is_made_of_the_numbers_of_the_page(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, object] = {}
    monkeypatch.setattr(
        "ankommen.evaluation.sheets.typeset", lambda _t, data, **_k: given.update(data) or b""
    )
    as_pdf(page)
    (figure,), (made,) = page.figures, given["figures"]  # type: ignore[misc]
    assert figure.table is not None
    for row, cells in zip((*figure.table.rows, figure.table.total), made["rows"], strict=True):
        numbers = [*row.counts, row.asked]
        assert [cell == "not shown" or cell == WORD for cell in cells[1 : 1 + len(numbers)]] == [
            number is None for number in numbers
        ]
        assert [int(cell) for cell in cells[1 : 1 + len(numbers)] if cell.isdigit()] == [
            number for number in numbers if number is not None
        ]


def test_a_label_that_looks_like_a_formula_stays_a_text(page: Page) -> None:
    city = the_city()
    assert city is not None
    city.facts["figures"]["subjects"][0]["label"]["de"] = "=1+1"
    city.save()
    evil = page_of(page.release, the_plan(), audience="staff", subject="needs", by="language", language="de")
    lines = list(csv.reader(io.StringIO(as_csv(evil).decode("utf-8-sig"))))
    assert lines[1][0] == "'=1+1"


@pytest.mark.parametrize("path", ["figures.exe", "figures.csv?by=height", "figures.csv?subject=secrets"])
def test_what_is_not_on_the_list_is_no_file(page: Page, lead: Client, path: str) -> None:
    assert lead.get(f"/results/{path}").status_code == 404


@pytest.mark.parametrize(
    ("counts", "asked", "shares"),
    [
        ((20, 12, 9, 3), 44, (45, 27, 20, 7)),
        ((20, None, 9, None), 44, (45, None, 20, None)),
        ((20, None, 9, None), None, (None, None, None, None)),
        ((10, 5, 10, 5), 20, (33, 17, 33, 17)),  # rounded to 5: shares of their own sum, never 150 percent
        ((0, 0, 0, 0), 0, (None, None, None, None)),
    ],
)
def test_shares_are_of_everybody_who_was_asked(counts, asked, shares) -> None:
    assert shares_of(counts, asked) == shares
