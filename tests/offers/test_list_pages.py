"""A list at the desk: brought, looked at, understood, then taken over whole or given up."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from ankommen.offers.models import Generation, ListImport, Offer, Place, Provider, Revision, Source
from ankommen.offers.retention import FILES, IMPORTS
from ankommen.offers.services import store_entries
from ankommen.offers.services.lists import MOST_ROWS

from .desk import keeper, kept_town
from .entries import OFFER_ID, RENT, entry
from .files import a_table, an_offer

pytestmark = pytest.mark.django_db
HERE = "/desk/offers/import/"
NEW = {"source": "new", "name": "Verband Süd", "licence": "CC0", "kind": "offers"}


def lead() -> Client:
    return keeper("project_lead", at="lead")[0]


def bring(browser: Client, data: bytes, filename: str = "liste.csv", **said: str) -> Any:
    return browser.post(HERE, {"file": SimpleUploadedFile(filename, data), **NEW, **said})


def brought(browser: Client, data: bytes, filename: str = "liste.csv", **said: str) -> str:
    """The address of the list that waits."""
    answer = bring(browser, data, filename, **said)
    assert answer.status_code == 302, answer.context["form"].errors
    return str(answer.url)


def take_over(browser: Client, path: str, **said: str) -> Any:
    seen = browser.get(path).context["preview"].mark
    return browser.post(f"{path}take-over/", {"seen": seen, **said})


def rows_of_all() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Source, Provider, Place, Offer, Revision))


THREE = a_table("""
    Kennung | Träger     | Angebot      | Ort        | Straße          | PLZ   | Website
    a       | Nordverein | Nähstube     | Nordhaus   | Nordstraße 1    | 44145 | www.nord.example
    b       | Nordverein | Fahrradtreff | Nordhaus   | Nordstraße 1    | 44145 |
    c       | Nordverein | Sprachcafé   | Café Mitte | Mittelstraße 20 | 44137 | javascript:alert(1)
