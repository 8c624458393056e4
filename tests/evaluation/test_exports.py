"""Handing over: through a released project only, and nobody is in the files."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pyreadstat
import pytest
from defusedxml.ElementTree import parse
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from ankommen.evaluation.exports import WRITERS, ExportRefused
from ankommen.evaluation.exports.tables import interpreter_labels
from ankommen.evaluation.models import ResearchProject
from ankommen.evaluation.services import confirm_link, create_project, end_projects, release_project
from ankommen.interviews.models import Interpreter, Interview
from ankommen.journal.models import Entry
from tests.accounts.factories import UserFactory

from .factories import held
from .research import CANARY, DESIGN, FRAME, Town, facts, hold_interviews, linked_town, released

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def office() -> Town:
    return linked_town()


@pytest.fixture
def town(office: Town) -> Town:
    hold_interviews(office)
    return office


def exported(
    folder: Path,
    name: str = "study",
    file_format: str = "csv",
    language: str = "en",
) -> Path:
    facts = ("--format", file_format, "--language", language, "--to", str(folder))
    call_command("export_interviews", name, *facts)
    return folder


def everything(folder: Path) -> Iterator[bytes]:
    """Every file as it is, and unpacked where it is packed."""
    for path in folder.iterdir():
        yield path.read_bytes()
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as archive:
                yield from (archive.read(name) for name in archive.namelist())
        if path.suffix == ".parquet":
            yield pq.read_table(path).to_pandas().to_csv().encode()


@pytest.mark.parametrize("file_format", WRITERS)
def test_nobody_is_in_any_file(town: Town, tmp_path: Path, file_format: str) -> None:
    released(town)
    folder = exported(tmp_path / "out", file_format=file_format, language="de")
    numbers = [str(pk) for pk in Interview.objects.values_list("pk", flat=True)]
    secrets = {CANARY, *numbers, *(number.replace("-", "") for number in numbers)}
    secrets |= set(Interview.objects.values_list("week", flat=True)) - {""}
    secrets |= set(Interview.objects.values_list("receipt_digest", flat=True)) - {""}
    content = list(everything(folder))
    assert len(secrets) > 100
    for part in content:
        assert not [secret for secret in secrets if secret.encode() in part]
        assert not re.search(rb"20\d\d-W\d\d", part)
    assert any(b"2026-Q3" in part for part in content)


def test_k_and_l_hold_in_the_file(town: Town, tmp_path: Path) -> None:
    released(town)
    folder = exported(tmp_path / "out")
    frame = pd.read_csv(folder / "interviews.csv")
    names = [*(key.replace(":", "_") for key in FRAME), "town", "rows_children"]
    classes = frame.groupby(["version", "eligible", "invented", "town_2", *names])
    assert classes.size().min() >= 10
    given = classes["home_now"].agg(lambda codes: codes[~codes.isin([-1, -3])].nunique())
    assert given[given > 0].min() >= 2
    manifest = json.loads((folder / "manifest.json").read_text())
    hidden = (frame[names] == -4).sum()
    assert hidden["town"] == (frame["town_2"] == -4).sum() > 0
    assert manifest["interviews"] == len(frame) == 160 - manifest["suppressed"]["records_left_out"]
    assert manifest["k"]["reached"] == classes.size().min()
    assert list(manifest["suppressed"]["cells"].values()) == list(hidden)
    assert manifest["suppressed"]["share_of_cells"] == round(hidden.sum() / frame[names].size, 4) > 0
    shown = set(frame.loc[frame["rows_children"] > 0, "id"])
    assert set(pd.read_csv(folder / "repeat_children.csv")["id"]) == shown


def test_every_kind_of_nothing_has_its_code(town: Town, tmp_path: Path) -> None:
    keys = ("people", "home_now", "town", "interview:language")
    quasi = {"variables": keys, "quasi_identifiers": keys[-1:], "bands": {}}
    released(town, design=replace(DESIGN, **quasi))
    frame = pd.read_csv(exported(tmp_path / "out") / "interviews.csv")
    # No link joins the two questions: each is one that the other version did not ask.
    assert set(frame["town"]) == set(frame["town_2"]) == {-3, -1, 0}
    assert set(frame.loc[frame["home_now"] == 0, "people"]) == {-2}
    assert set(frame.loc[frame["home_now"] == 1, "people"]) == set(range(1, 9))
    assert set(frame["invented"]) == {1}


def test_spss_has_labels_and_missing_ranges(town: Town, tmp_path: Path) -> None:
    released(town)
    folder = exported(tmp_path / "out", file_format="sav", language="de")
    frame, facts = pyreadstat.read_sav(folder / "interviews.sav", user_missing=True)
    assert facts.column_names_to_labels["home_now"] == "Brauchen Sie Hilfe?"
    labels = facts.variable_value_labels["home_now"]
    assert [labels[code] for code in (0, 1, 2)] == ["Ja, bekommen", "Ja, keine bekommen", "Nein"]
    assert set(labels) == {0, 1, 2, -1, -2, -3, -4}
    assert facts.missing_ranges["people"] == [{"lo": -4, "hi": -1}]
    assert (frame["people"] < 0).any()
    read, _facts = pyreadstat.read_sav(folder / "interviews.sav")
    assert read["people"].min() >= 0 and read["people"].isna().sum() == (frame["people"] < 0).sum()
    rows, _facts = pyreadstat.read_sav(folder / "repeat_children.sav")
    assert set(rows["id"]) <= set(frame["id"])


def test_stata_has_labels_and_missing_letters(town: Town, tmp_path: Path) -> None:
    released(town)
    folder = exported(tmp_path / "out", file_format="dta")
    frame, facts = pyreadstat.read_dta(folder / "interviews.dta", user_missing=True)
    labels = facts.variable_value_labels["home_now"]
    assert set(labels) == {0, 1, 2, "a", "b", "c", "d"}
    assert labels[1] == "Ja, keine bekommen [de]"  # nobody translated it into English
    assert {"b", "d"} & set(frame["people"])
    read, _facts = pyreadstat.read_dta(folder / "interviews.dta")
    assert read["people"].dropna().min() >= 0


def test_the_other_formats_say_the_same(town: Town, tmp_path: Path) -> None:
    released(town)
    csv = pd.read_csv(exported(tmp_path / "csv") / "interviews.csv")
    parquet = pq.read_table(exported(tmp_path / "p", file_format="parquet") / "interviews.parquet")
    book = pd.read_excel(
        exported(tmp_path / "x", file_format="xlsx") / "interviews.xlsx", sheet_name=None, engine="openpyxl"
    )
    assert parquet.to_pandas().astype(csv.dtypes).equals(csv)
    assert book["data"].astype(csv.dtypes).equals(csv)
    meant = book["labels"].set_index(["variable", "code"])["meaning"]
    assert meant["people", 1] == "3 to under 6"


def test_a_project_has_its_own_pseudonyms(town: Town, tmp_path: Path) -> None:
    released(town)
    released(town, "other")
    names = [
        list(pd.read_csv(exported(tmp_path / str(run), name) / "interviews.csv")["id"])
        for run, name in enumerate(("study", "study", "other"))
    ]
    assert names[0] == names[1] == sorted(names[0])
    assert len(set(names[0])) == len(names[0])
    assert not set(names[0]) & set(names[2])


def test_the_bridge_has_confirmed_links(town: Town, tmp_path: Path) -> None:
    first, second = town.versions
    confirm_link(first, second, items=("town", "town"), kind="broken", by=None)
    released(town)
    bridge = pd.read_csv(exported(tmp_path / "out") / "bridge.csv", dtype=str, keep_default_na=False)
    found = set(
        bridge[["earlier_version", "earlier_item", "later_version", "later_item", "kind"]].itertuples(
            index=False, name=None
        )
    )
    assert found == {
        ("1", "flat", "2", "home_now", "renamed"),
        ("1", "people", "2", "people", "same"),
        ("1", "town", "2", "town", "broken"),
    }


def test_the_manifest_has_a_hash_of_every_file(town: Town, tmp_path: Path) -> None:
    released(town)
    folder = exported(tmp_path / "out")
    manifest = json.loads((folder / "manifest.json").read_text())
    hashes = {entry["name"]: entry["sha256"] for entry in manifest["files"]}
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    assert hashes == {name: digest for name, digest in found.items() if name != "manifest.json"}
    assert set(hashes) == {
        "interviews.csv",
        "repeat_children.csv",
        "bridge.csv",
        "codebook.xml",
        "codebook.html",
    }
    assert manifest["weights"] == "none" and manifest["coverage"]
    assert [version["label"] for version in manifest["versions"]] == ["1", "2"]
    assert manifest["invented"] == manifest["interviews"] and manifest["notes"]


def test_the_ddi_codebook_describes_every_column(town: Town, tmp_path: Path) -> None:
    released(town)
    folder = exported(tmp_path / "out")
    root = parse(folder / "codebook.xml").getroot()
    space = {"d": "ddi:codebook:2_5"}
    assert root.tag == "{ddi:codebook:2_5}codeBook" and root.get("version") == "2.5"
    for number, name in ((1, "interviews"), (2, "repeat_children")):
        described = [var.get("name") for var in root.findall(f".//d:var[@files='F{number}']", space)]
        assert described == list(pd.read_csv(folder / f"{name}.csv").columns)
    home = root.find(".//d:var[@name='home_now']", space)
    assert home is not None
    missing = [one.findtext("d:catValu", "", space) for one in home.findall("d:catgry[@missing='Y']", space)]
    assert missing == ["-1", "-2", "-3", "-4"]
    assert [note.text for note in home.findall("d:notes", space)] == ["2: home_now", "1: flat"]
    assert "none" in root.findtext(".//d:weight", "", space)
    assert not root.findall(".//d:catStat", space)


def test_the_html_codebook_names_every_column(town: Town, tmp_path: Path) -> None:
    project = create_project(replace(facts(), title="<b>Bold</b>"), DESIGN, by=town.editor)
    release_project(project, by=town.lead)
    folder = exported(tmp_path / "out", language="de")
    page = (folder / "codebook.html").read_text()
    for column in pd.read_csv(folder / "interviews.csv").columns:
        assert f'<th scope="row">{column}</th>' in page
    assert '<html lang="de">' in page and "<b>Bold" not in page


def test_a_second_person_is_needed(town: Town, tmp_path: Path) -> None:
    project = create_project(facts(), DESIGN, by=town.lead)
    with pytest.raises(CommandError, match="not released"):
        exported(tmp_path / "out")
    with pytest.raises(ExportRefused, match="yourself"):
        release_project(project, by=town.lead)
    with pytest.raises(ExportRefused, match="role"):
        release_project(project, by=town.editor)
    release_project(project, by=UserFactory(role="project_lead"))
    assert exported(tmp_path / "out").exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        ResearchProject.objects.update(released_by=town.lead)


def test_who_may_not_propose(office: Town) -> None:
    with pytest.raises(ExportRefused, match="role"):
        create_project(facts(), DESIGN, by=UserFactory(role="social_worker"))


def test_at_its_end_a_project_loses_its_key(town: Town, tmp_path: Path) -> None:
    project = released(town)
    ResearchProject.objects.update(ends_on=timezone.localdate())
    assert end_projects() == 0
    ResearchProject.objects.update(ends_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(CommandError, match="ended on"):
        exported(tmp_path / "out")
    project.refresh_from_db()
    assert project.sealed_key is None
    assert not (tmp_path / "out").exists()
    verbs = Entry.objects.filter(object_id="study").values_list("verb", flat=True)
    assert set(verbs) == {f"evaluation.project_{what}" for what in ("proposed", "released", "ended")}


def test_what_is_no_project_gets_a_sentence(office: Town, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no research project"):
        exported(tmp_path / "out", "nothing")


def test_a_folder_is_whole_or_untouched(town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    released(town)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine")
    with pytest.raises(CommandError, match="not empty"):
        exported(tmp_path / "full")
    assert [path.name for path in tmp_path.iterdir()] == ["full"]
    assert Entry.objects.filter(verb="evaluation.project_exported").count() == 0


def test_answers_below_zero_need_bands(town: Town, tmp_path: Path) -> None:
    held(town.versions[1], answers={"home_now": "none", "people": -3, "town": "a"})
    released(town, design=replace(DESIGN, bands={"age": (6,)}))
    with pytest.raises(CommandError, match="“people” has answers below 0"):
        exported(tmp_path / "out")
    assert not (tmp_path / "out").exists()
    released(town, "banded")
    assert exported(tmp_path / "out", "banded").exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"variables": (*DESIGN.variables, "note")}, "“note” is no variable"),
        ({"variables": (*DESIGN.variables, "wish")}, "“wish” is no variable"),
        ({"variables": (*DESIGN.variables, "interview:week")}, "is no variable"),
        ({"quasi_identifiers": ()}, "Name the quasi-identifiers"),
        ({"sensitive": ()}, "Name the quasi-identifiers"),
        ({"quasi_identifiers": ("people",)}, "name it as a quasi-identifier"),
        ({"quasi_identifiers": (*DESIGN.quasi_identifiers, "age")}, "stands in a repeat"),
        ({"sensitive": ("town",)}, "at once"),
        ({"sensitive": ("age",)}, "stands in a repeat"),
        ({"sensitive": ("flat",)}, "not among the variables"),
        ({"bands": {"people": (3, 6)}}, "give it bands"),
        ({"bands": {"people": (6, 3), "age": (6,)}}, "ascending"),
        ({"bands": {"home_now": (3, 6), "age": (6,)}}, "ascending"),
        ({"k": 9}, "at least 10"),
        ({"l": 1}, "at least 2"),
        ({"form_id": "unknown"}, "no questionnaire"),
    ],
)
def test_a_bad_design_gets_a_sentence(office: Town, changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ExportRefused, match=sentence):
        create_project(facts(), replace(DESIGN, **changes), by=office.editor)
    assert not ResearchProject.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [{"name": "A B"}, {"purpose": " "}, {"ends_on": date(2020, 1, 1)}],
)
def test_a_project_without_its_facts_gets_a_sentence(office: Town, changes: dict[str, Any]) -> None:
    with pytest.raises(ExportRefused):
        create_project(replace(facts(), **changes), DESIGN, by=office.editor)


def test_every_mode_of_interpreting_has_its_label() -> None:
    assert interpreter_labels() == {value: str(label) for value, label in Interpreter.choices}
