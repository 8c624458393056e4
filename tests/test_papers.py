"""The public legal pages, and the papers under docs/: they are whole, linked, and say what the tests say."""

from __future__ import annotations

import re
import shutil
import tomllib
from collections.abc import Iterator
from copy import deepcopy
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client
from playwright.sync_api import Browser

from ankommen.config.city import SHIPPED
from ankommen.config.papers.reading import NAMES, languages, nearest, paper_in, texts_in
from ankommen.places.queries import the_city
from ankommen.places.services import set_city
from tests.accounts.factories import UserFactory
from tests.cities.wording import faults

ROOT = Path(__file__).parent.parent
WRITTEN = ("SECURITY.md", "docs/threat-model.md", "docs/impact-assessment.md")
MENU = [code for code, _name in settings.LANGUAGES]
LATIN = frozenset(
    {"ankommen", "JavaScript", "EUPL", "EN", "BITVNRW", "cookie", "TDDDG", "SGB", "I", "axe", "until"}
)


NAMED = ("facts", "link")  # what a section names instead of saying it


def leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    if isinstance(value, dict):
        value = [part for key, part in value.items() if key not in NAMED]
    if isinstance(value, list):
        for part in value:
            yield from leaves(part)


def shape(value: Any) -> Any:
    """What a text has, without its words: the same in every language, facts and links among it."""
    if isinstance(value, dict):
        return {key: part if key in ("facts", "link") and isinstance(part, list | str) else shape(part)
                for key, part in value.items()}  # fmt: skip
    return [shape(part) for part in value] if isinstance(value, list) else "text"


@pytest.fixture
def dortmund(db: None) -> Any:
    call_command("load_city", "dortmund", stdout=StringIO())
    return the_city()


def test_the_pages_are_written_in_every_language_of_the_menu() -> None:
    assert set(languages()) == set(MENU)
    assert nearest("ku") == "de"


@pytest.mark.parametrize("code", MENU)
def test_every_language_says_as_much_as_the_german_one(code: str) -> None:
    assert shape(texts_in(code)) == shape(texts_in("de"))
    assert all(leaves(dict(texts_in(code))))


@pytest.mark.parametrize("code", MENU)
def test_texts_are_written_as_a_native_reader_would(code: str) -> None:
    found = [(text, said) for text in leaves(dict(texts_in(code))) if (said := faults(code, text, LATIN))]
    assert found == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("code", MENU)
def test_a_page_is_open_to_everybody_in_their_language(dortmund: Any, name: str, code: str) -> None:
    client = Client(headers={"Accept-Language": code})
    page = client.get(f"/{name}/").content.decode()
    said = texts_in(code)
    assert f"<h1>{said[name]['title']}</h1>" in page
    assert said["words"]["draft"] in page
    assert said["words"]["invented"] in page
    assert f'lang="{code}" dir="{"rtl" if code in ("ar", "fa") else "ltr"}"' in page
    assert "$" not in page


def test_every_page_has_all_three_in_its_footer(dortmund: Any) -> None:
    staff = Client()
    staff.force_login(UserFactory())
    pages = [(Client(), "/login/"), (Client(), "/privacy/"), (Client(), "/interviews/withdraw/"),
             (Client(), "/nothing/"), (staff, "/desk/"), (staff, "/interviews/")]  # fmt: skip
    for client, path in pages:
        page = client.get(path).content.decode()
        foot = page[page.index('<footer class="foot">') :]
        assert [name for name in NAMES if f'href="/{name}/"' not in foot] == [], path


def test_the_facts_are_the_citys(dortmund: Any) -> None:
    privacy = Client().get("/privacy/").content.decode()
    for said in (
        "Stadt Dortmund (Kontaktdaten bitte ersetzen)",
        "datenschutz@dortmund.example",
        "www.ldi.nrw.de",
    ):
        assert said in privacy
    assert "30. Juni 2028" in privacy
    accessibility = Client().get("/accessibility/").content.decode()
    assert "ombudsstelle-barrierefreie-it@mags.nrw.de" in accessibility
    assert "21. November 2026" in accessibility


def test_what_the_city_has_not_said_is_named_as_missing(dortmund: Any) -> None:
    imprint = Client().get("/imprint/").content.decode()
    assert imprint.count(f">{texts_in('de')['words']['missing']}<") == 3


@pytest.mark.django_db
def test_before_any_city_is_loaded_the_pages_stand() -> None:
    for name in NAMES:
        assert Client().get(f"/{name}/").status_code == 200


def reviewed(city: Any, **entry: str) -> Any:
    facts = deepcopy(city.facts)
    facts["legal"]["reviewed"] = {"privacy": {"de": entry}}
    return set_city(slug=city.slug, name=city.name, facts=facts, notice=city.notice)


