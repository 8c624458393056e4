"""The shipped questionnaires: complete in each language, true to their city, and careful in what they ask."""

import re
from pathlib import Path
from typing import Any

import pytest
from pyxform.xls2xform import convert

from ankommen.engines.formlogic import parse

from .shipped import (
    FOLDERS,
    WORKBOOKS,
    Form,
    city_of,
    demo_interviews,
    districts,
    first_form,
    reading,
    toml,
    workbooks_of,
)
from .wording import faults

every_workbook = pytest.mark.parametrize("workbook", WORKBOOKS, ids=lambda workbook: workbook.name)
every_city = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


@every_workbook
def test_reads_without_a_problem(workbook: Path) -> None:
    found = reading(workbook)
    assert found.ok
    assert found.problems == []
    assert workbook.stem == f"{found.form_id}-{found.version}"


@every_workbook
def test_other_tools_accept_it(workbook: Path) -> None:
    assert convert(str(workbook)).warnings == []


@every_workbook
def test_every_text_stands_in_every_language(workbook: Path) -> None:
    texts = reading(workbook).texts
    source = texts["de"].keys() - {"form/title"}  # a workbook holds one title
    for code, own in texts.items():
        assert source <= own.keys(), (code, sorted(source - own.keys()))


@every_city
def test_newest_version_speaks_all_languages_of_the_city(folder: Path) -> None:
    languages = toml(folder / "languages.toml")["languages"]
    *earlier, newest = [list(reading(workbook).texts) for workbook in workbooks_of(folder)]
    assert newest == languages
    assert all(spoken == languages[: len(spoken)] for spoken in earlier)


@every_workbook
def test_no_language_is_left_in_german(workbook: Path) -> None:
    texts = reading(workbook).texts
    sentences = {
        key: text for key, text in texts["de"].items() if text.count(" ") >= 2 and not key.startswith("form/")
    }
    for code in texts.keys() - {"de"}:
        assert [key for key, text in sentences.items() if texts[code][key] == text] == []


@every_workbook
def test_texts_are_written_as_a_native_reader_would(workbook: Path) -> None:
    folder = city_of(workbook)
    names = frozenset(row["name"] for row in districts(folder)) | {toml(folder / "city.toml")["name"]}
    found = [
        (code, key, wrong)
        for code, texts in reading(workbook).texts.items()
        for key, text in texts.items()
        if key != "form/title" and (wrong := faults(code, text, frozenset(names)))
    ]
    assert found == []


@every_workbook
def test_every_topic_has_a_question_and_a_need(workbook: Path) -> None:
    form = Form(workbook)
    topics = {topic["slug"] for topic in toml(city_of(workbook) / "topics.toml")["topics"]}
    assert {item["topic"] for item in form.questions.values()} - {None} == topics
    assert {need["topic"] for need in form.document["needs"]} == topics


@every_workbook
def test_target_rule_is_an_expression_over_the_form(workbook: Path) -> None:
    rule = toml(city_of(workbook) / "city.toml")["target"]["rule"]
    assert parse(rule)
    assert set(re.findall(r"\$\{(\w+)\}", rule)) <= Form(workbook).questions.keys()


@every_city
def test_demo_interviews_are_valid_and_tidy(folder: Path) -> None:
    form = first_form(folder)
    calculated = {key for key, item in form.items.items() if item["kind"] == "calculate"}
    for entry in demo_interviews(folder):
        filled = form.filled(**entry["answers"])
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
