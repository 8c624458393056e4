"""docs/questionnaires.md tells of every problem, type and column."""

from pathlib import Path

from ankommen.engines.xlsform import CATALOGUE
from ankommen.engines.xlsform.headings import CHOICES, NEEDS, SETTINGS, SURVEY
from ankommen.engines.xlsform.types import ASKED_AS, KINDS, META, SELECTS

DOCUMENT = Path(__file__).parents[3] / "docs" / "questionnaires.md"
MARK = "<!-- made from engines/xlsform/sentences.py; a test compares -->\n"


def table_of_problems() -> str:
    lines = ["| code | severity | what it says |", "| --- | --- | --- |"]
    for code, (severity, sentence) in CATALOGUE.items():
        shown = (
            sentence.replace("${{{name}}}", "${name}")
            .replace("${{name}}", "${name}")
            .replace("{", "*")
            .replace("}", "*")
        )
        shown = shown.replace("$*name*", "${name}")
        lines.append(f"| `{code}` | {severity} | {shown} |")
    return "\n".join(lines) + "\n"


def test_every_problem_is_listed_with_its_sentence():
    assert DOCUMENT.read_text(encoding="utf-8").partition(MARK)[2] == table_of_problems()


def test_every_type_is_named():
    text = DOCUMENT.read_text(encoding="utf-8")
    for name in (*KINDS, *META, *SELECTS, *ASKED_AS):
        assert f"`{name}" in text, name


def test_every_column_is_named():
    text = DOCUMENT.read_text(encoding="utf-8")
    for profile in (SURVEY, SETTINGS):
        for name in set(profile.fields.values()):
            assert f"`{name}`" in text, name
    for name in (*NEEDS.needed, *CHOICES.needed):
        assert name in text, name
