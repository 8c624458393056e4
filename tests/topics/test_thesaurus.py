"""The words by which people ask: what a term may be, and what city and desk each keep of them."""

from __future__ import annotations

import pytest

from ankommen.topics.models import ThesaurusTerm, Topic
from ankommen.topics.queries import concepts, thesaurus, thesaurus_version
from ankommen.topics.services import (
    Fault,
    Refused,
    add_term,
    change_term,
    put_back_term,
    remove_term,
    set_thesaurus,
    set_topics,
    take_in_terms,
)

pytestmark = pytest.mark.django_db
CITY = [
    {"topic": "housing", "concept": "flat", "language": "de", "term": "Wohnung"},
    {"topic": "housing", "concept": "flat", "language": "uk", "term": "квартира"},
    {"topic": "work", "concept": "job", "language": "de", "term": "Stelle"},
]


@pytest.fixture(autouse=True)
def city():
    labels = {"housing": {"de": "Wohnen", "uk": "Житло"}, "work": {"de": "Arbeit"}}
    set_topics({"slug": slug, "label": label} for slug, label in labels.items())
    set_thesaurus(CITY)


def row(text: str) -> ThesaurusTerm:
    return ThesaurusTerm.objects.get(text=text)


def test_the_whole_topic_goes_by_its_names_and_by_general_terms():
    add_term("housing", "general", "de", "Dach überm Kopf")
    assert thesaurus() == {
        "housing": {"de": ["Wohnen", "Dach überm Kopf"], "uk": ["Житло"]},
        "work": {"de": ["Arbeit"]},
        "housing/flat": {"de": ["Wohnung"], "uk": ["квартира"]},
        "work/job": {"de": ["Stelle"]},
    }


def test_terms_of_a_retired_topic_lead_nowhere():
    set_topics([{"slug": "housing", "label": {"de": "Wohnen"}}])
    assert thesaurus().keys() == {"housing", "housing/flat"}


def test_a_concept_goes_by_its_first_german_term():
    add_term("housing", "moving", "uk", "переїзд")
    assert concepts() == {"housing": {"flat": "Wohnung", "moving": "moving"}, "work": {"job": "Stelle"}}


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (("garden", "flat", "de", "Bude"), Fault.TOPIC),
        (("housing", "Flat hunting", "de", "Bude"), Fault.CONCEPT),
        (("housing", "x" * 61, "de", "Bude"), Fault.CONCEPT),
        (("housing", "", "de", "Bude"), Fault.CONCEPT),
        (("housing", "flat", "deutsch", "Bude"), Fault.LANGUAGE),
        (("housing", "flat", "", "Bude"), Fault.LANGUAGE),
        (("housing", "flat", "de", ""), Fault.EMPTY),
        (("housing", "flat", "de", " \u202e?!\x00 "), Fault.EMPTY),
        (("housing", "flat", "de", "x" * 121), Fault.TOO_LONG),
        (("housing", "flat", "de", "a b c d e f g h i"), Fault.TOO_LONG),
        (("housing", "flat", "de", "  WOHNUNG "), Fault.THERE_ALREADY),
        (("housing", "flat", "uk", "КВАРТИРА"), Fault.THERE_ALREADY),
    ],
)
def test_what_is_no_term_is_refused_with_its_reason(entry, fault):
    with pytest.raises(Refused) as refused:
        add_term(*entry)
    assert refused.value.fault == fault
    assert ThesaurusTerm.objects.count() == len(CITY)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  zwei\n Zimmer ", "zwei Zimmer"),
        ("Ku\u0308che", "Küche"),
        ("کتاب\u200cخانه", "کتاب\u200cخانه"),
        ("a\u202eb", "ab"),
    ],
)
def test_a_term_is_stored_in_one_form(typed, stored):
    assert add_term("housing", "flat", "de", typed).text == stored


def test_what_the_desk_did_outlives_the_citys_folder():
    added = add_term("housing", "flat", "tr", "ev")
    remove_term(row("квартира"))
    set_thesaurus(CITY)
    assert thesaurus()["housing/flat"] == {"de": ["Wohnung"], "tr": [added.text]}
    assert not row("квартира").is_active


