"""What people type, in five languages, and what they find."""

from __future__ import annotations

import pytest

from ankommen.engines.search import Document, Index, Thesaurus

from .invented import CHOIR, DOCUMENTS, THESAURUS, WEIGHTS, bodies, directory, first


@pytest.mark.parametrize(
    ("language", "question", "found", "topic"),
    [
        ("ar", "أبحث عن شقة", "flat", "housing"),
        ("ar", "كيف أجد السكن؟", "flat", "housing"),
        ("uk", "де знайти квартиру", "flat", "housing"),
        ("uk", "допомога з житлом", "flat", "housing"),
        ("tr", "kiralık ev arıyorum", "flat", "housing"),
        ("tr", "konutlar", "flat", "housing"),
        ("tr", "evde kalmak", "flat", "housing"),
        ("en", "I need an apartment", "flat", "housing"),
        ("en", "looking for flats", "flat", "housing"),
        ("en", "a place where I can live", "flat", "housing"),
        ("fa", "Wohnung", "flat", "housing"),
        ("ar", "أين أتبرع بالملابس", "clothes", "clothes"),
        ("uk", "віддати одяг", "clothes", "clothes"),
        ("tr", "giysilerimi vermek istiyorum", "clothes", "clothes"),
        ("en", "clothing donations", "clothes", "clothes"),
        ("de", "Kleiderspende", "clothes", "clothes"),
        ("de", "Kleiderspenden", "clothes", "clothes"),
    ],
)
def test_a_german_offer_is_found_from_other_words_and_languages(
    language: str, question: str, found: str, topic: str
) -> None:
    result = directory().search(question, language)
    assert (result.hits[0].key, result.topics) == (found, (topic,))
    assert result.hits[0].language_of_match == "de"
    assert result.fell_back == (language != "de")
    assert result.corrected is None


@pytest.mark.parametrize(
    ("language", "question", "found"),
    [
        ("ar", "طبيب", "doctor"),
        ("ar", "التأمين الصحي", "doctor"),
        ("en", "doctor", "doctor"),
        ("uk", "дозвіл на роботу", "work"),
        ("tr", "çalışma izni", "work"),
        ("en", "choir for women", "choir"),
    ],
)
def test_a_translated_text_is_found_in_its_language(language: str, question: str, found: str) -> None:
    result = directory().search(question, language)
    assert (result.hits[0].key, result.hits[0].language_of_match) == (found, language)
    assert not result.fell_back


@pytest.mark.parametrize(
    ("language", "typed", "meant", "found"),
    [
        ("de", "Wohnugn", "wohnung", "flat"),
        ("de", "Krankenversichrung", "krankenversicherung", "doctor"),
        ("de", "Kleidngu", "kleidung", "clothes"),
        ("en", "appartment", "apartment", "flat"),
        ("en", "docter", "doctor", "doctor"),
        ("uk", "квартра", "квартира", "flat"),
        ("tr", "danismanlk", "danışmanlık", "work"),
        ("ar", "ملاسب", "ملابس", "clothes"),
        ("ar", "appartment", "apartment", "flat"),
    ],
)
def test_slips_of_the_keyboard_are_forgiven(language: str, typed: str, meant: str, found: str) -> None:
    result = directory().search(typed, language)
    assert result.hits[0].key == found
    assert result.corrected == meant


def test_a_correction_leaves_the_rest_of_the_question_as_it_was_typed() -> None:
    assert directory().search("Wohnugn, für 2 Frauen?", "de").corrected == "wohnung, für 2 Frauen?"


@pytest.mark.parametrize(
    ("language", "typed", "written"),
    [
        ("de", "Strasse", "Straße"),
        ("de", "Kueche", "Küche"),
        ("de", "Kuche", "Küche"),
        ("de", "küche", "Kueche"),
        ("de", "Frau", "Frauen"),
        ("de", "Kinder", "Kindern"),
        ("de", "Wohnung", "Wohnungssuche"),
        ("de", "Versicherung", "Krankenversicherung"),
        ("en", "families", "family"),
        ("en", "counselling", "counselled"),
        ("fr", "réfugiée", "refugies"),
        ("ar", "مدرسة", "المدرسه"),
        ("ar", "مُدَرِّس", "مدرس"),
        ("ar", "مــدرسة", "مدرسة"),
        ("ar", "للمدرسة", "مدرسة"),
        ("ar", "وبالمدارس", "مدارس"),
        ("ar", "امرأة", "إمراه"),
        ("ar", "على", "علي"),
        ("ar", "سياراتها", "سيارات"),
        ("fa", "كتاب", "کتاب‌ها"),
        ("fa", "کتابها", "کتاب‌های"),
        ("fa", "مدرسه", "مدرسۀ"),
        ("tr", "ISPARTA", "ısparta"),
        ("tr", "İZİN", "izin"),
        ("tr", "ızın", "izin"),
        ("tr", "kurs", "kurslarımızda"),
        ("tr", "kitabı", "kitap"),
        ("tr", "okulundan", "okul"),
        ("tr", "taşınmak", "taşınma"),
        ("tr", "taşınıyorum", "taşınmak"),
        ("tr", "Dortmund'da", "Dortmund"),
        ("uk", "школі", "школа"),
        ("uk", "школами", "школу"),
        ("uk", "здоров’я", "здоров'я"),
        ("uk", "консультацій", "консультація"),
        ("ru", "ребёнка", "ребенку"),
        ("ru", "новый", "новыи"),
        ("ru", "документов", "документы"),
        ("ru", "помощью", "помощь"),
    ],
)
def test_forms_of_a_word_find_each_other(language: str, typed: str, written: str) -> None:
    index = bodies(language, f"zzyzx {written} qwert", "zzyzx qwert", "etwas anderes")
    assert first(index, typed, language) == "0"
    assert first(bodies(language, typed, "etwas anderes"), written, language) == "0"


