"""The screen with words as long as German offices make them, on small screens and with large text: nothing is cut off, nothing scrolls sideways."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from .screen.harness import Server

COMPOUND = "Aufenthaltsbescheinigungsangelegenheiten"
LONG = {
    "Brauchen Sie Hilfe bei der Wohnungssuche?": f"{COMPOUND} und Grundstücksverkehrsgenehmigungszuständigkeiten?",
    "Ja, und ich habe Hilfe bekommen": f"{COMPOUND}sbeauftragtenvertretung",
    "Wohnen": COMPOUND,
    "Bezirk 17": f"{COMPOUND}sbezirk",
    "Kind": COMPOUND,
    "Wohnung": COMPOUND,
}
# What is cut off by its own box, and what stands outside of the page.
CUT = """() => [...document.querySelectorAll("#screen :is(button, summary, a, label, legend, p, li, h1, h2, .both, .bi > *)")]
  .filter(node => node.checkVisibility() && !node.closest(".vh"))
  .filter(node => {
    const box = node.getBoundingClientRect();
    const isCut = node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).display !== "inline";
    return isCut || box.left < -1 || box.right > innerWidth + 1;
  })
  .map(node => node.outerHTML.slice(0, 160))"""


def assert_whole(page: Page) -> None:
    assert page.evaluate(CUT) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def with_long_words(server: Server) -> None:
    def longer(texts: dict[str, str]) -> dict[str, str]:
        return {key: LONG.get(text, text) for key, text in texts.items()}

    server.document = {**server.document, "texts": longer(server.document["texts"])}
    server.texts = {code: longer(texts) for code, texts in server.texts.items()}


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("scale", [0, 3])
@pytest.mark.parametrize("show", ["both", "client"])
def test_long_words_are_broken_and_not_cut_off(page, server, width, scale, show):
    page.set_viewport_size({"width": width, "height": 844})
    with_long_words(server)
    server.boot = {
        "draft": {"answers": {"flat": "none", "persons": 99}, "view": {"show": show, "scale": scale}}
    }
    server.open()
    page.locator("form .kern-btn--primary").click()
    expect(page.locator(".error-box")).to_be_visible()
    assert_whole(page)
    for number in range(1, 4):
        page.locator(".sections a").nth(number).click()
        if number == 1:
            page.locator("#q-wish .option--add").first.click()
        if number == 2:
            page.locator("main form .kern-btn--secondary").first.click()
        assert_whole(page)
    page.locator(".more summary").click()
    assert_whole(page)
    page.locator(".more button").last.click()
    page.locator("dialog .kern-btn--danger").first.click()
    assert_whole(page)


@pytest.mark.parametrize("width", [390, 1280])
def test_no_sign_of_a_section_is_left_alone_in_its_row(page, server, width):
    page.set_viewport_size({"width": width, "height": 844})
    copies = [
        json.loads(json.dumps(server.document["items"][0]).replace('"flat"', f'"f{n}"')) for n in range(14)
    ]
    for number, group in enumerate(copies):
        group["key"] = f"group{number}"
        group["items"] = [{**group["items"][0], "key": f"f{number}"}]
    server.document = {**server.document, "items": copies}
    server.open()
    tops = page.locator(".sections li").evaluate_all(
        "all => all.map(sign => sign.getBoundingClientRect().top)"
    )
    rows = [tops.count(top) for top in sorted(set(tops))]
    assert rows == ([5, 5, 5] if width == 390 else [15])


def test_no_answer_is_in_sight_beside_a_long_list(page, server):
    server.open()
    assert page.locator("#q-district .options--long .option--quiet").count() == 0
    page.locator("#q-district .option--quiet").click()
    expect(page.locator("#q-district .option--quiet input")).to_be_checked()


def test_words_of_a_button_keep_their_distance_from_its_edge(page, server):
    page.set_viewport_size({"width": 390, "height": 844})
    server.open()
    page.locator(".more summary").click()
    page.locator(".more button").last.click()
    gaps = page.locator("dialog .kern-btn:visible").evaluate_all(
        "all => all.map(it => it.querySelector('.both').getBoundingClientRect().top - it.getBoundingClientRect().top)"
    )
    assert min(gaps) >= 8


def test_the_heading_counts_the_sections_that_apply_now(page, server):
    server.open()
    expect(page.locator("h1 small")).to_have_text("1 von 3")
    page.locator("#q-flat [value=no]").check()
    expect(page.locator("h1 small")).to_have_text("1 von 2")


@pytest.mark.parametrize(
    ("around", "inside", "place"), [("rtl", "ltr", "calc(100% - 12px)"), ("ltr", "rtl", "12px")]
)
def test_the_arrow_of_a_list_stands_at_the_end_of_its_own_direction(page, server, around, inside, place):
    server.open()
    page.locator(".more summary").click()
    page.evaluate(
        f"document.documentElement.dir = '{around}'; document.querySelector('#screen').dir = '{inside}'"
    )
    expect(page.locator("#client-language")).to_have_css("background-position-x", place)


def style(page: Page, selector: str, name: str, part: str = "") -> str:
    return page.locator(selector).first.evaluate(
        "(node, [name, part]) => getComputedStyle(node, part || null)[name]", [name, part]
    )


def test_what_is_chosen_and_where_we_are_shows_in_the_readers_own_colours(page, server):
    page.emulate_media(forced_colors="active")
    server.open()
    page.locator("#q-flat [value=none]").check()
    page.locator("form").click(position={"x": 2, "y": 2})
    chosen, other = "#q-flat .option:has(:checked)", "#q-flat .option:not(:has(:checked))"
    assert style(page, chosen, "borderTopWidth") != style(page, other, "borderTopWidth")
    dot = style(page, "#q-flat :checked", "backgroundColor", "::before")
    assert dot != style(page, "#q-flat :checked", "backgroundColor")
    here, elsewhere = ".sections [aria-current]", ".sections a:not([aria-current])"
    assert style(page, here, "borderTopWidth") != style(page, elsewhere, "borderTopWidth")
    pressed, loose = ".segment [aria-pressed=true]", ".segment [aria-pressed=false]"
    assert style(page, pressed, "borderBottomWidth") != style(page, loose, "borderBottomWidth")
    page.locator(".more summary").click()
    page.locator(".more button").last.click()
    assert style(page, "dialog", "borderTopWidth") != "0px"


def test_who_wants_no_motion_gets_none(page, server):
    page.emulate_media(reduced_motion="reduce")
    server.open()
    moving = """[...document.querySelectorAll("*")].filter(node => {
      const { transitionDuration, animationName } = getComputedStyle(node);
      return parseFloat(transitionDuration) > 0 || animationName !== "none";
    }).map(node => node.outerHTML.slice(0, 100))"""
    section = page.locator(".sections a")
    for number in range(section.count()):
        section.nth(number).click()
        assert page.evaluate(moving) == []
