"""Machine translation: a plug, and what it may touch."""

from __future__ import annotations

from typing import Any

import pytest

from ankommen.translations.models import Translation
from ankommen.translations.queries import Code, LanguageTree, has_machine, states_in, texts_in
from ankommen.translations.services import (
    MachineRun,
    NoProvider,
    ProviderFailed,
    store_translations,
    translate_by_machine,
)

from . import providers

pytestmark = pytest.mark.django_db
GERMAN = {"a": "Haus", "b": "Arbeit", "c": "Schule", "d": "Kind"}
TREE = LanguageTree("de", {"fa": "en"})
MACHINE = Translation.Origin.MACHINE


@pytest.fixture(autouse=True)
def echo(settings: Any) -> None:
    plug(settings, "Echo")
    providers.Echo.asked = []
    providers.AfterOne.calls = 0


def plug(settings: Any, name: str) -> None:
    settings.MACHINE_TRANSLATION = f"tests.translations.providers.{name}"


def run(language: str = "ar", *, sources: dict[str, str] = GERMAN, budget: int = 1_000) -> MachineRun:
    return translate_by_machine("x", language, sources=sources, tree=TREE, budget=budget, by="9")


def test_nothing_is_plugged_in_by_default() -> None:
    from ankommen.config import settings as product

    assert product.MACHINE_TRANSLATION == "ankommen.translations.machine.NullProvider"


def test_the_provider_by_default_translates_nothing_and_says_so(settings: Any) -> None:
    assert has_machine()
    settings.MACHINE_TRANSLATION = "ankommen.translations.machine.NullProvider"
    assert not has_machine()
    with pytest.raises(NoProvider):
        run()
    assert not Translation.objects.exists()


def test_what_is_missing_is_filled_and_marked() -> None:
    store_translations("x", "ar", {"b": "عمل"}, sources=GERMAN, by="1")
    assert run() == MachineRun(stored=3, characters=14, left=0)
    assert texts_in("x", "ar") == {
        "a": "de>ar: Haus",
        "b": "عمل",
        "c": "de>ar: Schule",
        "d": "de>ar: Kind",
    }
    assert [state.value for state in states_in("x", "ar", sources=GERMAN).values()] == [
        "machine",
        "current",
        "machine",
        "machine",
    ]
    assert run() == MachineRun(0, 0, 0)
    assert len(providers.Echo.asked) == 1  # an empty order is not sent


def test_outdated_texts_are_renewed_where_a_machine_made_them() -> None:
    store_translations("x", "ar", {"a": "بيت"}, sources=GERMAN, by="1")
    store_translations("x", "ar", {"b": "عمل"}, sources=GERMAN, by="1", origin=MACHINE)
    changed = {"a": "Wohnung", "b": "Beruf"}
    assert run(sources=changed).stored == 1
    assert texts_in("x", "ar") == {"a": "بيت", "b": "de>ar: Beruf"}
    states = states_in("x", "ar", sources=changed)
    assert (states["a"].value, states["b"].value) == ("outdated", "machine")


def test_what_a_person_has_read_is_a_persons() -> None:
    run()
    store_translations("x", "ar", {"a": "de>ar: Haus"}, sources=GERMAN, by="1")
    changed = {**GERMAN, "a": "Wohnung"}
    assert states_in("x", "ar", sources=GERMAN)["a"] == "current"
    assert run(sources=changed).stored == 0


def test_along_the_tree_but_never_from_what_is_outdated() -> None:
    store_translations("x", "en", {"a": "house", "b": "work"}, sources={"a": "Haus", "b": "Job"}, by="1")
    assert run("fa").stored == 4
    assert sorted(providers.Echo.asked) == [
        ("de", "fa", ["Arbeit", "Schule", "Kind"]),
        ("en", "fa", ["house"]),
    ]
    assert {row.key: row.source_language for row in Translation.objects.filter(language="fa")} == {
        "a": "en",
        "b": "",
        "c": "",
        "d": "",
    }
    assert run("fa") == MachineRun(0, 0, 0)  # and nothing is paid for twice


@pytest.mark.parametrize(
    ("budget", "sent", "left"),
    [
        (0, [], 4),
        (3, [], 4),
        (4, ["Haus"], 3),
        (9, ["Haus", "Kind"], 2),  # Arbeit has six letters; what is shorter still fits
        (20, ["Haus", "Arbeit", "Schule", "Kind"], 0),
    ],
)
def test_no_more_is_sent_than_the_budget_allows(budget: int, sent: list[str], left: int) -> None:
    done = run(budget=budget)
    assert (done.left, done.characters) == (left, len("".join(sent)))
    assert [text for _, _, texts in providers.Echo.asked for text in texts] == sent


@pytest.mark.parametrize("name", ["AfterOne", "OneShort", "OneText", "NoText"])
def test_a_provider_that_fails_leaves_everything_as_it_was(settings: Any, name: str) -> None:
    store_translations("x", "en", {"a": "house"}, sources=GERMAN, by="1")
    before = list(Translation.objects.values())
    plug(settings, name)
    with pytest.raises(ProviderFailed):
        run("fa")
    assert list(Translation.objects.values()) == before


def test_what_cannot_be_used_is_a_problem_and_the_rest_is_stored(settings: Any) -> None:
    plug(settings, "Careless")
    done = run(sources={"1": "a ${name}", "2": "b", "3": "c", "4": "d", "5": "e", "6": "   "})
    assert [(each.key, each.code) for each in done.problems] == [
        ("1", Code.PLACEHOLDERS),
        ("2", Code.EMPTY),
        ("3", Code.UNSTORABLE),
        ("5", Code.TEXT_TOO_LONG),
    ]
    assert texts_in("x", "ar") == {"4": "good"}


def test_a_person_who_translates_while_the_machine_works_is_not_overwritten(settings: Any) -> None:
    plug(settings, "Slow")
    providers.Slow.meanwhile = lambda: providers.a_person_translates("a", "بيت", "Haus")
    assert run().stored == 3
    assert texts_in("x", "ar")["a"] == "بيت"


def test_a_source_that_changes_while_the_machine_works_is_left_for_the_next_run(settings: Any) -> None:
    store_translations("x", "en", {"a": "house", "b": "work"}, sources=GERMAN, by="1")
    plug(settings, "Slow")
    providers.Slow.meanwhile = lambda: (
        store_translations("x", "en", {"a": "building"}, sources=GERMAN, by="1"),
        None,
    )[1]
    run("fa")
    assert set(texts_in("x", "fa")) == {"b", "c", "d"}