@pytest.mark.parametrize(
    "question",
    ["xqzj", "12345678901", "Quantenchromodynamik", "", "   ", "?!", "\x00\x01", "\ud800", ".*", "[a-z]+("],
)
def test_what_nothing_fits_finds_nothing(question: str) -> None:
    for language in ("de", "ar", "xx"):
        found = directory().search(question, language)
        assert (found.hits, found.fell_back, found.topics) == ((), False, ())


def test_a_question_may_be_about_several_topics() -> None:
    assert directory().search("Wohnung und Arbeit", "de").topics == ("housing", "work")


def test_all_words_of_a_term_have_to_be_there() -> None:
    assert directory().search("a nice place", "en").topics == ()


def test_a_name_counts_more_than_a_body() -> None:
    index = Index(
        [
            Document("in the body", {"de": {"name": "Treff", "body": "Garten und mehr"}}),
            Document("in the name", {"de": {"name": "Garten", "body": "Treff und mehr"}}),
        ],
        Thesaurus(),
        WEIGHTS,
    )
    assert [hit.key for hit in index.search("Garten", "de").hits] == ["in the name", "in the body"]


def test_a_short_text_counts_more_than_a_long_one() -> None:
    index = bodies("de", "Garten mit vielen Beeten und noch mehr Wegen", "Garten")
    assert [hit.key for hit in index.search("Garten", "de").hits] == ["1", "0"]


def test_what_is_filed_under_the_topic_is_found_without_its_words() -> None:
    filed = Document("filed", {"de": {"name": "Haus 7"}, "uk": {"name": "Будинок 7"}}, frozenset({"housing"}))
    hits = directory([filed, CHOIR]).search("квартира", "uk").hits
    assert [(hit.key, hit.language_of_match) for hit in hits] == [("filed", "uk")]


def test_the_askers_own_language_comes_before_a_better_match_elsewhere() -> None:
    texts = {"de": {"name": "Chor Chor"}, "en": {"name": "Chor and many more words to read"}}
    [hit] = Index([Document("choir", texts)], Thesaurus(), WEIGHTS).search("Chor", "en").hits
    assert hit.language_of_match == "en"


def test_what_the_asker_can_read_comes_first() -> None:
    german = Document("a", {"de": {"name": "Wohnung"}})
    english = Document("b", {"en": {"name": "Apartment"}})
    index = directory([german, english])
    assert [hit.key for hit in index.search("flat", "en").hits] == ["b", "a"]
    assert [hit.key for hit in index.search("Unterkunft", "de").hits] == ["a", "b"]
    assert not index.search("flat", "en").fell_back


def test_words_the_asker_borrows_are_looked_for_in_pieces_elsewhere() -> None:
    assert first(directory(), "Wohnberechtigung", "ar") == "flat"


def test_limit_cuts_after_the_best() -> None:
    index = bodies("de", "Garten", "Garten Garten", "Garten Wiese Baum")
    every = index.search("Garten", "de").hits
    assert len(every) == 3
    assert index.search("Garten", "de", limit=2).hits == every[:2]
    assert index.search("Garten", "de", limit=0).hits == ()


def test_equals_stand_in_the_order_of_their_keys() -> None:
    index = bodies("de", *["Garten am Fluss"] * 12)
    assert [hit.key for hit in index.search("Garten", "de", limit=3).hits] == ["0", "1", "10"]


def test_a_field_without_a_weight_is_an_error() -> None:
    with pytest.raises(KeyError, match="title"):
        Index([Document("a", {"de": {"title": "Chor"}})], Thesaurus(), WEIGHTS)
    with pytest.raises(ValueError, match="not above 0"):
        Index(DOCUMENTS, THESAURUS, {"name": 0})


