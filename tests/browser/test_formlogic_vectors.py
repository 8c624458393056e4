"""The vectors of tests/data/formlogic in a real browser: the tablet finds what the server finds."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, sync_playwright

import ankommen
from ankommen.engines.formlogic.evaluation import OPERATORS, PLAIN
from tests.engines.formlogic.documents import Json, cases, read_data, seen
from tests.engines.formlogic.test_vectors import worked_out

pytestmark = pytest.mark.browser

SCRIPTS = Path(ankommen.__file__).parent / "interviews" / "static" / "interviews"
ORIGIN = "http://localhost:8998"
POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'"

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
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()
        page.route("**/*", _answer)
        page.goto(ORIGIN)
        yield page
        browser.close()


def _answer(route: Route) -> None:
    """A page under the policy of the product, and the scripts of the package."""
    name = route.request.url.removeprefix(ORIGIN).lstrip("/")
    if name:
        route.fulfill(path=SCRIPTS / name, content_type="text/javascript")
    else:
        route.fulfill(
            body="<!doctype html><title>rules</title>",
            content_type="text/html",
            headers={"Content-Security-Policy": POLICY},
        )


def run(page: Page, script: str, argument: list[Json]) -> Any:
    """What `script` makes of the cases, which it fetches: as an argument they would be too much to hand over."""
    page.route("**/cases.json", lambda route: route.fulfill(json=argument))
    return json.loads(page.evaluate(script))


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


def test_both_sides_know_the_same_operators(page: Page) -> None:
    names = page.evaluate('async () => (await import("/formlogic_evaluation.js")).OPERATOR_NAMES')
    assert sorted(names) == sorted({**OPERATORS, **PLAIN})
