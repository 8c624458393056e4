"""Every page that checks a secret, and somebody who guesses there: 3,000 times in ten minutes, from everywhere.

Each target is set up with its owner, and says how one guess is made and how the owner gets in from elsewhere.
Guesses that are looked at are counted where the secret itself is compared, each kind of secret for itself. A new
page that checks a secret gets its line in `TARGETS`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.auth.hashers import get_hasher
from django.test import Client
from fido2.cose import ES256

from ankommen.accounts.models import User
from ankommen.accounts.services import Place, invite
from ankommen.engines.papercodes import grouped, new_code
from ankommen.interviews import receipts
from ankommen.interviews.queries import interview_by_receipt
from tests.accounts.factories import PASSWORD, UserFactory
from tests.accounts.logins import Clock, browser, code_at, give_app, is_logged_in, log_in
from tests.accounts.softkey import SoftKey
from tests.cases.factories import CaseFactory
from tests.interviews.factories import payload, published_version
from tests.interviews.tablets import logged_in as social_worker

MINUTES = 10
PLACES = {
    "password": (type(get_hasher()), "verify"),
    "app": ("allauth.mfa.totp.internal.auth", "validate_totp_code"),
    "paper": (RecoveryCodes, "validate_code"),
    "passkey": (ES256, "verify"),
    "receipt": (receipts, "digests"),
    "case": ("ankommen.cases.queries", "code_digests"),
    "invitation": ("ankommen.accounts.queries", "invitation_digests"),
}  # where a secret is compared with what was sent


@dataclass
class Scene:
    """The owner, the clock, and every guess that was really looked at: the secret, and what was said."""

    owner: User
    clock: Clock
    patch: pytest.MonkeyPatch
    looked_at: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)

    def watch(self) -> None:
        """Count from now on, wherever a secret is compared."""
        for secret, (place, name) in PLACES.items():
            target = import_module(place) if isinstance(place, str) else place
            self.patch.setattr(target, name, self._counting(secret, getattr(target, name)))

    def _counting(self, secret: str, right: Callable[..., Any]) -> Callable[..., Any]:
        def look(*said: Any, **more: Any) -> Any:
            self.looked_at.append((secret, said))
            return right(*said, **more)

        return look

    def most_looks(self) -> int:
        """How often the secret was looked at; the most, where a page takes either of two."""
        return max(Counter(secret for secret, _said in self.looked_at).values(), default=0)

    def hers(self) -> Client:
        """A browser in which the owner has logged in before."""
        client = browser("10.8.8.8")
        log_in(client, self.owner.username)
        client.post("/logout/")
        return client

    def in_her_chair(self, *, proved: bool = False) -> Client:
        """Somebody at the owner's open computer, five minutes after she proved herself."""
        client = browser("10.9.9.9")
        client.force_login(self.owner)
        if not proved:
            self.clock.pass_by(minutes=6)
        return client


Guess = Callable[[int], Any]
Owner = Callable[[], bool]
Target = Callable[[Scene], tuple[Guess, Owner]]


def in_one_network(number: int) -> str:
    """Another address of the same /64 each time: as many as a home has."""
    return f"2001:db8:1:2::{number + 1:x}"


def address_of(number: int) -> str:
    """Now an IPv4 address of somewhere else, now one of a /64."""
    return in_one_network(number) if number % 2 else f"10.0.{number // 250 % 250}.{number % 250}"


def sent(client: Client, path: str, content: dict[str, Any], number: int) -> Any:
    """A form, sent from the address whose turn it is."""
    return client.post(path, content, REMOTE_ADDR=address_of(number))


def by_login(scene: Scene) -> tuple[Guess, Owner]:
    hers = scene.hers()
    scene.watch()

    def guess(number: int) -> Any:
        return log_in(browser(address_of(number)), scene.owner.username, f"guess {number}")

    return guess, lambda: log_in(hers, scene.owner.username).status_code == 302 and is_logged_in(hers)


def by_second_step(scene: Scene) -> tuple[Guess, Owner]:
    """Codes of the app and of the paper are typed into the same field."""
    give_app(scene.owner)
    RecoveryCodes.activate(scene.owner)
    hers = scene.hers()
    guessers = [browser(address_of(number)) for number in range(30)]
    for client in guessers:
        log_in(client, scene.owner.username)
    scene.watch()

    def guess(number: int) -> Any:
        return sent(guessers[number % 30], "/login/second-factor/", {"code": f"{number:06}"}, number)

    def owner() -> bool:
        log_in(hers, scene.owner.username)
        hers.post("/login/second-factor/", {"code": code_at(scene.clock.now)})
        return is_logged_in(hers)

    return guess, owner


