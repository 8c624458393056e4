"""What each version of Dortmund's questionnaire promises beyond being well made."""

import pytest

from ankommen.engines.languages import known_languages
from ankommen.interviews.models import Contact, Interpreter

from .shipped import DORTMUND, Form, demo_interviews, districts, first_form, toml, workbooks_of

FORMS = [Form(workbook) for workbook in workbooks_of(DORTMUND)]
HELP = first_form(DORTMUND).help
DEMO = demo_interviews(DORTMUND)

# what makes a question apply that not everybody is asked
DOORS: dict[str, dict[str, object]] = {
    "help_school": {"children_count": 1},
    "help_recognition": {"degree": "university"},
}

every_form = pytest.mark.parametrize("form", FORMS, ids=lambda form: f"version {form.version}")


@every_form
def test_the_questions_on_help_are_those_of_the_first_version(form: Form) -> None:
    assert form.help == HELP


@every_form
@pytest.mark.parametrize("question", HELP)
def test_unmet_need_of_each_topic_is_found(form: Form, question: str) -> None:
    found = form.filled(**DOORS.get(question, {}), **{question: "none"}).needs
    assert HELP[question] in {need["topic"] for need in found}


@every_form
@pytest.mark.parametrize("question", HELP)
@pytest.mark.parametrize("answer", ["got", "not_needed", None])
def test_no_need_is_made_up(form: Form, question: str, answer: str | None) -> None:
    assert form.needs(**DOORS.get(question, {}), **{question: answer}) == {}


@every_form
def test_unmet_counts_every_question_on_help(form: Form) -> None:
    doors = {key: value for door in DOORS.values() for key, value in door.items()}
    assert float(form.filled(**doors, **dict.fromkeys(HELP, "none")).answers["unmet"]) == len(HELP)


@every_form
@pytest.mark.parametrize(
    ("child", "expected"),
    [
        ({"child_age": 9, "child_place": "waiting"}, {"school_place": 3}),
        ({"child_age": 3, "child_place": "waiting"}, {"kita_place": 2}),
        ({"child_age": 9, "child_place": "school"}, {}),
        ({"child_age": None}, {}),
    ],
)
def test_child_without_a_place(form: Form, child: dict[str, object], expected: dict[str, int]) -> None:
    assert form.needs(children_count=1, children=[child]) == expected


@every_form
@pytest.mark.parametrize(
    ("age", "offered"),
    [
        (0, {"kita", "waiting", "at_home"}),
        (5, {"kita", "school", "waiting", "at_home"}),
        (10, {"school", "waiting"}),
        (17, {"school", "training", "waiting", "finished"}),
    ],
)
def test_places_fit_the_childs_age(form: Form, age: int, offered: set[str]) -> None:
    def problems(place: str) -> tuple[object, ...]:
        children = [{"child_age": age, "child_place": place}]
        return tuple(problem.code for problem in form.filled(children_count=1, children=children).problems)

    assert {place for place in form.choices("child_place") if "choice" not in problems(place)} == offered


@every_form
@pytest.mark.parametrize(
    ("key", "answers"),
    [
        ("child_age", {"children_count": 1, "children": [{"child_age": 300}]}),
        ("arrival_year", {"arrival_year": 2027}),
        ("services_known", {"services_known": ["migrado", "no_service"]}),
        ("priorities", {"priorities": ["housing", "language", "work", "health"]}),
        ("adults", {"adults": 0}),
        ("remark", {"remark": "x" * 1001}),
    ],
)
def test_impossible_answer_is_refused_with_a_sentence(
    form: Form, key: str, answers: dict[str, object]
) -> None:
    assert refusals(form, answers) == {key: f"item/{key}/constraint_message"}


def refusals(form: Form, answers: dict[str, object]) -> dict[str, str | None]:
    """The sentence of each answer that breaks its rule."""
    problems = form.filled(**answers).problems
    return {problem.key: problem.text for problem in problems if problem.code == "constraint"}