def test_a_named_person_ends_the_draft_for_exactly_these_words(dortmund: Any) -> None:
    digest = paper_in("privacy", "de", dortmund).digest
    city = reviewed(dortmund, name="A. Beispiel", on="2027-01-31", text=digest)
    page = Client().get("/privacy/").content.decode()
    assert texts_in("de")["words"]["draft"] not in page
    assert "A. Beispiel" in page and "31. Januar 2027" in page
    assert paper_in("privacy", "ar", city).review is None  # another language is another text
    assert paper_in("imprint", "de", city).review is None


@pytest.mark.parametrize("entry", [{"name": ""}, {"text": "0123456789ab"}])
def test_without_a_name_or_for_other_words_it_stays_a_draft(dortmund: Any, entry: dict[str, str]) -> None:
    digest = paper_in("privacy", "de", dortmund).digest
    reviewed(dortmund, **{"name": "A. Beispiel", "on": "2027-01-31", "text": digest, **entry})
    assert texts_in("de")["words"]["draft"] in Client().get("/privacy/").content.decode()


def test_a_city_may_bring_its_own_text_which_is_another_text(dortmund: Any) -> None:
    facts = deepcopy(dortmund.facts)
    own = {"title": "Eigener", "lead": "Bis $until.", "sections": [{"title": "Abschnitt", "text": ["Satz."]}]}
    facts["legal"]["texts"] = {"privacy": {"de": own}}
    city = set_city(slug="dortmund", name="Dortmund", facts=facts, notice={})
    page = Client().get("/privacy/").content.decode()
    assert "<h1>Eigener</h1>" in page and "Bis 30. Juni 2028." in page
    assert paper_in("privacy", "de", city).digest != paper_in("privacy", "de", dortmund).digest
    assert paper_in("privacy", "en", city).title == "Privacy"


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ('[texts.privcy.de]\ntitle = "x"', "privcy"),
        ('[texts.privacy.xx]\ntitle = "x"', "xx"),
        ('[texts.privacy.de]\ntitle = "x"\nlead = "y"', "sections"),
        ('[texts.privacy.de]\ntitle = "x"\nlead = "$nobody"\nsections = []', "nobody"),
        ('[reviewed.privacy.de]\nname = "x"\non = "soon"\ntext = "DIGEST"', "soon"),
    ],
)
def test_a_folder_whose_pages_cannot_be_shown_is_refused(
    dortmund: Any, tmp_path: Path, line: str, named: str
) -> None:
    folder = shutil.copytree(SHIPPED / "musterau", tmp_path / "musterau")
    digest = paper_in("privacy", "de", None).digest
    with (folder / "legal.toml").open("a", encoding="utf-8") as file:
        file.write("\n" + line.replace("DIGEST", digest) + "\n")
    with pytest.raises(CommandError, match=named):
        call_command("load_city", str(folder), stdout=StringIO())
    assert the_city() == dortmund


@pytest.mark.parametrize("name", ["dortmund", "musterau"])
def test_a_shipped_city_has_no_reviewer_and_says_that_it_is_invented(name: str) -> None:
    legal = tomllib.loads((SHIPPED / name / "legal.toml").read_text(encoding="utf-8"))
    assert legal["to_be_replaced"] is True
    assert "reviewed" not in legal


@pytest.mark.parametrize("code", MENU)
def test_a_page_is_accessible_and_fits_every_screen(
    dortmund: Any, live_server: Any, browser: Browser, code: str
) -> None:
    context = browser.new_context(locale=code)
    page = context.new_page()
    for name in NAMES:
        page.goto(f"{live_server.url}/{name}/")
        for width in (320, 390, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, (name, width)
            if width != 320:
                found = Axe().run(page)
                assert found.violations_count == 0, found.generate_report()
    context.close()


@pytest.mark.parametrize("path", WRITTEN)
def test_every_test_that_a_paper_names_is_there(path: str) -> None:
    """A name alone is enough, so it must belong to one test, or to several that show the same."""
    named = set(re.findall(r"`(test_\w+)`", (ROOT / path).read_text("utf-8")))
    sources = "".join(file.read_text("utf-8") for file in (ROOT / "tests").rglob("test_*.py"))
    assert [name for name in sorted(named) if f"def {name}(" not in sources] == []
    assert bool(named) is (path != "SECURITY.md")


@pytest.mark.parametrize("path", WRITTEN)
def test_every_link_of_a_paper_leads_to_a_file(path: str) -> None:
    text = (ROOT / path).read_text("utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    assert links
    assert [link for link in links if not ((ROOT / path).parent / link).exists()] == []


def test_the_assessment_is_a_draft_until_somebody_signs() -> None:
    text = (ROOT / "docs" / "impact-assessment.md").read_text("utf-8")
    assert ("**Draft" in text) is ("| Reviewed by, on | **missing** |" in text)
