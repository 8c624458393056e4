"""What the interview screen asks of the rules: rows, choices, defaults, texts, and little work for one change."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.engines.formlogic.documents import Json, compiled, read_data

from .formlogic_page import rules_page

FORMS = read_data("vectors.json")["forms"]
HOUSEHOLD = compiled(FORMS["household"])


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with rules_page(browser) as page:
        yield page


def tell(page: Page, document: Json, answers: Json, script: str) -> Any:
    """What `script` returns, with `form` filled with the answers on 2026-03-01."""
    return page.evaluate(
        f"""async ([written, answers]) => {{
          const {{ Form }} = await import("/formlogic.js");
          const document = JSON.parse(written);
          const form = new Form(document);
          form.load(answers, "2026-03-01");
          {script}
        }}""",
        [json.dumps(document), answers],
    )


def test_an_answer_is_declined_left_open_or_given(page: Page) -> None:
    script = """
      const seen = [form.get("surname")];
      form.set("surname", [], null);
      seen.push(form.get("surname"));
      form.set("surname", [], "Y");
      seen.push(form.get("surname"), form.answers().surname);
      form.set("surname", [], undefined);
      return [seen[0] === undefined, ...seen.slice(1), Object.keys(form.answers()).length];
    """
    assert tell(page, HOUSEHOLD, {}, script) == [True, None, "Y", "Y", 0]


def test_rows_are_added_and_removed(page: Page) -> None:
    script = """
      form.addRow("children", []);
      form.set("name", [0], "Ada");
      form.addRow("children");
      form.set("name", [1], "Bo");
      form.addRow("toys", [1]);
      form.set("toy", [1, 0], "bear");
      const before = form.answers();
      form.removeRow("children", [0]);
      return [before, form.answers(), form.rowCount("children"), form.rowCount("toys", [0]), form.rowCount("toys", [5])];
    """
    bo = {"name": "Bo", "toys": [{"toy": "bear"}]}
    assert tell(page, HOUSEHOLD, {}, script) == [
        {"children": [{"name": "Ada"}, bo]},
        {"children": [bo]},
        1,
        1,
        0,
    ]


def test_a_change_tells_what_else_changed(page: Page) -> None:
    script = """return [form.set("age", [0], 9), form.set("age", [0], 9), form.isRelevant("school", [0])]"""
    changed = [{"key": "age", "row": [0]}, {"key": "school", "row": [0]}]
    assert tell(page, HOUSEHOLD, {"children": [{}]}, script) == [changed, [], True]


def test_answers_that_do_not_apply_stay_in_the_draft(page: Page) -> None:
    answers = {"children": [{"age": 3, "school": "Oak"}]}
    script = """
      const sent = form.answers();
      const raw = JSON.parse(JSON.stringify(form.raw));
      form.set("age", [0], 6);
      return [raw, sent, form.answers()];
    """
    assert tell(page, HOUSEHOLD, answers, script) == [
        answers,
        {"children": [{"age": 3}]},
        {"children": [{"age": 6, "school": "Oak"}]},
    ]


def test_the_form_keeps_its_own_copy_of_the_answers(page: Page) -> None:
    script = """form.set("age", [0], 9); return [answers, form.answers()]"""
    given = {"children": [{"age": 3}]}
    assert tell(page, HOUSEHOLD, given, script) == [given, {"children": [{"age": 9}]}]


def test_choices_follow_their_filter(page: Page) -> None:
    cascade = compiled(
        {
            "items": [
                {"key": "state", "kind": "text"},
                {"key": "town", "kind": "select_one", "list": "towns", "filter": "state = ${state}"},
            ],
            "choices": {"towns": [{"name": "do", "state": "nrw"}, {"name": "ul", "state": "bw"}]},
        }
    )
    script = """
      const names = () => form.choices("town", []).map((choice) => choice.name);
      const before = names();
      form.set("state", [], "bw");
      return [before, names(), form.choices("town", [])];
    """
    assert tell(page, cascade, {}, script) == [[], ["ul"], [{"name": "ul", "state": "bw"}]]


def test_a_default_is_offered_and_not_filled_in(page: Page) -> None:
    items = [
        {"key": "n", "kind": "integer", "default": {"value": 3}},
        {"key": "day", "kind": "date", "default": {"expr": ["today"]}},
        {"key": "m", "kind": "integer", "default": {"expr": ["+", ["value", "n"], ["number", 1]]}},
        {"key": "bad", "kind": "integer", "default": {"value": "many"}},
        {"key": "none", "kind": "text"},
    ]
    script = """
      const offered = () => ["n", "day", "m", "bad", "none"].map((key) => form.defaultOf(key, []) ?? "nothing");
      const before = offered();
      form.set("n", [], 4);
      return [before, offered(), form.answers()];
    """
    before, after, answers = tell(page, {"items": items}, {}, script)
    assert before == [3, "2026-03-01", "nothing", "nothing", "nothing"]
    assert after == [3, "2026-03-01", 5, "nothing", "nothing"]
    assert answers == {"n": 4}


def test_values_in_a_text(page: Page) -> None:
    answers = {"children": [{"name": "Ada"}, {"name": "Bo"}], "pets": [{}, {}], "limit": 8}
    script = """
      return [
        form.interpolate("How old is ${name}? ${limit} ${nobody}", [1]),
        form.interpolate("${name}", []),
        form.interpolate("${name}", [1], undefined, "pet"),
        form.interpolate("${name}", [7]),
      ];
    """
    expected = ["How old is Bo? 8 ${nobody}", "Ada", "Ada", ""]
    assert tell(page, HOUSEHOLD, answers, script) == expected


def test_a_choice_in_a_text_is_said_in_the_language_of_the_screen(page: Page) -> None:
    script = """
      const say = (key) => ({ "choice/languages/ar": "العربية" })[key];
      return [form.interpolate("${many}!", [], say), form.interpolate("${many}", [])];
    """
    found = tell(page, compiled(FORMS["flat"]), {"many": ["ar", "de"]}, script)
    assert found == ["العربية, de!", "Arabisch, de"]


def test_what_does_not_exist_is_nothing(page: Page) -> None:
    script = """
      return [form.set("age", [4], 1), form.get("age", [4]) === undefined, form.isRelevant("age", [4]),
        form.rowCount("toys", [4]), form.removeRow("toys", [4, 0]), form.addRow("toys", [4]), form.answers()];
    """
    assert tell(page, HOUSEHOLD, {}, script) == [[], True, False, 0, [], [], {}]


def large_form(length: int) -> Json:
    """Questions of which each hundredth decides about the 99 behind it."""
    items: list[Json] = []
    for number in range(length):
        item: Json = {"key": f"q{number}", "kind": "integer", "constraint": ". >= 0", "required": "true()"}
        if number % 100:
            item["relevant"] = f"${{q{number - number % 100}}} = 1"
        items.append(item)
    return compiled({"items": items})


def test_a_large_form_opens_at_once(page: Page) -> None:
    script = """
      const times = Array.from({ length: 7 }, () => {
        const started = performance.now();
        const opened = new Form(document);
        opened.load(answers, "2026-03-01");
        opened.problems();
        return performance.now() - started;
      });
      return Math.min(...times);
    """
    assert tell(page, large_form(1_000), {f"q{n}": 1 for n in range(1_000)}, script) < 50


def test_a_change_works_out_only_what_reads_it(page: Page) -> None:
    script = """
      let count = 0;
      const evaluate = form.evaluate.bind(form);
      form.evaluate = (...given) => { count += 1; return evaluate(...given); };
      form.set("q7", [], 1);
      const alone = count;
      form.set("q100", [], 1);
      return [alone, count - alone];
    """
    assert tell(page, large_form(1_000), {}, script) == [1, 99]
