"""What a person may ask for: a copy that holds everything of hers and nothing of others, and that it goes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.messages import get_messages
from django.utils import timezone, translation

from ankommen.cases import sheets
from ankommen.cases.copies import as_json, language_of
from ankommen.cases.models import Case, Client, Consent, EmergencyAccess, Grant, InterviewLink, NameKey, Note
from ankommen.config.retention import declarations
from ankommen.engines.dataprotection import DataClass
from ankommen.engines.typesetting import MissingGlyph, uncovered
from ankommen.journal.models import Entry, Erasure
from ankommen.places.services import set_city
from tests.accounts.factories import UserFactory

from .factories import FACTS, TEXTS, CaseFactory, emergency, grant, town
from .test_pages import browser, worker

pytestmark = [pytest.mark.django_db]
CODE = "7QF3ZX8K2M4P6R9T"


@pytest.fixture(autouse=True)
def a_town() -> None:
    town()


def full_case(canary: str = "mine", **changes: Any) -> Case:
    """A case with a canary wherever somebody can write."""
    case: Case = CaseFactory(canary=canary, code=CODE if canary == "mine" else "")
    client = case.client
    client.own_name = f"{canary}own"
    client.contact = {name: f"{canary}{name}" for name in ("phone", "email", "address")}
    client.special = {name: f"{canary}{name}" for name in ("health", "disability")}
    client.save()
    Note.objects.create(
        case=case, text=f"{canary}protected", is_protected=True, organisation=case.organisation
    )
    Consent.objects.create(
        case=case, case_number=case.number, text_version=f"{canary}version", language="ar", given="signed"
    )
    grant(case)
    access = emergency(case, UserFactory(role="social_worker"), minutes=-5)
    EmergencyAccess.objects.filter(pk=access.pk).delete()
    access.reason = f"{canary}reason"
    access.save(force_insert=True)
    for name, value in changes.items():
        setattr(case, name, value)
    case.save()
    return case


EVERYTHING = (
    *("minestub", "mineown", "minephone", "mineemail", "mineaddress", "minehealth", "minedisability"),
    *("minenotes", "mineversion", "minereason", "Office other"),
)


def test_the_copy_holds_everything_of_hers_and_nothing_of_others() -> None:
    case = full_case()
    full_case("foreign")
    copy = as_json(case).decode()
    assert [canary for canary in EVERYTHING if canary not in copy] == []
    assert "foreign" not in copy and "mineprotected" not in copy


def test_the_document_shows_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each canary is a letter that no font has: the compiler names those that it was to set."""
    letters = "কখগঘঙচছজঝঞট"
    assert uncovered(letters) == letters
    case = full_case()
    client, texts = case.client, iter(letters)
    client.name, client.own_name = next(texts), next(texts)
    client.contact = {name: next(texts) for name in ("phone", "email", "address")}
    client.special = {name: next(texts) for name in ("health", "disability", "protection")}
    client.save()
    Note.objects.create(case=case, text=next(texts), organisation=case.organisation)
    Consent.objects.update(text_version=next(texts))
    access = EmergencyAccess.objects.get()
    access.reason = next(texts)
    access.save()
    monkeypatch.setattr(sheets, "drawable", lambda data: data)
    with pytest.raises(MissingGlyph) as missing:
        sheets.as_pdf(Case.objects.get(pk=case.pk))
    assert set(missing.value.text) == set(letters)


