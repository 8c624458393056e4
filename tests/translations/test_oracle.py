"""States of translations against an oracle, over long walks of edits, translations, machines and readings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from django.test import override_settings
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, get_state_machine_test, invariant, rule

from ankommen.translations.queries import (
    LanguageTree,
    Line,
    history_of,
    lines_in,
    po_of,
    read_po,
    states_by_language,
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
    translate_by_machine,
)
from ankommen.translations.states import Standings

from .oracle import OWN, Oracle, Row

pytestmark = pytest.mark.django_db
LANGUAGES = ["en", "fa", "ku", "ar"]
TREES = [{}, {"fa": "en", "ku": "fa"}, {"fa": "en", "ku": "en"}, {"en": "fa", "ar": "en"}]
KEY = "offer/title"
WORDS = st.sampled_from(["eins", "zwei", "drei", "vier"])
LANGUAGE = st.sampled_from(LANGUAGES)


class Stamp:
    """A machine whose texts differ with what it is given."""

    def translate(self, texts: Sequence[str], source: str, target: str) -> Sequence[str]:
        return [f"{target} {text}"[-60:] for text in texts]


class Desk(RuleBasedStateMachine):
    """One German text, four languages, people and a machine."""

    def __init__(self) -> None:
        super().__init__()
        delete_collection("x")
        delete_collection("y")
        self.collection = "x"
        self.oracle = Oracle("eins", {})

    @property
    def sources(self) -> dict[str, str]:
        return {KEY: self.oracle.german}

    @property
    def tree(self) -> LanguageTree:
        return LanguageTree("de", self.oracle.tree)

    def line(self, language: str) -> Line:
        return lines_in(self.collection, language, sources=self.sources, tree=self.tree)[0]

    def store(self, language: str, row: Row) -> None:
        new = NewText(row.text, row.made_from_text, row.made_from)
        store_new_texts(self.collection, language, {KEY: new}, by="1")
        self.oracle.add(language, row)

    @rule(text=WORDS)
    def edit_german(self, text: str) -> None:
        """Also how a change is taken back: to one of few words."""
        self.oracle.german = text

    @rule(text=WORDS)
    def mend_german(self, text: str) -> None:
        say_same(self.collection, KEY, OWN, self.oracle.german, text, by="1")
        self.oracle.typo(OWN, self.oracle.german, text)
        self.oracle.german = text

    @rule(language=LANGUAGE, text=WORDS)
    def translate_along_the_tree(self, language: str, text: str) -> None:
        """From what the page shows, which is what the oracle expects to be shown."""
        shown = self.line(language).source
        above = self.oracle.source_of(language)
        assert (shown.source_language, shown.text) == (above, self.oracle.text(above))
        self.store(language, Row(text, False, shown.source_language, shown.text))

    @rule(language=LANGUAGE, above=st.sampled_from([OWN, *LANGUAGES]), text=WORDS)
    def translate_from_anywhere(self, language: str, above: str, text: str) -> None:
        source = self.oracle.text(above)
        row = Row(text, False, above, source or "?")
        if source is None or self.oracle.stands_on(above, language):
            with pytest.raises(WrongSource):
                self.store(language, row)
            return
        self.store(language, row)

    @rule(language=LANGUAGE, text=WORDS)
    def mend_translation(self, language: str, text: str) -> None:
        rows = self.oracle.rows.get(language)
        if rows:
            row = rows[-1]
            say_same(self.collection, KEY, language, row.text, text, by="1")
            self.oracle.typo(language, row.text, text)
            self.store(language, Row(text, False, row.made_from, row.made_from_text))

    @rule(language=LANGUAGE)
    def read_and_confirm(self, language: str) -> None:
        """A person reads what stands beside its source and stores it unchanged."""
        text = self.oracle.text(language)
        if text is not None:
            above = self.oracle.source_of(language)
            source = self.oracle.text(above) or ""
            store_translations(
                self.collection, language, {KEY: text}, sources={KEY: source}, by="1", source_language=above
            )
            self.oracle.add(language, Row(text, False, above, source))

    @rule(language=LANGUAGE, budget=st.sampled_from([3, 1_000]))
    def run_the_machine(self, language: str, budget: int) -> None:
        rows = self.oracle.rows.get(language)
        above = self.oracle.source_of(language, fresh=True)
        source = self.oracle.text(above) or ""
        wanted = not rows or (rows[-1].is_machine and self.oracle.is_outdated(language))
        with override_settings(MACHINE_TRANSLATION=f"{__name__}.Stamp"):
            done = translate_by_machine(
                self.collection, language, sources=self.sources, tree=self.tree, budget=budget, by="1"
            )
        fits = len(source) <= budget
        assert (done.left, done.characters) == (wanted and not fits, len(source) if wanted and fits else 0)
        if wanted and fits:
            self.oracle.add(language, Row(f"{language} {source}"[-60:], True, above, source))

    @rule(tree=st.sampled_from(TREES))
    def change_the_tree(self, tree: dict[str, str]) -> None:
        self.oracle.tree = tree

    @rule()
    def begin_a_new_collection(self) -> None:
        """All that stands goes along; of the history only the newest."""
        before, self.collection = self.collection, "y" if self.collection == "x" else "x"
        delete_collection(self.collection)
        carry_over(source=before, target=self.collection, texts=self.sources, by="1")
        for language, rows in self.oracle.rows.items():
            self.oracle.rows[language] = rows[-1:]

    @rule(language=LANGUAGE)
    def send_a_file_out_and_back(self, language: str) -> None:
        """Untouched it brings nothing; with the marks taken away it confirms what a person should look at."""
        facts: Any = {"sources": self.sources, "tree": self.tree}
        data = po_of(self.collection, language, **facts)
        untouched = read_po(data, self.collection, language, **facts)
        assert (untouched.texts, untouched.problems) == ({}, [])
        reading = read_po(data.replace(b"#, fuzzy\n", b""), self.collection, language, **facts)
        assert reading.problems == []
        assert bool(reading.texts) == (self.oracle.state(language) in ("machine", "outdated"))
        for new in reading.texts.values():
            self.store(language, Row(new.text, False, new.source_language, new.source))

    @invariant()
    def states_are_what_the_oracle_says(self) -> None:
        found = states_by_language(self.collection, LANGUAGES, sources=self.sources)
        assert {language: found[language][KEY].value for language in LANGUAGES} == {
            language: self.oracle.state(language) for language in LANGUAGES
        }

    def teardown(self) -> None:
        """At the end of a walk nothing that was said is lost."""
        texts = texts_by_language(self.collection, LANGUAGES)
        for language in LANGUAGES:
            line, rows = self.line(language), self.oracle.rows.get(language, [])
            assert (line.state.value, line.text) == (
                self.oracle.state(language),
                texts[language].get(KEY, ""),
            )
            assert texts[language].get(KEY) == (rows[-1].text if rows else None)
            told = history_of(self.collection, KEY, language)
            assert [(each.text, each.is_machine, each.source_language) for each in told] == [
                (row.text, row.is_machine, row.made_from) for row in reversed(rows)
            ]


def run(seeds: int, steps: int) -> None:
    """Walks of so many steps. Hypothesis likes variations of one walk, so each seed has few of them."""
    few = settings(
        max_examples=5,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    for number in range(seeds):
        seed(number)(get_state_machine_test(Desk, settings=few))()


def test_states_against_an_oracle() -> None:
    run(seeds=4, steps=25)


@pytest.mark.long
def test_states_against_an_oracle_for_long() -> None:
    run(seeds=60, steps=50)


# Faults that somebody could build in, each in a place of its own; the machine has to find every one.
Fault = Callable[[pytest.MonkeyPatch], None]


def every_change_is_a_large_one(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Standings, "means", lambda self, language, key, one, other: one == other)


def small_changes_hold_in_one_direction(patch: pytest.MonkeyPatch) -> None:
    def add_same(self: Standings, language: str, key: str, one: str, other: str) -> None:
        self._same.setdefault((language, key), {}).setdefault(one, set()).add(other)

    patch.setattr(Standings, "add_same", add_same)


def only_the_own_source_counts(patch: pytest.MonkeyPatch) -> None:
    """An outdated English text leaves the Persian one made from it current."""

    def is_outdated(self: Standings, language: str, key: str) -> bool:
        row = self._rows[language][key]
        present = self._present(row.source_language, key) or ""
        return not self.means(row.source_language, key, row.source_digest, present)

    patch.setattr(Standings, "_is_outdated", is_outdated)


def the_mark_of_the_machine_is_lost(patch: pytest.MonkeyPatch) -> None:
    def store_as_a_person(collection: str, language: str, texts: dict[str, NewText], **facts: Any) -> int:
        by_a_person = {key: replace(new, origin="human") for key, new in texts.items()}
        return store_new_texts(collection, language, by_a_person, **facts)

    patch.setattr("ankommen.translations.services.machines.store_new_texts", store_as_a_person)


def a_ring_is_closed(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Standings, "is_made_from", lambda self, language, key, source: False)


def meanings_are_not_carried_over(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("ankommen.translations.services.texts.SameMeaning.objects.bulk_create", lambda *a, **k: [])


ALWAYS = [every_change_is_a_large_one, only_the_own_source_counts, the_mark_of_the_machine_is_lost]
NOW_AND_THEN = [small_changes_hold_in_one_direction, a_ring_is_closed, meanings_are_not_carried_over]


@pytest.mark.parametrize(
    "fault", [*ALWAYS, *(pytest.param(fault, marks=pytest.mark.long) for fault in NOW_AND_THEN)]
)
def test_a_planted_fault_is_found(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    fault(monkeypatch)
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        run(seeds=10, steps=25)
