"""The first interview with the keyboard alone: Tab, Shift+Tab, arrows, Space and Enter, and what is typed. The focus is always in sight."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from ankommen.interviews.models import Interview
from ankommen.interviews.queries import answers_of, interview_by_receipt

from .screen.forms import every_kind
from .screen.harness import Server
from .screen.keyboard import Keyboard
from .test_interview_story import CODE, PASSWORD, town  # noqa: F401  (town is a fixture)

SUBMIT = "main form [type=submit]"
KIND = """node => ({
  kind: node.matches(SUBMIT) ? "submit" : node.type ?? node.localName,
  question: node.closest(".qset")?.id ?? "", part: node.id.split("-").at(-1), quiet: Boolean(node.closest(".option--quiet")),
})""".replace("SUBMIT", repr(SUBMIT))
TYPED = {"q-arrival_year": "2024", "day": "9", "year": "1990", "hour": "8", "minute": "30", "filter": ""}


def answer(keys: Keyboard, kind: str, question: str, part: str) -> None:
    """Give the answer that the control with the focus asks for."""
    if kind == "radio":
        keys.press("Space", "ArrowDown")
    elif kind == "checkbox":
        keys.press("Space")
    elif kind == "select-one":
        keys.press("ArrowDown")
    elif kind in ("text", "textarea"):
        keys.write(TYPED.get(question) or TYPED.get(part, "2"))


def answer_section(keys: Keyboard) -> None:
    """Go through a section from its heading to the button at its end, and answer every question on the way once."""
    done = set()
    while True:
        keys.tab()
        here = keys.here(KIND)
        if here["kind"] == "submit":
            return
        control = here["question"] + (here["part"] if here["kind"] not in ("radio", "checkbox") else "")
        if here["question"] and not here["quiet"] and control not in done:
            done.add(control)
            answer(keys, here["kind"], here["question"], here["part"])
            keys.see()


@pytest.fixture(params=["de-DE", "ar"])
def page(request, browser: Browser, live_server, town):  # noqa: F811
    """A desktop without a mouse, its interface in German or in Arabic."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, locale=request.param, base_url=live_server.url
    )
    yield context.new_page()
    context.close()


def log_in_and_begin(page: Page, keys: Keyboard) -> None:
    page.goto("/interviews/")
    keys.reach("[name=username]")
    keys.write("jana")
    keys.tab()
    keys.write(PASSWORD)
    keys.leave()
    for name in ("language", "interpreter", "contact"):
        keys.reach(f"[name={name}]")
        keys.press("Space")
    keys.reach(SUBMIT)
    keys.leave()
    keys.reach("summary")
    keys.press("Enter")
    keys.reach("[value=consent]")
    keys.leave()
    page.locator("h1[tabindex]").wait_for()


def go_through(page: Page, keys: Keyboard) -> None:
    """Answer section by section; the heading of the next has the focus each time."""
    while not page.locator(".sections a").last.get_attribute("aria-current"):
        answer_section(keys)
        keys.tab("Shift+Tab")
        keys.tab()
        keys.press("Enter")
        expect(page.locator("main h1")).to_be_focused()


@pytest.mark.django_db(transaction=True)
def test_from_the_login_to_the_withdrawal(page: Page) -> None:
    keys = Keyboard(page)
    log_in_and_begin(page, keys)
    if page.evaluate("navigator.language") == "ar":
        keys.reach(".segment [lang=ar]")
        keys.press("Enter")
        keys.see()
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
    keys.reach("main .qset input")
    page.keyboard.press("Shift+Tab")  # so that the first question is answered as well
    go_through(page, keys)
    keys.reach(SUBMIT)
    keys.leave()
    receipt = CODE.search(page.locator(".receipt").inner_text())[0]
    answers = answers_of(interview_by_receipt(receipt))
    assert answers["children_count"] == 2 and len(answers["children"]) == 2
    assert answers["arrival_year"] == 2024 and answers["languages"] and answers["priorities"]
    keys.reach("[target=_blank] [type=submit]")
    with page.expect_popup() as sheet:
        page.keyboard.press("Enter")
    sheet.value.close()
    withdraw(page, keys, receipt)
    assert Interview.objects.get().answers is None


def withdraw(page: Page, keys: Keyboard, receipt: str) -> None:
    page.goto("/interviews/withdraw/")
    keys.reach("[name=receipt]")
    keys.write(receipt)
    keys.leave()
    keys.reach("[name=sure]")
    keys.leave()