def test_every_declaration_that_is_handed_out_stands_in_the_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A room that declares a table tomorrow has it in the copy without anybody touching this one."""
    case = full_case()
    today = timezone.localdate()
    InterviewLink.objects.create(case=case, interview=str(case.pk), valid_until=today)
    said = {part["table"] for part in json.loads(as_json(case))["parts"]}
    assert said == {model._meta.label for model, declared in declarations() if declared.export}
    declared: DataClass = Note.data_class
    monkeypatch.setattr(
        NameKey, "data_class", DataClass("x", person="client__cases", export=declared.export), raising=False
    )
    with pytest.raises(AttributeError):  # it was asked, and a name key is no note
        as_json(case)


def test_the_file_for_programs_has_codes_dates_and_words_in_both_languages() -> None:
    case = full_case()
    copy = json.loads(as_json(case))
    assert (copy["format"], copy["version"], copy["languages"]) == ("ankommen/personal-copy", 1, ["ar", "de"])
    [rows] = [part["rows"] for part in copy["parts"] if part["table"] == "cases.Grant"]
    facts = {fact["name"]: fact for fact in rows[0]}
    assert facts["purpose"]["value"] == "counselling"
    assert facts["purpose"]["in_words"]["de"] and facts["purpose"]["label"]["ar"]
    assert facts["valid_until"]["value"] == (timezone.localdate() + timedelta(days=30)).isoformat()
    assert "a law" in copy["rights"]["de"]


def test_it_says_who_looked_without_naming_anybody() -> None:
    user = worker("team_lead")
    case = full_case()
    browser(user).get(f"/cases/{case.pk}/")
    [look] = json.loads(as_json(case))["looks"]
    assert set(look) == {"day", "what", "office", "role", "why", "times"}
    assert look["office"] == "Office home" and look["day"] == timezone.localdate().isoformat()
    assert user.full_name not in as_json(case).decode()


@pytest.mark.parametrize(
    ("spoken", "said"),
    [("ar", "ar"), ("de", "de"), ("fa", "fa"), ("en", "en"), ("kmr", "de"), ("ar-SY", "ar")],
)
def test_the_copy_is_in_a_language_that_the_program_speaks(spoken: str, said: str) -> None:
    case = full_case()
    Client.objects.filter(pk=case.client_id).update(language=spoken)
    case = Case.objects.get(pk=case.pk)
    assert language_of(case) == said
    assert f"/Lang({said})".encode() in sheets.as_pdf(case)


def test_letters_that_no_font_has_do_not_stop_it() -> None:
    case = full_case()
    case.client.own_name = "মিনা"
    case.client.save()
    assert sheets.as_pdf(case)
    assert "মিনা" in as_json(case).decode()


@pytest.mark.parametrize("kind", ["pdf", "json"])
def test_staff_hand_it_out_and_the_journal_knows(kind: str) -> None:
    user = worker()
    case = full_case(responsible=user)
    page = f"/cases/{case.pk}/copy/"
    assert page in browser(user).get(f"/cases/{case.pk}/").content.decode()
    asked = browser(user).get(page).content.decode()
    assert "One protected note is left out" in asked
    assert not Entry.objects.filter(verb="cases.handed_out").exists()
    answer = browser(user).post(page, {"format": kind})
    assert answer.status_code == 200 and answer.headers["Content-Type"] == f"application/{kind}"
    assert answer.content.startswith(b"%PDF") if kind == "pdf" else b"minenotes" in answer.content
    entry = Entry.objects.get(verb="cases.handed_out")
    assert (entry.object_id, entry.actor, entry.facts) == (str(case.pk), str(user.pk), {"kind": kind})
    assert Entry.objects.filter(verb="cases.seen", purpose="hand_out", actor=str(user.pk)).count() == 2


@pytest.mark.parametrize("what", ["copy", "erase"])
def test_only_those_whom_the_table_names_may(what: str) -> None:
    case = full_case(responsible=worker())
    for user in (
        worker("reception"),
        worker("partner", at="other"),
        worker("team_lead", at="other"),
        worker(),
    ):
        assert browser(user).get(f"/cases/{case.pk}/{what}/").status_code == 404
        assert browser(user).post(f"/cases/{case.pk}/{what}/", {"number": case.number}).status_code == 404
    assert Case.objects.exists()


def test_a_grant_hands_nothing_out() -> None:
    case = full_case()
    partner = worker("partner", at="other")
    assert browser(partner).get(f"/cases/{case.pk}/").status_code == 200
    assert browser(partner).post(f"/cases/{case.pk}/copy/", {"format": "json"}).status_code == 404


def test_the_person_takes_it_with_the_code() -> None:
    case = full_case()
    assert "/my-case/copy/" in browser().post("/my-case/", {"code": CODE}).content.decode()
    answer = browser().post("/my-case/copy/", {"code": CODE, "format": "json"})
    assert answer.status_code == 200 and "minenotes" in answer.content.decode()
    assert "attachment" in answer.headers["Content-Disposition"] and CODE not in str(answer.headers)
    entry = Entry.objects.get(verb="cases.handed_out")
    assert (entry.object_id, entry.actor) == (str(case.pk), "")
    wrong = browser().post("/my-case/copy/", {"code": "0" * 16})
    assert wrong.status_code == 422 and b"minenotes" not in wrong.content
    assert browser().get("/my-case/copy/").status_code == 405


def test_guessing_the_code_of_a_copy_is_braked() -> None:
    full_case()
    statuses = [browser().post("/my-case/copy/", {"code": f"{n:016}"}).status_code for n in range(21)]
    assert statuses == [422] * 20 + [429]
    assert browser().post("/my-case/copy/", {"code": CODE}).status_code == 429


def test_a_team_lead_cannot_read_special_categories_in_a_copy() -> None:
    answer = browser(worker("team_lead")).post(f"/cases/{full_case().pk}/copy/", {"format": "json"})
    assert answer.status_code == 404


def test_erasing_takes_the_number_and_leaves_the_proofs_only() -> None:
    case, lead = full_case(), worker("team_lead")
    page = f"/cases/{case.pk}/erase/"
    assert page in browser(lead).get(f"/cases/{case.pk}/").content.decode()
    shown = browser(lead).get(page).content.decode()
    assert f"Dec. 31, {timezone.localdate().year + 3}" in shown
    assert browser(lead).post(page, {"number": "000000"}).status_code == 422
    assert browser(lead).post(page, {"number": ""}).status_code == 422
    assert Case.objects.exists()
    answer = browser(lead).post(page, {"number": case.number.lower()})
    assert answer.headers["Location"] == "/cases/"
    assert [str(message) for message in get_messages(answer.wsgi_request)] == ["The case is erased."]
    for model in (Case, Client, Note, NameKey, InterviewLink):
        assert not model.objects.exists(), model
    for proof in (Consent.objects.get(), Grant.objects.get(), EmergencyAccess.objects.get()):
        assert (proof.case_id, proof.case_number) == (None, case.number)
    assert Grant.objects.get().withdrawn_on and Consent.objects.get().ended_on
    assert Entry.objects.get(verb="cases.erased").actor == str(lead.pk)
    assert Entry.objects.filter(verb="cases.seen", purpose="erase", object_id=str(case.pk)).exists()
    assert Erasure.objects.filter(object_type="cases.case", object_id=str(case.pk)).exists()
    assert browser(lead).post(page, {"number": case.number}).status_code == 404


def test_nothing_that_somebody_wrote_is_left_after_erasing() -> None:
    """All tables are read, as they lie and as they open; the reason of an emergency stays, as the page says."""
    case = full_case()
    browser(worker("team_lead")).post(f"/cases/{case.pk}/erase/", {"number": case.number})
    left = [f"{model._meta.label}: {canary}" for model, canary in rows_with(EVERYTHING[:8])]
    assert left == []


def rows_with(canaries: tuple[str, ...]) -> Iterator[tuple[Any, str]]:
    for model in apps.get_models():
        for row in model._base_manager.all():
            said = " ".join(str(getattr(row, field.attname)) for field in model._meta.concrete_fields)
            yield from ((model, canary) for canary in canaries if canary in said)


def test_the_search_for_what_is_left_finds_what_is_there() -> None:
    full_case()
    assert {canary for _model, canary in rows_with(EVERYTHING[:8])} == set(EVERYTHING[:8])


def test_a_blocked_case_is_erased_and_not_handed_out() -> None:
    case, lead = full_case(blocked_on=timezone.localdate(), block_reason="a court asks"), worker("team_lead")
    assert browser(lead).post(f"/cases/{case.pk}/copy/").status_code == 404
    assert browser().post("/my-case/copy/", {"code": CODE}).status_code == 422
    page = f"/cases/{case.pk}/erase/"
    assert page in browser(lead).get(f"/cases/{case.pk}/block/").content.decode()
    assert "a court asks" in browser(lead).get(page).content.decode()
    assert browser(lead).post(page, {"number": case.number}).status_code == 302
    assert not Case.objects.exists()


def test_the_client_stays_with_another_case() -> None:
    case = full_case()
    other = CaseFactory(client=case.client)
    lead = worker("team_lead")
    page = f"/cases/{case.pk}/erase/"
    assert "another case" in browser(lead).get(page).content.decode()
    browser(lead).post(page, {"number": case.number})
    assert Client.objects.get() == case.client and Case.objects.get() == other


def test_without_the_citys_words_the_copy_comes_all_the_same() -> None:
    set_city(
        slug="town",
        name="Town",
        facts={**FACTS, "case_texts": {"version": "1", "texts": {"de": TEXTS}}},
        notice={},
    )
    case = full_case()
    assert json.loads(as_json(case))["rights"]["ar"] == json.loads(as_json(case))["rights"]["de"] != ""
    set_city(slug="town", name="Town", facts={}, notice={})
    with translation.override("de"):
        assert json.loads(as_json(case))["rights"]["de"] == ""
