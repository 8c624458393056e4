"""The console script as an operator meets it: in an empty environment, in an empty folder."""

import json
import os
import subprocess
import sys
from pathlib import Path

import ankommen

DEMO = Path(ankommen.__file__).parent / "cities" / "dortmund" / "questionnaires" / "needs-1.xlsx"


def run(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("ANKOMMEN", "DATABASE", "DJANGO"))
    }
    command = [sys.executable, "-m", "ankommen", *arguments]
    return subprocess.run(command, cwd=folder, env=kept, capture_output=True, text=True, check=False)


def test_a_file_is_checked_without_secret_database_or_trace(tmp_path: Path) -> None:
    result = run("check_questionnaire", str(DEMO), "--json", folder=tmp_path)
    assert result.returncode == 0, result.stderr
    answer = json.loads(result.stdout)
    assert list(answer) == ["ok", "form_id", "version", "languages", "items", "problems"]
    assert (answer["ok"], answer["form_id"], answer["version"]) == (True, "needs", "1")
    assert [language["code"] for language in answer["languages"]] == ["de", "en", "ar", "uk", "tr"]
    assert list(tmp_path.iterdir()) == []


def test_a_broken_file_is_a_sentence_and_exit_1(tmp_path: Path) -> None:
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    result = run("check_questionnaire", "broken.xlsx", "--json", folder=tmp_path)
    assert result.returncode == 1
    [problem] = json.loads(result.stdout)["problems"]
    assert list(problem) == ["code", "severity", "sheet", "row", "column", "message"]
    assert "Traceback" not in result.stderr


def test_a_missing_secret_stops_the_start_and_is_named(tmp_path: Path) -> None:
    result = run("migrate", folder=tmp_path)
    assert result.returncode != 0
    assert "ANKOMMEN_SECRET_KEY" in result.stderr
    assert "docs/settings.md" in result.stderr
    assert "Traceback" not in result.stderr
