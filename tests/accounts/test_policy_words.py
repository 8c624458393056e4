"""The table of rights in words: complete, the same on paper, and the page shows one's own."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from django.core.management import call_command

from ankommen.accounts.models import Role
from ankommen.accounts.policy import GRANTED, POLICY
from ankommen.accounts.policywords import ACTIONS, FIELDS, OBJECTS, SCOPES

from .people import browser_of, colleague

ROLES_PAGE = Path(__file__).parents[2] / "docs" / "roles.md"


def printed(capsys: pytest.CaptureFixture[str], kind: str) -> str:
    call_command("policy", "--format", kind, "--language", "en")
    return capsys.readouterr().out


def test_every_word_of_the_table_is_said_and_no_other() -> None:
    given = [one for entry in POLICY.values() for alternatives in entry.values() for one in alternatives]
    assert set(POLICY) == set(ACTIONS)
    assert {object_class for object_class, _action in POLICY} == set(OBJECTS)
    assert {one.scope for one in given} == set(SCOPES)
    named = [one.fields for one in given if one.fields not in (None, GRANTED)]
    assert set().union(*named) <= set(FIELDS)


def test_each_line_is_one_alternative_of_one_role(capsys: pytest.CaptureFixture[str]) -> None:
    lines = list(csv.reader(io.StringIO(printed(capsys, "csv"))))
    assert len(lines) - 1 == sum(len(each) for entry in POLICY.values() for each in entry.values())
    reception = [line for line in lines if line[2] == "Reception" and line[1] == "read a case"]
    assert reception == [
        ["Cases", "read a case", "Reception", "those of the own organisation",
         "name, number, language, state, who is responsible"],
    ]  # fmt: skip


def test_the_page_of_the_docs_is_what_the_command_prints(capsys: pytest.CaptureFixture[str]) -> None:
    table = printed(capsys, "markdown")
    assert len(table) > 1000
    assert table in ROLES_PAGE.read_text(), "ankommen policy --format markdown --language en"


def test_text_names_every_object(capsys: pytest.CaptureFixture[str]) -> None:
    assert all(str(name).upper() in printed(capsys, "text") for name in ("Cases", "The journal"))


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role.values)
def test_everybody_sees_the_own_rights_and_the_officer_all(role: str) -> None:
    page = browser_of(colleague(role)).get("/policy/").content.decode()
    assert f"Your role: {Role(role).label}" in page
    assert ("All roles" in page) == (role == "data_protection_officer")
    if role != "data_protection_officer":
        may_open = Role(role) in POLICY["case", "open"]
        assert ("open a case, with consent" in page) == may_open