def by_passkey(scene: Scene) -> tuple[Guess, Owner]:
    """Signatures of another key under the number of hers, each for the same question."""
    key = _given_passkey(scene.owner)
    hers = scene.hers()
    thief = SoftKey(number=key.number, account=key.account)
    guesser = browser()
    options = _as_json(guesser, "/login/passkey/options/", {}).json()
    shown = thief.shown(options)
    scene.watch()

    def guess(number: int) -> Any:
        return _as_json(guesser, "/login/passkey/", {"credential": shown}, address_of(number))

    return guess, lambda: _shows(hers, key, "/login/passkey/") and is_logged_in(hers)


def by_proof_with_passkey(scene: Scene) -> tuple[Guess, Owner]:
    key = _given_passkey(scene.owner)
    hers = scene.hers()
    client = scene.in_her_chair()
    shown = SoftKey(number=key.number, account=key.account).shown(
        _as_json(client, "/login/passkey/options/", {}).json()
    )
    scene.watch()

    def guess(number: int) -> Any:
        return _as_json(client, "/access/confirm/passkey/", {"credential": shown}, address_of(number))

    return guess, lambda: _shows(hers, key, "/login/passkey/") and is_logged_in(hers)


def _given_passkey(owner: User) -> SoftKey:
    key, client = SoftKey(), browser()
    client.force_login(owner)
    made = key.made(_as_json(client, "/access/passkey/options/", {}).json())
    assert _as_json(client, "/access/passkey/", {"name": "Laptop", "credential": made}).status_code == 200
    owner.refresh_from_db()  # a new factor ends her other logins
    return key


def _shows(client: Client, key: SoftKey, path: str) -> bool:
    shown = key.shown(_as_json(client, "/login/passkey/options/", {}).json())
    return bool(_as_json(client, path, {"credential": shown}).status_code == 200)


def _as_json(client: Client, path: str, content: Any, address: str = "192.0.2.1") -> Any:
    return client.post(path, json.dumps(content), content_type="application/json", REMOTE_ADDR=address)


def by_proof(scene: Scene) -> tuple[Guess, Owner]:
    elsewhere = scene.hers()
    give_app(scene.owner)
    client = scene.in_her_chair()
    scene.watch()

    def owner() -> bool:
        log_in(elsewhere, scene.owner.username)
        elsewhere.post("/login/second-factor/", {"code": code_at(scene.clock.now)})
        return is_logged_in(elsewhere)

    return lambda number: sent(client, "/access/confirm/", {"code": f"{number:06}"}, number), owner


def by_first_code(scene: Scene) -> tuple[Guess, Owner]:
    """The code that shows that an app was set up; its secret lies in the login, and stands on the page."""
    hers, client = scene.hers(), scene.in_her_chair(proved=True)
    client.get("/access/app/")
    scene.watch()
    return (
        lambda number: sent(client, "/access/app/", {"code": f"{number:06}"}, number),
        lambda: log_in(hers, scene.owner.username).status_code == 302 and is_logged_in(hers),
    )


def _by_password(path: str, *, proved: bool = False, handed_over: bool = False, **more: str) -> Target:
    def set_up(scene: Scene) -> tuple[Guess, Owner]:
        hers, client = scene.hers(), scene.in_her_chair(proved=proved)
        if handed_over:
            session = client.session
            session["handed_over"] = True
            session.save()
        scene.watch()
        return (
            lambda number: sent(client, path, {"password": f"guess {number}", **more}, number),
            lambda: log_in(hers, scene.owner.username).status_code == 302 and is_logged_in(hers),
        )

    return set_up


def _by_receipt(path: str, *, as_staff: bool = False) -> Target:
    """The code of an interview: nobody's name belongs to it, unless somebody is logged in."""

    def set_up(scene: Scene) -> tuple[Guess, Owner]:
        receipt = _receipt_of_an_interview()
        guesser, owner = browser("10.9.9.9"), browser("10.8.8.8")
        address = in_one_network
        if as_staff:
            guesser.force_login(scene.owner)
            address = address_of
        target = path.format(case=CaseFactory(responsible=scene.owner, organisation=scene.owner.workplace).pk)
        scene.watch()
        return (
            lambda number: guesser.post(target, {"receipt": f"{number:016}"}, REMOTE_ADDR=address(number)),
            lambda: owner.post("/interviews/needs/", {"receipt": receipt}).status_code == 200,
        )

    return set_up


