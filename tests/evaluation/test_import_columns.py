"""What columns and cells mean: proposed, said, saved; never guessed without being seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError

from ankommen.evaluation.imports import BadColumns, Targets, columns_of
from ankommen.evaluation.imports.cells import BadCell, answer_of
from ankommen.evaluation.models import ColumnMapping
from ankommen.interviews.models import Interview
from ankommen.interviews.queries import answers_of
from ankommen.questionnaires.models import Version
from tests.interviews.factories import SURVEY, published_version

from .test_import import FRAME, GOOD, run, stored, table

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
SEVERAL = "| select_multiple help | ways | Wege | | | | | | |\n| begin repeat"


@pytest.fixture
def version() -> Version:
    return published_version(SURVEY.replace("| begin repeat", SEVERAL))


@pytest.mark.parametrize(
    ("heading", "meaning", "how"),
    [
        ("flat", "flat", "name"),
        ("Brauchen Sie Hilfe?", "flat", "label"),
        ("Brauchen sie hilfe", "flat", "label"),
        ("Brauchen Sie da Hilfe?", "flat", "likely"),
        ("children_1_age", "children[1]/age", "name"),
        ("children[2]/age", "children[2]/age", "name"),
        ("Kinder 3 Alter", "children[3]/age", "label"),
        ("ways=none", "ways=none", "name"),
        ("ways/got", "ways=got", "name"),
        ("Wege: Ja, keine bekommen", "ways=none", "label"),
        ("Datum", "@day", "label"),
        ("@site", "@site", "name"),
    ],
)
def test_headings_are_understood(version: Version, heading: str, meaning: str, how: str) -> None:
    targets = Targets(version)
    found = targets.find(heading)
    assert found is not None
    assert (targets.text_of(found[0]), found[1]) == (meaning, how)
    assert targets.read(meaning) == found[0]


@pytest.mark.parametrize(
    "heading", ["Bogen-Nr.", "children_0_age", "children_201_age", "age", "children_1_2_age", ""]
)
def test_what_is_no_question_is_not_made_one(version: Version, heading: str) -> None:
    found = Targets(version).find(heading)
    assert found is None or found[1] == "likely"


CHOICES = {"got": "Ja, bekommen", "none": "Ja, keine bekommen", "no": "Nein"}


@pytest.mark.parametrize(
    ("kind", "text", "answer"),
    [
        ("select_one", "NONE", "none"),
        ("select_one", "ja, keine bekommen", "none"),
        ("select_multiple", "got;no", ["got", "no"]),
        ("select_multiple", "got no", ["got", "no"]),
        ("select_multiple", "got, no", ["got", "no"]),
        ("select_multiple", "got/no", ["got", "no"]),
        ("select_multiple", "Ja, bekommen; Nein", ["got", "no"]),
        ("select_multiple", "Ja, bekommen", ["got"]),
        ("integer", "5", 5),
        ("integer", "5.0", 5),
        ("decimal", "2,5", 2.5),
        ("date", "3.11.2026", "2026-11-03"),
        ("acknowledge", "x", "OK"),
        ("text", "=1+1", "=1+1"),
    ],
)
def test_cells_are_read_as_the_question_wants(kind: str, text: str, answer: object) -> None:
    assert answer_of(kind, text, CHOICES) == answer


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("select_multiple", "got;vielleicht", "“vielleicht” is none"),
        ("select_multiple", ";", "“;” is none"),
        ("integer", "1.000", "no whole number"),
        ("integer", "2,5", "no whole number"),
        ("decimal", "1.234,5", "no number"),
        ("date", "45992", "1900 or 1904"),
        ("acknowledge", "?", "neither yes nor no"),
    ],
)
def test_cells_that_could_mean_two_things_are_refused(kind: str, text: str, said: str) -> None:
    with pytest.raises(BadCell, match=said):
        answer_of(kind, text, CHOICES)


def test_repeats_choices_and_codes(version: Version, tmp_path: Path) -> None:
    row = GOOD | {
        "people": "-99",
        "town": "-98",
        "children_1_age": "9",
        "children_2_age": "keine Angabe",
        "children_2_wish": "Rad",
        "ways=got": "x",
        "ways=none": "0",
        "ways=no": "1",
    }
    run(table(tmp_path, row), "--declined", "-99", "--not-asked=-98")
    answers = answers_of(stored())
    assert (answers["people"], "town" in answers) == (None, False)
    assert answers["children"] == [{"age": 9}, {"age": None, "wish": "Rad"}]
    assert answers["ways"] == ["got", "no"]


def test_several_answers_declined_are_declined(version: Version, tmp_path: Path) -> None:
    run(table(tmp_path, GOOD | {"ways=got": "-99", "ways=no": "-99"}), "--declined=-99")
    assert answers_of(stored())["ways"] is None


def test_guesses_are_seen_and_saved_before_anything_is_stored(version: Version, tmp_path: Path) -> None:
    row = {("Wie vielen?" if name == "people" else name): text for name, text in GOOD.items()}
    file = table(tmp_path, row | {"Bogen": "17"})
    with pytest.raises(CommandError, match=r"Wie vielen\? = people; Bogen = -"):
        run(file)
    assert "Wie vielen? | 5 | people (only looks alike)" in run(file, "--preview", "--save-mapping", "sheet")
    assert not Interview.objects.exists()
    assert ColumnMapping.objects.get().columns["Bogen"] == "-"
    run(file, "--mapping", "sheet")
    assert answers_of(stored())["people"] == 5


def test_a_person_corrects_a_column_and_says_what_holds_for_all(version: Version, tmp_path: Path) -> None:
    row = {name: text for name, text in GOOD.items() if name not in ("Sprache", "people")}
    file = table(tmp_path, row | {"Frage=5": "5", "Rest": "?"})
    run(file, "--column", "Frage=5=people", "--column", "Rest=-", "--set", "language=ar")
    assert (stored().language, answers_of(stored())["people"]) == ("ar", 5)


def test_a_saved_mapping_names_what_the_file_lacks(version: Version, tmp_path: Path) -> None:
    run(table(tmp_path, GOOD), "--save-mapping", "sheet")
    half = table(
        tmp_path, {name: text for name, text in GOOD.items() if name not in ("flat", "Datum")}, name="h.csv"
    )
    with pytest.raises(CommandError, match="lacks these columns of the mapping: Datum, flat"):
        run(half, "--mapping", "sheet")
    with pytest.raises(CommandError, match="does not know these columns: town"):
        run(table(tmp_path, GOOD | {"town": "a"}, name="m.csv"), "--mapping", "sheet")
    with pytest.raises(CommandError, match="There are: sheet"):
        run(half, "--mapping", "shet")


def test_half_the_columns_are_named(version: Version) -> None:
    with pytest.raises(BadColumns) as refusal:
        columns_of(["Sprache", "note"], Targets(version))
    said = str(refusal.value)
    assert "day or week, contact, interpreter, outcome, consent_version, consent_language" in said
    assert "flat (Brauchen Sie Hilfe?)" in said
    assert "people" not in said  # asked of some only


@pytest.mark.parametrize(
    ("headings", "said"),
    [
        (["flat", "Brauchen Sie Hilfe?"], "Several columns mean flat: flat, Brauchen Sie Hilfe?"),
        (["flat", "ways", "ways=no"], "ways has a column of its own"),
    ],
)
def test_columns_that_say_the_same_are_named(version: Version, headings: list[str], said: str) -> None:
    with pytest.raises(BadColumns) as refusal:
        columns_of([*FRAME, *headings], Targets(version))
    assert said in str(refusal.value)


def test_an_unknown_meaning_or_fact_is_named(version: Version) -> None:
    with pytest.raises(BadColumns, match="“flt”, said of the column “flat”, is no question"):
        columns_of([*FRAME, "flat"], Targets(version), said={"flat": "flt"})
    with pytest.raises(BadColumns, match="not colour"):
        columns_of([*FRAME, "flat"], Targets(version), constants={"colour": "red"})
