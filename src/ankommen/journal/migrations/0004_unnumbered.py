# ruff: noqa: S608  (the name is a constant)
"""SQLite numbers the rows of a table in the order of their arrival, unseen.

A coarse entry of an interview would lie between two entries with a second: it must have no such number.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE = "journal_entry"


def without_row_numbers(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Build the table again so that its rows lie in the order of their random keys."""
    if editor.connection.vendor != "sqlite":
        return
    with editor.connection.cursor() as cursor:
        cursor.execute("SELECT type, sql FROM sqlite_master WHERE tbl_name = %s AND sql IS NOT NULL", [TABLE])
        statements = cursor.fetchall()
    (table,) = (sql for kind, sql in statements if kind == "table")
    editor.execute(table.replace(TABLE, f"new__{TABLE}", 1) + " WITHOUT ROWID", params=None)
    editor.execute(f"INSERT INTO new__{TABLE} SELECT * FROM {TABLE} ORDER BY id", params=None)
    editor.execute(f"DROP TABLE {TABLE}", params=None)
    editor.execute(f"ALTER TABLE new__{TABLE} RENAME TO {TABLE}", params=None)
    for kind, sql in statements:
        if kind == "index":
            editor.execute(sql, params=None)


class Migration(migrations.Migration):
    dependencies = [("journal", "0003_seals")]
    operations = [migrations.RunPython(without_row_numbers, migrations.RunPython.noop)]
