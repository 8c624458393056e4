# mypy: disable-error-code="import-untyped"
"""Questionnaires of any size, with answers to them, in which each kind of rule occurs."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpyxl import Workbook

SECTION = 20  # questions, as on a long page
TOPIC = "housing"  # one that the shipped city has
_COLUMNS = (
    "type",
    "name",
    "label::Deutsch (de)",
    "label::العربية (ar)",
    "relevant",
    "constraint",
    "calculation",
)
_CHOICES = (
    ("list_name", "name", "label::Deutsch (de)", "label::العربية (ar)"),
    ("yes_no", "yes", "Ja", "نعم"),
    ("yes_no", "no", "Nein", "لا"),
)
_SETTINGS = (
    ("form_title", "form_id", "version", "default_language"),
    ("Bench", "bench", "1", "Deutsch (de)"),
)
_NEEDS = ("name", "topic", "when", "urgency", "label::Deutsch (de)", "label::العربية (ar)")
_HOUSEHOLD = (
    ("begin repeat", "people", "Menschen", "الناس", "", "", ""),
    ("integer", "age", "Wie alt?", "كم العمر؟", "", ". <= 120", ""),
    ("select_one yes_no", "school", "Geht zur Schule?", "هل في المدرسة؟", "${age} < 18", "", ""),
    ("calculate", "months", "", "", "", "", "${age} * 12"),
    ("end repeat", "", "", "", "", "", ""),
    ("calculate", "all_months", "", "", "", "", "sum(${months})"),
)


def questionnaire(questions: int, *, household: bool = False, needs: int = 0) -> bytes:
    """An .xlsx file with so many survey rows of questions (sections beside), as authors write it.

    In turn a number with a limit, a yes or no, a text for those who said yes, and a calculation of the
    number, the length of the text and the calculation before. household: a repeat of people and a sum over
    them as well. needs: so many needs, found in every interview.
    """
    # It comes with pyxform. Imported here, it stays out of the memory of what is measured.
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    survey = [_COLUMNS, *_sections(questions), *(_HOUSEHOLD if household else ())]
    needed = [(f"need{n}", TOPIC, "${q1} >= 0", 1 + n % 3, *spoken(n)) for n in range(1, needs + 1)]
    for name, rows in {"survey": survey, "choices": _CHOICES, "settings": _SETTINGS}.items():
        _add(book, name, rows)
    if needs:
        _add(book, "needs", [_NEEDS, *needed])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def answers(questions: int, *, people: int = 0, seed: int = 0) -> dict[str, Any]:
    """Answers that break no rule, to what does not apply as well. Others for another seed."""
    given: dict[str, Any] = {}
    for n in range(1, questions + 1):
        if n % 4 == 1:
            given[f"q{n}"] = (n + seed) % 100
        elif n % 4 == 2:
            given[f"q{n}"] = "yes" if (n + seed) % 3 else "no"
        elif n % 4 == 3:
            given[f"q{n}"] = f"Note {n}"
    if people:
        given["people"] = [_person(n + seed) for n in range(people)]
    return given


def _person(n: int) -> dict[str, Any]:
    age = n % 90
    return {"age": age, "school": "yes"} if age < 18 else {"age": age}


def _sections(questions: int) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for n in range(1, questions + 1):
        if n % SECTION == 1:
            rows.append(("begin group", f"s{n}", f"Teil {n}", f"الجزء {n}", "", "", ""))
        rows.append(_question(n))
        if n % SECTION == 0 or n == questions:
            rows.append(("end group", "", "", "", "", "", ""))
    return rows


def _question(n: int) -> tuple[str, ...]:
    words = (f"q{n}", f"Frage {n}: Wie ist es?", f"السؤال {n}: كيف الحال؟")
    if n % 4 == 1:
        return ("integer", *words, "", ". >= 0 and . <= 100", "")
    if n % 4 == 2:
        return ("select_one yes_no", *words, "", "", "")
    if n % 4 == 3:
        return ("text", *words, f"${{q{n - 1}}} = 'yes'", "string-length(.) <= 200", "")
    before = f" + ${{q{n - 4}}}" if n > 4 else ""
    return ("calculate", f"q{n}", "", "", "", "", f"${{q{n - 3}}} * 2 + string-length(${{q{n - 1}}}){before}")


def spoken(n: int) -> tuple[str, str]:
    """Need number `n` in German and in Arabic."""
    return f"Sie suchen eine Wohnung, und zwar die {n}.", f"تبحثون عن سكن رقم {n}."


def _add(book: Workbook, name: str, rows: Any) -> None:
    sheet = book.create_sheet(name)
    for row in rows:
        sheet.append(row)
