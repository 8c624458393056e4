"""What goes out as a sheet comes in again, and then nothing has changed."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

import ankommen
from ankommen.config.city import load_city
from ankommen.config.demo_directory import SOURCE, add_directory
from ankommen.offers.models import Generation, Offer

pytestmark = pytest.mark.django_db
CITY = Path(ankommen.__file__).parent / "cities" / "dortmund"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """The offers of the demo's directory, as they are exported."""
    load_city(CITY)
    list(add_directory(CITY))
    path = tmp_path / "offers.csv"
    call_command("export_directory", str(path), format="csv", stdout=StringIO())
    return path


def test_the_demos_offers_come_back_as_they_went(sheet: Path) -> None:
    before, number = Generation.objects.get().number, Offer.objects.count()
    options = {"source": SOURCE, "name": "Erfundenes Verzeichnis", "licence": "CC0", "kind": "offers"}
    call_command("import_directory", str(sheet), **options, stdout=StringIO(), stderr=StringIO())
    assert Offer.objects.count() == number
    changed = Offer.objects.filter(generation__gt=before)
    assert [offer.name for offer in changed] == []
