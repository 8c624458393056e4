"""Texts of before get their fingerprints, so that others can be made from them."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from ankommen.translations.models import Translation
from ankommen.translations.services import digest, store_translations

pytestmark = pytest.mark.django_db


def test_every_row_gets_its_fingerprint() -> None:
    german = {str(number): f"Haus {number}" for number in range(1_100)}
    store_translations("x", "en", {key: f"house {key}" for key in german}, sources=german, by="1")
    Translation.objects.update(digest="")
    import_module("ankommen.translations.migrations.0002_sources").fill_in_digests(
        apps, SimpleNamespace(connection=connection)
    )
    assert all(digest(text) == found for text, found in Translation.objects.values_list("text", "digest"))
