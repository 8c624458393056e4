"""The shipped questionnaires: complete in each language, true to their city, and careful in what they ask."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pyxform.xls2xform import convert

from ankommen.engines.formlogic import fill, parse

from .shipped import FOLDERS, WORKBOOKS, demo_interviews, districts, items, reading, reading_of, toml
from .wording import faults

DAY = date(2026, 11, 21)
every_workbook = pytest.mark.parametrize("workbook", WORKBOOKS, ids=lambda workbook: workbook.name)
every_city = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


def document(folder: Path) -> dict[str, Any]:
    found = reading_of(folder).document
    assert found is not None
    return found


def questions(folder: Path) -> list[dict[str, Any]]:
    silent = {"group", "repeat", "note", "calculate"}
    return [item for item in items(document(folder)["items"]) if item["kind"] not in silent]


@every_workbook
def test_reads_without_a_problem(workbook: Path) -> None:
    found = reading(workbook)
    assert found.ok
    assert found.problems == []
    assert workbook.stem == f"{found.form_id}-{found.version}"


@every_workbook
def test_other_tools_accept_it(workbook: Path) -> None:
    assert convert(str(workbook)).warnings == []


@every_city
def test_every_text_stands_in_every_language(folder: Path) -> None:
    found = reading_of(folder)
    assert list(found.texts) == toml(folder / "languages.toml")["languages"]
    source = found.texts["de"].keys() - {"form/title"}  # a workbook holds one title
    for code, texts in found.texts.items():
        assert source <= texts.keys(), (code, sorted(source - texts.keys()))


@every_city
def test_no_language_is_left_in_german(folder: Path) -> None:
    texts = reading_of(folder).texts
    sentences = {
        key: text for key, text in texts["de"].items() if text.count(" ") >= 2 and not key.startswith("form/")
    }
    for code in texts.keys() - {"de"}:
        assert [key for key, text in sentences.items() if texts[code][key] == text] == []


@every_city
def test_texts_are_written_as_a_native_reader_would(folder: Path) -> None:
    names = frozenset(row["name"] for row in districts(folder)) | {toml(folder / "city.toml")["name"]}
    found = [
        (code, key, wrong)
        for code, texts in reading_of(folder).texts.items()
        for key, text in texts.items()
        if key != "form/title" and (wrong := faults(code, text, frozenset(names)))
    ]
    assert found == []


@every_city
def test_every_topic_has_a_question_and_a_need(folder: Path) -> None:
    topics = {topic["slug"] for topic in toml(folder / "topics.toml")["topics"]}
    assert {item["topic"] for item in questions(folder)} - {None} == topics
    assert {need["topic"] for need in document(folder)["needs"]} == topics


@every_city
def test_target_rule_is_an_expression_over_the_form(folder: Path) -> None:
    rule = toml(folder / "city.toml")["target"]["rule"]
    assert parse(rule)
    assert set(re.findall(r"\$\{(\w+)\}", rule)) <= {item["key"] for item in questions(folder)}


@every_city
def test_demo_interviews_are_valid_and_tidy(folder: Path) -> None:
    calculated = {item["key"] for item in items(document(folder)["items"]) if item["kind"] == "calculate"}
    for entry in demo_interviews(folder):
        filled = fill(document(folder), entry["answers"], on=DAY)
        assert filled.problems == ()
        assert without(filled.answers, calculated) == entry["answers"]


def without(answers: dict[str, Any], keys: set[str]) -> dict[str, Any]:
    kept = {key: value for key, value in answers.items() if key not in keys}
    rows = {
        key: value
        for key, value in kept.items()
        if isinstance(value, list) and value and isinstance(value[0], dict)
    }
    return kept | {key: [without(row, keys) for row in value] for key, value in rows.items()}
