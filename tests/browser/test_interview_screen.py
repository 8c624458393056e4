"""The interview screen: two languages, one set of controls, nothing lost and nothing kept in the browser."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from .screen.harness import Server, words


def saved(page: Page, server: Server) -> dict:
    """The draft as last saved, once the pause after the last change is over."""
    page.wait_for_timeout(700)
    for _ in range(20):
        if server.saved:
            break
        page.wait_for_timeout(200)
    return server.saved[-1]


def section(page: Page, number: int) -> None:
    page.locator(".sections a").nth(number - 1).click()


def onward(page: Page) -> None:
    page.get_by_role("button", name=words("next")).click()


def test_each_question_stands_there_in_both_languages_with_one_set_of_controls(page, server):
    server.open()
    legend = page.locator("#q-flat legend")
    expect(legend.locator("[lang=de][dir=ltr]")).to_have_text("Brauchen Sie Hilfe bei der Wohnungssuche?")
    expect(legend.locator("[lang=ar][dir=rtl]")).to_have_text("هل تحتاجون إلى مساعدة في البحث عن سكن؟")
    expect(page.locator("#q-flat input[type=radio]")).to_have_count(4)
    own, client = (legend.locator(f"[lang={code}]").bounding_box() for code in ("de", "ar"))
    assert own["y"] == client["y"] and own["x"] < client["x"]


def test_on_a_phone_the_client_reads_first(page, server):
    page.set_viewport_size({"width": 390, "height": 844})
    server.open()
    own, client = (page.locator(f"#q-flat legend [lang={code}]").bounding_box() for code in ("de", "ar"))
    assert client["y"] < own["y"]
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_a_missing_translation_falls_back_to_german_and_is_marked(page, server):
    server.open()
    section(page, 2)
    fallback = page.locator("#q-remark [data-client]").first
    expect(fallback).to_have_text("Möchten Sie noch etwas sagen?")
    expect(fallback).to_have_attribute("lang", "de")
    expect(fallback).to_have_attribute("data-untranslated", "")


def test_another_client_language_in_mid_interview_keeps_every_answer(page, server):
    server.open()
    page.locator("#q-flat [value=none]").check()
    page.locator("#q-persons-input").fill("4")
    page.locator(".more summary").click()
    page.locator("#client-language").select_option("tr")
    expect(page.locator("#q-flat [lang=tr]").first).to_have_text("Ev ararken yardıma ihtiyacınız var mı?")
    expect(page.locator("#q-flat [value=none]")).to_be_checked()
    expect(page.locator("#q-persons-input")).to_have_value("4")
    draft = saved(page, server)
    assert draft["language"] == "tr"
    assert draft["answers"] == {"flat": "none", "persons": 4}


def test_the_client_may_read_alone_and_the_page_turns_round(page, server):
    server.open()
    page.get_by_role("button", name="العربية").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    expect(page.locator("#q-flat legend [lang=de]")).to_be_hidden()
    page.get_by_role("button", name="Deutsch").click()
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    expect(page.locator("#q-flat legend [lang=ar]")).to_be_hidden()


def test_questions_and_sections_come_and_go_with_the_answers(page, server):
    server.open()
    expect(page.locator("#q-persons")).to_have_count(0)
    page.locator("#q-flat [value=none]").check()
    expect(page.locator("#q-persons")).to_be_visible()
    expect(page.locator(".sections li")).to_have_count(4)
    page.locator("#q-flat [value=no]").check()
    expect(page.locator("#q-persons")).to_be_hidden()
    expect(page.locator(".sections li")).to_have_count(3)


def test_no_answer_is_an_answer_and_can_be_undone(page, server):
    server.open()
    page.locator("#q-flat .option--quiet").click()
    page.locator("#q-rent .option--quiet").click()
    assert saved(page, server)["answers"] == {"flat": None, "rent": None}
    page.locator("#q-rent .option--quiet").click()
    page.locator("#q-flat .link").click()
    assert saved(page, server)["answers"] == {}
    expect(page.locator("#q-flat input:checked")).to_have_count(0)


def test_typing_takes_no_answer_back(page, server):
    server.open()
    page.locator("#q-rent .option--quiet").click()
    page.locator("#q-rent-input").fill("450,50")
    expect(page.locator("#q-rent .option--quiet input")).not_to_be_checked()
    assert saved(page, server)["answers"] == {"rent": 450.5}


@pytest.mark.parametrize(
    ("typed", "kept"), [("٤", 4), ("۱۲", 12), ("７", 7), ("3x", "3x"), ("1.000", "1.000")]
)
def test_digits_of_any_script_are_stored_as_numbers_and_anything_else_as_typed(page, server, typed, kept):
    server.open()
    page.locator("#q-flat [value=none]").check()
    page.locator("#q-persons-input").fill(typed)
    assert saved(page, server)["answers"]["persons"] == kept
    page.locator("#q-persons-input").blur()
    expect(page.locator("#q-persons-input")).to_have_value(str(kept))


def test_steps_begin_at_nothing(page, server):
    server.open()
    page.locator("#q-flat [value=none]").check()
    field = page.locator("#q-persons-input")
    expect(field).to_have_value("")
    plus = page.locator("#q-persons .stepper button").last
    plus.click()
    plus.click()
    expect(field).to_have_value("2")


def test_dates_times_ranges_ranks_and_places_are_stored_as_the_contract_has_them(page, server):
    server.open()
    section(page, 2)
    page.locator("#q-born-day").fill("٩")
    page.locator("#q-born-month").select_option("4")
    page.locator("#q-born-year").fill("1990")
    page.locator("#q-arrived-month").select_option("5")
    page.locator("#q-arrived-year").fill("2024")
    page.locator("#q-german [value='3']").check()
    page.locator("#q-wish .option--add").nth(1).click()
    page.locator("#q-wish .option--add").first.click()
    page.locator("#q-wish .ranked").nth(1).get_by_role("button", name=words("rank_up")).click()
    page.locator("#q-work-input").select_option("yes")
    page.locator("#q-call-hour").fill("8")
    page.locator("#q-call-minute").fill("30")
    page.locator("#q-here-latitude").fill("51,5136")
    page.locator("#q-here-longitude").fill("7.4653")
    page.locator("#q-read .control .option").first.click()
    page.locator("#q-remark-input").fill("شكرا")
    assert saved(page, server)["answers"] == {
        "born": "1990-04-09", "arrived": "2024-05-01", "german": 3, "languages": ["ar"], "wish": ["flat", "work"],
        "work": "yes", "call": "08:30", "here": "51.5136 7.4653 0 0", "read": "OK", "remark": "شكرا",
    }  # fmt: skip


def test_a_default_is_set_once_when_the_question_appears(page, server):
    server.open()
    section(page, 1)
    assert "languages" not in saved(page, server)["answers"]
    section(page, 2)
    expect(page.locator("#q-languages [value=ar]")).to_be_checked()
    page.locator("#q-languages [value=ar]").uncheck()
    section(page, 1)
    section(page, 2)
    expect(page.locator("#q-languages [value=ar]")).not_to_be_checked()
    assert "languages" not in saved(page, server)["answers"]


def test_several_answers_keep_the_order_of_the_form_and_exclude_no_answer(page, server):
    server.open()
    section(page, 2)
    box = page.locator("#q-languages")
    box.locator("[value=ar]").uncheck()
    box.locator("[value=uk]").check()
    box.locator("[value=ku]").check()
    assert saved(page, server)["answers"]["languages"] == ["ku", "uk"]
    box.locator(".option--quiet").click()
    expect(box.locator("input:checked")).to_have_count(1)
    assert saved(page, server)["answers"]["languages"] is None
    box.locator("[value=ku]").check()
    assert saved(page, server)["answers"]["languages"] == ["ku"]


def test_rows_are_added_named_and_removed(page, server):
    server.open()
    section(page, 3)
    add = page.get_by_role("button", name="Kind").last
    add.click()
    page.locator("#q-age-0--input").fill("9")
    expect(page.locator("#q-school-0- legend [lang=de]")).to_have_text("Geht das Kind (9) in die Schule?")
    expect(page.locator("#q-school-0- legend [lang=ar]")).to_have_text("هل يذهب الطفل (9) إلى المدرسة؟")
    add.click()
    expect(page.locator("section h2").last).to_be_focused()
    page.locator("#q-age-1--input").fill("3")
    expect(page.locator("#q-school-1-")).to_have_count(0)
    assert saved(page, server)["answers"]["children"] == [{"age": 9}, {"age": 3}]
    page.locator("section").first.get_by_role("button", name=words("remove_row")).click()
    expect(page.locator("#q-age-0--input")).to_have_value("3")
    assert saved(page, server)["answers"]["children"] == [{"age": 3}]


def test_next_names_what_is_wrong_in_both_languages_and_leads_there(page, server):
    server.open()
    page.locator("#q-flat [value=none]").check()
    page.locator("#q-persons-input").fill("45")
    onward(page)
    summary = page.locator(".error-box")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_have_count(1)
    expect(page.locator("#q-persons-error [lang=de]")).to_have_text("Bitte eine Zahl von 1 bis 20 eingeben.")
    expect(page.locator("#q-persons-error [lang=ar]")).to_have_text("يرجى إدخال رقم من 1 إلى 20.")
    expect(page.locator("#q-persons-input")).to_have_attribute("aria-invalid", "true")
    assert "q-persons-error" in page.locator("#q-persons-input").get_attribute("aria-describedby")
    summary.get_by_role("link").click()
    expect(page.locator("#q-persons-input")).to_be_focused()
    page.locator("#q-persons-input").fill("4")
    expect(page.locator("#q-persons-error")).to_be_hidden()
    onward(page)
    expect(page.locator("h1")).to_contain_text("Über Sie")
    expect(page.locator("h1")).to_be_focused()


def test_gaps_hold_nobody_up_and_are_marked(page, server):
    server.open()
    onward(page)
    expect(page.locator(".error-box a")).to_have_count(1)
    page.locator(".error-box .link").click()
    expect(page.locator("h1")).to_contain_text("Über Sie")
    expect(page.locator(".sections a").first).to_have_attribute("data-state", "gap")
    section(page, 1)
    for name in ("flat", "district", "rent"):
        page.locator(f"#q-{name} .option--quiet").click()
    section(page, 2)
    expect(page.locator(".sections a").first).to_have_attribute("data-state", "done")


def test_a_long_list_is_searched_in_either_language_without_its_accents(page, server):
    server.open()
    district = page.locator("#q-district")
    page.locator("#q-district-filter").fill("الحي 17")
    expect(district.locator(".option:visible")).to_have_count(2)
    district.get_by_text("Bezirk 17").click()
    page.locator("#q-district-filter").fill("BEZIRK 2")
    expect(district.locator(".option:visible")).to_have_count(11 + 1 + 1)
    assert saved(page, server)["answers"]["district"] == "d17"


def test_the_keyboard_alone_is_enough(page, server):
    server.open()
    page.locator("#q-flat input").first.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#q-persons")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Über Sie")
    page.keyboard.press("Alt+ArrowLeft")
    expect(page.locator("#q-persons-input")).to_have_value("3")
    page.keyboard.press("Alt+ArrowRight")
    expect(page.locator("h1")).to_be_focused()


def test_text_grows_in_three_steps_and_the_choice_is_kept(page, server):
    server.open()
    larger = page.get_by_role("button", name="A+")
    for _ in range(3):
        larger.click()
    expect(page.locator("html")).to_have_class("scale-3")
    expect(larger).to_be_disabled()
    assert saved(page, server)["view"]["scale"] == 3
    assert page.evaluate("document.documentElement.scrollWidth") <= 820


def test_a_draft_opens_where_it_was_left(page, server):
    server.boot = {
        "draft": {
            "answers": {"flat": "none", "persons": 4},
            "place": {"section": "you", "visited": ["housing"], "seen": ["languages"]},
            "view": {"show": "both", "first": "client", "scale": 1},
        }
    }
    server.open()
    expect(page.locator("h1")).to_contain_text("Über Sie")
    expect(page.locator("#q-languages input:checked")).to_have_count(0)
    expect(page.locator("html")).to_have_class("scale-1")
    section(page, 1)
    expect(page.locator("#q-persons-input")).to_have_value("4")


KEPT = {"flat": "none", "persons": 4}


@pytest.mark.parametrize(
    ("draft", "kept"),
    [
        ({"answers": KEPT, "place": {"seen": 5, "visited": {"housing": 1}}}, KEPT),
        ({"answers": KEPT, "place": None, "view": None}, KEPT),
        ({"answers": KEPT, "place": [], "view": {"show": 7, "first": [], "scale": "x"}}, KEPT),
        ({"answers": KEPT, "place": {"section": "long gone"}}, KEPT),
        ({"answers": KEPT, "place": {"section": 5}, "language": "xx"}, KEPT),
        ({"answers": []}, {}),
        ({"answers": "flat"}, {}),
        ({"answers": {"flat": {"a": 1}, "children": 5, "persons": 4}}, {}),
        ([], {}),
        (5, {}),
    ],
)
def test_an_odd_draft_stops_nothing_and_loses_no_answer(page, server, draft, kept):
    server.boot = {"draft": draft}
    server.open()
    expect(page.locator("h1")).to_contain_text("Wohnen")
    if kept:
        expect(page.locator("#q-flat [value=none]")).to_be_checked()
    page.locator("#q-flat [value=got]").check()
    onward(page)
    expect(page.locator("h1")).to_contain_text("Über Sie")
    page.get_by_role("button", name="A+").click()
    later = saved(page, server)
    assert {**kept, "flat": "got"}.items() <= later["answers"].items()
    assert (later["place"]["section"], later["view"]["scale"]) == ("you", 1)


@pytest.mark.parametrize("name", ["__proto__", "constructor", "toString"])
def test_an_item_may_have_a_name_that_the_browser_keeps_for_itself(page, server, name):
    server.document = json.loads(json.dumps(server.document).replace('"rent"', f'"{name}"'))
    server.boot = {"draft": {"answers": {name: 400}}}
    server.open()
    field = page.locator(f"#q-{name}-input")
    expect(field).to_have_value("400")
    field.fill("450")
    assert saved(page, server)["answers"] == {name: 450}
    page.locator("#q-flat [value=got]").check()
    section(page, 4)
    page.get_by_role("button", name=words("finish")).click()
    page.wait_for_url("**/needs/")
    assert server.submitted[0]["answers"] == {name: 450, "flat": "got"}


@pytest.mark.parametrize(("code", "kept"), [("xx", "xx"), ("ku", "ku"), ("no tag", "de"), ("", "de")])
def test_a_language_that_is_not_there_is_said_in_german(page, server, code, kept):
    server.boot = {"languages": {**server.languages(), "client": code}}
    server.open()
    section(page, 2)
    expect(page.locator("#q-born legend [lang=de]").first).to_be_visible()
    page.locator("#q-born-day").fill("1")
    assert saved(page, server)["language"] == kept


def test_in_the_clients_hands_there_are_no_tools_of_the_staff(page, server):
    server.boot = {"handed_over": True}
    server.open()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("#q-flat legend [lang=de]")).to_be_hidden()
    expect(page.locator(".more, #client-language")).to_have_count(0)
    expect(page.locator(".ibar a[href='/take-back/']")).to_be_visible()


def test_handing_over_saves_first(page, server):
    server.open()
    page.locator("#q-flat [value=got]").check()
    page.locator(".more summary").click()
    page.get_by_role("button", name=words("hand_over")).click()
    page.wait_for_url("**/hand-over/")
    assert server.saved[-1]["answers"] == {"flat": "got"}
    assert [path for path, _ in server.posted] == ["/hand-over/"]
