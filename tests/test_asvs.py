"""The ledger of OWASP ASVS 5.0 (docs/asvs): whole, and every proof it names is there. Below: proofs that no other
test gives.
"""

from __future__ import annotations

import ast
import csv
import json
import math
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from ankommen.accounts.models import User
from tests.accounts.factories import PASSWORD, UserFactory
from tests.interviews.factories import published_version
from tests.interviews.tablets import begin, boot_of, consent, logged_in, save

from .test_source import PYTHON, SCRIPTS, imported

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "asvs"
# Version 5.0.0 as published: chapter.section, and the last number of its requirements of that level.
LEVEL_1 = """1.2:1-5 1.3:1-2 1.5:1 2.1:1 2.2:1-2 2.3:1 3.2:1-2 3.3:1 3.4:1-2 3.5:1-3 4.1:1 4.4:1 5.2:1-2 5.3:1-2
    6.1:1 6.2:1-8 6.3:1-2 6.4:1-2 7.2:1-4 7.4:1-2 8.1:1 8.2:1-2 8.3:1 9.1:1-3 9.2:1 10.4:1-5 11.3:1-2 11.4:1 12.1:1
    12.2:1-2 13.4:1 14.2:1 14.3:1 15.1:1 15.2:1 15.3:1"""
LEVEL_2 = """1.1:1-2 1.2:6-9 1.3:3-11 1.4:1-3 1.5:2 2.1:2-3 2.2:3 2.3:2-4 2.4:1 3.3:2-4 3.4:3-6 3.5:4-5 3.7:1-2
    4.1:2-3 4.2:1 4.3:1-2 4.4:2-4 5.1:1 5.2:3 5.4:1-3 6.1:2-3 6.2:9-12 6.3:3-4 6.4:3-4 6.5:1-5 6.6:1-3
    6.8:1-4 7.1:1-3 7.3:1-2 7.4:3-5 7.5:1-2 7.6:1-2 8.1:2 8.2:3 8.4:1 9.2:2-4 10.1:1-2 10.2:1-2 10.3:1-4
    10.4:6-11 10.5:1-5 10.6:1-2 10.7:1-3 11.1:1-2 11.2:1-3 11.3:3 11.4:2-4 11.5:1 11.6:1 12.1:2-3
    12.3:1-4 13.1:1 13.2:1-5 13.3:1-2 13.4:2-5 14.1:1-2 14.2:2-4 14.3:2-3 15.1:2-3 15.2:2-3 15.3:2-7
    16.1:1 16.2:1-5 16.3:1-4 16.4:1-3 16.5:1-3 17.1:1 17.2:1-4 17.3:1-2"""
STATES = {"pass", "not applicable", "open"}


def numbers(ranges: str) -> list[str]:
    found = []
    for part in ranges.split():
        section, _, span = part.partition(":")
        for piece in span.split(","):
            first, _, last = piece.partition("-")
            found += [f"{section}.{number}" for number in range(int(first), int(last or first) + 1)]
    return found