@pytest.mark.parametrize(
    ("version", "key", "answers"),
    [
        ("1", "arrival_month", {"arrival_year": 2026, "arrival_month": "12"}),
        ("1", "languages", {"languages": ["ar", "en", "tr", "uk", "sq", "am"]}),
        ("2", "spoken_languages", {"spoken_languages": ["ar", "en", "tr", "uk", "sq", "am"]}),
        ("2", "rooms", {"housing_now": "rented_flat", "rooms": 0}),
        ("2", "course_times", {"german_course": "waiting", "course_times": ["morning", "no_time"]}),
        ("2", "internet_access", {"internet_access": ["mobile", "no_access"]}),
        ("2", "devices", {"devices": ["printer", "no_device"]}),
        ("2", "informed_by", {"informed_by": ["letter", "email", "internet"]}),
    ],
)
def test_impossible_answer_of_one_version_is_refused(
    version: str, key: str, answers: dict[str, object]
) -> None:
    (form,) = (form for form in FORMS if form.version == version)
    assert refusals(form, answers) == {key: f"item/{key}/constraint_message"}


@every_form
def test_only_two_questions_are_required_and_declining_meets_them(form: Form) -> None:
    assert {problem.key for problem in form.filled().problems} == {"third_country", "district"}
    assert form.filled(third_country=None, district=None).problems == ()


@every_form
def test_every_question_can_be_declined(form: Form) -> None:
    filled = form.filled(**dict.fromkeys(form.questions.keys() - {"child_age", "child_place", "care_hours"}))
    assert filled.problems == ()
    assert filled.needs == ()


@every_form
def test_districts_and_topics_are_the_citys(form: Form) -> None:
    rows, topics = districts(DORTMUND), toml(DORTMUND / "topics.toml")["topics"]
    assert form.choices("district") == [*(row["slug"] for row in rows), "outside"]
    for code, texts in form.reading.texts.items():
        for row in rows:
            assert texts[f"choice/district/{row['slug']}"] == row.get(f"label_{code}", row["name"])
        for topic in topics:
            assert texts[f"choice/topic/{topic['slug']}"] == topic["label"][code]


@every_form
def test_spoken_languages_are_known_by_code(form: Form) -> None:
    assert set(form.choices("language")) - {"other"} <= known_languages().keys()


@every_form
def test_residence_is_one_question_about_help(form: Form) -> None:
    (group,) = (item for item in form.document["items"] if item.get("topic") == "residence")
    assert [item["key"] for item in group["items"]] == ["help_residence"]
    assert group["items"][0]["list"] == "help"
    (need,) = (need for need in form.document["needs"] if need["topic"] == "residence")
    assert need["urgency"] == 2


@every_form
def test_nothing_is_asked_that_the_screen_or_the_law_forbids(form: Form) -> None:
    kinds = {item["kind"] for item in form.items.values()}
    assert kinds.isdisjoint({"date", "datetime", "geopoint"})
    assert [key for key, item in form.items.items() if item["kind"] == "text"] == ["remark"]
    assert not any("default" in item for item in form.items.values())
    declining = {"no_answer", "dont_know", "refused", "na", "prefer_not"}
    assert not any(declining & set(form.choices(listed)) for listed in form.document["choices"])


@every_form
def test_three_answers_are_the_same_for_all_topics(form: Form) -> None:
    assert form.choices("help") == ["got", "none", "not_needed"]
    assert 15 <= len(form.document["needs"]) <= 25


def test_demo_interviews_are_varied() -> None:
    form = first_form(DORTMUND)
    assert len(DEMO) == 8
    assert {entry["language"] for entry in DEMO} == set(form.reading.texts)
    assert {entry["contact"] for entry in DEMO} <= set(Contact.values)
    assert {entry["interpreter"] for entry in DEMO} <= set(Interpreter.values)
    assert {entry["site"] for entry in DEMO} == {
        site["slug"] for site in toml(DORTMUND / "sites.toml")["sites"]
    }
    found = {need["topic"] for entry in DEMO for need in form.filled(**entry["answers"]).needs}
    assert len(found) >= 10
