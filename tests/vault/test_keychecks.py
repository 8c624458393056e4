"""A missing key, or another one under its name, stops the start and is named."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps as all_apps
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from ankommen.engines.sealing import new_key_entry
from ankommen.vault import queries
from ankommen.vault.apps import _note_keys
from ankommen.vault.checks import the_keys_fit
from ankommen.vault.keychecks import key_problems, note_keys, release_keys
from ankommen.vault.models import KeyCheck

from .conftest import Keys


@pytest.fixture
def fresh(db: None, keys: Keys) -> Keys:
    """A database that was never sealed into."""
    KeyCheck.objects.all().delete()
    return keys


def test_a_fresh_database_asks_for_nothing_and_then_for_what_it_met(fresh: Keys) -> None:
    assert key_problems() == []
    note_keys()
    assert key_problems() == []
    fresh.use([new_key_entry("k2")])
    assert key_problems() == [
        'ANKOMMEN_SEALING_KEYS: the sealing key "k1" is missing; this database needs it.'
    ]
    with pytest.raises(ImproperlyConfigured, match='"k1" is missing'):
        note_keys()
    assert not KeyCheck.objects.filter(pk="k2").exists()


def test_another_key_under_the_same_name_is_named(fresh: Keys) -> None:
    note_keys()
    fresh.use([new_key_entry("k1")])
    assert key_problems() == ['ANKOMMEN_SEALING_KEYS: the sealing key "k1" is another key than before.']


def test_a_new_key_is_asked_for_as_soon_as_it_was_noted(fresh: Keys) -> None:
    note_keys()
    old = fresh.entries
    fresh.turn("k2")
    note_keys()
    assert key_problems() == []
    fresh.use(old)
    assert "k2" in key_problems()[0]


def test_a_released_key_may_go_and_asks_again_when_it_seals_again(fresh: Keys) -> None:
    note_keys()
    old = fresh.entries
    fresh.turn("k2")
    note_keys()
    release_keys({"k1"})
    new = fresh.entries[:1]
    fresh.use(new)
    assert key_problems() == []
    fresh.use([*old, *new])
    note_keys()
    fresh.use(new)
    assert "k1" in key_problems()[0]


def test_the_check_is_an_error_that_points_to_the_drill(fresh: Keys) -> None:
    note_keys()
    assert the_keys_fit() == []
    fresh.use([new_key_entry("k9")])
    [error] = the_keys_fit()
    assert error.id == "vault.E003"
    assert "k1" in error.msg
    assert error.hint and error.hint.startswith("docs/keys.md")
    assert (Path(__file__).parents[2] / "docs" / "keys.md").exists()


def test_the_probe_does_not_tell_the_key(fresh: Keys) -> None:
    note_keys()
    key = queries.ring().keys["k1"]
    assert key not in bytes(KeyCheck.objects.get().probe)


def test_missing_keys_are_named(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    monkeypatch.setattr(queries, "_ring", queries._ring.__wrapped__)
    settings.SEALING_KEYS, settings.MAKES_OWN_KEYS, settings.DATA_DIR = [], False, tmp_path
    with pytest.raises(ImproperlyConfigured, match="ANKOMMEN_SEALING_KEYS is not set"):
        queries.ring()
    settings.SEALING_KEYS = ["k1:short"]
    with pytest.raises(ImproperlyConfigured, match="ANKOMMEN_SEALING_KEYS"):
        queries.ring()
    settings.SEALING_KEYS, settings.MAKES_OWN_KEYS = [], True
    assert queries.ring().newest == "k1"
    assert (tmp_path / "keys").stat().st_mode & 0o077 == 0


@pytest.mark.django_db
def test_going_back_to_a_time_before_the_vault_asks_for_no_table() -> None:
    class Before:
        all_models: dict[str, dict[str, Any]] = {"vault": {}}

    with connection.execute_wrapper(_refuse):
        _note_keys(apps=Before())
        with pytest.raises(AssertionError):
            _note_keys(apps=all_apps)


def _refuse(*_: Any) -> None:
    raise AssertionError("The database was asked.")


# The program as it is started


def start(*command: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("ANKOMMEN_", "DJANGO_"))
    }
    clean |= {"ANKOMMEN_DATA_DIR": str(folder), "ANKOMMEN_SECRET_KEY": "s" * 50, **environment}
    clean.pop("DATABASE_URL", None)
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "ankommen", *command],
        env=clean,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_the_program_starts_with_its_keys_only(tmp_path: Path) -> None:
    keys, others = (
        {"ANKOMMEN_SEALING_KEYS": new_key_entry("k1")},
        {"ANKOMMEN_SEALING_KEYS": new_key_entry("k1")},
    )
    without = start("migrate", "--verbosity=0", folder=tmp_path / "none")
    assert without.returncode == 1
    assert without.stderr.startswith("CommandError: ANKOMMEN_SEALING_KEYS is not set")

    made = start("migrate", "--verbosity=0", folder=tmp_path, **keys)
    assert (made.returncode, made.stderr) == (0, "")
    for command in (["check"], ["serve", "--port=1"]):
        wrong = start(*command, folder=tmp_path, **others)
        assert wrong.returncode == 1
        assert 'the sealing key "k1" is another key than before' in wrong.stderr
        assert others["ANKOMMEN_SEALING_KEYS"].partition(":")[2] not in wrong.stderr + wrong.stdout
        assert "Traceback" not in wrong.stderr
    assert start("check", folder=tmp_path, **keys).returncode == 0
