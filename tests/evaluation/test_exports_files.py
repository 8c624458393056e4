"""Files of the size that they have in earnest, with the names that questionnaires have."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyreadstat
import pytest
from django.utils import translation

from ankommen.evaluation.exports.columns import Namer, Variable, band_labels
from ankommen.evaluation.exports.files import write_table
from ankommen.evaluation.exports.tables import Table

COLUMNS = 370


def wide_table(rows: int) -> Table:
    draw, namer = np.random.default_rng(1), Namer()
    table = Table("wide", "Wide")
    table.add(Variable(namer.name("id"), "Id", is_text=True), [f"p{row:020x}" for row in range(rows)])
    for _column in range(COLUMNS - 2):
        name = namer.name("services_known_at_home", "volunteer_agency_of_the_city")
        table.add(Variable(name, "Ä" * 300, ("ö" * 130, "yes")), draw.integers(-4, 2, rows).tolist())
    table.add(Variable(namer.name("decimal"), "Number", is_whole=False), [0.5] * rows)
    return table


def no_progress(what: str, done: int, all_of_them: int) -> None:
    """Nobody looks."""


@pytest.mark.parametrize(
    ("file_format", "read"), [("sav", pyreadstat.read_sav), ("dta", pyreadstat.read_dta)]
)
def test_long_names_and_labels_open_again(tmp_path: Path, file_format: str, read: object) -> None:
    path = write_table(wide_table(20), tmp_path, file_format, no_progress)
    frame, facts = read(path)  # type: ignore[operator]
    assert frame.shape == (20, COLUMNS)
    assert len(set(facts.column_names)) == COLUMNS
    assert frame["decimal"].eq(0.5).all()
    assert all(label.startswith("Ä") for label in facts.column_labels[1:-1])


def test_names_are_those_that_the_programs_take() -> None:
    namer = Namer()
    assert namer.name("group/item") == "group_item"
    assert namer.name("Group", "item") == "Group_item_2"
    assert namer.name("with") == "v_with"
    assert namer.name("2nd") == "v_2nd"
    assert namer.name("größe") == "gr__e"


def test_bands_are_named_by_their_bounds() -> None:
    with translation.override("en"):
        labels = list(band_labels((3, 6.5)))
    assert labels == ["under 3", "3 to under 6.5", "6.5 and more"]