""")
GOOD = THREE.replace(b"javascript:alert(1)", b"")


def test_nothing_is_stored_until_it_is_taken_over():
    kept_town()
    browser, before = lead(), rows_of_all()

    path = brought(browser, GOOD)
    page = browser.get(path)

    assert rows_of_all() == before
    assert page.context["preview"].total.new == 6  # one provider, two places, three offers
    assert b"N\xc3\xa4hstube" in page.content


def test_what_was_shown_is_stored_and_the_file_is_gone():
    kept_town()
    browser = lead()
    path = brought(browser, GOOD)

    assert take_over(browser, path).url == path

    row = ListImport.objects.get()
    assert (row.sealed, row.done) == (None, {"new": 6, "changed": 0, "same": 0, "left_out": 0})
    assert Source.objects.get(pk="verband-sued").licence == "CC0"
    assert Offer.objects.filter(source="verband-sued").count() == 3
    assert browser.get(path).context["done"]["new"] == 6


def test_twice_brought_is_the_same():
    kept_town()
    browser = lead()
    take_over(browser, brought(browser, GOOD))
    before = rows_of_all()

    path = brought(browser, GOOD, source="verband-sued")
    assert browser.get(path).context["shown"].is_empty
    take_over(browser, path)

    assert rows_of_all() == before
    assert ListImport.objects.filter(done__same=5).exists()


def test_taken_over_twice_is_once():
    kept_town()
    browser = lead()
    path = brought(browser, GOOD)
    seen = browser.get(path).context["preview"].mark
    answers = [browser.post(f"{path}take-over/", {"seen": seen}) for _n in range(2)]

    assert [(each.status_code, each.url) for each in answers] == [(302, path)] * 2
    assert Revision.objects.filter(by="import", kind="offer").count() == 1 + 3


def test_what_changed_meanwhile_is_shown_again_and_not_stored():
    kept_town()
    browser = lead()
    take_over(browser, brought(browser, GOOD))
    path = brought(browser, GOOD.replace(b"Fahrradtreff", b"Radtreff"), source="verband-sued")
    seen = browser.get(path).context["preview"].mark
    other = brought(browser, GOOD.replace(b"Fahrradtreff", b"Rad-Treff"), source="verband-sued")
    take_over(browser, other)

    answer = browser.post(f"{path}take-over/", {"seen": seen})

    assert answer.status_code == 409
    assert Offer.objects.filter(name="Rad-Treff").exists()


def test_a_change_elsewhere_does_not_disturb():
    kept_town()
    browser = lead()
    path = brought(browser, GOOD)
    seen = browser.get(path).context["preview"].mark
    number = Generation.objects.get().number
    store_entries(
        [entry("offer", type(RENT)(**{**RENT.__dict__, "name": "Miete"}))],
        source=Source.objects.get(pk="list"),
        by="7",
    )
    assert Generation.objects.get().number > number

    assert browser.post(f"{path}take-over/", {"seen": seen}).status_code == 302


def test_errors_keep_all_outside_until_somebody_leaves_them_out():
    kept_town()
    browser, before = lead(), rows_of_all()
    path = brought(browser, THREE)
    page = browser.get(path)
    assert (page.context["preview"].bad, page.context["shown"].errors) == (1, 1)

    assert take_over(browser, path).status_code == 422
    assert rows_of_all() == before

    assert take_over(browser, path, leave_out="on").status_code == 302
    assert Offer.objects.filter(source="verband-sued").count() == 2
    assert ListImport.objects.get().done["left_out"] == 1


def test_problems_come_as_a_table_in_which_nothing_runs():
    kept_town()
    browser = lead()
    path = brought(browser, an_offer(Angebot='=HYPERLINK("http://x.example";"hier")', **{"=1+1": "x"}))

    answer = browser.get(f"{path}problems/")

    assert answer["Content-Type"].startswith("text/csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0] == '"Sheet";"Row";"Column";"Severity";"What to do"'
    assert lines[1].startswith('"liste.csv";"";"\'=1+1";"note";')
    assert '"liste.csv";2;"Angebot";"error";"“=HYPERLINK' in lines[2]


def test_what_columns_and_words_mean_is_said_once_and_remembered():
    kept_town()
    browser = lead()
    table = a_table("""
        Kennung | Wer         | Was      | Sorte     | Wetter
        a       | Nordverein  | Nähstube | Rat & Tat | heiter
    """)
    path = brought(browser, table)
    page = browser.get(path)
    assert "name" in page.context["trouble"]

    answer = browser.post(
        f"{path}meaning/",
        {"column-0": "key", "column-1": "provider", "column-2": "name", "column-3": "category"},
    )
    assert answer.status_code == 302
    form = browser.get(f"{path}meaning/").context["form"]
    assert [field.label for field in form.words] == ["Rat & Tat"]
    sent = {"column-0": "key", "column-1": "provider", "column-2": "name", "column-3": "category"}
    browser.post(f"{path}meaning/", {**sent, "word-0": "advice"})
    take_over(browser, path)
    assert Offer.objects.get(name="Nähstube").category_id == "advice"

    again = brought(browser, table, source="verband-sued")
    assert browser.get(again).context["shown"].is_empty
    assert [each.code for each in browser.get(again).context["shown"].problems] == ["no_place"]


def test_one_provider_for_all_and_none_again():
    kept_town()
    browser = lead()
    path = brought(browser, a_table("Kennung | Angebot\na | Nähstube"))
    assert browser.get(path).context["preview"].bad == 1
    columns = {"column-0": "key", "column-1": "name"}
    browser.post(f"{path}meaning/", {**columns, "provider": "Nordverein"})
    assert browser.get(path).context["preview"].bad == 0
    browser.post(f"{path}meaning/", columns)
    assert browser.get(path).context["preview"].bad == 1


def test_two_columns_of_one_meaning_are_refused_with_a_sentence():
    kept_town()
    browser = lead()
    path = brought(browser, GOOD)
    page = browser.post(f"{path}meaning/", {"column-0": "name", "column-1": "provider", "column-2": "name"})
    assert page.status_code == 422
    assert "same" in page.context["trouble"]


def test_changes_are_shown_before_and_after():
    kept_town()
    browser = lead()
    take_over(browser, brought(browser, GOOD))
    path = brought(browser, GOOD.replace(b"N\xc3\xa4hstube", b"N\xc3\xa4hatelier"), source="verband-sued")

    offers = next(kind for kind in browser.get(path).context["shown"].kinds if kind.changed)

    (difference,) = offers.changed[0].differences
    assert (difference.before, difference.after) == ("Nähstube", "Nähatelier")


def test_what_the_file_no_longer_has_is_named_and_stays():
    kept_town()
    browser = lead()
    take_over(browser, brought(browser, GOOD))
    path = brought(browser, GOOD.rsplit(b"\r\n", 2)[0], source="verband-sued")
    assert [each.title for each in browser.get(path).context["preview"].gone] == ["Sprachcafé"]
    take_over(browser, path)
    assert Offer.objects.get(name="Sprachcafé").state == "public"


def test_given_up_is_gone():
    kept_town()
    browser, before = lead(), rows_of_all()
    path = brought(browser, GOOD)
    assert browser.post(f"{path}give-up/").status_code == 302
    assert not ListImport.objects.exists()
    assert browser.get(path).status_code == 404
    assert rows_of_all() == before


def test_the_file_lies_sealed_and_not_for_long():
    kept_town()
    browser = lead()
    path = brought(browser, GOOD)
    row = ListImport.objects.get()
    assert b"stube" not in bytes(row.sealed)
    ListImport.objects.update(on=timezone.localdate() - timedelta(days=6))
    assert FILES.erase(9) == 0
    assert browser.get(path).status_code == 200
    ListImport.objects.update(on=timezone.localdate() - timedelta(days=7))
    assert FILES.erase(9) == 1
    assert not ListImport.objects.exists()


def test_what_was_taken_over_is_listed_for_a_year():
    kept_town()
    browser = lead()
    take_over(browser, brought(browser, GOOD))
    ListImport.objects.update(on=timezone.localdate() - timedelta(days=300))
    assert (IMPORTS.erase(9), FILES.erase(9)) == (0, 0)
    assert b"Verband S\xc3\xbcd" in browser.get(HERE).content
    ListImport.objects.update(on=timezone.localdate() - timedelta(days=370))
    assert IMPORTS.erase(9) == 1
    assert not ListImport.objects.exists()


def test_long_lists_are_sent_to_the_command():
    kept_town()
    browser = lead()
    answer = bring(browser, b"Kennung;Angebot\n" + b"".join(b"%d;x\n" % n for n in range(MOST_ROWS + 1)))
    assert answer.status_code == 422
    assert "ankommen import_directory" in str(answer.context["form"].errors["file"])
    assert not ListImport.objects.exists()


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": ""}, "name"),
        ({"licence": ""}, "licence"),
        ({"source": ""}, "source"),
        ({"kind": "x"}, "kind"),
    ],
)
def test_a_source_is_named_with_its_licence(said, field):
    kept_town()
    answer = bring(lead(), GOOD, **said)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


def test_two_new_sources_of_one_name_would_bring_all_of_it_twice():
    kept_town()
    browser = lead()
    waiting = brought(browser, GOOD)
    take_over(browser, brought(browser, GOOD))
    take_over(browser, waiting)
    assert set(Source.objects.values_list("pk", flat=True)) == {"list", "verband-sued"}
    assert Offer.objects.filter(name="Nähstube").count() == 1
    answer = bring(browser, GOOD, name="verband  SÜD")
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["name"])


def test_two_new_sources_that_are_spelled_alike_are_two():
    kept_town()
    browser = lead()
    for name in ("Verband Süd", "Verband Sued"):
        answer = browser.post(HERE, {"file": SimpleUploadedFile("a.csv", GOOD), **NEW, "name": name})
        take_over(browser, answer.url)
    assert set(Source.objects.values_list("pk", flat=True)) == {"list", "verband-sued", "verband-sued-2"}


def test_a_place_that_was_changed_here_is_told():
    kept_town()
    browser = lead()
    take_over(browser, brought(browser, GOOD))
    place = Place.objects.get(name="Nordhaus")
    page = browser.get(f"/desk/offers/places/{place.pk}/").context["form"]
    browser.post(f"/desk/offers/places/{place.pk}/", {**page.initial, "street": "Nordstraße 3"})
    path = brought(browser, GOOD, source="verband-sued")
    codes = [each.code for each in browser.get(path).context["preview"].problems]
    assert codes == ["link_completed", "changed_here"]


def test_only_those_who_may_see_the_lists():
    kept_town()
    path = brought(lead(), GOOD)
    partner, _user = keeper()
    assert [partner.get(each).status_code for each in (HERE, path, f"{path}meaning/")] == [404] * 3
    assert b"import" not in partner.get(f"/desk/offers/{OFFER_ID}/").content
