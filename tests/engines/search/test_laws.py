"""What holds for every directory and every question."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ankommen.engines.search import Document, Hit, Index, Thesaurus

from .invented import CHOIR, DOCUMENTS, THESAURUS, WEIGHTS, directory

_WRITTEN = """
    Wohnung Wohnungssuche Miete Kleidung abgeben Arbeit Chor Frauen Küche flat doctor job سكن طبيب ملابس
    квартира лікар робота konut doktor iş
"""
WORDS = _WRITTEN.split()
LANGUAGES = ("de", "en", "ar", "uk", "tr")

texts = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
fields = st.dictionaries(st.sampled_from(sorted(WEIGHTS)), texts, max_size=3)
documents = st.builds(
    Document,
    st.sampled_from("abcdef"),
    st.dictionaries(st.sampled_from(LANGUAGES), fields, min_size=1, max_size=3),
    st.frozensets(st.sampled_from(sorted(THESAURUS.terms)), max_size=2),
)
languages = st.sampled_from((*LANGUAGES, "fr"))
questions = st.lists(st.sampled_from([*WORDS, "wohnugn", "docter", "Frau"]), min_size=1, max_size=4).map(
    " ".join
)
anything = st.text(st.characters(), max_size=60) | questions


@settings(deadline=None, max_examples=80)
@given(
    st.lists(documents, max_size=8),
    st.lists(documents | st.sampled_from("abcdef"), max_size=12),
    questions,
    languages,
)
def test_changes_lead_where_a_fresh_build_leads(
    begun_with: list[Document], changes: list[Document | str], question: str, language: str
) -> None:
    index = directory(begun_with)
    now = {document.key: document for document in begun_with}
    for change in changes:
        if isinstance(change, str):
            index.remove(change)
            now.pop(change, None)
        else:
            index.put(change)
            now[change.key] = change
    fresh = directory(now.values())
    assert len(index) == len(fresh) == len(now)
    assert index.search(question, language) == fresh.search(question, language)


@settings(deadline=None, max_examples=50)
@given(
    st.lists(documents, max_size=8), questions, languages, st.lists(st.sampled_from(LANGUAGES), min_size=1)
)
def test_what_does_not_match_is_never_found_nor_puts_others_out(
    there: list[Document], question: str, language: str, spoken: list[str]
) -> None:
    index = directory(there)
    before = index.search(question, language, limit=100)
    index.put(Document("other", {of: {"name": "xyxyxyx", "body": "qvqvqv " * 40} for of in spoken}))
    after = index.search(question, language, limit=100)
    assert {hit.key for hit in after.hits} == {hit.key for hit in before.hits}
    assert (after.topics, after.corrected) == (before.topics, before.corrected)


@settings(deadline=None, max_examples=50)
@given(texts, texts, questions, st.integers(0, 30))
def test_who_says_more_of_it_in_fewer_words_stays_first(
    more: str, filler: str, question: str, others: int
) -> None:
    """However many documents come in that do not match: rarity and usual length change, the first place not."""
    best = Document("z best", {"de": {"body": f"{more} {question} {question}"}})
    worse = Document("a worse", {"de": {"body": f"{more} {question} qvqvqv zwzwzw"}})
    index = Index([best, worse], Thesaurus(), WEIGHTS)
    for number in range(others):
        index.put(Document(f"other {number}", {"de": {"body": "xyxyxyx " * (number + 1)}}))
    hits = index.search(question, "de").hits
    assert [hit.key for hit in hits[:2]] in (["z best", "a worse"], [])


@settings(deadline=None, max_examples=80)
@given(st.lists(documents, max_size=4), anything, st.text(max_size=5) | languages, st.integers(-2, 5))
def test_nothing_that_is_typed_raises(
    there: list[Document], question: str, language: str, limit: int
) -> None:
    found = directory(there).search(question, language, limit)
    scores = [hit.score for hit in found.hits]
    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)
    assert len(found.hits) <= max(0, limit)
    assert len({hit.key for hit in found.hits}) == len(found.hits)
    spoken = {document.key: set(document.texts) for document in there}
    assert all(hit.language_of_match in spoken[hit.key] for hit in found.hits)


@settings(deadline=None, max_examples=40)
@given(st.lists(documents, min_size=1, max_size=6), st.data())
def test_each_word_finds_its_document(there: list[Document], data: st.DataObject) -> None:
    kept = {document.key: document for document in there}
    document = data.draw(st.sampled_from(sorted(kept.values(), key=lambda one: one.key)))
    language = data.draw(st.sampled_from(sorted(document.texts)))
    written = " ".join(document.texts[language].values()).split()
    if written:
        hits = directory(there).search(data.draw(st.sampled_from(written)), language).hits
        assert document.key in {hit.key for hit in hits if hit.language_of_match == language}


@pytest.fixture(scope="module")
def crowded() -> Index:
    """A thousand documents in two languages, each of which holds each of 180 words much like each other, and one with 4,096."""
    sentence = " ".join(
        f"wort{chr(97 + n % 26)}{n // 26} beratung{chr(97 + n % 26)} {chr(97 + n % 26)}{n}" for n in range(60)
    )
    texts = {"de": {"body": sentence}, "en": {"body": sentence}}
    alike = " ".join("beratung" + "".join(letters) for letters in product("abcdefghijklmnop", repeat=3))
    many = Document("many", {"de": {"body": alike}})
    return Index([*DOCUMENTS, many, *(Document(f"n{n}", texts) for n in range(1000))], THESAURUS, WEIGHTS)


@pytest.mark.parametrize(
    "question",
    [
        "Wohnung " * 1250,
        "Wohnung " * 125_000,
        "".join(chr(0x4E00 + place) for place in range(10_000)),
        " ".join(f"wort{place}nummer" for place in range(1000)),
        " ".join(f"beratung{one}{other}{one}" for one in "qwxyz" for other in "abcdefghijklmnopqrstuvwxyz"),
        " ".join(f"{'beratungwort' * 3}{place}" for place in range(300)),
        "a" * 10_000,
        "(a+)+$ [a-z]*" * 700,
        "".join(map(chr, range(32))) * 300,
        "\u0301" * 10_000,
        "ﷺ" * 1_000_000,  # 18 letters each after NFKC
        "\ud800" * 10_000,
        "ا" * 10_000,
    ],
    ids=range(13),
)
def test_no_question_is_slow(crowded: Index, question: str) -> None:
    spent = []
    for _ in range(3):
        started = time.process_time()
        crowded.search(question, "de")
        spent.append(time.process_time() - started)
    assert min(spent) < 0.5  # a few milliseconds on an idle machine; what grows with the square takes seconds


def test_a_change_shows_at_once_and_only_where_it_belongs() -> None:
    index = directory()
    index.put(Document("flat", {"de": {"name": "Garten"}}))
    assert [hit.key for hit in index.search("Wohnungssuche", "de").hits] == []
    assert [hit.key for hit in index.search("Garten", "de").hits] == ["flat"]
    index.remove("flat")
    index.remove("never there")
    assert index.search("Garten", "de").hits == ()
    assert len(index) == len(DOCUMENTS) - 1


def test_words_of_removed_documents_are_forgotten() -> None:
    index = directory([Document("a", {"de": {"name": "Zwetschge"}}), CHOIR])
    assert index.search("Zwetschke", "de").corrected == "zwetschge"
    index.remove("a")
    assert index.search("Zwetschke", "de").corrected is None
    index.put(Document("b", {"de": {"name": "Zwetschgu"}}))
    assert index.search("Zwetschge", "de").corrected == "zwetschgu"


def test_searches_go_on_while_documents_change() -> None:
    index = directory()

    def change(number: int) -> None:
        index.put(Document("flat", {"de": {"name": f"Wohnungssuche {number} haus{number}"}}))
        index.put(Document(f"more {number}", {"de": {"name": f"Wohnungsbörse{number}"}}))

    with ThreadPoolExecutor(4) as threads:
        changes = [threads.submit(change, number) for number in range(60)]
        searches = [threads.submit(index.search, "Wohnung kiralik", "de", 100) for _ in range(60)]
        assert all("flat" in {hit.key for hit in search.result().hits} for search in searches)
        assert [of.result() for of in changes] == [None] * 60
    assert len(index) == len(DOCUMENTS) + 60


def test_of_one_key_the_last_document_counts() -> None:
    index = directory([Document("a", {"de": {"name": "Garten"}}), Document("a", {"de": {"name": "Küche"}})])
    assert index.search("Garten", "de").hits == ()
    assert len(index) == 1


def test_an_empty_index_still_understands() -> None:
    found = directory([]).search("Wohnugn", "de")
    assert (found.hits, found.topics, found.corrected) == ((), ("housing",), "wohnung")


def test_hits_are_plain() -> None:
    [hit] = directory().search("Chor", "de").hits
    assert hit == Hit("choir", hit.score, "de")
    assert type(hit.score) is float  # no number of numpy's, which JSON does not take