@pytest.mark.parametrize(
    ("question", "language", "topics"),
    [
        ("Wohhnugnsuuche", "de", ("housing",)),
        ("Aparttmentts", "ar", ("housing",)),
        ("сквартиррка", "uk", ("housing",)),
        ("Wohnugnen und Kleiddunng", "de", ("clothes", "housing")),
        ("xqzj", "de", ()),
        ("ab", "de", ()),
        ("", "de", ()),
        ("?!\ud800", "ar", ()),
    ],
)
def test_topics_with_words_like_those_asked_are_proposed(
    question: str, language: str, topics: tuple[str, ...]
) -> None:
    assert sorted(directory().near_topics(question, language, 5)) == list(topics)
    assert directory().near_topics(question, language, 0) == ()


def test_the_likest_topic_comes_first() -> None:
    assert directory().near_topics("Kleidunng Wohhnunggg", "de", 5) == ("clothes", "housing")
    assert directory().near_topics("Kleiddungg Wohnunng", "de", 1) == ("housing",)


def test_another_thesaurus_is_understood_at_once_and_the_old_one_no_more() -> None:
    index = directory()
    assert [hit.key for hit in index.search("квартира", "uk").hits] == ["flat"]
    index.teach(Thesaurus({"housing": {"uk": ["оселя"], "de": ["Wohnungssuche"]}}))
    assert [hit.key for hit in index.search("оселя", "uk").hits] == ["flat"]
    assert index.search("квартира", "uk").hits == ()
    assert index.near_topics("осселля", "uk", 3) == ("housing",)


def test_a_wider_topic_makes_no_hit_and_brings_hits_further_to_the_front() -> None:
    thesaurus = Thesaurus(
        {"housing/flat": {"de": ["Wohnung"], "uk": ["квартира"]}}, {"housing/flat": "housing"}
    )
    documents = [
        Document("a other", {"de": {"body": "Wohnung"}}),
        Document("b filed", {"de": {"body": "Wohnung"}}, frozenset({"housing"})),
        Document("c filed", {"de": {"body": "Garten"}}, frozenset({"housing"})),
    ]
    hits = Index(documents, thesaurus, WEIGHTS).search("квартира", "uk").hits
    assert [hit.key for hit in hits] == ["b filed", "a other"]


def test_a_question_that_says_a_word_in_two_forms_asks_it_once() -> None:
    index = bodies("tr", "çocuk çocuk çocuk", "doktor")
    once, twice = index.search("çocuk doktoru", "tr"), index.search("çocuğum çocuk çocuklar doktoru", "tr")
    assert [hit.score for hit in once.hits] == [hit.score for hit in twice.hits]


@pytest.mark.parametrize(
    ("language", "question", "telling"),
    [
        ("ar", "أين أجد طبيب", "طبيب"),
        ("uk", "де я можу знайти лікаря", "лікаря"),
        ("tr", "nerede doktor bulabilirim", "doktor"),
        ("ru", "где мне найти врача", "врача"),
        ("fa", "کجا می‌توانم دکتر پیدا کنم", "دکتر"),
        ("fr", "où est-ce que je peux trouver un médecin", "médecin"),
        ("en", "where can I find a doctor", "doctor"),
        ("de", "wo finde ich einen Arzt", "Arzt"),
    ],
)
def test_what_only_makes_it_a_question_does_not_count(language: str, question: str, telling: str) -> None:
    index = bodies(language, question, f"{telling} {telling} zzz", "qqq")
    assert index.search(question, language) == index.search(telling, language)


def test_a_longer_term_says_more_than_the_words_in_it() -> None:
    thesaurus = Thesaurus(
        {
            "child": {"tr": ["çocuk"], "de": ["Kind"]},
            "doctor": {"tr": ["doktor"], "de": ["Arzt"]},
            "child doctor": {"tr": ["çocuk doktoru"], "de": ["Kinderarzt"]},
        }
    )
    texts = {"a": "Treff für jedes Kind", "b": "Arzt am Markt", "c": "Kinderarzt am Markt"}
    documents = [Document(key, {"de": {"body": text}}) for key, text in texts.items()]
    found = Index(documents, thesaurus, WEIGHTS).search("çocuğum için çocuk doktoru", "tr")
    assert found.hits[0].key == "c"
    assert set(found.topics) == set(thesaurus.terms)


def test_german_in_arabic_is_no_pain() -> None:
    assert bodies("ar", "ألم شديد").search("الألمانية", "ar").hits == ()


def test_what_is_not_translated_is_not_buried_below_what_is() -> None:
    """A German text that is all about the topic comes before translated ones that touch it."""
    german = Document("german", {"de": {"name": "Wohnungssuche", "body": "Wohnung und Miete"}})
    touching = {
        f"translated {number}": {
            "de": {
                "name": f"Treff {number}",
                "body": f"Kaffee, Kuchen und Gespräche, Miete, Nummer {number}",
            },
            "uk": {"name": f"Зустріч {number}", "body": f"Кава, пиріг та розмови, квартира, номер {number}"},
        }
        for number in range(8)
    }
    index = directory([german, *(Document(key, texts) for key, texts in touching.items())])
    found = index.search("шукаю квартиру", "uk")
    assert found.hits[0].key == "german"
    assert len(found.hits) == 9
