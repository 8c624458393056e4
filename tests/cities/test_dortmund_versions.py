"""What one version of Dortmund's questionnaire alone promises."""

import re
from datetime import date

import pytest

from ankommen.engines.formlogic import fill

from .shipped import DORTMUND, Form, workbooks_of

V1, V2 = (Form(workbook) for workbook in workbooks_of(DORTMUND))
# a card of who somebody is, what they suffer from or which papers they hold
NOT_ASKED = re.compile(
    r"\bName|Adresse|Anschrift|Telefon|Geburts|Herkunft|Nationalität|Religion|Krankheit|Diagnose|Behinderung"
    r"|schwanger|Aufenthaltstitel|Visum|\bPass\b|Asyl|Einreise|Einkommen|Gehalt",
    re.IGNORECASE,
)


def choice_problems(form: Form, key: str, **answers: object) -> set[str]:
    return {problem.code for problem in form.filled(**answers).problems if problem.key == key}


@pytest.mark.parametrize("form", [V1, V2], ids=["version 1", "version 2"])
def test_no_question_and_no_choice_asks_for_a_person(form: Form) -> None:
    texts = form.reading.texts["de"]
    asked = [texts[f"item/{key}/label"] for key in form.questions]
    asked += [text for key, text in texts.items() if key.startswith(("choice/", "need/"))]
    assert [text for text in asked if NOT_ASKED.search(text)] == []


def test_version_1_sends_letters_in_a_language_that_is_spoken_or_in_german() -> None:
    def codes(letters: str) -> set[str]:
        return choice_problems(V1, "letter_language", languages=["tr"], letter_language=letters)

    assert codes("tr") == codes("de") == set()
    assert codes("uk") == {"choice"}


@pytest.mark.parametrize(("form", "key"), [(V1, "arrival_month"), (V2, "arrival_quarter")])
def test_when_in_the_year_is_asked_of_new_arrivals_only(form: Form, key: str) -> None:
    assert key in form.filled(arrival_year=2025).relevant
    assert key not in form.filled(arrival_year=2015).relevant
    assert key not in form.filled(arrival_year=None).relevant


def test_about_sixty_questions() -> None:
    assert 58 <= len(V2.questions) <= 64


def test_a_quarter_that_has_not_begun_is_not_offered() -> None:
    def codes(year: int, quarter: str) -> set[str]:
        answers = {"arrival_year": year, "arrival_quarter": quarter}
        problems = fill(V2.document, answers, on=date(2026, 4, 1)).problems
        return {problem.code for problem in problems if problem.key == "arrival_quarter"}

    assert codes(2026, "q1") == codes(2026, "q2") == codes(2025, "q4") == set()
    assert codes(2026, "q3") == {"choice"}


def test_somebody_translates_into_a_language_that_is_spoken() -> None:
    def codes(language: str, spoken: list[str] | None) -> set[str]:
        answers = {"mediator_wish": "yes", "mediator_language": language, "spoken_languages": spoken}
        return choice_problems(V2, "mediator_language", **answers)

    assert codes("tr", ["tr"]) == set()
    assert codes("uk", ["tr"]) == {"choice"}
    assert codes("uk", None) == set()  # declined: any language but German
    assert codes("de", None) == {"choice"}


@pytest.mark.parametrize("age_band", ["18_20", "21_24"])
def test_school_is_for_young_adults_without_children_too(age_band: str) -> None:
    assert "help_school" in V2.filled(age_band=age_band, children_count=0).relevant
    assert "help_school" not in V2.filled(age_band="25_29", children_count=0).relevant


def test_hours_of_care_are_asked_for_small_children() -> None:
    asked = V2.filled(children_count=2, children=[{"child_age": 5}, {"child_age": 6}]).relevant
    assert "children[0]/care_hours" in asked
    assert "children[1]/care_hours" not in asked


@pytest.mark.parametrize(
    ("key", "opens", "closes"),
    [
        ("course_wait", {"german_course": "waiting"}, {"german_course": "now"}),
        ("course_times", {"german_course": "no_course"}, {"german_course": "done"}),
        ("german_course", {"speaks_german": "well"}, {"speaks_german": "very_good"}),
        ("mediator_wish", {"speaks_german": "a_little"}, {"speaks_german": "very_good"}),
        ("mediator_language", {"mediator_wish": "yes"}, {"mediator_wish": "no"}),
        ("rooms", {"housing_now": "owned_flat"}, {"housing_now": "hostel"}),
        ("flat_search", {"help_housing": "none"}, {"help_housing": "got"}),
        ("housing_urgent", {"housing_now": "nowhere"}, {"housing_now": "rented_flat"}),
        ("work_fits", {"work_now": "part_time"}, {"work_now": "in_course"}),
        ("degree_recognised", {"degree": "school_upper"}, {"degree": "no_degree"}),
        ("help_wait", {"help_money": "got"}, {"help_money": "none"}),
        ("help_quality", {"help_money": "got"}, {"help_money": "not_needed"}),
        ("barriers", {"help_money": "none"}, {"help_money": "got"}),
    ],
)
def test_question_is_asked_of_those_it_concerns(
    key: str, opens: dict[str, object], closes: dict[str, object]
) -> None:
    assert key in V2.filled(**opens).relevant
    assert key not in V2.filled(**closes).relevant


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"german_course": "waiting", "course_wait": "six_months"}, {"course_wait": 2}),
        ({"german_course": "waiting", "course_wait": "three_months"}, {}),
        ({"doctor_language": "badly"}, {"doctor_interpreting": 2}),
        ({"doctor_language": "with_help"}, {}),
        ({"mediator_wish": "yes"}, {"mediator": 1}),
        ({"mediator_wish": "yes", "help_interpreting": "none"}, {"interpreting": 2}),
        ({"internet_access": ["no_access"]}, {"internet": 1}),
        ({"internet_access": ["public"]}, {}),
        ({"volunteering": "wish"}, {"volunteering": 1}),
        ({"volunteering": "later"}, {}),
        ({"online_forms": "cannot"}, {"digital": 1}),
        ({"help_quality": "very_bad", "people_to_talk": "nobody", "travel_time": "longer"}, {}),
    ],
)
def test_version_2_finds_the_needs_of_its_new_questions(
    answers: dict[str, object], expected: dict[str, int]
) -> None:
    assert V2.needs(**answers) == expected
