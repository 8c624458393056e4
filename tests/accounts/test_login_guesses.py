"""Guessing at every page that checks a secret; the long one makes the 3,000 guesses of ten minutes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection
from django.test import RequestFactory

import ankommen
from ankommen.accounts.access import TooManyGuesses, braked
from ankommen.accounts.guesses import Guesses
from ankommen.accounts.models import User
from tests.accounts.factories import UserFactory
from tests.accounts.guessing import TARGETS, Scene, attack
from tests.accounts.logins import Clock, browser, log_in
from tests.addresses import routes

SOURCE = Path(ankommen.__file__).parent
# What compares a secret with what was sent, or finds something by its digest.
_CHECKS = re.compile(
    r"\b(?:check_password|password_fits|authenticate|validate_code|validate_totp_code|complete_authentication"
    r"|case_of_code|factor_of_code|factor_of_passkey|interview_by_receipt|case_by_code|invitation_by_code"
    r"|compare_digest|\w*digests)\("
)
# Every file that does: the targets behind it, or why nobody guesses there.
CHECKED = {
    "accounts/access.py": {"/access/password/", "/interviews/take-back/", "/access/confirm/ (password)"},
    "accounts/brake.py": {"/login/"},
    "accounts/forms.py": {"/login/", "/login/second-factor/", "/access/confirm/ (code)"},
    "accounts/login/factors.py": {"/login/second-factor/", "/login/passkey/", "/access/app/"},
    "accounts/queries.py": {"/invitation/"},
    "accounts/views/invitation.py": {"/invitation/"},
    "accounts/views/login.py": {"/login/", "/login/passkey/"},
    "accounts/views/proofs.py": {"/access/confirm/passkey/"},
    "cases/views/rights.py": {"/my-case/copy/"},
    "cases/queries.py": {"/my-case/", "/my-case/withdraw/"},
    "cases/views/person.py": {"/my-case/", "/my-case/withdraw/"},
    "cases/services/linking.py": {"/cases/<uuid:pk>/link/"},
    "interviews/queries.py": {"/interviews/needs/"},
    "interviews/views/receipt.py": {
        "/interviews/needs/", "/interviews/sheet/", "/interviews/withdraw/", "/interviews/correct/",
    },
}  # fmt: skip
NOT_GUESSED = {
    "accounts/seals.py": "names them for the keys",
    "accounts/services/invitations.py": "writes them",
    "accounts/login/known_browser.py": "in a signed cookie; it opens nothing",
    "cases/services/opening.py": "writes them",
    "cases/services/codes.py": "writes them",
    "cases/seals.py": "says that there are some",
    "engines/sealing.py": "makes digests",
    "evaluation/imports/papers.py": "numbers of a file, for those who import; they open nothing",
    "evaluation/projection/current.py": "no secret of anybody",
    "evaluation/seals.py": "names them for the keys",
    "evaluation/tally.py": "a signature of 256 bits in a file",
    "interviews/access.py": "a cookie of 192 bits, beside the login",
    "interviews/intake.py": "content, not a secret",
    "interviews/paper.py": "whether a code of 80 bits is taken, for those who import",
    "interviews/receipts.py": "makes digests",
    "interviews/rows.py": "writes them",
    "interviews/seals.py": "names them for the keys",
    "interviews/views/screen.py": "calls accounts/access.py",
    "interviews/services.py": "whether content is the same, not a secret",
    "translations/migrations/0002_sources.py": "fingerprints of texts, no secret of anybody",
    "vault/registry.py": "names them for the keys",
    "vault/rotation.py": "counts them for the keys",
}


@pytest.fixture
def scene(user: User, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Scene:
    return Scene(user, clock, monkeypatch)


@pytest.mark.django_db
@pytest.mark.parametrize("target", TARGETS)
def test_of_hundred_guesses_at_most_twenty_are_looked_at(target: str, scene: Scene) -> None:
    outcome = attack(target, scene, 100)
    assert outcome.holds, outcome


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.parametrize("target", TARGETS)
def test_of_three_thousand_guesses_in_ten_minutes_at_most_twenty_are_looked_at(
    target: str, scene: Scene, capsys: pytest.CaptureFixture[str]
) -> None:
    outcome = attack(target, scene, 3000)
    with capsys.disabled():
        print(
            f"\n{target:28} {outcome.guesses} guesses, {outcome.looked_at} looked at, {outcome.opened} opened"
        )
    assert outcome.holds, outcome


@pytest.mark.django_db
@pytest.mark.parametrize("target", ["/login/", "/login/passkey/", "/my-case/"])
def test_without_the_brake_this_would_be_seen(
    target: str, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ankommen.accounts.brake._reserve", lambda buckets: 0)
    monkeypatch.setattr("ankommen.accounts.brake._take_back", lambda buckets, minute: None)
    assert attack(target, scene, 30).looked_at == 30


@pytest.fixture
def place(transactional_db: None) -> Iterator[None]:
    yield
    connection.close()


def test_fifty_at_the_same_moment_do_not_pass(place: None) -> None:
    looked_at: list[int] = []

    def guess(number: int) -> bool:
        request = RequestFactory(REMOTE_ADDR=f"10.0.0.{number}").get("/desk/")
        try:
            with braked(request, "password", "jana"):
                looked_at.append(number)
        except TooManyGuesses:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(50) as pool:
        passed = list(pool.map(guess, range(50)))
    assert (sum(passed), len(looked_at)) == (20, 20)
    assert max(len(row.minutes) for row in Guesses.objects.all()) == 20


def test_thirty_logins_at_the_same_moment_do_not_pass(place: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Through the login page, on connections of their own; the passwords are counted by the hasher."""
    scene = Scene(UserFactory(), Clock(monkeypatch), monkeypatch)
    scene.watch()

    def guess(number: int) -> int:
        try:
            return int(
                log_in(browser(f"10.0.0.{number}"), scene.owner.username, f"wrong {number}").status_code
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(30) as pool:
        answers = list(pool.map(guess, range(30)))
    assert (answers.count(422), answers.count(429), scene.most_looks()) == (20, 10, 20)


def test_whoever_checks_a_secret_is_known_here() -> None:
    """A new place is noticed: it gets its target, or a reason why nobody guesses there."""
    found = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if any(_CHECKS.search(line) for line in path.read_text("utf-8").splitlines())
    }
    assert found <= CHECKED.keys() | NOT_GUESSED.keys()
    assert set().union(*CHECKED.values()) == TARGETS.keys()


def test_every_target_is_an_address() -> None:
    assert {target.partition(" ")[0] for target in TARGETS} <= {route.pattern for route in routes()}
