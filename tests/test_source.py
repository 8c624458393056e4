"""What the source may never do: run text as code, put values into SQL, make markup of text, call anybody.

Whole classes of faults end here, so the ledger of OWASP ASVS (docs/asvs) points to these tests. Each rule is shown
a planted line that breaks it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src" / "ankommen"
PYTHON = sorted(PACKAGE.rglob("*.py"))
SCRIPTS = sorted(path for path in PACKAGE.rglob("static/**/*.js") if "vendor" not in path.parts)
TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))

RUNS_TEXT = {"eval", "exec", "compile", "__import__", "os.system", "os.popen"}
READS_XML = {
    f"{tree}.{door}" for tree in ("ET", "ElementTree") for door in ("parse", "iterparse", "fromstring", "XML")
}
OPENS_ANYTHING = {"pickle", "marshal", "shelve", "yaml", "subprocess", "xml.dom", "xml.sax"} | {
    f"xml.etree.{door}" for door in READS_XML
}  # XML is read by defusedxml only
CALLS_SOMEBODY = {
    "urllib.request",
    "http.client",
    "requests",
    "httpx",
    "smtplib",
    "ftplib",
    "aiohttp",
    "urllib3",
}
WEAK = {"md5", "sha1", "crypt", "random.random", "random.choice", "random.randint", "random.choices"}
RAW_SQL = {"raw", "extra", "RawSQL"}
MAKES_MARKUP = re.compile(
    r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|srcdoc)"
)
IS_TRUSTED = re.compile(r"\|\s*safe\b(?!seq)|autoescape\s+off")


def called(node: ast.Call) -> str:
    """ "eval", "os.system"; of a longer chain the last two names."""
    return ".".join(ast.unparse(node.func).split(".")[-2:])


def calls(source: str) -> Iterator[ast.Call]:
    return (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))


def imported(source: str) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def code_from_text(source: str) -> set[str]:
    return {name for node in calls(source) if (name := called(node)) in RUNS_TEXT | READS_XML} | (
        imported(source) & OPENS_ANYTHING
    )


def sql_with_values(source: str) -> set[str]:
    """Raw queries, and texts that are put together before the database reads them."""
    return {
        ast.unparse(node)
        for node in calls(source)
        if isinstance(node.func, ast.Attribute | ast.Name)
        and (
            called(node).split(".")[-1] in RAW_SQL
            or (called(node).endswith(".execute") and isinstance(node.args[0], ast.JoinedStr | ast.BinOp))
        )
        and "row.extra()" not in ast.unparse(node)  # a row of a workbook, not of a table
    }


def weak_numbers(source: str) -> set[str]:
    return {
        name for node in calls(source) for name in (called(node), called(node).split(".")[-1]) if name in WEAK
    }


def named(paths: list[Path], found: dict[Path, set[str]]) -> list[str]:
    return [f"{path.relative_to(PACKAGE)}: {', '.join(sorted(found[path]))}" for path in paths if found[path]]


def test_nothing_runs_text_as_code_or_opens_what_could() -> None:
    allowed = {PACKAGE / "config/backup/postgres.py": {"subprocess"}}  # pg_dump and pg_restore
    found = {path: code_from_text(path.read_text("utf-8")) - allowed.get(path, set()) for path in PYTHON}
    assert named(PYTHON, found) == []


def test_no_value_stands_in_the_text_of_a_query() -> None:
    """Migrations change tables, and no value of anybody's comes near them."""
    paths = [path for path in PYTHON if "migrations" not in path.parts and "benches" not in path.parts]
    assert named(paths, {path: sql_with_values(path.read_text("utf-8")) for path in paths}) == []


def test_scripts_make_no_markup_and_run_no_text() -> None:
    found = {path: set(MAKES_MARKUP.findall(path.read_text("utf-8"))) for path in SCRIPTS}
    assert SCRIPTS and named(SCRIPTS, found) == []


def test_templates_escape_what_they_show() -> None:
    """No template trusts what it is given."""
    found = {path: set(IS_TRUSTED.findall(path.read_text("utf-8"))) for path in TEMPLATES}
    assert [path.name for path in TEMPLATES if found[path]] == []


def test_the_program_calls_nobody() -> None:
    found = {path: imported(path.read_text("utf-8")) & CALLS_SOMEBODY for path in PYTHON}
    assert named(PYTHON, found) == []


def test_no_weak_hash_and_no_number_that_can_be_guessed() -> None:
    paths = [path for path in PYTHON if not {"benches", "synthetic"} & set(path.parts)]  # invented data only
    assert named(paths, {path: weak_numbers(path.read_text("utf-8")) for path in paths}) == []


@pytest.mark.parametrize(
    ("rule", "planted"),
    [
        (code_from_text, "eval(text)"),
        (code_from_text, "import os\nos.system(text)"),
        (code_from_text, "from subprocess import run"),
        (code_from_text, "import pickle"),
        (code_from_text, "from xml.etree.ElementTree import fromstring"),
        (code_from_text, "from xml.etree import ElementTree as ET\nET.parse(file)"),
        (sql_with_values, 'cursor.execute(f"SELECT {name}")'),
        (sql_with_values, 'cursor.execute("SELECT " + name)'),
        (sql_with_values, "Case.objects.raw(text)"),
        (weak_numbers, "hashlib.md5(text)"),
        (weak_numbers, "random.choice(letters)"),
        (MAKES_MARKUP.findall, "box.innerHTML = text"),
        (IS_TRUSTED.findall, "{{ text|safe }}"),
        (lambda source: imported(source) & CALLS_SOMEBODY, "from urllib.request import urlopen"),
    ],
)
def test_each_rule_sees_what_breaks_it(rule: object, planted: str) -> None:
    assert rule(planted)  # type: ignore[operator]
