"""SQLite numbers the rows of a table in the order of their arrival, unseen. Interviews must have no such number."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE = "interviews_interview"


def without_row_numbers(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Build the (still empty) table again so that its rows lie in the order of their random keys."""
    if editor.connection.vendor != "sqlite":
        return
    with editor.connection.cursor() as cursor:
        cursor.execute("SELECT type, sql FROM sqlite_master WHERE tbl_name = %s AND sql IS NOT NULL", [TABLE])
        statements = cursor.fetchall()
    editor.execute(f"DROP TABLE {TABLE}")
    for kind, sql in sorted(statements, reverse=True):  # the table before its indexes
        editor.execute(f"{sql} WITHOUT ROWID" if kind == "table" else sql)


class Migration(migrations.Migration):
    dependencies = [("interviews", "0001_initial")]
    operations = [migrations.RunPython(without_row_numbers, migrations.RunPython.noop)]
