"""Guides come from files, in all languages at once, and show in the reader's or in German, marked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from ankommen.knowledge.models import Guide
from ankommen.knowledge.queries import public_guides
from ankommen.topics.models import Topic

pytestmark = pytest.mark.django_db
GERMAN = """+++
title = "Ein Konto eröffnen"
summary = "Für Lohn und Miete."
topics = ["money"]
order = 3
+++

## So geht es

1. Nehmen Sie **Ihren Ausweis** mit.

<script>alert(1)</script> [hier](javascript:alert(1)) [dort](https://bank.example)
"""
UKRAINIAN = '+++\ntitle = "Відкрити рахунок"\n+++\n\nВізьміть паспорт.\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Topic.objects.create(slug="money", labels={"de": "Geld"})
    (tmp_path / "bank-account.de.md").write_text(GERMAN, encoding="utf-8")
    (tmp_path / "bank-account.uk.md").write_text(UKRAINIAN, encoding="utf-8")
    return tmp_path


def page(language: str) -> str:
    return Client().get(f"/{language}/guides/bank-account/").content.decode()


def test_a_folder_of_guides_is_stored_and_shown(folder, capsys):
    call_command("import_guides", str(folder))
    assert "1 guides, 2 new texts" in capsys.readouterr().out
    assert '<div class="prose" lang="de" dir="ltr">' in page("de")
    assert "<strong>Ihren Ausweis</strong>" in page("de")
    assert "<h1>Відкрити рахунок</h1>" in page("uk")
    assert [guide.slug for guide in public_guides(topic="money")] == ["bank-account"]


def test_what_is_not_translated_is_shown_in_german_and_says_so(folder):
    call_command("import_guides", str(folder))
    arabic = page("ar")
    assert '<h1><span lang="de" dir="ltr">Ein Konto eröffnen</span></h1>' in arabic
    assert '<div class="prose" lang="de" dir="ltr">' in arabic


def test_html_and_active_links_of_a_text_stay_text(folder):
    call_command("import_guides", str(folder))
    said = page("de")
    assert "<script>alert" not in said
    assert "&lt;script&gt;" in said
    assert 'href="javascript' not in said
    assert '<a href="https://bank.example">dort</a>' in said


def test_stored_twice_nothing_is_new(folder, capsys):
    call_command("import_guides", str(folder))
    call_command("import_guides", str(folder))
    assert "1 guides, 0 new texts" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("Bank Account.md", GERMAN, "SLUG.LANGUAGE.md"),
        ("other.de.md", "no head", "no head"),
        ("other.de.md", '+++\ntitle = ""\n+++\n\ntext', "a title"),
        ("other.de.md", "+++\ntitle = \n+++\n\ntext", "no head"),
        ("other.de.md", '+++\ntitle = "x"\ntopics = ["atlantis"]\n+++\n\ntext', "no topic atlantis"),
        ("other.uk.md", UKRAINIAN, "no guide in de"),
        ("other.de.md", '+++\ntitle = "x"\n+++\n\n' + "x" * 300_000, "larger than"),
    ],
)
def test_a_bad_file_is_named_and_keeps_all_out(folder, name, text, said):
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match=said):
        call_command("import_guides", str(folder))
    assert not Guide.objects.exists()


def test_what_is_not_public_is_not_there(folder):
    call_command("import_guides", str(folder))
    Guide.objects.update(is_public=False)
    assert Client().get("/de/guides/bank-account/").status_code == 404
    assert public_guides() == []


def test_all_guides_stand_by_topic_and_those_on_none_at_the_end(folder):
    Topic.objects.create(slug="work", labels={"de": "Arbeit"}, order=1)
    Topic.objects.create(slug="gone", labels={"de": "Verschwunden"}, is_active=False)
    (folder / "pay.de.md").write_text(GERMAN.replace('["money"]', '["money", "work"]'), encoding="utf-8")
    (folder / "moon.de.md").write_text(GERMAN.replace('["money"]', "[]"), encoding="utf-8")
    call_command("import_guides", str(folder))
    said = Client().get("/de/guides/").content.decode()
    found = re.findall(r"<h2>(.+?)</h2>|/guides/([a-z-]+)/", said[said.index("<main") :])
    assert [label or slug for label, slug in found] == [
        "Geld",
        "bank-account",
        "pay",
        "Arbeit",
        "pay",
        "moon",
    ]
