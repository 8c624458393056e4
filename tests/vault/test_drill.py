"""The commands of docs/keys.md do what it says: each block begins with a database that holds one interview."""

from __future__ import annotations

import io
import re
import shlex
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from ankommen.engines.sealing import new_key_entry
from ankommen.vault.keychecks import note_keys
from ankommen.vault.models import KeyCheck
from ankommen.vault.queries import ring
from tests.evaluation.factories import held
from tests.interviews.factories import published_version

from .conftest import Keys

TEXT = (Path(__file__).parents[2] / "docs" / "keys.md").read_text()
STORIES = {
    part.partition("\n")[0].lstrip("# "): re.findall(r"^```\n(.*?)^```", part, re.MULTILINE | re.DOTALL)
    for part in re.split(r"^(?=##)", TEXT, flags=re.MULTILINE)
    if "```" in part
}


def test_the_drill_has_its_three_cases() -> None:
    assert set(STORIES) == {"Change the key", "The key is lost", "The key is wrong", "The key is stolen"}


@pytest.fixture(autouse=True)
def _templates_that_fail(settings: Any) -> None:
    """The tests' own way to find misspelt variables in templates is no issue."""
    settings.SILENCED_SYSTEM_CHECKS = ["templates.E002"]


@pytest.mark.django_db
@pytest.mark.parametrize("story", STORIES)
def test_the_drill(story: str, keys: Keys) -> None:
    Drill(keys).walk("".join(STORIES[story]))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("said", "promised"),
    [
        ('the sealing key "k1" is missing', 'the sealing key "k7" is missing'),
        ("System check identified no issues", 'the sealing key "k1" is missing'),
    ],
)
def test_a_promise_that_is_not_kept_is_seen(said: str, promised: str, keys: Keys) -> None:
    with pytest.raises(AssertionError):
        Drill(keys).walk("".join(STORIES["The key is lost"]).replace(said, promised, 1))


class Drill:
    """An operator who does what the page says, line by line."""

    def __init__(self, keys: Keys) -> None:
        self.keys, self.made = keys, dict[str, str]()
        self.begun, self.said, self.failed = False, "", False

    def walk(self, block: str) -> None:
        assert block.startswith("$ export ANKOMMEN_SEALING_KEYS=k1:…\n")
        for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *promises = step.strip().splitlines()
            self._do(command)
            for promise in promises:
                assert promise in self.said, (command, self.said)
            assert self.failed == any("the sealing key" in promise for promise in promises), self.said

    def _do(self, command: str) -> None:
        self.said, self.failed = "", False
        if command.startswith("export ANKOMMEN_SEALING_KEYS="):
            self.keys.use([self._entry(name) for name in command.partition("=")[2].split(",")])
        else:
            self._run(*shlex.split(command.removeprefix("ankommen ")))

    def _entry(self, text: str) -> str:
        """The entry of a key that the page writes as "k1:…": "…" is one key for each name."""
        name, _, written = text.partition(":")
        key = self.made.setdefault(name + written if written == "…" else written, new_key_entry("x"))
        return f"{name}:{key.partition(':')[2]}"

    def _run(self, command: str, *options: str) -> None:
        out = io.StringIO()
        try:
            with redirect_stdout(out), redirect_stderr(out):
                if command == "migrate":
                    self._migrate()
                else:
                    call_command(command, *options, stdout=out, stderr=out)
        except CommandError as error:
            self.failed = True
            out.write(str(error))
        self.said = out.getvalue()

    def _migrate(self) -> None:
        """Tables are there already; what `migrate` adds to them here are the notes about keys."""
        if not self.begun:
            KeyCheck.objects.all().delete()
        call_command("migrate", verbosity=0, skip_checks=False)
        if not self.begun:
            held(published_version())
            assert ring().newest == "k1"
            self.begun = True
        note_keys()