def _receipt_of_an_interview() -> str:
    content = payload(published_version())
    number = "11111111-1111-4111-8111-111111111111"
    social_worker().post(f"/api/interviews/{number}/", content, content_type="application/json")
    assert interview_by_receipt(content["receipt"]) is not None
    return str(content["receipt"])


def _by_case_code(path: str) -> Target:
    def set_up(scene: Scene) -> tuple[Guess, Owner]:
        code = new_code()
        CaseFactory(code=code)
        guesser, owner = browser(), browser("10.8.8.8")
        scene.watch()
        return (
            lambda number: guesser.post(path, {"code": f"{number:016}"}, REMOTE_ADDR=in_one_network(number)),
            lambda: owner.post("/my-case/", {"code": grouped(code)}).status_code == 200,
        )

    return set_up


def by_invitation(scene: Scene) -> tuple[Guess, Owner]:
    _, code = invite(Place("contact-point", "translator"), by=UserFactory(role="system_administrator"))
    guesser, owner = browser(), browser("10.8.8.8")
    scene.watch()

    def guess(number: int) -> Any:
        return guesser.post("/invitation/", {"code": f"{number:016}"}, REMOTE_ADDR=in_one_network(number))

    return guess, lambda: owner.post("/invitation/", {"code": code}).status_code == 200


_NEW = "kutter mohnblume siebzehn lampe"
TARGETS: dict[str, Target] = {
    "/login/": by_login,
    "/login/second-factor/": by_second_step,
    "/login/passkey/": by_passkey,
    "/access/confirm/ (code)": by_proof,
    "/access/confirm/ (password)": _by_password("/access/confirm/"),
    "/access/confirm/passkey/": by_proof_with_passkey,
    "/access/app/": by_first_code,
    "/access/password/": _by_password("/access/password/", proved=True, new=_NEW, again=_NEW),
    "/interviews/take-back/": _by_password("/interviews/take-back/", proved=True, handed_over=True),
    "/interviews/needs/": _by_receipt("/interviews/needs/"),
    "/interviews/sheet/": _by_receipt("/interviews/sheet/"),
    "/interviews/withdraw/": _by_receipt("/interviews/withdraw/"),
    "/interviews/correct/": _by_receipt("/interviews/correct/", as_staff=True),
    "/cases/<uuid:pk>/link/": _by_receipt("/cases/{case}/link/", as_staff=True),
    "/invitation/": by_invitation,
    "/my-case/": _by_case_code("/my-case/"),
    "/my-case/withdraw/": _by_case_code("/my-case/withdraw/"),
    "/my-case/copy/": _by_case_code("/my-case/copy/"),
}


@dataclass(frozen=True)
class Outcome:
    """What came of the guesses. lock_ends: ten minutes later guesses are looked at as before."""

    guesses: int
    looked_at: int
    opened: int
    owner_gets_in: bool
    lock_ends: bool

    @property
    def holds(self) -> bool:
        return not self.opened and 0 < self.looked_at <= 20 and self.owner_gets_in and self.lock_ends


def attack(target: str, scene: Scene, guesses: int) -> Outcome:
    """So many guesses within ten minutes, and one when all is over."""
    guess, owner = TARGETS[target](scene)
    answers = []
    for number in range(guesses):
        answers.append(guess(number))
        scene.clock.pass_by(seconds=MINUTES * 60 / guesses)
    opened = sum(not _refused(answer) for answer in answers)
    looked_at = scene.most_looks()
    assert PASSWORD not in str(scene.looked_at)
    scene.clock.pass_by(seconds=90)  # the app shows another code than the one of the beginning
    owner_gets_in = owner()
    scene.clock.pass_by(minutes=11)
    return Outcome(guesses, looked_at, opened, owner_gets_in, guess(guesses).status_code != 429)


def _refused(answer: Any) -> bool:
    """Wrong, too often, or first of all to be proved who one is."""
    return answer.status_code in (422, 429) or answer.headers.get("Location", "").startswith(
        "/access/confirm/"
    )
