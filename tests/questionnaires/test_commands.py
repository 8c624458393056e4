"""The two commands of an operator."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from ankommen.journal.models import Entry
from ankommen.questionnaires.console import console_language
from ankommen.questionnaires.models import Version
from ankommen.questionnaires.queries import pack_texts, released_languages
from ankommen.questionnaires.services import correct_text

from .factories import QUESTION, draft, know_topics, published, replaced, workbook


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "needs.xlsx").write_bytes(workbook())
    return tmp_path / "needs.xlsx"


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "en")


def run(command: str, *arguments: Any, **options: Any) -> str:
    out = StringIO()
    call_command(command, *[str(each) for each in arguments], stdout=out, **options)
    return out.getvalue()


def test_a_good_workbook_is_checked_without_a_database(path: Path) -> None:
    assert "4 questions" in run("check_questionnaire", path) or "3 questions" in run(
        "check_questionnaire", path
    )
    assert "Українська (uk, 100%)" in run("check_questionnaire", path)


def test_the_check_as_json_has_the_agreed_members(path: Path) -> None:
    found = json.loads(run("check_questionnaire", path, as_json=True))
    assert list(found) == ["ok", "form_id", "version", "languages", "items", "problems"]
    assert list(found["languages"][0]) == ["code", "name", "direction", "translated"]
    assert (found["ok"], found["form_id"], found["version"], found["problems"]) == (True, "needs", "1", [])


def test_a_bad_workbook_is_named_with_exit_1(path: Path) -> None:
    path.write_bytes(workbook(**replaced("survey", "| integer ", "| integre ")))
    out = StringIO()
    with pytest.raises(SystemExit) as stop:
        call_command("check_questionnaire", str(path), stdout=out)
    assert stop.value.code == 1
    assert "error: survey A4: " in out.getvalue()
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("check_questionnaire", str(path), as_json=True, stdout=out)
    found = json.loads(out.getvalue())
    assert found["ok"] is False
    [problem] = found["problems"]
    assert list(problem) == ["code", "severity", "sheet", "row", "column", "message"]
    assert (problem["severity"], problem["sheet"], problem["row"], problem["column"]) == (
        "error",
        "survey",
        4,
        "A",
    )


@pytest.mark.parametrize("command", ["check_questionnaire", "publish_questionnaire"])
def test_a_file_that_is_not_there_is_a_sentence(command: str, tmp_path: Path) -> None:
    for missing in (tmp_path / "nobody.xlsx", tmp_path):
        with pytest.raises(CommandError, match="cannot be read"):
            run(command, missing)


def test_the_console_speaks_german_or_english() -> None:
    assert console_language({"LANGUAGE": "fr:en_GB:de"}) == "en"
    assert console_language({"LC_ALL": "de_DE.UTF-8", "LANG": "en_US.UTF-8"}) == "de"
    assert console_language({"LANG": "C.UTF-8"}) == console_language({}) == "de"


@pytest.mark.django_db
def test_the_operator_publishes_without_an_account(path: Path) -> None:
    know_topics()
    said = run("publish_questionnaire", path)
    version = Version.objects.get()
    assert (version.state, version.published_by, version.uploaded_by) == ("published", None, None)
    assert version.digest in said
    assert "Українська is held back" in said
    assert set(Entry.objects.values_list("actor", flat=True)) == {""}
    assert released_languages(version) == ["de"]


@pytest.mark.django_db
def test_release_all_releases_what_is_complete(path: Path) -> None:
    know_topics()
    assert "Українська is released." in run("publish_questionnaire", path, release_all=True)
    assert released_languages(Version.objects.get()) == ["de", "uk"]


@pytest.mark.django_db
def test_an_incomplete_language_stays_held_back(path: Path) -> None:
    know_topics()
    path.write_bytes(workbook(**replaced("survey", "Скільки вас?", "")))
    assert "Українська is held back: 1 text is missing." in run(
        "publish_questionnaire", path, release_all=True
    )
    assert released_languages(Version.objects.get()) == ["de"]


@pytest.mark.django_db
def test_publishing_the_same_again_changes_nothing(path: Path) -> None:
    know_topics()
    run("publish_questionnaire", path, release_all=True)
    version = Version.objects.get()
    correct_text(version, "uk", QUESTION, "Інше", by=None)
    entries = Entry.objects.count()
    assert "already published" in run("publish_questionnaire", path, release_all=True)
    assert (Version.objects.get(), Entry.objects.count()) == (version, entries)
    assert pack_texts(version, "uk")[QUESTION] == "Інше"
    assert run("publish_questionnaire", path, verbosity=0) == ""


@pytest.mark.django_db
def test_what_cannot_be_published_leaves_nothing_behind(path: Path) -> None:
    with pytest.raises(CommandError, match="housing"):
        run("publish_questionnaire", path)
    assert not Version.objects.exists()
    published()
    path.write_bytes(workbook(**replaced("survey", "Wie viele sind Sie?", "Wie viele Köpfe?")))
    with pytest.raises(CommandError, match="already published with other content"):
        run("publish_questionnaire", path)
    path.write_bytes(workbook(**replaced("survey", "| integer ", "| integre ")))
    with pytest.raises(CommandError, match="survey A4"):
        run("publish_questionnaire", path)
    assert Version.objects.count() == 1


@pytest.mark.django_db
def test_the_operators_workbook_takes_the_place_of_a_draft(path: Path) -> None:
    waiting = draft(**replaced("survey", "Wie viele sind Sie?", "Wie viele Köpfe?"))
    run("publish_questionnaire", path)
    version = Version.objects.get()
    assert (version.pk, version.state) == (waiting.pk, "published")
    assert pack_texts(version, "de")["item/people/label"] == "Wie viele sind Sie?"
