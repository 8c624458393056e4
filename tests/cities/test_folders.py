"""A city is a folder of data whose files agree with each other."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ankommen.accounts.models import Organisation
from ankommen.config.city import load_city
from ankommen.engines.geo import problems_of
from ankommen.engines.languages import known_languages
from ankommen.places.models import District, Site

from .shipped import CITIES, DORTMUND, FOLDERS, districts, first_form, toml
from .wording import faults

TWELVE = {
    *("housing", "work", "training", "health", "language", "school"),
    *("family", "recognition", "digital", "residence", "money", "community"),
}
every_city = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


def slugs(folder: Path, file: str, table: str) -> list[str]:
    return [entry["slug"] for entry in toml(folder / file)[table]]


def test_two_cities_are_shipped() -> None:
    assert [folder.name for folder in FOLDERS] == ["dortmund", "musterau"]


def test_no_city_borrows_from_another() -> None:
    others = "".join(path.read_text(encoding="utf-8") for path in (CITIES / "musterau").glob("*.*"))
    assert "dortmund" not in others.lower()
    assert "migrado" not in others.lower()


def test_dortmund_has_the_twelve_topics_and_twelve_districts() -> None:
    assert sorted(slugs(DORTMUND, "topics.toml", "topics")) == sorted(TWELVE)
    assert len(districts(DORTMUND)) == 12


@every_city
def test_city_facts_are_complete(folder: Path) -> None:
    city = toml(folder / "city.toml")
    assert city["slug"] == folder.name
    assert city["default_language"] in city["interface_languages"]
    assert set(city["interface_languages"]) <= known_languages().keys()
    assert city["website"].keys() == set(city["interface_languages"])
    days = [
        city["answers_kept_until"],
        city["target"]["until"],
        *(city["project"][end] for end in ("begins_on", "ends_on")),
    ]
    assert [date.fromisoformat(day).isoformat() for day in days] == days
    assert city["target"]["count"] > 0
    assert city["target"]["form_id"] == first_form(folder).reading.form_id
    assert set(toml(folder / "languages.toml")["languages"]) <= known_languages().keys()


@every_city
def test_invented_contacts_are_marked(folder: Path) -> None:
    privacy = toml(folder / "city.toml")["privacy"]
    assert privacy["to_be_replaced"] is True
    assert privacy["email"].endswith(".example")


@every_city
def test_topics_are_labelled(folder: Path) -> None:
    topics = toml(folder / "topics.toml")["topics"]
    languages = set(toml(folder / "languages.toml")["languages"])
    assert {topic["slug"] for topic in topics} <= TWELVE
    for topic in topics:
        assert topic["label"].keys() == languages, topic["slug"]
        assert {"de", "en"} <= topic["description"].keys() <= languages, topic["slug"]


@every_city
def test_slugs_are_unique_and_references_lead_somewhere(folder: Path) -> None:
    places = [row["slug"] for row in districts(folder)]
    topics = slugs(folder, "topics.toml", "topics")
    sites, offices = toml(folder / "sites.toml")["sites"], toml(folder / "offices.toml")["offices"]
    for names in (places, topics, [site["slug"] for site in sites], [office["slug"] for office in offices]):
        assert len(names) == len(set(names))
    assert {site["district"] for site in sites if "district" in site} <= set(places)
    assert {site["kind"] for site in sites} == set(Site.Kind.values)
    assert {office["kind"] for office in offices} <= set(Organisation.Kind.values)
    assert {topic for office in offices for topic in office["topics"]} <= set(topics)


@every_city
def test_every_topic_has_an_office(folder: Path) -> None:
    served = {topic for office in toml(folder / "offices.toml")["offices"] for topic in office["topics"]}
    missing = set(slugs(folder, "topics.toml", "topics")) - served
    assert missing == ({"digital"} if folder == DORTMUND else set())  # the sources name no office for it


def shapes(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((folder / "districts.geojson").read_text("utf-8"))["features"]
    return found


@every_city
def test_polygons_have_no_problems_and_belong_to_districts(folder: Path) -> None:
    slugs = [feature["properties"]["slug"] for feature in shapes(folder)]
    assert slugs == [row["slug"] for row in districts(folder)]
    for feature in shapes(folder):
        assert problems_of(feature["geometry"]) == []


def test_dortmunds_shapes_are_invented_and_say_so() -> None:
    assert all(feature["properties"]["schematic"] is True for feature in shapes(DORTMUND))


@pytest.mark.django_db
def test_an_invented_shape_is_never_taken_for_the_true_one() -> None:
    load_city(DORTMUND)
    assert not District.objects.exclude(geometry=None).exists()
    assert not District.objects.filter(is_active=True, sketch=None).exists()

    load_city(CITIES / "musterau")
    assert not District.objects.filter(is_active=True, geometry=None).exists()
    assert not District.objects.filter(is_active=True).exclude(sketch=None).exists()


def notice_texts(text: dict[str, Any]) -> list[str]:
    details = [part for detail in text["details"] for part in (detail["title"], detail["text"])]
    return [text["title"], *text["short"], *details, text["consent"], text["refusal"]]


@every_city
def test_notice_is_complete_in_each_language(folder: Path) -> None:
    notice, city = toml(folder / "notice.toml"), toml(folder / "city.toml")
    languages = toml(folder / "languages.toml")["languages"]
    assert list(notice["texts"]) == languages
    source = notice["texts"][city["default_language"]]
    last_day = date.fromisoformat(city["answers_kept_until"]).strftime("%d.%m.%Y")
    for code, text in notice["texts"].items():
        assert text.keys() == source.keys(), code
        assert 5 <= len(text["short"]) == len(source["short"]) <= 7, code
        assert len(text["details"]) == len(source["details"]), code
        assert all(notice_texts(text)), code
        everything = " ".join(notice_texts(text))
        assert last_day in everything, code
        assert city["privacy"]["email"] in everything, code


def test_dortmunds_notice_names_where_to_complain() -> None:
    for code, text in toml(DORTMUND / "notice.toml")["texts"].items():
        everything = " ".join(notice_texts(text))
        assert "LDI NRW" in everything, code
        assert toml(DORTMUND / "city.toml")["privacy"]["authority_website"] in everything, code


@every_city
def test_notice_is_a_draft_until_somebody_signs_for_it(folder: Path) -> None:
    notice = toml(folder / "notice.toml")
    assert notice["version"] == "1"
    assert notice["draft"] is not bool(notice["reviewed_by"])


@every_city
def test_texts_are_written_as_a_native_reader_would(folder: Path) -> None:
    texts = [
        *(
            (code, text)
            for code, content in toml(folder / "notice.toml")["texts"].items()
            for text in notice_texts(content)
        ),
        *(
            (code, text)
            for code, page in toml(folder / "city.toml")["website"].items()
            for text in page.values()
        ),
        *(
            (code, text)
            for topic in toml(folder / "topics.toml")["topics"]
            for code, text in topic["label"].items()
        ),
    ]
    assert [(code, text, found) for code, text in texts if (found := faults(code, text))] == []
