"""The vectors of tests/data/formlogic in a real browser: the tablet finds what the server finds."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from ankommen.engines.formlogic.evaluation import OPERATORS, PLAIN
from tests.engines.formlogic.documents import Json, cases, read_data, seen
from tests.engines.formlogic.invented import ANSWERS, invented_cases
from tests.engines.formlogic.test_vectors import worked_out

from .formlogic_page import rules_page, run

WORK_OUT = """
async () => {
  const cases = await (await fetch("/cases.json")).json();
  const { Form } = await import("/formlogic.js");
  return JSON.stringify(cases.map(({ document, answers, on }) => {
    const form = new Form(document);
    form.load(answers, on);
    return { answers: form.answers(), relevant: form.relevant(), problems: form.problems(), needs: form.needs() };
  }));
}
"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with rules_page(browser) as page:
        yield page


@pytest.fixture(scope="module")
def vectors() -> list[Json]:
    return cases(read_data("vectors.json"))


def test_browser_finds_what_the_vectors_expect(page: Page, vectors: list[Json]) -> None:
    found = run(page, WORK_OUT, vectors)
    seen_there = [(case["name"], seen(case, result)) for case, result in zip(vectors, found, strict=True)]
    assert [pair for pair, case in zip(seen_there, vectors, strict=True) if pair[1] != case["expect"]] == []


def test_browser_and_server_agree_on_everything_else_too(page: Page, vectors: list[Json]) -> None:
    """Also where a vector asks for one part only, all parts are the same."""
    found = run(page, WORK_OUT, vectors)
    differing = [
        case["name"] for case, there in zip(vectors, found, strict=True) if worked_out(case) != there
    ]
    assert differing == []


def test_browser_and_server_agree_on_invented_expressions(page: Page) -> None:
    invented = invented_cases(read_data("vectors.json")["forms"], count=3_000, seed=2026)
    found = run(page, WORK_OUT, invented)
    differing = [
        (case["name"], worked_out(case)["answers"], there["answers"])
        for case, there in zip(invented, found, strict=True)
        if worked_out(case) != there
    ]
    assert differing == []


CHANGE_ONE_BY_ONE = """
async () => {
  const cases = await (await fetch("/cases.json")).json();
  const { Form } = await import("/formlogic.js");
  const fill = (form, items, answers, row) => {
    for (const item of items) {
      const given = Object.hasOwn(answers, item.key) ? answers[item.key] : undefined;
      if (item.kind === "group") fill(form, item.items, answers, row);
      else if (item.kind === "repeat" && form.isRelevant(item.key, row) && Array.isArray(given)) {
        given.forEach((inner, index) => {
          while (form.rowCount(item.key, row) <= index) form.addRow(item.key, row);
          fill(form, item.items, inner, [...row, index]);
        });
      } else if (!item.items && !item.calculation) form.set(item.key, row, given);
    }
  };
  const unsettle = (form, items, row) => {
    for (const item of items) {
      if (item.kind === "group") unsettle(form, item.items, row);
      else if (item.kind === "repeat") {
        if (form.rowCount(item.key, row)) unsettle(form, item.items, [...row, 0]);
        form.removeRow(item.key, [...row, 0]);
      } else if (!item.calculation) form.set(item.key, row, undefined);
    }
  };
  const state = (form) => ({ answers: form.answers(), relevant: form.relevant(), problems: form.problems(), needs: form.needs() });
  return JSON.stringify(cases.map(({ document, answers, on }) => {
    const [whole, stepwise] = [new Form(document), new Form(document)];
    whole.load(answers, on);
    stepwise.load({}, on);
    for (let round = 0; round < 2; round += 1) fill(stepwise, document.items, answers, []);
    const restored = new Form(document);
    restored.load(answers, on);
    unsettle(restored, document.items, []);
    fill(restored, document.items, answers, []);
    fill(restored, document.items, answers, []);
    return [state(whole), state(stepwise), state(restored)];
  }));
}
"""


def test_one_answer_at_a_time_leads_to_the_same_as_all_at_once(page: Page, vectors: list[Json]) -> None:
    walkable = [case for case in vectors if _is_plain(case)]
    assert len(walkable) > 700
    found = run(page, CHANGE_ONE_BY_ONE, walkable)
    differing = [
        case["name"]
        for case, (whole, stepwise, restored) in zip(walkable, found, strict=True)
        if not whole == stepwise == restored
    ]
    assert differing == []


def _is_plain(case: Json) -> bool:
    """Answers that a person at the screen can give: rows are made one by one, nothing is unknown or out of place."""
    items = json.dumps(case["document"]["items"])
    codes = {problem["code"] for problem in worked_out(case)["problems"]}
    is_counted = '"count":' in items or '"once"' in items
    return (
        isinstance(case["answers"], dict)
        and not is_counted
        and not codes & {"unknown_item", "row_count", "type"}
    )


RANDOM_WALK = """
async () => {
  const walks = await (await fetch("/cases.json")).json();
  const { Form } = await import("/formlogic.js");
  let seed = 2026;
  const random = (count) => {
    seed = (seed * 48271) % 2147483647;
    return seed % count;
  };
  const leaves = (items) => items.flatMap((item) => (item.items ? [item, ...leaves(item.items)] : [item]));
  const step = (form, place, values) => {
    const row = place.repeats.map(() => random(3));
    const choices = values[place.kind] ?? values.text;
    if (place.kind === "repeat") random(2) ? form.addRow(place.key, row) : form.removeRow(place.key, [...row, random(2)]);
    else if (place.isLeaf && !place.item.calculation) form.set(place.key, row, choices[random(choices.length)]);
  };
  const state = (form) => JSON.stringify([form.answers(), form.relevant(), form.problems(), form.needs()]);
  return JSON.stringify(walks.map(({ document, on, values }) => {
    const form = new Form(document);
    form.load({}, on);
    const places = [...form.tree.places.values()];
    for (let turn = 0; turn < 40; turn += 1) {
      step(form, places[random(places.length)], values);
      const fresh = new Form(document);
      fresh.load(form.raw, on);
      if (state(form) !== state(fresh)) return { turn, raw: form.raw, form: state(form), fresh: state(fresh) };
    }
    return null;
  }));
}
"""


def test_any_walk_through_a_form_leads_to_the_same_as_its_answers_loaded_anew(page: Page) -> None:
    documents = [case["document"] for case in cases(read_data("vectors.json")) if _can_be_walked(case)]
    assert len(documents) > 100
    values = {kind: [value for value in given if value != ""] for kind, given in ANSWERS.items()}
    values["integer"] = [0, 1, 2, 3, None]  # also counts of rows
    walks = [{"document": document, "on": "2026-03-01", "values": values} for document in documents]
    found = run(page, RANDOM_WALK, walks)
    assert [difference for difference in found if difference] == []


def _can_be_walked(case: Json) -> bool:
    """Forms with rules on both sides of an answer; once() remembers, so it depends on the way."""
    rules = json.dumps(case["document"]["items"])
    return "repeat" in rules and '["once' not in rules and len(case["document"]["items"]) < 8


def test_both_sides_know_the_same_operators(page: Page) -> None:
    names = page.evaluate('async () => (await import("/formlogic_evaluation.js")).OPERATOR_NAMES')
    assert sorted(names) == sorted({**OPERATORS, **PLAIN})
