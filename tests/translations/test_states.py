import pytest

from ankommen.translations.models import Translation
from ankommen.translations.queries import State, state_counts, states_in, texts_by_language, texts_in
from ankommen.translations.services import carry_over, delete_collection, store_translations

pytestmark = pytest.mark.django_db
SOURCES = {"a": "Haus", "b": "Arbeit", "c": "Schule", "d": "Kind"}


def test_each_text_has_one_of_four_states() -> None:
    store_translations("old", "ar", {"a": "بيت", "b": "عمل"}, sources=SOURCES, by="1")
    store_translations(
        "old", "ar", {"c": "مدرسة"}, sources=SOURCES, by="1", origin=Translation.Origin.MACHINE
    )
    changed = {**SOURCES, "b": "Arbeit und Beruf"}
    carry_over(source="old", target="new", texts=changed, by="1")
    assert states_in("new", "ar", sources=changed) == {
        "a": State.CURRENT,
        "b": State.OUTDATED,
        "c": State.MACHINE,
        "d": State.MISSING,
    }
    assert state_counts("new", ["ar", "uk"], sources=changed) == {
        "ar": {State.MISSING: 1, State.MACHINE: 1, State.CURRENT: 1, State.OUTDATED: 1},
        "uk": {State.MISSING: 4, State.MACHINE: 0, State.CURRENT: 0, State.OUTDATED: 0},
    }


def test_the_newest_text_counts_and_the_older_stays() -> None:
    store_translations("x", "ar", {"a": "بيت"}, sources=SOURCES, by="1")
    store_translations("x", "ar", {"a": "منزل"}, sources=SOURCES, by="2")
    assert texts_in("x", "ar") == {"a": "منزل"}
    assert texts_by_language("x", ["ar", "uk"]) == {"ar": {"a": "منزل"}, "uk": {}}
    assert Translation.objects.filter(collection="x", key="a").count() == 2


def test_the_same_text_again_adds_nothing() -> None:
    assert store_translations("x", "ar", {"a": "بيت"}, sources=SOURCES, by="1") == 1
    assert store_translations("x", "ar", {"a": "بيت"}, sources=SOURCES, by="1") == 0


def test_empty_and_unknown_texts_are_left_out() -> None:
    assert store_translations("x", "ar", {"a": "  ", "z": "ز"}, sources=SOURCES, by="1") == 0


def test_a_deleted_collection_leaves_nothing_and_takes_nothing_else() -> None:
    store_translations("x", "ar", {"a": "بيت"}, sources=SOURCES, by="1")
    store_translations("x", "uk", {"a": "дім"}, sources=SOURCES, by="1")
    store_translations("x", "uk", {"a": "будинок"}, sources=SOURCES, by="1")
    store_translations("x/2", "uk", {"a": "дім"}, sources=SOURCES, by="1")
    assert delete_collection("x") == 3
    assert list(Translation.objects.values_list("collection", flat=True)) == ["x/2"]
