"""What the invented interviews promise: shares, dependence, every kind of missing, nothing the form refuses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ankommen.config.city import UnreadableCity
from ankommen.config.synthetic import Held, Model, Respondents, held_interviews, read_model
from ankommen.config.synthetic.drawing import Number, One, Rows, Several, Variable
from ankommen.engines.formlogic import Form, fill
from ankommen.interviews.models import BreakOff, Contact, Interpreter
from tests.cities.shipped import CITIES, DORTMUND, reading, workbooks_of

TODAY = date(2026, 11, 23)  # a Monday
NUMBER = 3000
DEMO_CITIES = sorted(path.parent for path in CITIES.glob("*/synthetic.toml"))
HELD = {"complete", "withdrawn"}


def model_of(folder: Path) -> Model:
    model = read_model(folder)
    assert model is not None
    return model


@cache
def form(workbook: Path) -> Form:
    document = reading(workbook).document
    assert document is not None
    return Form(document)


def forms(folder: Path) -> dict[str, Form]:
    return {str(reading(path).document["version"]): form(path) for path in workbooks_of(folder)}  # type: ignore[index]


@cache
def respondents(folder: Path) -> dict[str, Respondents]:
    model, languages = model_of(folder), ["de", "en", "ar", "uk", "tr", "fa", "ru", "fr"]
    released = {v.label: languages if place else languages[:5] for place, v in enumerate(model.versions)}
    return {
        version.label: Respondents(
            forms(folder)[version.label], version, model.variables, released[version.label]
        )
        for version in model.versions
        if version.label in forms(folder)
    }


def drawn(
    folder: Path, numbers: range, *, today: date = TODAY, model: Model | None = None, labels: str = ""
) -> list[Held]:
    model = model or model_of(folder)
    weeks = model.calendar.weeks(since=date(2024, 1, 1), until=today)
    asked = {label: who for label, who in respondents(folder).items() if not labels or label in labels}
    return list(held_interviews(model, asked, weeks, numbers))


@cache
def sample() -> list[Held]:
    return drawn(DORTMUND, range(NUMBER))


@cache
def persons(version: str = "") -> list[dict[str, Any]]:
    """The answers of complete interviews, with language and district under their own names."""
    return [
        {**held.answers, "language": held.language, "year": held.on.year}
        for held in sample()
        if held.outcome in HELD and version in ("", held.version)
    ]


def share(value: object, key: str, *, among: Callable[[dict[str, Any]], bool] = lambda _: True) -> float:
    """Percent of those who answered `key`."""
    answers = [p[key] for p in persons() if p.get(key) is not None and among(p)]
    assert len(answers) > 80, "too few to say anything"
    return 100 * sum(value in a if isinstance(a, list) else a == value for a in answers) / len(answers)


# --- same seed, same data -----------------------------------------------------------------------------------


def test_same_seed_same_interviews() -> None:
    assert drawn(DORTMUND, range(60)) == drawn(DORTMUND, range(60))


def test_another_seed_gives_others() -> None:
    model = model_of(DORTMUND)
    assert drawn(DORTMUND, range(60), model=replace(model, seed=model.seed + 1)) != drawn(DORTMUND, range(60))


def test_an_interview_does_not_depend_on_those_before() -> None:
    assert drawn(DORTMUND, range(40, 60)) == drawn(DORTMUND, range(60))[40:]


def test_numbers_say_nothing_about_the_week() -> None:
    days = [held.on.toordinal() for held in sample()]
    half = len(days) // 2
    assert abs(sum(days[:half]) / half - sum(days[half:]) / (len(days) - half)) < 21


# --- nothing the form refuses -------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", DEMO_CITIES, ids=lambda folder: str(folder.name))
def test_the_form_finds_nothing_wrong(folder: Path) -> None:
    for held in drawn(folder, range(400)):
        if held.outcome == "refused":
            continue
        filled = fill(forms(folder)[held.version], held.answers, on=held.on)
        wrong = [p for p in filled.problems if p.code != "required" or held.outcome != "partial"]
        assert not wrong, (held, wrong)
        assert filled.answers == held.answers, "something was left that does not apply"


@pytest.mark.parametrize("folder", DEMO_CITIES, ids=lambda folder: str(folder.name))
def test_every_question_of_every_version_is_answered_by_a_variable(folder: Path) -> None:
    for label, who in respondents(folder).items():
        tree = forms(folder)[label].tree
        questions = {p.key for p in tree if (p.is_leaf and "calculation" not in p.item)}
        assert questions <= who.asked, f"version {label}: {questions - who.asked}"


@pytest.mark.parametrize("folder", DEMO_CITIES, ids=lambda folder: str(folder.name))
def test_every_name_is_a_choice_of_the_form(folder: Path) -> None:
    """A misspelt choice would be drawn again and again, and never be seen."""
    for label, who in respondents(folder).items():
        tree = forms(folder)[label].tree
        variables = _flat(model_of(folder).variables.values())
        for place in tree:
            variable = variables.get(who.version.items.get(place.name, place.name))
            if variable is None or "list" not in place.item:
                continue
            assert isinstance(variable.draw, One | Several)
            recode = who.version.recodes.get(place.key, {})
            told = {recode.get(name, name) for name in variable.draw.names}
            if isinstance(variable.draw, Several) and variable.draw.alone:
                told.add(variable.draw.alone)
            assert told <= {choice["name"] for choice in tree.choices[place.item["list"]]}, place.key


def _flat(variables: Any) -> dict[str, Variable]:
    found: dict[str, Variable] = {}
    for variable in variables:
        found[variable.name] = variable
        if isinstance(variable.draw, Rows):
            found |= _flat(variable.draw.variables)
    return found


# --- shares -------------------------------------------------------------------------------------------------


# Rounded shares of the IAB-BAMF-SOEP survey (synthetic.toml): got help, got none, not needed.
@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("help_language", (64, 22, 13)),
        ("help_money", (70, 12, 18)),
        ("help_housing", (41, 34, 25)),
        ("help_health", (59, 10, 31)),
        ("help_residence", (36, 30, 34)),
        ("help_work", (30, 35, 35)),
        ("help_training", (25, 22, 53)),
    ],
)
def test_help_leans_on_the_published_shares(question: str, expected: tuple[int, int, int]) -> None:
    found = [share(answer, question) for answer in ("got", "none", "not_needed")]
    assert found == pytest.approx(expected, abs=7)


def test_a_variable_without_effects_has_its_shares() -> None:
    variable = model_of(DORTMUND).variables["course_wait"].draw
    assert isinstance(variable, One)
    assert not variable.weights.effects
    total = sum(variable.weights.base)
    for name, weight in zip(variable.names, variable.weights.base, strict=True):
        assert share(name, "course_wait") == pytest.approx(100 * weight / total, abs=6)


def test_the_demo_shows_a_city_under_way() -> None:
    eligible = sum(held.outcome == "complete" and held.answers["third_country"] == "yes" for held in sample())
    usual = model_of(DORTMUND).interviews
    assert 4600 <= usual * eligible / NUMBER <= 5000


def test_all_ways_of_holding_an_interview_occur() -> None:
    assert {held.language for held in sample()} == {"de", "en", "ar", "uk", "tr", "fa", "ru", "fr"}
    assert {held.contact for held in sample()} == set(Contact.values)
    assert {held.interpreter for held in sample()} == set(Interpreter.values)
    assert {held.site for held in sample()} == {
        "migrado",
        "self-service-center",
        "lokal-willkommen-westerfilde",
        "mobile",
        None,
    }


# --- dependence ---------------------------------------------------------------------------------------------


def test_language_and_district_hang_together() -> None:
    north = [
        share("innenstadt-nord", "district", among=lambda p, code=code: p["language"] == code)
        for code in ("ar", "uk")
    ]
    assert north[0] > 1.5 * north[1]


def test_german_grows_with_the_years() -> None:
    def new(person: dict[str, Any]) -> bool:
        return bool(person.get("arrival_year") and person["arrival_year"] >= person["year"] - 1)

    key = "german_understanding" if "2" not in respondents(DORTMUND) else "understands_german"
    assert share("not_at_all", key, among=new) > 3 * share("not_at_all", key, among=lambda p: not new(p))


def test_lodging_decides_on_help_with_housing() -> None:
    lodged = {"shared", "with_others", "accommodation", "hostel", "with_friends"}
    without = share("none", "help_housing", among=lambda p: p.get("housing_now") in lodged)
    assert without > share("none", "help_housing", among=lambda p: p.get("housing_now") not in lodged) + 12


def test_unmet_needs_become_priorities() -> None:
    unmet = share("housing", "priorities", among=lambda p: p.get("help_housing") == "none")
    assert unmet > 1.5 * share("housing", "priorities", among=lambda p: p.get("help_housing") != "none")


def test_known_services_grow_over_time() -> None:
    known = [
        share("self_service", "services_known", among=lambda p, year=year: p["year"] == year)
        for year in (2025, 2026)
    ]
    assert known[1] > known[0] + 4


# --- the calendar -------------------------------------------------------------------------------------------


def test_weeks_end_before_this_one() -> None:
    model = model_of(DORTMUND)
    weeks = model.calendar.weeks(since=date(2024, 1, 1), until=TODAY)
    assert weeks[0].thursday == date(2025, 2, 6)
    assert weeks[-1].thursday == date(2026, 11, 19)


def test_the_calendar_ends_with_the_project() -> None:
    weeks = model_of(DORTMUND).calendar.weeks(since=date(2024, 1, 1), until=date(2028, 1, 3))
    assert weeks[-1].thursday == date(2027, 6, 24)


def test_pace_grows_and_rests_at_holidays() -> None:
    weeks = model_of(DORTMUND).calendar.weeks(since=date(2024, 1, 1), until=TODAY)
    weights = {week.thursday: week.weight for week in weeks}
    assert weights[date(2026, 10, 8)] > 5 * weights[date(2025, 2, 6)]
    assert weights[date(2025, 12, 25)] < 0.3 * weights[date(2025, 12, 18)]
    assert weights[date(2026, 6, 18)] > 1.5 * weights[date(2026, 6, 4)]


def test_festivals_bring_festival_interviews() -> None:
    june = [held.contact for held in sample() if date(2026, 6, 15) <= held.on <= date(2026, 6, 28)]
    may = [held.contact for held in sample() if held.on.replace(day=1) == date(2026, 5, 1)]
    assert june.count("festival") / len(june) > 3 * may.count("festival") / len(may)


@pytest.mark.skipif(len(workbooks_of(DORTMUND)) < 2, reason="one version only")
def test_the_second_version_takes_over() -> None:
    by_month = Counter((held.on.isoformat()[:7], held.version) for held in sample())
    assert by_month["2025-07", "1"]
    assert not by_month["2025-07", "2"]
    assert by_month["2025-08", "1"]
    assert by_month["2025-08", "2"]
    assert by_month["2025-11", "2"]
    assert not by_month["2025-11", "1"]


def test_without_the_second_version_the_first_goes_on() -> None:
    assert {held.version for held in drawn(DORTMUND, range(80), labels="1")} == {"1"}


def test_months_that_are_not_over_are_drawn_again_and_not_left_out() -> None:
    def told(years: int) -> float:
        answers = [
            "arrival_month" in p or "arrival_quarter" in p
            for p in persons()
            if p.get("arrival_year") == p["year"] - years
        ]
        return sum(answers) / len(answers)

    assert told(0) == pytest.approx(told(1), abs=0.06)


# --- missing ------------------------------------------------------------------------------------------------


def test_every_kind_of_missing_occurs() -> None:
    first = persons("1")
    assert any(person.get("help_residence", 0) is None for person in first), "declined"
    assert any("help_residence" not in person for person in first), "left open"
    assert any(p.get("children_count") == 0 and "children" not in p for p in first), "does not apply"
    assert {held.outcome for held in sample()} == {"complete", "partial", "refused", "withdrawn"}


def test_questions_that_must_be_answered_are_declined_at_most() -> None:
    assert all("district" in person and "third_country" in person for person in persons())
    assert 1 < 100 * sum(person["district"] is None for person in persons()) / len(persons()) < 5


def test_refused_interviews_say_nothing() -> None:
    assert all(not held.answers for held in sample() if held.outcome == "refused")


def test_interviews_break_off_at_many_places_for_every_reason() -> None:
    partial = [held for held in sample() if held.outcome == "partial"]
    assert {held.break_off for held in partial} == set(BreakOff.values)
    assert not any(held.break_off for held in sample() if held.outcome != "partial")
    lengths = [len(held.answers) for held in partial]
    full = sorted(len(held.answers) for held in sample() if held.outcome == "complete")
    assert min(lengths) < 0.3 * full[0]
    assert sum(length < full[len(full) // 2] for length in lengths) > 0.95 * len(lengths)


def test_free_text_is_marked_and_rare() -> None:
    remarks = [person["remark"] for person in persons() if person.get("remark")]
    assert all(remark.startswith("[erfunden] ") for remark in remarks)
    assert 0.02 < len(remarks) / len(persons()) < 0.12


def test_remarks_are_in_the_language_of_the_interview() -> None:
    texts = model_of(DORTMUND).variables["remark"].draw.texts  # type: ignore[attr-defined]
    for person in persons():
        if person.get("remark"):
            assert person["remark"].removeprefix("[erfunden] ") in texts[person["language"]]


# --- a model that is wrong ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[calendar]", "[calender]", "calendar"),
        ('begins_on = "2026-01-05"', 'begins_on = "soon"', "soon"),
        ('weeks_here = "27.."', "weeks = 3", "weeks"),
        ("no = 2.5 }]", "maybe = 2.5 }]", "maybe"),
        ("[variables.contact]", "[variables.kontakt]", "contact"),
        ("[variables.search_work]\nshares", "[variables.search_work]\nshare", "search_work"),
        ("seed = 1", "seed = ", "line 3"),
    ],
)
def test_a_wrong_model_gets_a_sentence(tmp_path: Path, old: str, new: str, told: str) -> None:
    text = (CITIES / "musterau" / "synthetic.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "synthetic.toml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(UnreadableCity, match=r"synthetic\.toml") as caught:
        read_model(tmp_path)
    assert told in str(caught.value)


def test_a_city_may_have_no_model(tmp_path: Path) -> None:
    assert read_model(tmp_path) is None


def test_numbers_come_from_their_spans() -> None:
    ages = _flat(model_of(DORTMUND).variables.values())["child_age"].draw
    assert isinstance(ages, Number)
    found = {
        row["child_age"]
        for p in persons()
        for row in p.get("children", ())
        if row.get("child_age") is not None
    }
    assert found == set(range(18))