def test_what_the_folder_no_longer_names_goes_and_what_it_names_now_is_its_own():
    add_term("housing", "flat", "tr", "ev")
    set_thesaurus([CITY[0], {"topic": "housing", "concept": "flat", "language": "tr", "term": "ev"}])
    assert thesaurus()["housing/flat"] == {"de": ["Wohnung"], "tr": ["ev"]}
    set_thesaurus([CITY[0]])
    assert thesaurus()["housing/flat"] == {"de": ["Wohnung"]}


def test_a_changed_term_of_the_folder_does_not_come_back():
    changed = change_term(row("Wohnung"), topic="housing", concept="flat", language="de", text="Mietwohnung")
    set_thesaurus(CITY)
    assert thesaurus()["housing/flat"]["de"] == ["Mietwohnung"]
    change_term(changed, topic="work", concept="job", language="de", text="Job")
    assert thesaurus()["work/job"]["de"] == ["Stelle", "Job"]


def test_a_change_that_makes_two_of_one_is_refused():
    with pytest.raises(Refused) as refused:
        change_term(row("Stelle"), topic="housing", concept="flat", language="de", text="wohnung")
    assert refused.value.fault == Fault.THERE_ALREADY
    assert row("Stelle").topic_id == "work"


def test_what_was_taken_out_comes_back():
    remove_term(row("Wohnung"))
    assert "de" not in thesaurus()["housing/flat"]
    put_back_term(row("Wohnung"))
    assert thesaurus()["housing/flat"]["de"] == ["Wohnung"]
    remove_term(row("Wohnung"))
    assert add_term("housing", "flat", "de", "Wohnung").is_active
    assert ThesaurusTerm.objects.count() == len(CITY)


TABLE = [
    (2, {"topic": "housing", "concept": "flat", "language": "de", "term": "Wohnung"}),
    (3, {"topic": "housing", "concept": "moving", "language": "tr", "term": "taşınma"}),
    (4, {"topic": "housing", "concept": "moving", "language": "tr", "term": "Taşınma"}),
]


def test_a_table_adds_what_is_not_there():
    assert take_in_terms(TABLE, others_go=False) == (1, 0)
    assert thesaurus()["housing/moving"] == {"tr": ["taşınma"]}
    assert take_in_terms(TABLE, others_go=False) == (0, 0)
    assert len(thesaurus()["work/job"]["de"]) == 1


def test_a_table_may_take_out_what_it_does_not_name():
    add_term("work", "job", "tr", "iş")
    assert take_in_terms(TABLE, others_go=True) == (1, 3)
    assert "work/job" not in thesaurus()
    assert take_in_terms([(2, CITY[2])], others_go=True) == (1, 2)
    assert thesaurus().keys() == {"housing", "work", "work/job"}


def test_of_a_table_with_wrong_rows_nothing_is_taken_in():
    wrong = [(9, {**TABLE[0][1], "topic": "garden"}), (10, {"topic": "work"})]
    with pytest.raises(ExceptionGroup) as group:
        take_in_terms([*TABLE, *wrong], others_go=True)
    assert [(each.row, each.place) for each in group.value.exceptions] == [(9, "topic"), (10, "concept")]
    assert ThesaurusTerm.objects.filter(is_active=True).count() == len(CITY)


def test_each_change_gives_another_version():
    versions = [thesaurus_version()]
    for change in (
        lambda: add_term("housing", "flat", "tr", "ev"),
        lambda: change_term(row("ev"), topic="housing", concept="flat", language="tr", text="evler"),
        lambda: remove_term(row("evler")),
        lambda: remove_term(row("Wohnung")),
        lambda: put_back_term(row("Wohnung")),
        lambda: take_in_terms(TABLE, others_go=False),
        lambda: set_thesaurus(CITY),
        lambda: set_topics([{"slug": "housing", "label": {"de": "Wohnen"}}]),
    ):
        change()
        versions.append(thesaurus_version())
    assert len(set(versions)) == len(versions)
    assert Topic.objects.count() == 2
