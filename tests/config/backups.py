"""The two commands, things to store, and a way to lose them."""

from __future__ import annotations

import io
import secrets
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from ankommen.accounts.models import Membership, User
from ankommen.cases.models import Case, InterviewLink
from ankommen.interviews.models import Interview
from tests.accounts.factories import UserFactory
from tests.cases.factories import organisation


def backup(file: Path) -> str:
    said = io.StringIO()
    call_command("backup", str(file), stdout=said)
    return said.getvalue()


def restore(file: Path, *options: str) -> str:
    said = io.StringIO()
    call_command("restore", str(file), *options, stdout=said)
    return said.getvalue()


def lose_the_database() -> None:
    if connection.vendor == "sqlite":
        connection.close()
        name = Path(connection.settings_dict["NAME"])
        name.unlink()
        name.touch(mode=0o600)
    else:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")


def linked(case: Case) -> InterviewLink:
    link: InterviewLink = InterviewLink.objects.create(
        case=case, interview="x", valid_until=timezone.localdate() + timedelta(days=90)
    )
    return link


def interview() -> Interview:
    stored: Interview = Interview.objects.create(
        id=uuid4(), form_id="test", version="1", form_digest="0" * 64, week="2026-W47", language="ar",
        contact="desk", outcome="complete", consent_version="1", receipt_digest=secrets.token_hex(32),
        answers=b"answers",
    )  # fmt: skip
    return stored


def login() -> None:
    Session.objects.create(
        session_key=uuid4().hex, session_data="x", expire_date=timezone.now() + timedelta(hours=1)
    )


def account(role: str) -> User:
    user: User = UserFactory(role=role)
    Membership.objects.filter(user=user).update(organisation=organisation("home"))
    return User.objects.get(pk=user.pk)
