"""Stylesheets: light, logical, complete; icons: drawn."""

import gzip
import re
from pathlib import Path

import pytest

import ankommen
from ankommen import ui
from tests.ui.pages import pages

HOUSE = Path(ankommen.__file__).parent
STATIC = Path(ui.__file__).parent / "static"
OWN = sorted((STATIC / "ui").glob("*.css"))
KERN = STATIC / "vendor/kern/kern.logical.css"
TEMPLATES = sorted([*HOUSE.rglob("templates/**/*.html"), *Path(__file__).parent.glob("gallery/*.html")])


def linked(page: str) -> list[Path]:
    return [STATIC / name for name in re.findall(r'rel="stylesheet" href="/static/([^"]+)"', page)]


@pytest.mark.parametrize("name", ["desk", "form", "charts", "interview", "public", "login", "404"])
def test_a_page_delivers_few_and_light_stylesheets(name):
    sheets = linked(pages("de")[name])
    assert 4 <= len(sheets) <= 6
    assert sum(len(gzip.compress(sheet.read_bytes())) for sheet in sheets) < 20_000


def test_all_stylesheets_together_stay_under_the_budget_of_a_page():
    assert sum(len(gzip.compress(sheet.read_bytes())) for sheet in [KERN, *OWN]) < 30_000


@pytest.mark.parametrize("sheet", [KERN, *OWN], ids=lambda sheet: sheet.name)
def test_no_side_is_named_left_or_right(sheet):
    # background-position knows no logical form; it is written twice, for both directions.
    css = re.sub(r"background(-position)?:[^;}]*", "", sheet.read_text("utf-8"))
    css = re.sub(r"/\*.*?\*/|url\([^)]*\)", "", css, flags=re.DOTALL)
    assert not re.search(r"(?<![\w-])(left|right)(?![\w-])|-(left|right)\s*:", css)


def test_each_token_that_is_used_is_defined():
    css = "".join(sheet.read_text("utf-8") for sheet in [KERN, *OWN])
    defined = set(re.findall(r"(--[\w-]+)\s*:", css))
    own = "".join(sheet.read_text("utf-8") for sheet in OWN)
    assert set(re.findall(r"var\((--[\w-]+)\)", own)) <= defined


def test_colours_stand_in_the_tokens_only():
    for sheet in OWN:
        css = re.sub(r"@media print \{.*?\n\}", "", sheet.read_text("utf-8"), flags=re.DOTALL)
        found = re.findall(r"#[0-9a-f]{3,8}\b(?![\w-])", css.replace("currentColor", ""))
        assert not found, (sheet.name, found)


def test_each_font_and_image_that_is_named_exists():
    for sheet in OWN:
        for address in re.findall(r'url\("([^"]+)"\)', sheet.read_text("utf-8")):
            assert (sheet.parent / address).resolve().is_file(), address


def test_each_icon_that_is_named_is_drawn():
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "ui/icons.svg").read_text("utf-8")))
    for template in TEMPLATES:
        named = set(re.findall(r'{% icon "([\w-]+)"', template.read_text("utf-8")))
        assert named <= drawn, template
    for source in [*HOUSE.rglob("*.py"), *HOUSE.glob("*/static/*/**/*.js")]:  # menus, and what modules draw
        named = set(re.findall(r"""["'](ui-[a-z]+)["']""", source.read_text("utf-8")))
        assert named <= drawn, source


def test_no_template_needs_an_inline_style_or_script():
    for template in TEMPLATES:
        text = template.read_text("utf-8")
        if (
            template.name == "codebook.html"
        ):  # a file that is handed over: it stands alone, with its style inside
            text = text.replace("<style>", "", 1)
        assert not re.search(r"<style|\sstyle=|<script>|\son\w+=\"", text), template