@cache
def ledger() -> list[dict[str, str]]:
    with (FOLDER / "ledger.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def functions_of(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text("utf-8")) if (ROOT / path).is_file() else ast.parse("")
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def absent(proof: str) -> bool:
    path, _, name = proof.partition("::")
    return name not in functions_of(path) if name else not (ROOT / path).is_file()


def faults(rows: list[dict[str, str]]) -> Iterator[str]:
    """What is wrong with rows of the ledger, one line a fault."""
    for row in rows:
        proofs = row["proof"].split()
        if row["state"] not in STATES:
            yield f"{row['id']}: {row['state']!r} is no state"
        if (row["state"] == "pass") != bool(proofs):
            yield f"{row['id']}: proofs belong to what passes, and to nothing else"
        if row["state"] != "pass" and not row["note"]:
            yield f"{row['id']}: no reason is given"
        yield from (f"{row['id']}: {proof} is not there" for proof in proofs if absent(proof))


def test_the_ledger_has_no_fault() -> None:
    assert list(faults(ledger())) == []


@pytest.mark.parametrize(
    "change",
    [
        {"state": "passed"},
        {"proof": ""},
        {"proof": "tests/test_asvs.py::test_nobody_wrote"},
        {"proof": "docs/gone.md"},
        {"state": "open", "proof": "", "note": ""},
        {"state": "open"},
    ],
)
def test_a_fault_would_be_seen(change: dict[str, str]) -> None:
    row = {
        "id": "1.2.4",
        "state": "pass",
        "proof": "tests/test_asvs.py::test_a_fault_would_be_seen",
        "note": "",
    }
    assert list(faults([row])) == []
    assert list(faults([row | change])) != []


@pytest.mark.parametrize(("level", "ranges", "number"), [("1", LEVEL_1, 70), ("2", LEVEL_2, 183)])
def test_every_requirement_stands_there_once(level: str, ranges: str, number: int) -> None:
    expected = numbers(ranges)
    assert len(expected) == number
    assert [row["id"] for row in ledger() if row["level"] == level] == expected


def test_the_page_gives_the_sums_and_names_what_is_open_at_level_1() -> None:
    page = (FOLDER / "README.md").read_text("utf-8")
    for level in ("1", "2"):
        states = Counter(row["state"] for row in ledger() if row["level"] == level)
        line = f"| {level} | {states.total()} | {states['pass']} | {states['not applicable']} | {states['open']} |"
        assert line in page, line
    for row in ledger():
        if row["level"] == "1" and row["state"] == "open":
            line = f"| {row['id']} | {row['about']} | {row['note']} |"
            assert line in page, line
    open_ones = {row["id"] for row in ledger() if row["level"] == "1" and row["state"] == "open"}
    assert set(re.findall(r"^\| (\d+\.\d+\.\d+) \|", page, re.MULTILINE)) == open_ones


@pytest.mark.django_db
def test_a_closing_tag_in_what_people_wrote_stays_text() -> None:
    published_version()
    worker = logged_in()
    pk = begin(worker)
    consent(worker, pk)
    typed = "</script><script>alert(1)</script>"
    assert save(worker, pk, {"answers": {"note": typed}}).status_code == 204
    assert typed not in worker.get(f"/interviews/{pk}/").content.decode()
    assert boot_of(worker, pk)["draft"]["answers"]["note"] == typed


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["Grüne Wiese am Fluss", " grüne Wiese am Fluss ", "grüne Wiese am Fluss"])
def test_passwords_are_compared_as_typed(typed: str) -> None:
    user = UserFactory()
    user.set_password(" grüne Wiese am Fluss ")
    user.save()
    client = Client()
    client.post("/login/", {"username": user.username, "password": typed})
    assert ("_auth_user_id" in client.session) is (typed == " grüne Wiese am Fluss ")
    client.force_login(user)
    assert client.post("/interviews/take-back/", {"password": typed}).status_code == (
        302 if typed == " grüne Wiese am Fluss " else 422
    )


@pytest.mark.django_db
def test_password_fields_hide_and_help() -> None:
    [field] = re.findall(r'<input[^>]*name="password"[^>]*>', Client().get("/login/").content.decode())
    assert 'type="password"' in field
    assert 'autocomplete="current-password"' in field
    assert [
        path.name for path in SCRIPTS if re.search(r"\bonpaste\b|[\"']paste[\"']", path.read_text("utf-8"))
    ] == []


@pytest.mark.django_db
def test_a_new_password_needs_the_present_one() -> None:
    user = UserFactory()
    client = Client()
    client.post("/login/", {"username": user.username, "password": PASSWORD})
    new = {"new": "sieben Zwerge im Regen", "again": "sieben Zwerge im Regen"}
    for present, changed in (("wrong", False), (PASSWORD, True)):
        client.post("/access/confirm/", {"password": PASSWORD})
        client.post("/access/password/", {"password": present, **new})
        user.refresh_from_db()
        assert user.check_password(new["new"]) is changed


@pytest.mark.django_db
def test_nobody_is_there_before_somebody_is_invited() -> None:
    assert User.objects.count() == 0


