"""Texts that are made from other languages, changes small and large, and what the tables remember."""

from __future__ import annotations

from typing import Any

import pytest

from ankommen.translations.models import SameMeaning, Translation
from ankommen.translations.queries import (
    OWN,
    LanguageTree,
    State,
    history_of,
    lines_in,
    states_by_language,
    states_in,
    texts_by_language,
)
from ankommen.translations.services import (
    NewText,
    WrongSource,
    carry_over,
    delete_collection,
    say_same,
    store_new_texts,
    store_translations,
)

pytestmark = pytest.mark.django_db
TREE = LanguageTree("de", {"fa": "en", "ku": "fa"})
HOUSE = {"a": "Haus"}


def store(
    language: str, text: str, source: str, above: str = OWN, *, key: str = "a", origin: str = "human"
) -> int:
    return store_new_texts("x", language, {key: NewText(text, source, above, origin)}, by="1")


def states(german: str = "Haus") -> dict[str, str]:
    found = states_by_language("x", ["en", "fa", "ku"], sources={"a": german})
    return {language: by_key["a"].value for language, by_key in found.items()}


@pytest.fixture
def chain() -> None:
    store("en", "house", "Haus")
    store("fa", "خانه", "house", "en")
    store("ku", "xanî", "خانه", "fa")


@pytest.mark.usefixtures("chain")
class TestAChain:
    def test_stands_on_the_own_text(self) -> None:
        assert states() == {"en": "current", "fa": "current", "ku": "current"}
        assert states("Wohnung") == {"en": "outdated", "fa": "outdated", "ku": "outdated"}

    def test_breaks_where_a_text_changed(self) -> None:
        store("en", "building", "Haus")
        assert states() == {"en": "current", "fa": "outdated", "ku": "outdated"}
        store("fa", "ساختمان", "building", "en")
        assert states() == {"en": "current", "fa": "current", "ku": "outdated"}

    def test_mends_itself_where_a_change_is_taken_back(self) -> None:
        store("en", "building", "Haus")
        store("en", "house", "Haus")
        assert states() == {"en": "current", "fa": "current", "ku": "current"}

    def test_holds_where_the_middle_is_confirmed(self) -> None:
        store("en", "house", "Wohnung")
        assert states("Wohnung") == {"en": "current", "fa": "current", "ku": "current"}

    def test_holds_over_a_mended_typo_in_the_middle(self) -> None:
        store("en", "House", "Haus")
        say_same("x", "a", "en", "house", "House", by="1")
        assert states() == {"en": "current", "fa": "current", "ku": "current"}

    def test_is_told_apart_by_machine_and_person(self) -> None:
        store("en", "house", "Haus", origin="machine")
        assert states() == {"en": "machine", "fa": "current", "ku": "current"}
        store("en", "house", "Haus")
        assert states()["en"] == "current"

    @pytest.mark.parametrize(("language", "above"), [("en", "fa"), ("en", "ku"), ("fa", "ku"), ("fa", "fa")])
    def test_never_becomes_a_ring(self, language: str, above: str) -> None:
        with pytest.raises(WrongSource):
            store(language, "?", "x", above)
        assert len(history_of("x", "a", language)) == 1

    def test_is_read_to_an_end_even_if_it_were_a_ring(self) -> None:
        Translation.objects.filter(language="en").update(source_language="fa", source_digest="")
        Translation.objects.update(source_digest=Translation.objects.get(language="en").digest)
        assert states()["en"] == "outdated"

    def test_is_seen_from_its_end_alone(self) -> None:
        assert states_in("x", "ku", sources=HOUSE) == {"a": State.CURRENT}
        assert states_in("x", "ku", sources={"a": "Wohnung"}) == {"a": State.OUTDATED}


def test_a_text_is_made_from_one_that_is_there() -> None:
    with pytest.raises(WrongSource) as refused:
        store("fa", "خانه", "house", "en")
    assert (refused.value.key, refused.value.source_language) == ("a", "en")


def test_a_row_follows_its_own_source_and_a_new_one_the_tree() -> None:
    store("fa", "خانه", "Haus")
    store("en", "house", "Haus")
    store("en", "building", "Haus")
    [line] = lines_in("x", "fa", sources=HOUSE, tree=TREE)
    assert (line.state, line.text) == (State.CURRENT, "خانه")
    assert (line.source.text, line.source.language, line.source.source_language) == ("building", "en", "en")
    assert line.own == "Haus"


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ([], ("de", "Haus")),
        ([("en", "house", "Haus", OWN)], ("en", "house")),
        ([("fa", "خانه", "Haus", OWN), ("en", "house", "Haus", OWN)], ("fa", "خانه")),
        # Persian was made from the Kurdish text: beside that stands what it was not made of.
        ([("ku", "xanî", "Haus", OWN), ("fa", "خانه", "xanî", "ku")], ("de", "Haus")),
        ([("en", "house", "Wohnung", OWN)], ("en", "house")),  # outdated, and it says so
    ],
)
def test_the_nearest_ancestor_with_a_text_is_shown(
    stored: list[tuple[str, str, str, str]], shown: tuple[str, str]
) -> None:
    for each in stored:
        store(*each)
    [line] = lines_in("x", "ku", sources=HOUSE, tree=TREE)
    assert (line.source.language, line.source.text) == shown
    if stored and stored[0][2] == "Wohnung":
        assert line.source.state is State.OUTDATED


