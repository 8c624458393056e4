"""Interviews keyed elsewhere: the same rules, once, all or nothing."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from ankommen.engines.papercodes import new_code
from ankommen.engines.sealing import KeyRing
from ankommen.interviews.models import Interview
from ankommen.interviews.queries import answers_of
from ankommen.interviews.services import withdraw_interview
from ankommen.places.services import set_sites
from ankommen.questionnaires.models import Version
from ankommen.questionnaires.services import retire_version
from ankommen.vault import queries as vault
from tests.interviews.factories import published_version

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
FRAME = {
    "Datum": timezone.localdate().isoformat(),
    "Sprache": "ar",
    "Kontaktart": "paper",
    "Sprachmittlung": "mediator",
    "Ausgang": "complete",
    "consent_version": "2",
    "consent_language": "ar",
}
GOOD = FRAME | {"flat": "none", "people": "5", "note": "Canary im Freitext"}


@pytest.fixture
def version() -> Version:
    return published_version()


def table(path: Path, *rows: dict[str, str], name: str = "paper.csv") -> Path:
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    lines = [";".join(headings), *(";".join(row.get(name, "") for name in headings) for row in rows)]
    file = path / name
    file.write_text("\n".join(lines), encoding="utf-8-sig")
    return file


def run(file: Path, *options: str) -> str:
    out = StringIO()
    call_command("import_interviews", str(file), *options, stdout=out)
    return out.getvalue()


def stored() -> Interview:
    return Interview.objects.get()


def test_a_row_becomes_an_interview_on_paper(version: Version, tmp_path: Path) -> None:
    run(table(tmp_path, GOOD))
    interview = stored()
    assert (interview.contact, interview.language, interview.consent_version) == ("paper", "ar", "2")
    assert answers_of(interview) == {"flat": "none", "people": 5, "note": "Canary im Freitext"}
    assert b"Canary" not in bytes(interview.answers or b"")
    assert not interview.is_demo


def test_a_second_run_adds_nothing_under_another_name_too(version: Version, tmp_path: Path) -> None:
    rows = [GOOD, GOOD | {"people": "6"}]
    run(table(tmp_path, *rows))
    assert "Stored 0 interviews; 2 were stored already" in run(table(tmp_path, *rows))
    assert "Stored 0 interviews; 2 were stored already" in run(table(tmp_path, *rows, name="copy.csv"))
    assert Interview.objects.count() == 2


def test_two_people_who_say_the_same_are_two(version: Version, tmp_path: Path) -> None:
    run(table(tmp_path, GOOD, GOOD))
    run(table(tmp_path, GOOD, GOOD))
    assert Interview.objects.count() == 2


def test_numbers_look_like_any_and_only_the_key_tells_the_row(
    version: Version, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(table(tmp_path, GOOD))
    first = stored().pk
    assert (first.version, first.variant) == (4, "specified in RFC 4122")
    other = KeyRing({"k2": b"2" * 32, **vault.ring().keys})
    monkeypatch.setattr(vault, "_ring", lambda: other)
    assert "1 were stored already" in run(table(tmp_path, GOOD))  # the old key still finds it
    monkeypatch.setattr(vault, "_ring", lambda: KeyRing({"k3": b"3" * 32}))
    run(table(tmp_path, GOOD))
    assert Interview.objects.exclude(pk=first).count() == 1


def test_what_was_withdrawn_does_not_come_back(version: Version, tmp_path: Path) -> None:
    run(table(tmp_path, GOOD))
    withdraw_interview(stored())
    run(table(tmp_path, GOOD))
    assert stored().outcome == "withdrawn"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"people": "21"}, "2, people: Bitte 1 bis 20."),
        ({"flat": ""}, "2, flat: Bitte beantworten Sie"),
        (
            {"flat": "vielleicht"},
            "2, flat: “vielleicht” is none of the answers. Write one of: got, none, no.",
        ),
        ({"people": "fünf"}, "2, people: “fünf” is no whole number"),
        ({"Sprache": "fr"}, "2, Sprache: Der Fragebogen ist in dieser Sprache"),
        ({"consent_version": "7"}, "2, consent_version: D"),
        ({"Datum": "1900-01-03"}, "2, Datum: Der Tag des Gesprächs liegt"),
        ({"Datum": "46000"}, "2, Datum: “46000” is a spreadsheet's number of a day"),
        ({"Datum": "31.2.2026"}, "2, Datum: “31.2.2026” is no day"),
        ({"Ausgang": "partial"}, "2, break_off_reason: "),
        ({"Kontaktart": ""}, "2, Kontaktart: The cell is empty"),
        ({"receipt": "KURZ"}, "2, receipt: Diese Antwort hat die falsche Form."),
    ],
)
def test_the_rules_of_any_interview(
    version: Version, tmp_path: Path, change: dict[str, str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = table(tmp_path, GOOD | change, GOOD)
    with pytest.raises(CommandError, match="Nothing was stored"):
        call_command("import_interviews", str(file))
    assert said in capsys.readouterr().out
    assert not Interview.objects.exists()


def test_a_used_receipt_code_is_a_sheet_keyed_twice(version: Version, tmp_path: Path) -> None:
    code = new_code()
    run(table(tmp_path, GOOD | {"receipt": code}))
    again = table(tmp_path, GOOD | {"receipt": code, "people": "6"}, name="b.csv")
    assert "receipt: Dieser Code" in run(again, "--preview")
    twice = table(
        tmp_path, *(GOOD | {"receipt": new, "people": "7"} for new in [new_code()] * 2), name="c.csv"
    )
    assert "3, receipt: Dieser Code" in run(twice, "--preview")


def test_good_rows_alone_only_when_asked(version: Version, tmp_path: Path) -> None:
    file = table(tmp_path, GOOD | {"people": "=1+1"}, GOOD)
    assert "Stored 1 interviews" in run(file, "--accept-good")
    rest = tmp_path / "paper.problems.xlsx"
    assert rest.stat().st_mode & 0o077 == 0
    sheet = openpyxl.load_workbook(rest).active
    assert sheet is not None
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert (cells[0][-1], len(cells)) == ("problems", 2)
    assert "=1+1" in cells[1]
    assert all(cell.data_type != "f" for cell in sheet[2])
    assert "people: “=1+1” is no whole number" in str(cells[1][-1])


def test_the_file_of_problems_is_repaired_and_imported_as_it_is(version: Version, tmp_path: Path) -> None:
    run(table(tmp_path, GOOD | {"people": "fünf"}, GOOD), "--accept-good")
    rest = tmp_path / "paper.problems.xlsx"
    book = openpyxl.load_workbook(rest)
    sheet = book.active
    assert sheet is not None
    next(cell for cell in sheet[2] if cell.value == "fünf").value = "8"
    book.save(rest)
    run(rest)
    assert "1 were stored already" in run(table(tmp_path, GOOD | {"people": "8"}, name="d.csv"))
    assert Interview.objects.count() == 2


def test_a_rest_that_cannot_be_written_stores_nothing(version: Version, tmp_path: Path) -> None:
    (tmp_path / "paper.problems.xlsx").write_text("somebody works on it")
    with pytest.raises(CommandError, match="cannot be written"):
        run(table(tmp_path, GOOD | {"people": "x"}, GOOD), "--accept-good")
    assert not Interview.objects.exists()


def test_the_preview_shows_and_stores_nothing(version: Version, tmp_path: Path) -> None:
    out = run(table(tmp_path, GOOD, GOOD | {"people": "99"}), "--preview")
    assert "people | 5 | people (by its name)" in out
    assert "Sprache | ar | @language (by its label)" in out
    assert '"people": 5' in out
    assert "Would store 1 interviews; 0 are stored already, 1 have problems." in out
    assert "Canary" not in out
    assert not Interview.objects.exists()


def test_a_retired_version_must_be_named(version: Version, tmp_path: Path) -> None:
    retire_version(version, by=None)  # type: ignore[arg-type]
    file = table(tmp_path, GOOD)
    with pytest.raises(CommandError, match="--version"):
        run(file, "--questionnaire", "test")
    run(file, "--questionnaire", "test", "--version", "1")
    assert stored().version == "1"
    with pytest.raises(CommandError, match="no version “9”"):
        run(file, "--questionnaire", "test", "--version", "9")


def test_the_week_is_enough_and_never_lies_ahead(version: Version, tmp_path: Path) -> None:
    year, week, _day = (timezone.localdate() - timedelta(weeks=2)).isocalendar()
    year_now, week_now, _day = timezone.localdate().isocalendar()
    row = {name: text for name, text in GOOD.items() if name != "Datum"}
    run(table(tmp_path, row | {"KW": f"KW {week}/{year}"}, row | {"KW": f"{year_now}-W{week_now:02}"}))
    weeks = set(Interview.objects.values_list("week", flat=True))
    assert weeks == {f"{year}-W{week:02}", f"{year_now}-W{week_now:02}"}


def test_sites_and_kinds_by_name_or_label(version: Version, tmp_path: Path) -> None:
    set_sites([{"slug": "harbour", "name": "Büro Hafen", "kind": "district"}])
    labels = {"Standort": "büro hafen", "Kontaktart": "keyed from paper", "Sprache": "Arabisch"}
    run(table(tmp_path, GOOD | labels | {"flat": "Ja, keine bekommen"}))
    assert (stored().site_id, stored().contact, stored().language) == ("harbour", "paper", "ar")
    assert answers_of(stored())["flat"] == "none"
