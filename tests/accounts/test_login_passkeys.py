"""Passkeys: made, shown alone or after the password, and what is not taken for one."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from ankommen.accounts.login.factors import factors_of
from ankommen.accounts.models import User
from tests.accounts.factories import UserFactory
from tests.accounts.logins import Clock, browser, code_at, give_app, is_logged_in, log_in
from tests.accounts.softkey import SoftKey

pytestmark = pytest.mark.django_db


def send(client: Client, path: str, content: Any) -> Any:
    return client.post(path, json.dumps(content), content_type="application/json")


def give_passkey(user: User, key: SoftKey | None = None) -> SoftKey:
    key = key or SoftKey()
    client = browser()
    client.force_login(user)
    options = send(client, "/access/passkey/options/", {}).json()
    answer = send(client, "/access/passkey/", {"name": "Laptop", "credential": key.made(options)})
    assert answer.status_code == 200, answer.content
    return key


def show(client: Client, key: SoftKey, **more: Any) -> Any:
    options = send(client, "/login/passkey/options/", {}).json()
    return send(client, "/login/passkey/", {"credential": key.shown(options), **more})


def test_a_passkey_alone_is_a_login(user: User, strict: None, settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = False
    key = give_passkey(user)
    settings.REQUIRE_SECOND_FACTOR = True
    client = browser()
    assert show(client, key).json() == {"next": "/desk/"}
    assert is_logged_in(client)
    assert client.get("/desk/").status_code == 200


def test_a_passkey_follows_the_password(user: User) -> None:
    key = give_passkey(user)
    client = browser()
    assert log_in(client, user.username, next="/access/").url == "/login/second-factor/"
    assert show(client, key).json() == {"next": "/access/"}
    assert is_logged_in(client)


def test_after_ones_password_anothers_passkey_does_not_do(user: User) -> None:
    give_passkey(user)
    other = give_passkey(UserFactory())
    client = browser()
    log_in(client, user.username)
    assert show(client, other).status_code == 422
    assert not is_logged_in(client)


def test_it_is_never_shut_by_guesses(user: User) -> None:
    key = give_passkey(user)
    for number in range(30):
        log_in(browser(f"10.0.0.{number}"), user.username, "wrong")
    client = browser("10.0.0.1")
    assert log_in(client, user.username).status_code == 429
    assert show(client, key).status_code == 200
    assert is_logged_in(client)


@pytest.mark.parametrize(
    ("wanted", "lands"),
    [("/access/", "/access/"), ("//evil.example", "/desk/"), (7, "/desk/"), (None, "/desk/")],
)
def test_it_leads_to_our_pages_only(user: User, wanted: Any, lands: str) -> None:
    assert show(browser(), give_passkey(user), next=wanted).json() == {"next": lands}


def test_a_proof_by_passkey(user: User, clock: Clock) -> None:
    key = give_passkey(user)
    client = browser()
    show(client, key)
    clock.pass_by(minutes=6)
    assert client.get("/access/password/").status_code == 302
    options = send(client, "/login/passkey/options/", {}).json()
    content = {"credential": key.shown(options), "next": "/access/password/"}
    assert send(client, "/access/confirm/passkey/", content).json() == {"next": "/access/password/"}
    assert client.get("/access/password/").status_code == 200


def test_a_key_that_asks_for_nothing_is_not_taken(user: User) -> None:
    client = browser()
    client.force_login(user)
    options = send(client, "/access/passkey/options/", {}).json()
    assert options["publicKey"]["authenticatorSelection"]["userVerification"] == "required"
    careless = SoftKey(verifies=False)
    assert send(client, "/access/passkey/", {"credential": careless.made(options)}).status_code == 422
    key = give_passkey(user)
    key.verifies = False
    assert show(browser(), key).status_code == 422


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://testserver", "https://testserver.evil.example"]
)
def test_a_key_of_another_page_is_not_taken(user: User, origin: str) -> None:
    key = give_passkey(user)
    key.origin = origin
    assert show(browser(), key).status_code == 422


def test_an_answer_is_taken_once(user: User) -> None:
    key = give_passkey(user)
    client = browser()
    credential = key.shown(send(client, "/login/passkey/options/", {}).json())
    assert send(client, "/login/passkey/", {"credential": credential}).status_code == 200
    client.post("/logout/")
    again = browser()
    send(again, "/login/passkey/options/", {})
    assert send(again, "/login/passkey/", {"credential": credential}).status_code == 422


def test_another_key_under_the_same_number_is_not_taken(user: User) -> None:
    key = give_passkey(user)
    thief = SoftKey(number=key.number, account=key.account)
    assert show(browser(), thief).status_code == 422


def test_a_removed_key_opens_nothing(user: User) -> None:
    key = give_passkey(user)
    client = browser()
    show(client, key)
    client.post("/access/remove/", {"factor": factors_of(user).get().pk})
    assert show(browser(), key).status_code == 422


def test_whoever_works_here_no_more_is_turned_away(user: User) -> None:
    key = give_passkey(user)
    user.memberships.all().delete()
    client = browser()
    assert show(client, key).json() == {"next": "/login/"}
    assert not is_logged_in(client)
    assert b"Your access has ended." in client.get("/login/").content


def test_a_locked_account_is_turned_away(user: User) -> None:
    key = give_passkey(user)
    User.objects.update(is_active=False)
    client = browser()
    show(client, key)
    assert not is_logged_in(client)


HOSTILE: list[Any] = [
    {}, [], None, 1, "x", {"credential": None}, {"credential": []}, {"credential": {}}, {"credential": "x"},
    {"credential": {"id": 1}}, {"credential": {"id": "x", "rawId": "x", "type": "public-key", "response": 1}},
    {"credential": {"id": "x", "rawId": "x", "type": "public-key", "response": {}}},
    {"credential": {"id": "x", "rawId": "x", "type": "public-key", "response": {"clientDataJSON": "e30"}}},
    {"credential": {"id": "é", "rawId": "é", "type": "public-key", "response": {"clientDataJSON": 5}}},
    {"credential": {"id": "eA", "rawId": "eA", "type": "public-key", "response": {
        "clientDataJSON": "bm90IGpzb24", "authenticatorData": "eA", "signature": "eA", "userHandle": "eA",
        "attestationObject": "oA"}}},
    {"credential": {"id": "eA", "rawId": "eA", "type": "public-key", "response": {
        "clientDataJSON": "e30", "authenticatorData": "", "signature": "", "userHandle": "_____w",
        "attestationObject": "_w"}}},
]  # fmt: skip


@pytest.mark.parametrize("content", HOSTILE, ids=str)
@pytest.mark.parametrize("path", ["/login/passkey/", "/access/passkey/", "/access/confirm/passkey/"])
def test_what_is_no_passkey_gets_a_sentence(user: User, path: str, content: Any) -> None:
    client = browser()
    if path.startswith("/access/"):
        client.force_login(user)
    options = "/access/passkey/options/" if path == "/access/passkey/" else "/login/passkey/options/"
    send(client, options, {})
    answer = send(client, path, content)
    assert answer.status_code == 422
    assert answer.json()["detail"]


def _changed(credential: dict[str, Any], name: str, value: Any) -> dict[str, Any]:
    return credential | {"response": credential["response"] | {name: value}}


@pytest.mark.parametrize("value", ["", "eA", None, 5, [], {}, "x" * 9999, "\x7f", "AAAA" * 20])
@pytest.mark.parametrize("name", ["clientDataJSON", "authenticatorData", "signature", "userHandle"])
def test_a_passkey_with_one_part_changed_gets_a_sentence(user: User, name: str, value: Any) -> None:
    key = give_passkey(user)
    client = browser()
    options = send(client, "/login/passkey/options/", {}).json()
    answer = send(client, "/login/passkey/", {"credential": _changed(key.shown(options), name, value)})
    assert answer.status_code == 422
    assert not is_logged_in(client)


@pytest.mark.parametrize("value", ["", "eA", None, 5, [], "x" * 9999, "AAAA" * 20])
@pytest.mark.parametrize("name", ["clientDataJSON", "attestationObject"])
def test_a_new_passkey_with_one_part_changed_gets_a_sentence(user: User, name: str, value: Any) -> None:
    client = browser()
    client.force_login(user)
    made = SoftKey().made(send(client, "/access/passkey/options/", {}).json())
    answer = send(client, "/access/passkey/", {"credential": _changed(made, name, value)})
    assert answer.status_code == 422
    assert not factors_of(user).exists()


def test_the_page_of_the_second_step_names_what_one_has(user: User) -> None:
    give_passkey(user)
    client = browser()
    log_in(client, user.username)
    page = client.get("/login/second-factor/").content
    assert b"data-passkey" in page
    assert b"Now your passkey." in page
    other = UserFactory()
    give_app(other)
    client = browser()
    log_in(client, other.username)
    page = client.get("/login/second-factor/").content
    assert b"data-passkey" not in page
    assert b"code from your app" in page


def test_a_passkey_beside_an_app(user: User, clock: Clock) -> None:
    give_app(user)
    client = browser()
    log_in(client, user.username)
    client.post("/login/second-factor/", {"code": code_at(clock.now)})
    key = SoftKey()
    options = send(client, "/access/passkey/options/", {}).json()
    send(client, "/access/passkey/", {"credential": key.made(options)})
    assert {factor.type for factor in factors_of(user)} == {"totp", "webauthn"}
    assert show(browser(), key).status_code == 200
