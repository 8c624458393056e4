import pytest
from django.db import connection

from ankommen.journal import verbs as declarations
from ankommen.journal.verbs import declare_verbs
from ankommen.journal.verification import TABLES


@pytest.fixture(autouse=True)
def verbs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Verbs of tests. "accounts" stands for a room whose objects are protected."""
    monkeypatch.setattr(declarations, "_verbs", dict(declarations._verbs))
    declare_verbs("test", {"seen": "It was seen."})
    declare_verbs("test", {"done": "It was done."}, coarse=True)
    declare_verbs("accounts", {"seen": "Accounts were seen."})


@pytest.fixture
def unguarded(db: None) -> None:
    """Somebody with all rights over the database took the journal's triggers away."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")
