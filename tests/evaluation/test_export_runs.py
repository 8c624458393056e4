"""The files of a project from its page: made in the background, kept sealed for an hour, fetched as one ZIP."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tempfile
import threading
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyreadstat
import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone, translation

from ankommen.evaluation.exports import WRITERS, ExportRefused, running, scratch
from ankommen.evaluation.forms import FORMATS
from ankommen.evaluation.models import ExportRun, ResearchProject
from ankommen.evaluation.queries import export_run
from ankommen.evaluation.services import erase_expired_exports, fetch_export, start_export
from ankommen.journal.models import Entry
from tests.accounts.factories import UserFactory

from .research import Town, hold_interviews, linked_town, proposed, released

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
State = ExportRun.State
PAGE = "/results/research/study/"
ORDER = {"file_format": "csv", "language": "en"}


@pytest.fixture(autouse=True)
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the files stand in the clear while they are made."""
    monkeypatch.setattr(scratch, "MEMORY", tmp_path)
    return tmp_path


@pytest.fixture
def town() -> Town:
    town = linked_town()
    hold_interviews(town)
    return town


def client_of(town: Town) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(town.lead)
    return client


def made(town: Town, project: ResearchProject, **order: str) -> ExportRun:
    """A run that is through. The thread would begin when the transaction ends, which a test's does not."""
    run = start_export(project, **{**ORDER, **order}, by=town.lead)
    running.work(run, "en")
    run.refresh_from_db()
    return run


