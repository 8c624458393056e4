"""`ankommen audit_figures` and `release_figures`: what was kept gives nobody away, planted faults are found."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from ankommen.evaluation import services
from ankommen.evaluation.management.commands import audit_figures
from ankommen.evaluation.models import Release
from ankommen.evaluation.releases.workings import opened
from tests.interviews.factories import published_version

from .factories import PLAN
from .test_releases import hold, release

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def planned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_figures, "the_plan", lambda: PLAN)
    monkeypatch.setattr(services, "the_plan", lambda: PLAN)


def output(command: str, *arguments: str) -> list[str]:
    said = StringIO()
    try:
        call_command(command, *arguments, stdout=said, stderr=StringIO())
    finally:
        lines = said.getvalue().splitlines()
    return lines


def findings(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What the command finds in releases that are not safe."""
    with pytest.raises(CommandError, match="gives a hidden number away"):
        call_command("audit_figures")
    return capsys.readouterr().out.splitlines()


def planted(made: Release, audience: str, key: str, value: int | None) -> None:
    made.figures["audiences"][audience]["cells"][key] = value
    made.save()


def cells_of(made: Release, audience: str) -> dict[str, Any]:
    cells: dict[str, Any] = made.figures["audiences"][audience]["cells"]
    return cells


def test_what_was_released_gives_nothing_away() -> None:
    hold(published_version(), 60)
    release()
    last = output("audit_figures")[-1]
    hidden = sum(
        value is None
        for one in ("staff", "public")
        for value in cells_of(Release.objects.get(), one).values()
    )
    assert hidden
    assert last.endswith(f" cells, {hidden} hidden, 0 recovered")


def test_a_hidden_number_put_in_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    hold(published_version(), 60)
    made = release()
    counts = opened(made).counts
    key = next(key for key, value in cells_of(made, "staff").items() if value is None and 0 < counts[key] < 5)
    planted(made, "staff", key, counts[key])
    lines = findings(capsys)
    assert any(key in line and "shown though small" in line for line in lines)
    assert not lines[-1].endswith(" 0 recovered")


def test_a_public_number_that_is_not_rounded_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    hold(published_version(), 60)
    made = release()
    key, value = next((key, value) for key, value in cells_of(made, "public").items() if value)
    planted(made, "public", key, value + 1)
    assert any("shown without rounding" in line for line in findings(capsys))


def test_a_number_that_moved_by_one_person_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    version = published_version()
    hold(version, 60)
    release()
    hold(version, 12, seed=2)
    made = release()
    counts, before = opened(made).counts, opened(Release.objects.get(number=1)).counts
    key = next(
        key
        for key, value in cells_of(made, "staff").items()
        if value and "|" in key and "town" not in key and 0 < counts[key] - before[key] < 5
    )
    planted(made, "staff", key, counts[key])
    assert any(f"release 2: '{key}': growth" in line for line in findings(capsys))


def test_only_the_last_releases_are_asked_for_on_request() -> None:
    version = published_version()
    hold(version, 60)
    first = release()
    hold(version, 12, seed=2)
    release()
    key, value = next((key, value) for key, value in cells_of(first, "public").items() if value)
    planted(first, "public", key, value + 1)
    assert output("audit_figures", "--releases", "1")[-1].endswith(" 0 recovered")


def test_what_the_public_is_told_again_is_not_attacked_again() -> None:
    version = published_version()
    hold(version, 60)
    release()
    hold(version, 12, seed=2)
    made = release()
    staff, public = (len(cells_of(made, one)) for one in ("staff", "public"))
    assert output("audit_figures")[-1].startswith(f"{2 * staff + public} cells, ")


def test_a_fault_in_a_repeated_release_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    version = published_version()
    hold(version, 60)
    release()
    hold(version, 12, seed=2)
    made = release()
    key, value = next((key, value) for key, value in cells_of(made, "public").items() if value)
    planted(made, "public", key, value + 1)
    assert any("shown without rounding" in line for line in findings(capsys))


def test_there_is_nothing_to_audit_before_the_first_release() -> None:
    with pytest.raises(CommandError, match="no release yet"):
        call_command("audit_figures")


def test_a_nightly_release_too_soon_is_no_trouble() -> None:
    version = published_version()
    hold(version, 60)
    assert output("release_figures")[-1].endswith(" 0 recovered.")
    hold(version, 9, seed=2)
    assert output("release_figures") == ["No release: 1 more interviews are needed."]
    assert Release.objects.count() == 1
