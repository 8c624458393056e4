"""Nothing that lies sealed is forgotten by a rotation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from ankommen.config.rooms import ROOMS
from ankommen.vault import registry
from ankommen.vault.fields import SealedField

SOURCE = Path(__file__).parents[2] / "src" / "ankommen"
OPEN = {
    "questionnaires.Version.workbook": "an uploaded questionnaire, which holds nothing about people",
    "vault.KeyCheck.probe": "each key seals its own probe, for ever",
}
# Who seals by hand, and the columns that it writes
SEALED_BY_HAND = {
    "accounts/login/adapters.py": {"mfa.Authenticator.data"},
    "accounts/sessions.py": {"sessions.Session.session_data"},
    "config/backup/container.py": set(),  # the key of a file, which lies in no row
    "evaluation/exports/pseudonyms.py": {"evaluation.ResearchProject.sealed_key"},
    "evaluation/exports/running.py": {"evaluation.ExportRun.sealed"},
    "evaluation/projection/copy.py": {"evaluation.ProjectionCopy.sealed"},
    "evaluation/releases/workings.py": {"evaluation.Release.workings"},
    "interviews/drafts.py": {"interviews.Draft.sealed"},
    "interviews/rows.py": {"interviews.Interview.answers", "interviews.Interview.free_text"},
    "offers/services/lists.py": {"offers.ListImport.sealed"},
}


def binary_columns() -> set[str]:
    return {
        f"{model._meta.label}.{field.attname}"
        for room in ROOMS
        for model in apps.get_app_config(room).get_models()
        for field in model._meta.local_fields
        if isinstance(field, models.BinaryField | SealedField)
    }


def test_every_column_of_bytes_is_registered_or_known_to_be_open() -> None:
    registered = {column.name for column in registry.sealed_columns()}
    assert binary_columns() - registered - set(OPEN) == set()
    assert not registered & set(OPEN)


def test_a_column_that_a_room_forgets_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(registry._columns, "interviews.Draft.sealed")
    with pytest.raises(AssertionError, match=r"interviews\.Draft\.sealed"):
        test_every_column_of_bytes_is_registered_or_known_to_be_open()


def test_whoever_seals_by_hand_registers_what_it_writes() -> None:
    sealing = {
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if re.search(r"(ring\(\)|keys|ring)\.seal\(", path.read_text())
        and path.relative_to(SOURCE).parts[0] not in ("vault", "engines")
    }
    assert sealing == set(SEALED_BY_HAND)
    registered = {column.name for column in registry.sealed_columns()}
    assert set().union(*SEALED_BY_HAND.values()) <= registered


def test_registered_columns_exist() -> None:
    for column in registry.sealed_columns():
        apps.get_model(column.label)._meta.get_field(column.column)


def test_sealed_fields_register_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    with isolate_apps("ankommen.vault") as isolated:
        from ankommen.vault.fields import SealedTextField

        class Secret(models.Model):  # noqa: DJ008
            id = models.UUIDField(primary_key=True)
            text = SealedTextField(max_length=10)

            class Meta:
                app_label = "vault"

    monkeypatch.setattr(registry, "apps", isolated)
    assert [column.name for column in registry._sealed_fields()] == ["vault.Secret.text"]
