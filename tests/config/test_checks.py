from pathlib import Path
from typing import Any

import pytest
from django.core.checks import Error

from ankommen.config import checks, declarationchecks
from ankommen.journal.models import Entry


def test_every_model_of_the_house_declares_its_data_class() -> None:
    assert declarationchecks.every_model_has_a_data_class() == []


def test_a_model_without_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Entry, "data_class", None)
    [error] = declarationchecks.every_model_has_a_data_class()
    assert isinstance(error, Error)
    assert "journal.Entry" in error.msg


def test_data_that_others_can_read_is_named(tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR = tmp_path
    database, keys = tmp_path / "ankommen.sqlite3", tmp_path / "keys"
    database.touch(0o600)
    keys.touch(0o644)
    tmp_path.chmod(0o755)
    [warning] = checks.nobody_else_reads_the_data()
    assert str(keys) in warning.msg
    tmp_path.chmod(0o700)
    assert checks.nobody_else_reads_the_data() == []


@pytest.mark.parametrize(
    "path",
    ["nowhere.Provider", "ankommen.translations.machine.Nobody", "ankommen.translations.machine.Provider"],
)
def test_a_machine_that_is_not_there_is_named(path: str, settings: Any) -> None:
    assert checks.the_machine_that_translates_is_there() == []
    settings.MACHINE_TRANSLATION = path
    [error] = checks.the_machine_that_translates_is_there()
    assert isinstance(error, Error)
