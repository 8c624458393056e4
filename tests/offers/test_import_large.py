"""Long files: read row by row, with progress, in memory that does not grow with them."""

from __future__ import annotations

import tracemalloc

import pytest

from ankommen.engines import gate
from ankommen.offers.imports import Unreadable, store_import
from ankommen.offers.imports.filling import MOST_PROBLEMS
from ankommen.offers.imports.reading import MAX_ROWS
from ankommen.offers.models import Offer, Source
from ankommen.offers.services import Stored

from .files import a_city_with_shapes, checked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
HEADINGS = b"Kennung;Angebot;Anbieter;Ort;Kurz;Alter von\n"


@pytest.fixture
def source() -> Source:
    return a_city_with_shapes()


def many(rows: int, age: str = "6") -> bytes:
    return HEADINGS + b"".join(
        f"{n};Angebot {n};Linde;Haus;Beratung für alle, die neu sind;{age}\n".encode() for n in range(rows)
    )


def test_progress_is_told(source: Source) -> None:
    told: list[int] = []
    checked(source, many(1_200), progress=told.append)
    assert told == [500, 1000, 1200]


def test_memory_does_not_grow_with_the_file(source: Source) -> None:
    """Beside the ids and keys that are remembered, some 300 bytes a row."""
    checked(source, many(300))  # what is loaded once
    peaks = []
    for rows in (500, 2_000):
        data = many(rows)
        tracemalloc.start()
        checked(source, data)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert (peaks[1] - peaks[0]) / 1_500 < 1_000  # an entry in memory would be 5,000 bytes


def test_problems_are_counted_beyond_those_that_are_kept(source: Source) -> None:
    preview = checked(source, many(MOST_PROBLEMS + 10, age="alt"))
    assert (len(preview.problems), preview.further, preview.bad) == (MOST_PROBLEMS, 10, MOST_PROBLEMS + 10)


def test_a_row_too_many_is_refused_whole(source: Source) -> None:
    assert checked(source, many(20), most=20).counts["offer"] == Stored(new=20)
    with pytest.raises(Unreadable, match="more than 20 rows") as refusal:
        checked(source, many(21), most=20)
    assert refusal.value.is_too_large


def test_a_hundred_thousand_rows_are_within_the_bounds(source: Source) -> None:
    table = gate.open_table(many(MAX_ROWS), "liste.csv", max_rows=MAX_ROWS)
    assert sum(1 for _row in table.rows()) == 100_000
    with pytest.raises(gate.Refused):
        sum(1 for _row in gate.open_table(many(MAX_ROWS + 1), "liste.csv", max_rows=MAX_ROWS).rows())


@pytest.mark.long
def test_twenty_thousand_rows_twice(source: Source) -> None:
    data = many(20_000)
    assert store_import(checked(source, data)).stored == Stored(new=20_002)
    assert checked(source, data).counts["offer"] == Stored(same=20_000)
    assert Offer.objects.count() == 20_000
