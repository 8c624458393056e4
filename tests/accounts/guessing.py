"""Every page that checks a secret, and somebody who guesses there: 3,000 times in ten minutes, from everywhere.

Each target is set up with its owner, and says how one guess is made, how guesses that are looked at are counted,
and how the owner gets in from elsewhere. A new page that checks a secret gets its line in `TARGETS`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import check_password
from django.test import Client

from ankommen.accounts.models import User
from ankommen.interviews.queries import interview_by_receipt
from tests.accounts.factories import PASSWORD
from tests.accounts.logins import Clock, browser, code_at, give_app, is_logged_in, log_in
from tests.interviews.factories import payload, published_version
from tests.interviews.tablets import logged_in as social_worker

MINUTES = 10


@dataclass
class Scene:
    """The owner, the clock, and every guess that was really looked at."""

    owner: User
    clock: Clock
    patch: pytest.MonkeyPatch
    looked_at: list[str] = field(default_factory=list)

    def count_passwords(self) -> None:
        def look(password: str, *rest: Any, **more: Any) -> bool:
            self.looked_at.append(password)
            return check_password(password, *rest, **more)

        self.patch.setattr("django.contrib.auth.base_user.check_password", look)

    def count_codes(self) -> None:
        for kind in (TOTP, RecoveryCodes):
            right = kind.validate_code

            def look(factor: Any, code: str, right: Any = right, kind: type = kind) -> bool:
                if kind is TOTP:
                    self.looked_at.append(code)
                return bool(right(factor, code))

            self.patch.setattr(kind, "validate_code", look)

    def count_receipts(self) -> None:
        def look(receipt: str) -> Any:
            self.looked_at.append(receipt)
            return interview_by_receipt(receipt)

        self.patch.setattr("ankommen.interviews.views.receipt.interview_by_receipt", look)

    def with_password(self, address: str) -> Client:
        """Somebody who knows the password and stands before the second step."""
        client = browser(address)
        log_in(client, self.owner.username)
        return client

    def in_her_chair(self) -> Client:
        """Somebody at the owner's open computer, five minutes after she proved herself."""
        client = browser("10.9.9.9")
        client.force_login(self.owner)
        self.clock.pass_by(minutes=6)
        return client


Guess = Callable[[int], Any]
Owner = Callable[[], bool]


def address_of(number: int) -> str:
    return f"10.0.{number // 250 % 250}.{number % 250}"


def by_login(scene: Scene) -> tuple[Guess, Owner]:
    hers = browser("10.8.8.8")
    log_in(hers, scene.owner.username)
    hers.post("/logout/")
    scene.count_passwords()

    def guess(number: int) -> Any:
        return log_in(browser(address_of(number)), scene.owner.username, f"guess {number}")

    return guess, lambda: log_in(hers, scene.owner.username).status_code == 302 and is_logged_in(hers)


def by_second_step(scene: Scene) -> tuple[Guess, Owner]:
    give_app(scene.owner)
    hers = browser("10.8.8.8")
    log_in(hers, scene.owner.username)
    hers.post("/login/second-factor/", {"code": code_at(scene.clock.now)})
    hers.post("/logout/")
    guessers = [scene.with_password(address_of(number)) for number in range(30)]
    scene.count_codes()

    def guess(number: int) -> Any:
        return guessers[number % 30].post("/login/second-factor/", {"code": f"{number:06}"})

    def owner() -> bool:
        scene.clock.pass_by(seconds=90)
        log_in(hers, scene.owner.username)
        hers.post("/login/second-factor/", {"code": code_at(scene.clock.now)})
        return is_logged_in(hers)

    return guess, owner


def by_proof(scene: Scene) -> tuple[Guess, Owner]:
    elsewhere = browser("10.8.8.8")
    log_in(elsewhere, scene.owner.username)
    elsewhere.post("/logout/")
    give_app(scene.owner)
    client = scene.in_her_chair()
    scene.count_codes()

    def owner() -> bool:
        log_in(elsewhere, scene.owner.username)
        elsewhere.post("/login/second-factor/", {"code": code_at(scene.clock.now)})
        return is_logged_in(elsewhere)

    return lambda number: client.post("/access/confirm/", {"code": f"{number:06}"}), owner