@pytest.fixture
def screen(browser: Browser) -> Iterator[Server]:
    """The screen with a question of every kind."""
    context = browser.new_context(viewport={"width": 820, "height": 800}, locale="de-DE")
    form = every_kind()
    assert form.document is not None
    yield Server(context.new_page(), form.document, form.texts)
    context.close()


def fill(keys: Keyboard, fields: dict[str, str]) -> None:
    """Reach each field and type into it; a key's name in brackets is pressed instead."""
    for selector, text in fields.items():
        keys.reach(selector)
        if text.startswith("["):
            keys.press(*text.strip("[]").split())
        else:
            keys.write(text)
        keys.see()


def go_on(page: Page, keys: Keyboard) -> None:
    keys.reach(SUBMIT)
    keys.press("Enter")
    expect(page.locator("main h1")).to_be_focused()


@pytest.mark.parametrize("language", ["de", "ar"])
def test_every_kind_of_question_is_answered(screen: Server, language: str) -> None:
    page, keys = screen.page, Keyboard(screen.page)
    screen.open()
    keys.reach(f".segment [lang={language}]")
    keys.press("Enter")
    keys.see()
    forward = "ArrowLeft" if language == "ar" else "ArrowRight"
    fill(keys, {"#q-flat input": "[ArrowDown]", "#q-persons-input": "[ArrowUp ArrowUp ArrowUp]"})
    fill(
        keys, {"#q-district-filter": "17", "#q-district .options input": "[Space]", "#q-rent-input": "450,5"}
    )
    go_on(page, keys)
    fill(keys, {"#q-born-day": "9", "#q-born-month": "[ArrowDown ArrowDown]", "#q-born-year": "1990"})
    fill(
        keys,
        {
            "#q-arrived-month": "[ArrowDown]",
            "#q-arrived-year": "2024",
            "#q-german input": f"[Space {forward}]",
        },
    )
    fill(keys, {"#q-languages [value=ku]": "[Space]"})
    put_in_order(page, keys)
    fill(keys, {"#q-work-input": "[ArrowDown]", "#q-call-hour": "8", "#q-call-minute": "30"})
    fill(keys, {"#q-here-latitude": "51,5", "#q-here-longitude": "7,4"})
    fill(keys, {"#q-read .control input": "[Space]", "#q-remark-input": "Danke"})
    go_on(page, keys)
    add_children(page, keys)
    go_on(page, keys)
    keys.reach(SUBMIT)
    keys.leave()
    assert screen.submitted[0]["answers"] == {
        "flat": "none", "persons": 3, "district": "d17", "rent": 450.5, "born": "1990-02-09", "arrived": "2024-01-01",
        "german": 1, "languages": ["ar", "ku"], "wish": ["work", "flat"], "work": "yes", "call": "08:30",
        "here": "51.5 7.4 0 0", "read": "OK", "remark": "Danke", "children": [{"age": 9, "school": "no"}],
    }  # fmt: skip


def put_in_order(page: Page, keys: Keyboard) -> None:
    """Take all three wishes, one out again, and move the second up."""
    keys.reach("#q-wish .option--add")
    for count in (1, 2, 3):
        keys.press("Enter")
        expect(page.locator("#q-wish .ranked")).to_have_count(count)
        keys.see()
        if count < 3:
            keys.reach("#q-wish .option--add")
    keys.reach("#q-wish .ranked:last-child button:last-child")
    keys.press("Enter")
    expect(page.locator("#q-wish .ranked")).to_have_count(2)
    keys.see()
    keys.reach("#q-wish .ranked:nth-child(2) button", "Shift+Tab")
    keys.reach("#q-wish .ranked:nth-child(2) button:first-child", "Shift+Tab")
    keys.press("Enter")
    expect(page.locator("#q-wish .ranked").first).to_have_attribute("data-name", "work")
    keys.see()


def add_children(page: Page, keys: Keyboard) -> None:
    """Two children, the first of which is taken out again."""
    for age in ("3", "9"):
        keys.reach("main .kern-btn--secondary:has([href$=ui-plus])")
        keys.press("Enter")
        keys.see()
        keys.tab()
        keys.reach("main section:last-child .stepper input")
        keys.write(age)
    keys.reach("#q-school-1- input")
    keys.press("ArrowDown")
    keys.reach("main section:first-child .row button", "Shift+Tab")
    keys.press("Enter")
    expect(page.locator("main section")).to_have_count(1)
    keys.see()
