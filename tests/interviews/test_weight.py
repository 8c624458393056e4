"""What a tablet loads for an interview stays small: JavaScript under 60 kB, style sheets under 30 kB, gzipped."""

import gzip
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "ankommen"


def weight(files: list[Path]) -> int:
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in files)


def test_the_interview_screen_is_light() -> None:
    scripts = [file for file in (SOURCE / "interviews/static").rglob("*.js") if "keying" not in str(file)]
    assert len(scripts) > 10
    assert weight(scripts) < 60_000


def test_all_style_sheets_together_are_light() -> None:
    sheets = [file for room in ("ui", "interviews") for file in (SOURCE / room / "static").rglob("*.css")]
    assert len(sheets) > 5
    assert weight(sheets) < 30_000
