"""docs/expressions.md and the two tables in code name the same functions, written the same way."""

import re
from pathlib import Path

from ankommen.engines.formlogic import FUNCTIONS
from ankommen.engines.formlogic.functions import REFUSED

DOCUMENTATION = (Path(__file__).parents[3] / "docs" / "expressions.md").read_text(encoding="utf-8")


def test_the_documentation_lists_every_function_in_order() -> None:
    written = re.findall(r"^\| `([^`]+\))` \| \S", DOCUMENTATION.partition("## Functions")[2], re.MULTILINE)
    assert written == sorted(function.usage for function in FUNCTIONS.values())


def test_the_documentation_lists_what_is_refused() -> None:
    line = next(line for line in DOCUMENTATION.splitlines() if line.startswith("Refused"))
    assert re.findall(r"`([^`]+)`", line) == sorted(REFUSED)
