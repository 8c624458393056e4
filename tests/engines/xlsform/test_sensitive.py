import csv
from importlib.resources import files

import pytest

from ankommen.engines.xlsform import Code, Problem, sensitive_terms
from ankommen.engines.xlsform.sensitive import folded

from .factories import form


def found_in(tag: str, text: str) -> list[str]:
    return [problem.hint for problem in sensitive_terms({tag: {"item/a/label": text}}, {})]


@pytest.mark.parametrize(
    ("tag", "text", "term"),
    [
        ("de", "Leben Sie OHNE  PAPIERE hier?", "ohne papiere"),
        ("de", "Haben Sie eine Duldung?", "duldung"),
        ("de", "Sind Sie illegal eingereist?", "illegal eingereist"),
        ("de-AT", "Wurden Sie abgeschoben?", "abgeschoben"),
        ("en", "Are you undocumented?", "undocumented"),
        ("fr", "Êtes-vous en situation IRRÉGULIÈRE ?", "situation irreguliere"),
        ("fr", "sans-papiers", "sans papiers"),
        ("ar", "هل إقامتك غير شرعيّة؟", "غیر شرعیه"),
        ("ar", "والترحيل", "والترحیل"),
        ("uk", "Ви тут нелегально?", "нелегально"),
        ("ru", "НЕЛЕГАЛЬНЫЕ мигранты", "нелегальные"),
        ("tr", "KAÇAK mısınız?", "kacak"),
        ("fa", "بدون مدرك هستید", "بدون مدرک"),
    ],
)
def test_listed_wordings_are_found_however_they_are_written(tag: str, text: str, term: str):
    assert found_in(tag, text) == [term]


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("de", "Haben Sie alle Papiere dabei?"),
        ("de", "Geduld ist wichtig"),
        ("en", "Do you need legal advice?"),
        ("ar", "أين تسكن؟"),
        ("de", "undocumented"),
        ("xx", "illegal"),
    ],
)
def test_harmless_wordings_are_not(tag: str, text: str):
    assert found_in(tag, text) == []


def test_a_warning_names_the_row_column_and_language():
    found = form("""
        | survey  | type         | name | label::Deutsch (de) | label::English (en) |
        |         | select_one l | a    | Ihr Status?         | Your status?        |
        | choices | list_name    | name | label::Deutsch (de) | label::English (en) |
        |         | l            | x    | Ohne Papiere        | Undocumented        |""")
    assert found.ok
    assert [(p.code, p.row, p.column, p.hint, p.more["language"]) for p in found.problems] == [
        (Code.SENSITIVE_TERM, 2, "C", "ohne papiere", "de"),
        (Code.SENSITIVE_TERM, 2, "D", "undocumented", "en"),
    ]


def test_a_text_without_a_row_is_warned_of_too():
    assert sensitive_terms({"de": {"form/title": "Illegal"}}, {}) == [
        Problem(Code.SENSITIVE_TERM, hint="illegal", more={"language": "de"})
    ]


def test_the_list_covers_the_languages_it_promises_and_holds_no_term_twice():
    text = files("ankommen.engines.xlsform").joinpath("sensitive_terms.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines(), delimiter=";"))
    assert {row["language"] for row in rows} == {"de", "en", "fr", "ar", "uk", "ru", "tr", "fa"}
    assert all(row["term"] and row["why"] for row in rows)
    folded_terms = [(row["language"], folded(row["term"])) for row in rows]
    assert len(set(folded_terms)) == len(folded_terms)
