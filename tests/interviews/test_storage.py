"""What lies on the disk: nothing that a person, a second or an order of arrival could be read from."""

import pytest
from django.db import connection


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite numbers rows unseen")
def test_interviews_carry_no_hidden_running_number() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'interviews_interview'")
        assert "WITHOUT ROWID" in cursor.fetchone()[0]
