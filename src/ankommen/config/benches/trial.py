"""A whole installation for one measurement, with a database of its own beside the configured one."""

from __future__ import annotations

import base64
import os
import secrets
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

if TYPE_CHECKING:
    from django.test import Client

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # of receipt codes: Crockford's base 32


@dataclass
class Trial:
    """A logged-in browser, the published questionnaire, and what the database is."""

    browser: Client
    version: Any
    database: str

    def post_interview(self, content: dict[str, Any]) -> str:
        """Send a complete interview; returns its receipt code. Raises ValueError unless stored."""
        receipt = "".join(secrets.choice(_SIGNS) for _ in range(16))
        frame = {
            "form_id": self.version.questionnaire_id,
            "version": self.version.label,
            "hash": self.version.digest,
            "contact": "paper",  # the one that comes without an interview begun on a tablet
            "outcome": "complete",
            "receipt": receipt,
        }
        address = f"/api/interviews/{uuid4()}/"
        answer = self.browser.post(address, content | frame, content_type="application/json", secure=True)
        if answer.status_code != 201:
            raise ValueError(f"{answer.status_code}: {answer.content.decode()[:500]}")
        return receipt


@contextmanager
def trial(city: Path, workbook: bytes) -> Iterator[Trial]:
    """An installation of `city` with this questionnaire, its languages released, and one social worker."""
    with installation(city) as (folder, database):
        yield _installed(city, workbook, folder, database)


@contextmanager
def installation(city: Path) -> Iterator[tuple[Path, str]]:
    """A folder, and an empty database with nothing but the facts of `city` in it.

    Only in a fresh process: it chooses keys and database before Django starts.
    """
    os.environ["ANKOMMEN_SEALING_KEYS"] = f"bench:{base64.b64encode(os.urandom(32)).decode()}"
    import django
    from django.conf import settings
    from django.test import override_settings

    django.setup()
    with (
        tempfile.TemporaryDirectory(prefix="bench-", dir=settings.DATA_DIR) as folder,
        override_settings(ALLOWED_HOSTS=["testserver"]),
        _database(Path(folder)) as database,
    ):
        from ..city import load_city

        load_city(city)
        yield Path(folder), database


@contextmanager
def _database(folder: Path) -> Iterator[str]:
    """The configured kind of database, empty, on the same disk or server."""
    from django.db import connection

    is_file = connection.vendor == "sqlite"
    connection.settings_dict["TEST"]["NAME"] = str(folder / "bench.sqlite3") if is_file else folder.name
    before = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield connection.display_name
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)


def _installed(city: Path, workbook: bytes, folder: Path, database: str) -> Trial:
    from django.core.management import call_command
    from django.test import Client

    from ankommen.accounts.access import cookie_of_login
    from ankommen.accounts.services import create_member
    from ankommen.questionnaires.queries import open_versions

    file = folder / "bench.xlsx"
    file.write_bytes(workbook)
    call_command("publish_questionnaire", str(file), release_all=True, verbosity=0)
    offices = tomllib.loads((city / "offices.toml").read_text(encoding="utf-8"))["offices"]
    member = create_member(
        username="bench",
        full_name="Bench",
        password=None,
        organisation=offices[0]["slug"],
        role="social_worker",
        by=None,
    )
    browser = Client()
    browser.force_login(member)
    browser.cookies["login"] = cookie_of_login(browser.session)
    return Trial(browser, open_versions().get(), database)
