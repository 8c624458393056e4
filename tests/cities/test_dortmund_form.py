"""What Dortmund's questionnaire promises beyond being well made."""

from datetime import date
from typing import Any

import pytest

from ankommen.engines.formlogic import Filled, fill
from ankommen.engines.languages import known_languages
from ankommen.interviews.models import Contact, Interpreter

from .shipped import DORTMUND, demo_interviews, districts, items, reading_of, toml

DAY = date(2026, 11, 21)
READING = reading_of(DORTMUND)
DOCUMENT: dict[str, Any] = READING.document or {}
TEXTS = READING.texts
ITEMS = {item["key"]: item for item in items(DOCUMENT["items"])}
HELP = {key: item["topic"] for key, item in ITEMS.items() if item.get("list") == "help"}
DEMO = demo_interviews(DORTMUND)

# what makes a question apply that not everybody is asked
DOORS = {
    "help_school": {"children_count": 0, "age_band": "18_24"},
    "help_recognition": {"degree": "university"},
}


def filled(**answers: object) -> Filled:
    return fill(DOCUMENT, answers, on=DAY)


def needs(**answers: object) -> dict[str, int]:
    return {need["name"]: need["urgency"] for need in filled(**answers).needs}


def choices(listed: str) -> list[str]:
    return [choice["name"] for choice in DOCUMENT["choices"][listed]]


@pytest.mark.parametrize("question", HELP)
def test_unmet_need_of_each_topic_is_found(question: str) -> None:
    found = filled(**DOORS.get(question, {}), **{question: "none"}).needs
    assert HELP[question] in {need["topic"] for need in found}


@pytest.mark.parametrize("question", HELP)
@pytest.mark.parametrize("answer", ["got", "not_needed", None])
def test_no_need_is_made_up(question: str, answer: str | None) -> None:
    assert needs(**DOORS.get(question, {}), **{question: answer}) == {}


def test_unmet_counts_every_question_on_help() -> None:
    everything = {"children_count": 0, "age_band": "18_24", "degree": "university"} | dict.fromkeys(
        HELP, "none"
    )
    assert float(filled(**everything).answers["unmet"]) == len(HELP)


@pytest.mark.parametrize(
    ("child", "expected"),
    [
        ({"child_age": 9, "child_place": "waiting"}, {"school_place": 3}),
        ({"child_age": 3, "child_place": "waiting"}, {"kita_place": 2}),
        ({"child_age": 9, "child_place": "school"}, {}),
        ({"child_age": None}, {}),
    ],
)
def test_child_without_a_place(child: dict[str, object], expected: dict[str, int]) -> None:
    assert needs(children_count=1, children=[child]) == expected


@pytest.mark.parametrize(
    ("age", "offered"),
    [
        (0, {"kita", "waiting", "at_home"}),
        (5, {"kita", "school", "waiting", "at_home"}),
        (10, {"school", "waiting"}),
        (17, {"school", "training", "waiting", "finished"}),
    ],
)
def test_places_fit_the_childs_age(age: int, offered: set[str]) -> None:
    def problems(place: str) -> tuple[object, ...]:
        return filled(children_count=1, children=[{"child_age": age, "child_place": place}]).problems

    codes = {place: {problem.code for problem in problems(place)} for place in choices("child_place")}
    assert {place for place, found in codes.items() if "choice" not in found} == offered


@pytest.mark.parametrize(
    ("key", "answers"),
    [
        ("child_age", {"children_count": 1, "children": [{"child_age": 300}]}),
        ("arrival_year", {"arrival_year": 2027}),
        ("arrival_month", {"arrival_year": 2026, "arrival_month": "12"}),
        ("languages", {"languages": ["ar", "en", "tr", "uk", "sq", "am"]}),
        ("services_known", {"services_known": ["migrado", "no_service"]}),
        ("priorities", {"priorities": ["housing", "language", "work", "health"]}),
        ("adults", {"adults": 0}),
    ],
)
def test_impossible_answer_is_refused_with_a_sentence(key: str, answers: dict[str, object]) -> None:
    texts = {
        problem.key: problem.text for problem in filled(**answers).problems if problem.code == "constraint"
    }
    assert texts == {key: f"item/{key}/constraint_message"}


def test_letters_come_in_a_language_that_is_spoken_or_in_german() -> None:
    def codes(letters: str) -> set[str]:
        found = filled(languages=["tr"], letter_language=letters)
        return {problem.code for problem in found.problems if problem.key == "letter_language"}

    assert codes("tr") == codes("de") == set()
    assert codes("uk") == {"choice"}


def test_only_two_questions_are_required_and_declining_meets_them() -> None:
    assert {problem.key for problem in filled().problems} == {"third_country", "district"}
    assert filled(third_country=None, district=None).problems == ()


def test_month_is_asked_of_new_arrivals_only() -> None:
    assert "arrival_month" in filled(arrival_year=2025).relevant
    assert "arrival_month" not in filled(arrival_year=2015).relevant
    assert "arrival_month" not in filled(arrival_year=None).relevant


def test_districts_and_topics_are_the_citys() -> None:
    rows = districts(DORTMUND)
    assert choices("district") == [*(row["slug"] for row in rows), "outside"]
    for row in rows:
        for code, texts in TEXTS.items():
            assert texts[f"choice/district/{row['slug']}"] == row.get(f"label_{code}", row["name"])
    for topic in toml(DORTMUND / "topics.toml")["topics"]:
        for code, label in topic["label"].items():
            assert TEXTS[code][f"choice/topic/{topic['slug']}"] == label


def test_spoken_languages_are_known_by_code() -> None:
    assert set(choices("language")) - {"other"} <= known_languages().keys()


def test_residence_is_one_question_about_help() -> None:
    (group,) = (item for item in DOCUMENT["items"] if item.get("topic") == "residence")
    assert [item["key"] for item in group["items"]] == ["help_residence"]
    assert group["items"][0]["list"] == "help"
    (need,) = (need for need in DOCUMENT["needs"] if need["topic"] == "residence")
    assert need["urgency"] == 2


def test_nothing_is_asked_that_the_screen_or_the_law_forbids() -> None:
    kinds = {item["kind"] for item in ITEMS.values()}
    assert kinds.isdisjoint({"date", "datetime", "geopoint"})
    assert [key for key, item in ITEMS.items() if item["kind"] == "text"] == ["remark"]
    assert not any("default" in item for item in ITEMS.values())
    declining = {"no_answer", "dont_know", "refused", "na", "prefer_not"}
    assert not any(declining & set(choices(listed)) for listed in DOCUMENT["choices"])


def test_three_answers_are_the_same_for_all_topics() -> None:
    assert choices("help") == ["got", "none", "not_needed"]
    assert 15 <= len(DOCUMENT["needs"]) <= 20


def test_demo_interviews_are_varied() -> None:
    assert len(DEMO) == 8
    assert {entry["language"] for entry in DEMO} == set(TEXTS)
    assert {entry["contact"] for entry in DEMO} <= set(Contact.values)
    assert {entry["interpreter"] for entry in DEMO} <= set(Interpreter.values)
    assert {entry["site"] for entry in DEMO} == {
        site["slug"] for site in toml(DORTMUND / "sites.toml")["sites"]
    }
    found = {need["topic"] for entry in DEMO for need in fill(DOCUMENT, entry["answers"], on=DAY).needs}
    assert len(found) >= 10
