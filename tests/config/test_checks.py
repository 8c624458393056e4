import pytest
from django.core.checks import Error

from ankommen.config import checks
from ankommen.journal.models import Entry


def test_every_model_of_the_house_declares_its_data_class() -> None:
    assert checks.every_model_has_a_data_class() == []


def test_a_model_without_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Entry, "data_class", None)
    [error] = checks.every_model_has_a_data_class()
    assert isinstance(error, Error)
    assert "journal.Entry" in error.msg