def _password_guessed_inside(
    scene: Scene, send: Callable[[Client, str], Any], client: Client
) -> tuple[Guess, Owner]:
    hers = browser("10.8.8.8")
    log_in(hers, scene.owner.username)
    hers.post("/logout/")
    scene.count_passwords()
    return (
        lambda number: send(client, f"guess {number}"),
        lambda: log_in(hers, scene.owner.username).status_code == 302 and is_logged_in(hers),
    )


def by_proof_with_password(scene: Scene) -> tuple[Guess, Owner]:
    def send(client: Client, password: str) -> Any:
        return client.post("/access/confirm/", {"password": password})

    return _password_guessed_inside(scene, send, scene.in_her_chair())


def by_new_password(scene: Scene) -> tuple[Guess, Owner]:
    new = "kutter mohnblume siebzehn lampe"

    def send(client: Client, password: str) -> Any:
        return client.post("/access/password/", {"password": password, "new": new, "again": new})

    client = browser("10.9.9.9")
    client.force_login(scene.owner)
    return _password_guessed_inside(scene, send, client)


def by_taking_back(scene: Scene) -> tuple[Guess, Owner]:
    client = browser("10.9.9.9")
    client.force_login(scene.owner)
    session = client.session
    session["handed_over"] = True
    session.save()

    def send(client: Client, password: str) -> Any:
        return client.post("/interviews/take-back/", {"password": password})

    return _password_guessed_inside(scene, send, client)


def _by_receipt(path: str, *, as_staff: bool = False) -> Callable[[Scene], tuple[Guess, Owner]]:
    def set_up(scene: Scene) -> tuple[Guess, Owner]:
        sent = payload(published_version())
        worker = social_worker()
        number = "11111111-1111-4111-8111-111111111111"
        worker.post(f"/api/interviews/{number}/", sent, content_type="application/json")
        assert interview_by_receipt(sent["receipt"]) is not None
        scene.count_receipts()
        guesser = browser("10.9.9.9")
        if as_staff:
            guesser.force_login(scene.owner)
        owner = browser("10.8.8.8")
        return (
            lambda number: guesser.post(path, {"receipt": f"{number:016}"}),
            lambda: owner.post("/interviews/needs/", {"receipt": sent["receipt"]}).status_code == 200,
        )

    return set_up


TARGETS: dict[str, Callable[[Scene], tuple[Guess, Owner]]] = {
    "/login/": by_login,
    "/login/second-factor/": by_second_step,
    "/access/confirm/ (code)": by_proof,
    "/access/confirm/ (password)": by_proof_with_password,
    "/access/password/": by_new_password,
    "/interviews/take-back/": by_taking_back,
    "/interviews/needs/": _by_receipt("/interviews/needs/"),
    "/interviews/sheet/": _by_receipt("/interviews/sheet/"),
    "/interviews/withdraw/": _by_receipt("/interviews/withdraw/"),
    "/interviews/correct/": _by_receipt("/interviews/correct/", as_staff=True),
}


@dataclass(frozen=True)
class Outcome:
    """What came of the guesses."""

    guesses: int
    looked_at: int
    opened: int
    owner_gets_in: bool


def attack(target: str, scene: Scene, guesses: int) -> Outcome:
    """So many guesses within ten minutes, the real password's among those that come too late."""
    guess, owner = TARGETS[target](scene)
    answers = []
    for number in range(guesses):
        answers.append(guess(number))
        scene.clock.pass_by(seconds=MINUTES * 60 / guesses)
    opened = sum(not _refused(answer) for answer in answers)
    assert PASSWORD not in scene.looked_at
    return Outcome(guesses, len(scene.looked_at), opened, owner())


def _refused(answer: Any) -> bool:
    """Wrong, too often, or first of all to be proved who one is."""
    return answer.status_code in (422, 429) or answer.headers.get("Location", "").startswith(
        "/access/confirm/"
    )