def test_what_says_nothing_is_no_line() -> None:
    assert lines_in("x", "en", sources={"a": " ", "b": ""}, tree=TREE) == []


def test_the_own_language_is_no_translation() -> None:
    with pytest.raises(ValueError, match="written in de"):
        lines_in("x", "de", sources=HOUSE, tree=TREE)


@pytest.mark.parametrize(
    ("said", "today", "state"),
    [
        ([], "Häuser", "outdated"),
        ([("Haus", "haus")], "haus", "current"),
        ([("haus", "Haus")], "haus", "current"),  # in both directions
        ([("Haus", "haus"), ("haus", "HAUS")], "HAUS", "current"),  # over several steps
        ([("Haus", "haus")], "Häuser", "outdated"),
        ([("haus", "HAUS")], "haus", "outdated"),
    ],
)
def test_a_small_change_leaves_translations_alone(
    said: list[tuple[str, str]], today: str, state: str
) -> None:
    store("en", "house", "Haus")
    for before, after in said:
        say_same("x", "a", OWN, before, after, by="1")
    assert states(today)["en"] == state


def test_what_was_said_of_one_text_holds_for_no_other() -> None:
    for key in ("a", "b"):
        store("en", "house", "Haus", key=key)
    say_same("x", "a", OWN, "Haus", "haus", by="1")
    say_same("x", "b", "en", "Haus", "haus", by="1")
    say_same("y", "b", OWN, "Haus", "haus", by="1")
    assert states_in("x", "en", sources={"a": "haus", "b": "haus"}) == {
        "a": State.CURRENT,
        "b": State.OUTDATED,
    }


def test_the_same_text_is_not_said_to_be_the_same() -> None:
    say_same("x", "a", OWN, "Haus", "Haus", by="1")
    assert not SameMeaning.objects.exists()


def test_the_history_tells_all_newest_first() -> None:
    store("en", "house", "Haus", origin="machine")
    store("en", "house", "Haus")
    store("fa", "خانه", "house", "en")
    store("en", "home", "Haus")
    told = [(each.text, each.is_machine, each.source_language) for each in history_of("x", "a", "en")]
    assert told == [("home", False, ""), ("house", False, ""), ("house", True, "")]
    assert history_of("x", "a", "fa")[0].source_language == "en"
    assert history_of("x", "a", "ar") == []


def test_a_row_is_written_once() -> None:
    store("en", "house", "Haus")
    row = Translation.objects.get()
    row.text = "home"
    with pytest.raises(TypeError):
        row.save()


@pytest.mark.usefixtures("chain")
def test_a_collection_is_carried_over_with_all_it_stands_on() -> None:
    say_same("x", "a", OWN, "Haus", "haus", by="1")
    store("en", "school", "Schule", key="b")
    assert carry_over(source="x", target="y", texts={"a": "haus"}, by="2") == 3
    found = states_by_language("y", ["en", "fa", "ku"], sources={"a": "haus"})
    assert {by_key["a"] for by_key in found.values()} == {State.CURRENT}
    assert delete_collection("x") == 4
    assert set(SameMeaning.objects.values_list("collection", flat=True)) == {"y"}


@pytest.mark.usefixtures("chain")
def test_texts_of_some_keys_in_two_languages() -> None:
    store("en", "school", "Schule", key="b")
    assert texts_by_language("x", ["en", "fa"], ["a"]) == {"en": {"a": "house"}, "fa": {"a": "خانه"}}
    assert texts_by_language("x", ["en", "fa"]) == {
        "en": {"a": "house", "b": "school"},
        "fa": {"a": "خانه"},
    }


@pytest.mark.parametrize("number", [3, 200])
def test_all_states_cost_one_query(number: int, django_assert_num_queries: Any) -> None:
    languages = ["en", "ar", "uk", "tr", "fa", "ru", "fr", "ku"]
    german = {f"{each}/title": f"Haus {each}" for each in range(number)}
    for language in languages:
        above = {"fa": "en", "ku": "fa"}.get(language, OWN)
        sources = texts_by_language("x", [above])[above] if above else german
        texts = {key: f"{text} {language}" for key, text in sources.items()}
        store_translations("x", language, texts, sources=sources, by="1", source_language=above)
    say_same("x", "0/title", OWN, "Haus 0", "haus 0", by="1")
    changed = {**german, "0/title": "haus 0", "1/title": "Wohnung"}
    with django_assert_num_queries(1):
        found = states_by_language("x", languages, sources=changed)
    for by_key in found.values():
        assert [key for key, state in by_key.items() if state is State.OUTDATED] == ["1/title"]
    with django_assert_num_queries(1):
        assert len(lines_in("x", "ku", sources=changed, tree=TREE)) == number
    with django_assert_num_queries(1):
        assert len(texts_by_language("x", ["en", "ku"])["ku"]) == number
