"""From the login page to the desk and back: password, second factor, who is turned away, and where one lands."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver

from ankommen.accounts.access import fresh_second_factor
from ankommen.accounts.login.factors import factors_of, make_codes
from ankommen.accounts.login.passwords import HardToGuess
from ankommen.accounts.models import User
from ankommen.config import checks
from ankommen.journal.models import Entry
from tests.accounts.factories import PASSWORD, UserFactory
from tests.accounts.logins import SECRET, Clock, browser, code_at, give_app, is_logged_in, log_in

pytestmark = pytest.mark.django_db
GOOD = "kutter mohnblume siebzehn lampe"


def second(client: Client, code: str) -> Any:
    return client.post("/login/second-factor/", {"code": code})


def logged_in_with_app(user: User, clock: Clock) -> Client:
    give_app(user)
    client = browser()
    log_in(client, user.username)
    assert second(client, code_at(clock.now)).status_code == 302
    clock.pass_by(seconds=90)
    return client


def test_a_password_alone_does_not_open_an_account_with_an_app(user: User, clock: Clock) -> None:
    give_app(user)
    client = browser()
    assert log_in(client, user.username).url == "/login/second-factor/"
    assert not is_logged_in(client)
    assert second(client, "000000").status_code == 422
    assert not is_logged_in(client)
    assert second(client, code_at(clock.now)).url == "/desk/"
    assert is_logged_in(client)


def test_the_second_step_without_the_first_leads_to_it(user: User) -> None:
    give_app(user)
    assert browser().get("/login/second-factor/").url == "/login/"


@pytest.mark.parametrize(
    ("minutes", "opens"), [(-1.5, False), (-0.5, True), (0, True), (0.5, True), (1.5, False)]
)
def test_the_clock_of_a_phone_may_differ_by_half_a_minute(
    user: User, clock: Clock, minutes: float, opens: bool
) -> None:
    give_app(user)
    client = browser()
    log_in(client, user.username)
    there = Clock.__new__(Clock)
    there.now = clock.now
    there.pass_by(minutes=minutes)
    second(client, code_at(there.now))
    assert is_logged_in(client) is opens


@pytest.mark.parametrize("written", ["{}", "{:.3} {:.3}", " {} "])
def test_a_code_opens_once_however_it_is_written(user: User, clock: Clock, written: str) -> None:
    give_app(user)
    code = code_at(clock.now)
    first, again = browser(), browser()
    log_in(first, user.username)
    log_in(again, user.username)
    second(first, code)
    assert is_logged_in(first)
    second(again, f"{code[:3]} {code[3:]}")
    second(again, written.format(code, code[3:]))
    assert not is_logged_in(again)


def test_a_used_code_stays_used_in_another_worker(
    user: User, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.TOTP._mark_code_used", lambda *_: True)
    test_a_code_opens_once_however_it_is_written(user, clock, "{}")


def test_a_code_from_paper_opens_once(user: User) -> None:
    give_app(user)
    [code, *_] = make_codes(user)
    for opens in (True, False):
        client = browser()
        log_in(client, user.username)
        second(client, f"{code[:4]} {code[4:]}")
        assert is_logged_in(client) is opens


def test_secrets_lie_sealed(user: User) -> None:
    give_app(user)
    codes = make_codes(user)
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert SECRET not in stored
    assert not any(code in stored for code in codes)
    app = Authenticator.objects.get(type="totp")
    assert app.wrap().validate_code("x") is False
    app.data["secret"] = app.data["secret"][:-4] + "AAA="
    with pytest.raises(Exception, match="changed or moved"):
        app.wrap().validate_code("x")


@pytest.mark.parametrize(
    ("wanted", "lands"),
    [
        ("/access/", "/access/"),
        ("/interviews/?a=1", "/interviews/?a=1"),
        ("https://evil.example/", "/desk/"),
        ("//evil.example/", "/desk/"),
        ("/\\evil.example", "/desk/"),
        ("javascript:alert(1)", "/desk/"),
        ("http://testserver:99/", "/desk/"),
        ("", "/desk/"),
    ],
)
@pytest.mark.parametrize("with_app", [False, True])
def test_one_lands_where_one_wanted_to_go_and_never_elsewhere(
    user: User, clock: Clock, wanted: str, lands: str, with_app: bool
) -> None:
    client = browser()
    if with_app:
        give_app(user)
        log_in(client, user.username, next=wanted)
        assert second(client, code_at(clock.now)).url == lands
    else:
        assert log_in(client, user.username, next=wanted).url == lands
    assert client.get("/login/", {"next": wanted}).url == lands


def test_a_wrong_password_and_a_name_that_nobody_has_read_the_same(user: User) -> None:
    pages = [
        log_in(browser(), name, "wrong").content.decode().split("<main")[1]
        for name in (user.username, "nobody0")
    ]
    assert pages[0].replace(user.username, "nobody0").split("csrf")[0] == pages[1].split("csrf")[0]


def test_no_address_signs_up_or_resets_a_password() -> None:
    names = {str(name) for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert not {name for name in names if name.startswith(("account_", "mfa_"))}
    for path in (
        "/signup/",
        "/accounts/signup/",
        "/password/reset/",
        "/accounts/password/reset/",
        "/accounts/",
    ):
        assert browser().get(path).status_code == 404


# The gate


def test_whoever_has_no_second_factor_is_led_to_one(user: User, strict: None) -> None:
    client = browser()
    log_in(client, user.username)
    for path in ("/desk/", "/access/", "/interviews/", "/access/codes/", "/nothing/"):
        assert client.get(path).url == "/access/set-up/"
    assert client.get("/access/set-up/").status_code == 200
    assert client.get("/access/app/").status_code == 200
    refused = client.post("/api/interviews/00000000-0000-4000-8000-000000000001/", "{}", "application/json")
    assert (refused.status_code, refused["Content-Type"]) == (403, "application/json")


def test_once_it_is_set_up_everything_opens(user: User, strict: None, clock: Clock) -> None:
    client = browser()
    log_in(client, user.username)
    secret = client.get("/access/app/").context["secret"]
    assert client.post("/access/app/", {"code": "000000"}).status_code == 422
    assert client.post("/access/app/", {"code": code_at(clock.now, secret)}).url == "/access/codes/"
    assert client.get("/desk/").status_code == 200
    assert client.post("/logout/").status_code == 302
    assert log_in(client, user.username).url == "/login/second-factor/"


def test_a_secret_that_the_page_did_not_show_is_not_taken(user: User, clock: Clock) -> None:
    client = browser()
    log_in(client, user.username)
    client.get("/access/app/")
    client.post("/access/app/", {"code": code_at(clock.now, SECRET)})
    assert not factors_of(user).exists()


def test_the_picture_says_what_the_text_says(user: User) -> None:
    client = browser()
    log_in(client, user.username)
    page = client.get("/access/app/")
    assert page.context["secret"] in page.content.decode()
    assert page.context["path"].startswith("M4 4h1v1h-1z"), "the corner of a square, behind its margin"
    assert "data:" not in page.content.decode()


# Proving oneself, and what changes


def test_what_matters_asks_once_more_and_leads_back(user: User, clock: Clock) -> None:
    client = logged_in_with_app(user, clock)
    assert client.get("/access/password/").status_code == 200
    clock.pass_by(minutes=5)
    asked = client.get("/access/password/").url
    assert asked == "/access/confirm/?next=%2Faccess%2Fpassword%2F"
    answer = client.post(asked, {"code": "000000", "next": "/access/password/"})
    assert answer.status_code == 422
    answer = client.post(asked, {"code": code_at(clock.now), "next": "/access/password/"})
    assert answer.url == "/access/password/"
    assert client.get("/access/password/").status_code == 200


def test_a_proof_leads_nowhere_else(user: User, clock: Clock) -> None:
    client = logged_in_with_app(user, clock)
    answer = client.post("/access/confirm/", {"code": code_at(clock.now), "next": "//evil.example"})
    assert answer.url == "/desk/"


def test_whoever_has_a_factor_does_not_prove_herself_by_password(user: User, clock: Clock) -> None:
    client = logged_in_with_app(user, clock)
    clock.pass_by(minutes=5)
    client.post("/access/confirm/", {"password": PASSWORD})
    assert client.get("/access/password/").status_code == 302


def test_a_new_password_ends_the_logins_elsewhere(user: User) -> None:
    here, elsewhere = browser(), browser()
    log_in(here, user.username)
    log_in(elsewhere, user.username)
    form = {"password": PASSWORD, "new": GOOD, "again": GOOD}
    assert here.post("/access/password/", form | {"password": "wrong"}).status_code == 422
    assert here.post("/access/password/", form | {"again": "other"}).status_code == 422
    assert is_logged_in(elsewhere)
    assert here.post("/access/password/", form).url == "/access/"
    assert (is_logged_in(here), is_logged_in(elsewhere)) == (True, False)
    assert log_in(browser(), user.username, GOOD).status_code == 302
    assert Entry.objects.filter(verb="accounts.password_changed", object_id=user.pk).exists()


@pytest.mark.parametrize("change", ["added", "removed", "codes", "asked"])
def test_a_change_of_factors_ends_the_logins_elsewhere(user: User, clock: Clock, change: str) -> None:
    here = logged_in_with_app(user, clock)
    if change == "added":
        Authenticator.objects.all().delete()
    elsewhere = browser()
    elsewhere.force_login(user)
    assert is_logged_in(elsewhere)
    if change == "added":
        secret = here.get("/access/app/").context["secret"]
        here.post("/access/app/", {"code": code_at(clock.now, secret)})
    elif change == "removed":
        here.post("/access/remove/", {"factor": factors_of(user).get().pk})
    else:
        here.post("/access/codes/" if change == "codes" else "/access/others/")
    assert (is_logged_in(here), is_logged_in(elsewhere)) == (True, False)


def test_the_last_factor_stays_where_one_is_required(user: User, clock: Clock, strict: None) -> None:
    client = logged_in_with_app(user, clock)
    client.post("/access/remove/", {"factor": factors_of(user).get().pk})
    assert factors_of(user).count() == 1


def test_nobody_removes_anothers_factor(user: User, clock: Clock) -> None:
    other = UserFactory()
    give_app(other)
    client = logged_in_with_app(user, clock)
    for factor in (factors_of(other).get().pk, "x", ""):
        assert client.post("/access/remove/", {"factor": factor}).status_code == 404
    assert factors_of(other).count() == 1


def test_codes_for_paper_are_shown_once(user: User, clock: Clock) -> None:
    client = logged_in_with_app(user, clock)
    codes = client.post("/access/codes/").context["codes"]
    assert len(set(codes)) == 10
    page = client.get("/access/codes/").content.decode()
    assert not any(code in page or code.replace(" ", "") in page for code in codes)
    newer = client.post("/access/codes/").context["codes"]
    assert not set(codes) & set(newer)


def test_the_second_factor_is_fresh_for_five_minutes(user: User, clock: Clock, strict: None) -> None:
    client = logged_in_with_app(user, clock)
    assert fresh_second_factor(client.get("/desk/").wsgi_request)
    clock.pass_by(minutes=4)
    assert not fresh_second_factor(client.get("/desk/").wsgi_request)
    client.post("/access/confirm/", {"code": code_at(clock.now)})
    assert fresh_second_factor(client.get("/desk/").wsgi_request)


def test_a_password_alone_is_no_second_factor(user: User, settings: Any) -> None:
    client = browser()
    log_in(client, user.username)
    request = client.get("/desk/").wsgi_request
    assert fresh_second_factor(request), "where none is required, the password counts"
    settings.REQUIRE_SECOND_FACTOR = True
    assert not fresh_second_factor(request)


# Passwords


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short-one-1", "length"),
        ("x" * 129, "length"),
        ("passwordpassword", "guessable"),
        ("aaaaaaaaaaaaaaaaaaaa", "guessable"),
        ("qwertzuiopasdfgh", "guessable"),
        ("HalynaKovalenko1", "guessable"),
        ("halyna.kovalenko", "guessable"),
    ],
)
def test_a_bad_password_gets_one_sentence(password: str, why: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(password, User(username="halyna.kovalenko", full_name="Halyna Kovalenko"))
    assert [error.code for error in refused.value.error_list] == [why]


def test_ones_own_name_makes_a_password_bad_for_oneself_only() -> None:
    name = "Wojciechowska-Oyelaran"
    validate_password(name, User(username="else", full_name="Jana Brandt"))
    with pytest.raises(ValidationError):
        validate_password(name, User(username="w.oyelaran", full_name=name))


def test_the_city_makes_a_password_bad() -> None:
    call_command("load_city", "dortmund", verbosity=0)
    with pytest.raises(ValidationError):
        validate_password("dortmunddortmund")


@pytest.mark.parametrize("password", [GOOD, "zebra-Kompass-wolke-41", "ключ море стол гора снег"])
def test_no_rules_of_composition(password: str) -> None:
    HardToGuess().validate(password)


def test_128_signs_do_not_take_long() -> None:
    HardToGuess().validate(("kutter mohnblume siebzehn lampe " * 4)[:128])


# The check of the deployment


@pytest.mark.parametrize(
    ("required", "demo", "errors"), [(True, False, 0), (False, True, 0), (False, False, 1)]
)
def test_a_deployment_without_second_factor_is_refused(
    settings: Any, required: bool, demo: bool, errors: int
) -> None:
    settings.REQUIRE_SECOND_FACTOR, settings.DEMO = required, demo
    assert len(checks.staff_show_a_second_factor()) == errors


def test_a_login_gets_a_new_key(user: User) -> None:
    client = browser()
    client.post("/login/passkey/options/")
    before = client.cookies["sessionid"].value
    log_in(client, user.username)
    assert client.cookies["sessionid"].value != before
