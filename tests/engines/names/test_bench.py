"""`ankommen bench names` measures ours and what it is compared with, and says which peers are not there."""

from __future__ import annotations

import json
from importlib.util import find_spec
from io import StringIO

from django.core.management import call_command

PEERS = {
    "Soundex, unidecode": ("jellyfish", "unidecode"),
    "Double Metaphone": ("metaphone",),
    "Double Metaphone, unidecode": ("metaphone", "unidecode"),
    "trigrams, unidecode": ("unidecode",),
}


def test_ours_finds_what_exact_comparison_does_not() -> None:
    output = StringIO()
    call_command("bench", "names", "--json", "--sizes", "300", stdout=output)
    report = json.loads(output.getvalue())
    found = {(row["way"], row["names"]): row["found, %"] for row in report["rows"]}
    there = [way for way, packages in PEERS.items() if all(map(find_spec, packages))]
    assert {way for way, _ in found} == {"ours", "exact, NFKC and case", *there}
    for half in ("developed on", "kept back"):
        assert found["ours", half] > 95
        assert all(found[way, half] < 75 for way, _ in found if way != "ours")
    for way in set(PEERS) - set(there):
        assert any(note.startswith(f"{way}: ") and "not installed" in note for note in report["notes"])