def unpacked(packed: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("file_format", WRITERS)
def test_the_zip_holds_a_whole_delivery(town: Town, file_format: str) -> None:
    project = released(town)
    assert made(town, project, file_format=file_format).state == State.MADE
    files = unpacked(fetch_export(project, by=town.lead))
    names = {"bridge.csv", "codebook.html", "codebook.xml", "manifest.json"}
    names |= {f"interviews.{file_format}", f"repeat_children.{file_format}"}
    assert set(files) == {f"study/{name}" for name in names}
    manifest = json.loads(files["study/manifest.json"])
    for entry in manifest["files"]:
        assert hashlib.sha256(files[f"study/{entry['name']}"]).hexdigest() == entry["sha256"]
    assert manifest["format"] == file_format and manifest["language"] == "en"


def test_every_format_has_a_name() -> None:
    assert FORMATS.keys() == WRITERS.keys()


def test_the_labels_speak_the_language_of_the_order(town: Town, tmp_path: Path) -> None:
    project = released(town)
    made(town, project, file_format="sav", language="de")
    path = tmp_path / "interviews.sav"
    path.write_bytes(unpacked(fetch_export(project, by=town.lead))["study/interviews.sav"])
    _frame, facts = pyreadstat.read_sav(path)
    assert facts.variable_value_labels["home_now"][0] == "Ja, bekommen"


def test_nothing_lies_about_in_the_clear(town: Town, memory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project, seen = released(town), []
    zipped = running._zipped

    def watched(folder: Path) -> bytes:
        seen.extend([folder.parent.parent, folder.parent.stat().st_mode & 0o077])
        return zipped(folder)

    monkeypatch.setattr(running, "_zipped", watched)
    monkeypatch.setattr(tempfile, "tempdir", str(memory / "elsewhere"))  # whoever writes there fails
    run = made(town, project, file_format="xlsx")
    assert seen == [memory, 0]
    assert list(memory.iterdir()) == []
    packed = fetch_export(project, by=town.lead)
    assert packed.startswith(b"PK") and b"PK\x03\x04" not in bytes(run.sealed)
    assert packed[100:140] not in bytes(run.sealed)


def test_a_broken_run_leaves_nothing(town: Town, memory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(folder: Path) -> bytes:
        raise MemoryError

    monkeypatch.setattr(running, "_zipped", broken)
    run = made(town, released(town))
    assert run.state == State.FAILED and "try again" in run.sentence
    assert run.sealed is None and list(memory.iterdir()) == []


def test_what_a_killed_process_left_is_removed(memory: Path) -> None:
    old, fresh, foreign = (memory / name for name in ("ankommen-export-a", "ankommen-export-b", "letters"))
    for folder in (old, fresh, foreign):
        folder.mkdir()
        (folder / "interviews.csv").write_text("id")
    for folder in (old, foreign):
        os.utime(folder, (1, 1))
    erase_expired_exports()
    assert sorted(memory.iterdir()) == [fresh, foreign]


def test_who_fetches_is_written_down(town: Town) -> None:
    released(town)
    client = client_of(town)
    assert client.post(f"{PAGE}export/", ORDER).status_code == 302
    running.work(ExportRun.objects.get(), "en")
    assert not Entry.objects.filter(verb="evaluation.project_exported").exists()
    answer = client.post(f"{PAGE}fetch/")
    today = timezone.localdate().isoformat()
    assert answer.headers["Content-Disposition"] == f'attachment; filename="study-{today}.zip"'
    assert answer.headers["Content-Type"] == "application/zip"
    interviews = json.loads(unpacked(answer.content)["study/manifest.json"])["interviews"]
    entry = Entry.objects.get(verb="evaluation.project_exported")
    assert (entry.object_id, entry.actor) == ("study", str(town.lead.pk))
    assert entry.facts == {"format": "csv", "language": "en", "interviews": interviews}
    page = client.get(PAGE).content.decode()
    assert "Handed over so far" in page and f"{interviews} interviews, CSV" in page
    assert client.post(f"{PAGE}fetch/").status_code == 200  # a broken download can be repeated


@pytest.mark.django_db(transaction=True)  # erase_expired ends with VACUUM
def test_after_an_hour_the_file_is_gone(town: Town) -> None:
    project, client = released(town), client_of(town)
    run = made(town, project)
    assert timedelta(minutes=59) < run.until - timezone.now() < timedelta(minutes=61)
    ExportRun.objects.update(until=timezone.now())
    answer = client.post(f"{PAGE}fetch/")
    assert answer.status_code == 422 and "no longer here" in answer.content.decode()
    assert "not fetched in time" in client.get(PAGE).content.decode()
    said = io.StringIO()
    call_command("erase_expired", stdout=said)
    assert "Done with 1 files of research projects." in said.getvalue()
    assert not ExportRun.objects.exists()
    assert client.post(f"{PAGE}fetch/").status_code == 422


def test_a_file_that_still_waits_is_not_erased(town: Town) -> None:
    project = released(town)
    made(town, project)
    assert erase_expired_exports() == 0
    assert fetch_export(project, by=town.lead)


def test_a_sealed_file_opens_in_its_own_row_only(town: Town) -> None:
    project, other = released(town), released(town, "other")
    made(town, project)
    theirs = made(town, other)
    ExportRun.objects.filter(pk="study").update(sealed=theirs.sealed)
    with pytest.raises(ExportRefused, match="do not open"):
        fetch_export(project, by=town.lead)
    assert not Entry.objects.filter(verb="evaluation.project_exported").exists()


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ({}, "not released"),
        ({"ended_on": timezone.localdate()}, "ended on"),
        ({"ends_on": timezone.localdate() - timedelta(days=1)}, "ended on"),
    ],
)
def test_what_may_not_go_out_gets_one_sentence(town: Town, state: dict[str, Any], sentence: str) -> None:
    project = released(town) if state else proposed(town)
    if state:
        made(town, project)
        ResearchProject.objects.update(sealed_key=None, **state)
    client = client_of(town)
    for act in ("export", "fetch"):
        answer = client.post(f"{PAGE}{act}/", ORDER)
        assert answer.status_code == 422
        page = answer.content.decode()
        assert page.count('role="alert"') == 1 and sentence in page
    assert not Entry.objects.filter(verb="evaluation.project_exported").exists()


def test_a_project_that_ends_meanwhile_hands_nothing_over(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, zipped = released(town), running._zipped

    def ended(folder: Path) -> bytes:
        client_of(town).post(f"{PAGE}end/")
        return zipped(folder)

    monkeypatch.setattr(running, "_zipped", ended)
    run = start_export(project, **ORDER, by=town.lead)
    running.work(run, "en")
    assert not ExportRun.objects.exists()


def test_an_editor_makes_and_fetches_nothing(town: Town) -> None:
    project = released(town)
    for user in (town.editor, UserFactory(role="social_worker")):
        with pytest.raises(ExportRefused, match="role"):
            start_export(project, **ORDER, by=user)
        with pytest.raises(ExportRefused, match="role"):
            fetch_export(project, by=user)


@pytest.mark.parametrize(
    ("order", "field"), [({"language": "de"}, "file_format"), ({"file_format": "csv"}, "language")]
)
def test_what_is_not_chosen_is_asked_for(town: Town, order: dict[str, str], field: str) -> None:
    released(town)
    answer = client_of(town).post(f"{PAGE}export/", order)
    page = answer.content.decode()
    assert answer.status_code == 422 and f'id="id_{field}_error"' in page
    assert f'<option value="{next(iter(order.values()))}" selected>' in page


def test_there_is_one_run_a_project(town: Town) -> None:
    project = released(town)
    start_export(project, **ORDER, by=town.lead)
    answer = client_of(town).post(f"{PAGE}export/", ORDER)
    assert answer.status_code == 422 and "being made already" in answer.content.decode()
    start_export(released(town, "other"), **ORDER, by=town.lead)


def test_a_killed_process_leaves_nothing_under_way(town: Town) -> None:
    project = released(town)
    killed = start_export(project, **ORDER, by=town.lead)
    ExportRun.objects.update(until=timezone.now() - timedelta(seconds=1))
    dead = export_run(project)
    assert dead is not None and "not finished" in dead.sentence
    second = start_export(project, **ORDER, by=town.lead)
    running.work(killed, "en")  # it was only slow, and comes too late
    assert ExportRun.objects.get().state == State.WORKING
    running.work(second, "en")
    assert ExportRun.objects.get().state == State.MADE


def test_the_page_shows_how_far_it_is(town: Town) -> None:
    project, client = released(town), client_of(town)
    run = start_export(project, **ORDER, by=town.lead)
    report = running._Report(run)
    report("interviews", 40, 160)
    page = client.get(PAGE).content.decode()
    assert "Interviews are being read: 40 of 160." in page
    assert 'value="40" max="160"' in page
    assert '<noscript><meta http-equiv="refresh"' in page and 'hx-trigger="every 2s"' in page
    report("interviews", 41, 160)  # within a second
    report("interviews", 160, 160)
    assert "The files are being made." in client.get(PAGE).content.decode()
    report("interviews.xlsx", 1, 100)
    assert ExportRun.objects.get().step == "interviews"
    running.work(run, "en")
    page = client.get(PAGE).content.decode()
    assert "The files are ready." in page and f'action="{PAGE}fetch/"' in page
    assert "http-equiv" not in page and "hx-trigger" not in page


def test_a_step_forward_keeps_the_lease(town: Town) -> None:
    run = start_export(released(town), **ORDER, by=town.lead)
    ExportRun.objects.update(until=timezone.now() + timedelta(seconds=1))
    running._Report(run)("interviews", 1, 160)
    assert ExportRun.objects.get().until > timezone.now() + timedelta(minutes=10)


def test_a_refusal_speaks_the_language_of_who_asked(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_order: object) -> None:
        raise ExportRefused(f"in {translation.get_language()}")

    monkeypatch.setattr(running, "handed_over", refused)
    run = start_export(released(town), file_format="csv", language="en", by=town.lead)
    running.work(run, "de")
    ended = ExportRun.objects.get()
    assert (ended.state, ended.sentence, ended.sealed) == (State.REFUSED, "in de", None)
    assert "in de" in client_of(town).get(PAGE).content.decode()


def test_a_key_that_does_not_open_is_a_refusal(town: Town) -> None:
    project = released(town)
    ResearchProject.objects.update(sealed_key=b"broken")
    assert "key of the project “study” does not open" in made(town, project).sentence


def test_new_files_take_the_place_of_the_old(town: Town) -> None:
    project = released(town)
    first = made(town, project)
    again = start_export(project, file_format="xlsx", language="de", by=town.lead)
    assert ExportRun.objects.get().sealed is None and again.turn == first.turn + 1
    with pytest.raises(ExportRefused, match="no longer here"):
        fetch_export(project, by=town.lead)


@pytest.mark.django_db(transaction=True)
def test_the_work_is_done_in_another_thread(town: Town) -> None:
    project = released(town)
    start_export(project, **ORDER, by=town.lead)
    for thread in threading.enumerate():
        if thread.name == "export":
            thread.join(30)
    assert ExportRun.objects.get().state == State.MADE
    assert fetch_export(project, by=town.lead)
