"""What is stored is read back as it was said, once, with its history; and a refused record keeps all others out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError

from ankommen.offers.facts import as_json, from_json
from ankommen.offers.kinds import KINDS
from ankommen.offers.models import Generation, Offer, Provider, Revision
from ankommen.offers.reading import facts_of
from ankommen.offers.services import Stored, store_entries
from ankommen.offers.storing import BATCH, standing_of

from .entries import LINDENHOF, OFFER_ID, RENT, a_city, entry, the_five

pytestmark = pytest.mark.django_db


def test_each_kind_of_record_is_read_back_as_it_was_said():
    source = a_city()
    backwards = the_five()[::-1]  # what names another may be given before it

    assert store_entries(backwards, source=source, by="import") == Stored(new=5)

    for one in the_five():
        row = one.kind.model.objects.get(pk=one.id)
        assert facts_of(one.kind, [row]) == {one.id: one.facts}
        assert (row.source, row.source_key, row.state) == (source, one.source_key, "public")


def test_stored_twice_nothing_changes():
    source = a_city()
    store_entries(the_five(), source=source, by="import")
    before = list(Revision.objects.values_list("pk", flat=True))

    assert store_entries(the_five(), source=source, by="import") == Stored(same=5)
    assert list(Revision.objects.values_list("pk", flat=True)) == before


def test_a_change_is_one_revision_and_a_later_generation():
    source = a_city()
    store_entries(the_five(), source=source, by="import")
    first = Generation.objects.get().number

    changed = replace(RENT, name="Miete", topics=("housing",), at_places=())
    assert store_entries([entry("offer", changed)], source=source, by="7") == Stored(changed=1)

    row = Offer.objects.get(pk=OFFER_ID)
    assert facts_of(KINDS["offer"], [row])[row.pk] == changed
    assert row.generation == Generation.objects.get().number > first
    kept = Revision.objects.filter(record_id=OFFER_ID)
    assert [(each.facts["name"], each.by) for each in kept] == [
        ("Mieten verstehen", "import"),
        ("Miete", "7"),
    ]
    assert [from_json(KINDS["offer"].shape, each.facts) for each in kept] == [RENT, changed]


def test_a_later_confirmation_is_no_new_revision_and_silence_keeps_the_day():
    source = a_city()
    store_entries(the_five(), source=source, by="import")

    store_entries([entry("offer", RENT, confirmed_on=date(2026, 11, 20))], source=source, by="mail")
    assert Offer.objects.get().confirmed_on == date(2026, 11, 20)
    store_entries([entry("offer", replace(RENT, phone="0231 555"))], source=source, by="7")
    assert Offer.objects.get().confirmed_on == date(2026, 11, 20)
    assert Revision.objects.filter(record_id=OFFER_ID).count() == 2


def test_one_refused_record_keeps_all_out():
    source = a_city()
    wrong = entry("offer", replace(RENT, min_age=60, max_age=6), key="wrong")

    with pytest.raises(IntegrityError):
        store_entries([*the_five(), wrong], source=source, by="import")
    assert not Offer.objects.exists()
    assert not Revision.objects.exists()


def test_the_number_of_queries_does_not_grow_with_the_records(django_assert_max_num_queries):
    source = a_city()
    many = [entry("offer", replace(RENT, name=f"Angebot {n}"), key=f"n{n}") for n in range(200)]
    store_entries(the_five(), source=source, by="import")

    with django_assert_max_num_queries(20):
        assert store_entries(many, source=source, by="import") == Stored(new=200)


def test_facts_pass_json_and_come_back_the_same():
    for one in the_five():
        assert from_json(one.kind.shape, as_json(one.facts)) == one.facts


def test_a_file_does_not_bring_back_what_was_taken_out():
    source = a_city()
    store_entries(the_five(), source=source, by="import")
    store_entries([entry("offer", RENT, state="withdrawn")], source=source, by="7")

    assert store_entries(the_five(), source=source, by="import") == Stored(same=5)
    store_entries([entry("offer", replace(RENT, phone="0231 555"))], source=source, by="import")
    assert Offer.objects.get().state == "withdrawn"


def test_a_source_may_call_a_record_by_another_key():
    source = a_city()
    store_entries(the_five(), source=source, by="import")
    renamed = replace(entry("provider", LINDENHOF), source_key="lindenhof-ev")

    assert store_entries([renamed], source=source, by="import") == Stored(changed=1)
    assert Provider.objects.get().source_key == "lindenhof-ev"


def test_what_would_be_done_is_told_before():
    source = a_city()
    store_entries(the_five(), source=source, by="import")
    store_entries([entry("offer", RENT, key="third")], source=source, by="import")
    offers = [
        entry("offer", RENT),
        entry("offer", RENT, key="other"),
        entry("offer", replace(RENT, name="Anders"), key="third"),
    ]
    standing = standing_of(KINDS["offer"], offers)
    assert standing.stored == Stored(new=1, changed=1, same=1)
    assert (standing.new, standing.changed) == ({offers[1].id}, {offers[2].id})
    assert Offer.objects.count() == 2


def test_more_than_a_batch_may_come_before_what_it_names():
    source = a_city()
    many = [entry("offer", replace(RENT, name=f"Angebot {n}"), key=f"n{n}") for n in range(BATCH + 1)]
    assert store_entries([*many, *the_five()], source=source, by="import") == Stored(new=BATCH + 6)
