"""The links between Dortmund's versions: what the table says is what the workbooks hold."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from .shipped import DORTMUND, Form, demo_interviews, table, workbooks_of

V1, V2 = (Form(workbook) for workbook in workbooks_of(DORTMUND))
LINKS = table(DORTMUND / "questionnaires" / "links-1-2.csv")
PAGE = Path(__file__).parents[2] / "docs" / "demo-questionnaire.md"
DROPPED = {"letter_language", "heard_of_us", "first_priority"}
LANGUAGES = list(V1.reading.texts)


def of(kind: str) -> list[dict[str, str]]:
    return [link for link in LINKS if link["kind"] == kind]


def key(item: str) -> str:
    """A link names an item of a repeat with its group; its key is unique without."""
    return item.rpartition("/")[2]


def pairs(link: dict[str, str]) -> list[tuple[str, str]]:
    return [
        (earlier, later) for earlier, _, later in (pair.partition(">") for pair in link["mapping"].split())
    ]


def name(link: dict[str, str]) -> str:
    return f"{link['earlier_item']} to {link['later_item']}"


def path(form: Form, item: str) -> str:
    """The item with the repeat that holds it."""
    for held in form.items.values():
        if held["kind"] == "repeat" and item in {child["key"] for child in held["items"]}:
            return f"{held['key']}/{item}"
    return item


def wording(form: Form, item: str) -> dict[tuple[str, str], str]:
    """What is read aloud of an item: label, hint and choices in the languages that both versions speak."""
    listed = form.items[item].get("list")
    heads = (f"item/{item}/label", f"item/{item}/hint", *([f"choice/{listed}/"] if listed else []))
    return {
        (code, text_key.replace(f"item/{item}/", "")): text
        for code in LANGUAGES
        for text_key, text in form.reading.texts[code].items()
        if text_key.startswith(heads)
    }


def test_every_question_of_version_1_is_linked_once_or_dropped() -> None:
    linked = Counter(link["earlier_item"] for link in LINKS if link["kind"] != "broken")
    assert set(linked.values()) == {1}
    assert {link["earlier_item"] for link in of("broken")}.isdisjoint(linked)
    earlier = {link["earlier_item"] for link in LINKS}
    assert earlier | DROPPED == {path(V1, item) for item in V1.questions}
    assert earlier.isdisjoint(DROPPED)


def test_no_question_of_version_2_has_two_origins() -> None:
    later = [link["later_item"] for link in LINKS]
    assert len(later) == len(set(later))
    assert set(later) < {path(V2, item) for item in V2.questions}


def test_every_kind_of_link_occurs() -> None:
    counts = Counter(link["kind"] for link in LINKS)
    assert counts.keys() == {"same", "renamed", "recoded", "broken"}
    assert min(counts["renamed"], counts["recoded"]) >= 4
    assert [link for link in LINKS if bool(link["mapping"]) != (link["kind"] == "recoded")] == []


@pytest.mark.parametrize("link", of("same") + of("renamed"), ids=name)
def test_same_and_renamed_questions_keep_every_word(link: dict[str, str]) -> None:
    earlier, later = key(link["earlier_item"]), key(link["later_item"])
    assert (earlier == later) == (link["kind"] == "same")
    assert V1.items[earlier]["kind"] == V2.items[later]["kind"]
    assert wording(V1, earlier) == wording(V2, later)


@pytest.mark.parametrize("link", of("recoded"), ids=name)
def test_a_recode_keeps_every_category(link: dict[str, str]) -> None:
    earlier, later = (list(side) for side in zip(*pairs(link), strict=True))
    assert set(earlier) == set(V1.choices(V1.items[link["earlier_item"]]["list"]))
    assert set(later) == set(V2.choices(V2.items[link["later_item"]]["list"]))
    assert len(set(pairs(link))) == len(pairs(link))
    assert len(set(earlier)) == len(earlier) or len(set(later)) == len(later), "joins on both sides"


def test_one_recode_joins_what_version_1_told_apart() -> None:
    joining = [name(link) for link in of("recoded") if repeats(later for _, later in pairs(link))]
    assert joining == ["arrival_month to arrival_quarter"]


def test_the_page_names_every_change() -> None:
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    for link in LINKS:
        if link["kind"] != "same":
            head = f"| `{link['earlier_item']}` | `{link['later_item']}` | {link['kind']} |"
            assert [row for row in rows if row.startswith(head)], head
    linked = {link["later_item"] for link in LINKS}
    new = {path(V2, item) for item in V2.questions} - linked
    assert new == {item for row in rows if "| new |" in row for item in re.findall(r"`([\w/]+)`", row)}
    assert {item for row in rows if "| dropped |" in row for item in re.findall(r"`(\w+)`", row)} == DROPPED


def repeats(values: Any) -> bool:
    return max(Counter(values).values()) > 1


@pytest.mark.parametrize("number", range(len(demo_interviews(DORTMUND))))
def test_an_interview_carried_over_finds_the_same_needs(number: int) -> None:
    answers = demo_interviews(DORTMUND)[number]["answers"]
    later = V2.filled(**carried(answers))
    assert later.problems == ()
    assert later.needs == V1.filled(**answers).needs


def carried(answers: dict[str, Any]) -> dict[str, Any]:
    """The answers under the keys and categories of version 2, the first category where it has several."""
    found = {}
    for link in LINKS:
        earlier, later = link["earlier_item"], link["later_item"]
        if link["kind"] != "broken" and earlier in answers:
            recode = dict(reversed(pairs(link)))
            found[later] = recode.get(answers[earlier], answers[earlier]) if recode else answers[earlier]
    return found | ({"children": answers["children"]} if "children" in answers else {})
