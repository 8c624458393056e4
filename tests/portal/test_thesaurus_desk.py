"""The desk's page of search words: what changes there shows in the public search at the next question."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from ankommen.journal.models import Entry
from ankommen.offers.queries import public_directory
from ankommen.portal.asking import Searcher
from ankommen.portal.models import MissedQuestion
from ankommen.topics.models import ThesaurusTerm, Topic
from ankommen.topics.services import set_thesaurus
from tests.offers.desk import keeper, kept_town
from tests.offers.entries import RENT

pytestmark = pytest.mark.django_db
DESK = "/desk/thesaurus/"
TERMS = [
    {"topic": "housing", "concept": "flat", "language": language, "term": term}
    for language, term in (("de", "Miete"), ("de", "Mietvertrag"), ("ar", "شقة"), ("tr", "kira"))
]


@pytest.fixture
def lead():
    kept_town()
    set_thesaurus(TERMS)
    return keeper("project_lead", at="city")[0]


def missed(text: str = "bude", *, days: int = 3, **more) -> MissedQuestion:
    on = timezone.localdate()
    facts = {"digest": text, "language": "tr", "nothing": 5, "first_on": on - timedelta(days), "last_on": on}
    return MissedQuestion.objects.create(text=text, days=days, **facts | more)


def found(question: str, language: str) -> list[str]:
    cards = Client().get(f"/{language}/offers/", {"q": question}).context["cards"]
    return [card.name.text for card in cards]


def page_of(browser: Client, **filters: str) -> str:
    return browser.get(DESK, filters).content.decode()


def test_a_term_is_found_from_the_next_question_on_and_by_every_process(lead):
    elsewhere, directory = Searcher(), public_directory()
    assert found("barınak", "tr") == []
    assert elsewhere.ask("barınak", "tr", directory).ids == ()
    said = {"text": "barınak", "language": "tr", "meaning": "housing/flat"}
    assert lead.post(f"{DESK}add/", said).status_code == 302
    assert found("barınak", "tr") == [RENT.name]
    assert len(elsewhere.ask("barınak", "tr", directory).ids) == 1

    term = ThesaurusTerm.objects.get(text="barınak")
    lead.post(f"{DESK}{term.pk}/", said | {"text": "kulübe"})
    assert (found("barınak", "tr"), found("kulübe", "tr")) == ([], [RENT.name])
    lead.post(f"{DESK}{term.pk}/remove/")
    assert found("kulübe", "tr") == []


def test_a_term_of_the_whole_topic_finds_what_is_filed_there(lead):
    lead.post(f"{DESK}add/", {"text": "barınak", "language": "tr", "meaning": "housing/general"})
    assert found("barınak", "tr") == [RENT.name]


def test_a_taken_out_term_of_the_folder_can_be_put_back(lead):
    term = ThesaurusTerm.objects.get(text="kira")
    lead.post(f"{DESK}{term.pk}/remove/")
    assert found("kira", "tr") == []
    assert "kira" not in page_of(lead)
    assert f"{term.pk}/put-back/" in page_of(lead, kind="out")
    lead.post(f"{DESK}{term.pk}/put-back/")
    assert found("kira", "tr") == [RENT.name]


@pytest.mark.parametrize(
    ("filters", "shown"),
    [
        ({}, 4),
        ({"language": "de"}, 2),
        ({"topic": "housing", "q": "MIET"}, 2),
        ({"q": "شقة"}, 1),
        ({"q": "KİRA"}, 0),
        ({"topic": "work"}, 0),
        ({"topic": "nowhere"}, 4),
        ({"kind": "desk"}, 0),
        ({"kind": "out"}, 0),
    ],
)
def test_terms_are_filtered(lead, filters, shown):
    Topic.objects.get_or_create(slug="work")
    assert lead.get(DESK, filters).context["page"].paginator.count == shown


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""},
        {"text": "?!"},
        {"text": "KIRA "},
        {"text": "x" * 121},
        {"meaning": "housing/castle"},
        {"meaning": ""},
        {"language": "xx"},
    ],
)
def test_what_is_no_term_is_told_beside_the_form(lead, wrong):
    said = {"text": "kira", "language": "tr", "meaning": "housing/flat"} | wrong
    answer = lead.post(f"{DESK}add/", said)
    assert answer.status_code == 422
    assert "error-box" in answer.content.decode()
    assert ThesaurusTerm.objects.count() == len(TERMS)


def test_the_table_of_the_page_is_the_one_of_the_folder(lead):
    table = lead.get(f"{DESK}thesaurus.csv").content
    assert table.decode("utf-8-sig").splitlines()[:2] == [
        '"topic","concept","language","term"',
        '"housing","flat","de","Miete"',
    ]
    ThesaurusTerm.objects.all().delete()
    answer = lead.post(f"{DESK}take-in/", {"file": SimpleUploadedFile("thesaurus.csv", table)})
    assert answer.status_code == 302
    assert lead.get(f"{DESK}thesaurus.csv").content == table


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        (b"", "empty"),
        (b"topic,concept,term\nhousing,flat,Bude\n", "language"),
        (b"topic,concept,language,term\nhousing,flat,de,Bude\ngarden,flat,de,Beet\n", "Row 3, topic"),
        (b"topic,concept,language,term\nhousing,flat,de\n", "Row 2, term"),
        (b"topic,concept,language,term\nhousing,flat,de,\xff\n", "UTF-8"),
        (b"\x00\x01", "text"),
    ],
)
def test_of_a_table_that_is_wrong_nothing_is_taken_in(lead, table, sentence):
    answer = lead.post(
        f"{DESK}take-in/",
        {"file": SimpleUploadedFile("thesaurus.csv", table)},
        headers={"accept-language": "en"},
    )
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert ThesaurusTerm.objects.count() == len(TERMS)


def test_what_was_asked_often_enough_is_shown_and_becomes_a_term(lead):
    row = missed("barınak")
    for hidden in ({"text": "twice", "days": 2}, {"text": "ignored", "is_ignored": True}):
        missed(**hidden)
    assert [each["missed"] for each in lead.get(DESK).context["missed"]] == [row]
    lead.post(f"{DESK}asked/{row.pk}/belongs/", {"meaning": "housing/flat", "back": "language=tr&x=%0d"})
    term = ThesaurusTerm.objects.get(text="barınak")
    assert (term.language, term.topic_id, term.concept) == ("tr", "housing", "flat")
    assert found("barınak", "tr") == [RENT.name]
    assert not MissedQuestion.objects.filter(pk=row.pk).exists()


def test_what_it_may_mean_is_proposed(lead):
    missed("mietvertraege", language="de")
    assert [each["meaning"] for each in lead.get(DESK).context["missed"]] == ["housing/flat"]


@pytest.mark.parametrize("meaning", ["", "x", "housing/", "castle/general"])
def test_without_a_meaning_it_stays(lead, meaning):
    row = missed()
    lead.post(f"{DESK}asked/{row.pk}/belongs/", {"meaning": meaning})
    assert MissedQuestion.objects.filter(pk=row.pk).exists()
    assert ThesaurusTerm.objects.count() == len(TERMS)


def test_what_is_ignored_is_shown_no_more(lead):
    row = missed()
    lead.post(f"{DESK}asked/{row.pk}/ignore/")
    assert lead.get(DESK).context["missed"] == []
    assert MissedQuestion.objects.get().is_ignored


def test_what_was_asked_on_few_days_opens_for_nobody(lead):
    row = missed(days=2)
    assert lead.post(f"{DESK}asked/{row.pk}/belongs/", {"meaning": "housing/flat"}).status_code == 404
    assert lead.post(f"{DESK}asked/{row.pk}/ignore/").status_code == 404


def test_the_way_back_keeps_the_filters_and_leads_nowhere_else(lead):
    pk = ThesaurusTerm.objects.get(text="kira").pk
    answer = lead.post(f"{DESK}{pk}/remove/", {"back": "language=tr&next=https://example.org"})
    assert answer["Location"] == f"{DESK}?language=tr&next=https%3A%2F%2Fexample.org"


def test_each_page_costs_a_fixed_number_of_queries(lead, django_assert_max_num_queries):
    for number in range(20):
        missed(f"wort{'abcdefghijklmnopqrstuvwxyz'[number]}")
    lead.get(DESK)
    with django_assert_max_num_queries(75):
        lead.get(DESK)


def test_the_journal_says_who_changed_which_words_and_never_the_words(lead):
    said = {"text": "barınak", "language": "tr", "meaning": "housing/flat"}
    lead.post(f"{DESK}add/", said)
    term = ThesaurusTerm.objects.get(text="barınak")
    lead.post(f"{DESK}{term.pk}/", said | {"text": "kulübe"})
    lead.post(f"{DESK}{term.pk}/remove/")
    term = ThesaurusTerm.objects.get(text="kira")
    lead.post(f"{DESK}{term.pk}/remove/")
    lead.post(f"{DESK}{term.pk}/put-back/")
    lead.post(f"{DESK}add/", said | {"text": "..."})  # no term: nothing happened
    lead.post(f"{DESK}asked/{missed().pk}/belongs/", {"meaning": "housing/flat"})
    entries = Entry.objects.filter(verb__startswith="portal.search_term")
    facts = {"meaning": "housing/flat", "language": "tr"}
    assert all(each.facts == facts for each in entries)
    verbs = sorted(each.verb.removeprefix("portal.search_term_") for each in entries)
    assert verbs == ["added", "added", "changed", "put_back", "removed", "removed"]