@pytest.mark.django_db
def test_the_key_of_a_login_cannot_be_guessed() -> None:
    keys = {logged_in().session.session_key or "" for _ in range(5)}
    assert len(keys) == 5
    assert min(len(key) for key in keys) * math.log2(36) >= 128  # bits: letters and digits


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/static/", "/static/ui/", "/static/vendor/fonts/"])
def test_folders_are_not_listed(path: str) -> None:
    assert Client().get(path).status_code == 404


def test_in_earnest_everything_goes_over_https(tmp_path: Path) -> None:
    """The settings as they are without any ANKOMMEN_DEBUG or ANKOMMEN_DEMO."""
    asked = ["DEBUG", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS",
             "SESSION_COOKIE_HTTPONLY", "PASSWORD_HASHERS", "INTAKE_NEEDS_PAPERS", "REQUIRE_SECOND_FACTOR"]  # fmt: skip
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("ANKOMMEN", "DATABASE", "DJANGO"))
    }
    code = f"from ankommen.config import settings; import json; print(json.dumps({{n: getattr(settings, n, None) for n in {asked}}}))"
    said = subprocess.run(  # noqa: S603 - our own interpreter and settings
        [sys.executable, "-c", code],
        env={**kept, "ANKOMMEN_SECRET_KEY": "x" * 50, "ANKOMMEN_DATA_DIR": str(tmp_path)},
        cwd=ROOT / "src", capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(said.stdout)
    assert found.pop("SECURE_HSTS_SECONDS") >= 365 * 24 * 60 * 60
    assert found.pop("PASSWORD_HASHERS") == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    assert found == {
        "DEBUG": False,
        "SECURE_SSL_REDIRECT": True,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": None,  # Django's own default: True
        "INTAKE_NEEDS_PAPERS": True,
        "REQUIRE_SECOND_FACTOR": True,
    }


def test_only_aes_gcm_seals() -> None:
    """What of the library of ciphers is used at all."""
    used = {
        name
        for path in PYTHON
        for name in imported(path.read_text("utf-8"))
        if name.startswith("cryptography")
    }
    assert {name.rpartition(".")[2] for name in used} == {"AESGCM", "InvalidTag", "aead", "exceptions"}


_ALL_COOKIES = """
import json, django
from django.core.management import call_command
django.setup()
call_command("migrate", verbosity=0)
from django.test import Client
from tests.accounts.factories import PASSWORD, UserFactory
from tests.interviews.factories import published_version
user, seen = UserFactory(), {}
published_version()
client = Client(SERVER_NAME="localhost")
def post(path, **sent):
    answer = client.post(path, sent, secure=True)
    seen.update({name: dict(cookie) for name, cookie in answer.cookies.items()})
    return answer
seen.update({name: dict(cookie) for name, cookie in client.get("/login/", secure=True).cookies.items()})
post("/language/", language="tr")
post("/login/", username=user.username, password=PASSWORD)
begun = post("/interviews/", language="ar", interpreter="mediator", contact="desk")
post(begun.url.replace("notice", "discard"))
given = sorted(seen)
post("/logout/")
print(json.dumps([given, seen, sorted(name for name, cookie in client.cookies.items() if cookie.value)]))
"""


def test_over_https_every_cookie_belongs_to_this_host(tmp_path: Path) -> None:
    """A login, an interview begun and discarded, and out again, with the settings of an installation."""
    settings = {
        "ANKOMMEN_DEBUG": "1",
        "ANKOMMEN_HTTPS": "1",
        "ANKOMMEN_DATA_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/cookies.sqlite3",
        "DJANGO_SETTINGS_MODULE": "ankommen.config.settings",
    }
    done = subprocess.run(  # noqa: S603 - our own interpreter and settings
        [sys.executable, "-c", _ALL_COOKIES],
        env={**os.environ, **settings, "PYTHONPATH": os.pathsep.join(part for part in sys.path if part)},
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    given, seen, kept = json.loads(done.stdout)
    names = ("browser", "csrftoken", "draft", "language", "login", "messages", "sessionid")
    assert given == [f"__Host-{name}" for name in names]
    for cookie in seen.values():
        assert (bool(cookie["secure"]), cookie["path"], cookie["domain"]) == (True, "/", "")
    assert kept == ["__Host-browser", "__Host-draft", "__Host-language"]
