# ruff: noqa: S608  (names and conditions are constants of this file)
"""The database itself refuses to change the journal: nobody updates, and only whole months past their time go.

A month may be marked as dropped when it ended more than 12 months ago by the clock of the database, and when
every entry of it is sealed. Months are those of UTC, as in Batch.month.

A later migration that builds one of these tables again (on SQLite nearly every AlterField does) takes its
triggers away: it must end with `guard`. `verify_journal` and a test say which are missing.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLES = ("journal_entry", "journal_entryobject", "journal_seal", "journal_batch", "journal_droppedmonth")
REFUSAL = "The journal is append-only."
NOT_YET = "A month is dropped when all of it is sealed and it ended more than 12 months ago."

# The rows that go with their month: table -> the first day of the month of the row OLD
SQLITE_MONTHS = {
    "journal_entry": "strftime('%Y-%m-01', OLD.at)",
    "journal_entryobject": "(SELECT strftime('%Y-%m-01', at) FROM journal_entry WHERE id = OLD.entry_id)",
    "journal_seal": "(SELECT month FROM journal_batch WHERE number = OLD.batch)",
}
POSTGRES_MONTHS = {
    "journal_entry": "date_trunc('month', timezone('UTC', OLD.at))::date",
    "journal_entryobject": "(SELECT date_trunc('month', timezone('UTC', at))::date FROM journal_entry"
    " WHERE id = OLD.entry_id)",
    "journal_seal": "(SELECT month FROM journal_batch WHERE number = OLD.batch)",
}
# Refused to SQLite's INSERT OR REPLACE, which deletes rows without asking the trigger for DELETE
SAME_ROW = {
    "journal_entry": "id = NEW.id",
    "journal_entryobject": "id = NEW.id OR (entry_id = NEW.entry_id AND object_id = NEW.object_id)",
    "journal_seal": "entry = NEW.entry",
    "journal_batch": "number = NEW.number",
    "journal_droppedmonth": "month = NEW.month",
}

SQLITE_IN_TIME = f"""
CREATE TRIGGER journal_droppedmonth_in_time BEFORE INSERT ON journal_droppedmonth
WHEN NEW.month IS NOT strftime('%Y-%m-01', NEW.month)
  OR date(NEW.month, '+13 months') > date('now')
  OR EXISTS (
    SELECT 1 FROM journal_entry
    WHERE at >= NEW.month AND at < date(NEW.month, '+1 month')
      AND NOT EXISTS (SELECT 1 FROM journal_seal WHERE entry = journal_entry.id))
BEGIN SELECT RAISE(ABORT, '{NOT_YET}'); END"""

POSTGRES_FUNCTIONS = f"""
CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION journal_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.month <> date_trunc('month', NEW.month)::date
    OR (NEW.month + interval '13 months')::date > timezone('UTC', now())::date
    OR EXISTS (
      SELECT 1 FROM journal_entry
      WHERE at >= timezone('UTC', NEW.month::timestamp)
        AND at < timezone('UTC', NEW.month + interval '1 month')
        AND NOT EXISTS (SELECT 1 FROM journal_seal WHERE entry = journal_entry.id))
  THEN
    RAISE EXCEPTION '{NOT_YET}' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER journal_droppedmonth_in_time BEFORE INSERT ON journal_droppedmonth
FOR EACH ROW EXECUTE FUNCTION journal_in_time();
"""


def guard(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    statements = {"sqlite": _on_sqlite, "postgresql": _on_postgres}[editor.connection.vendor]()
    for statement in statements:
        editor.execute(statement, params=None)


def _on_sqlite() -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    statements = [SQLITE_IN_TIME]
    for table in TABLES:
        month = SQLITE_MONTHS.get(table)
        unless = (
            f"WHEN NOT EXISTS (SELECT 1 FROM journal_droppedmonth WHERE month = {month})" if month else ""
        )
        taken = f"EXISTS (SELECT 1 FROM {table} WHERE {SAME_ROW[table]})"
        statements += [
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {unless} {refuse}",
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {taken} {refuse}",
        ]
    return statements


def _on_postgres() -> list[str]:
    statements = [POSTGRES_FUNCTIONS]
    for table in TABLES:
        month, keep = POSTGRES_MONTHS.get(table), "journal_refuse"
        if month:
            keep = f"{table}_keep"
            statements.append(
                f"CREATE FUNCTION {keep}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                f" IF EXISTS (SELECT 1 FROM journal_droppedmonth WHERE month = {month}) THEN RETURN OLD; END IF;"
                f" RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$"
            )
        each = f"ON {table} FOR EACH ROW EXECUTE FUNCTION"
        statements += [
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE {each} journal_refuse()",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE {each} {keep}()",
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} EXECUTE FUNCTION journal_refuse()",
        ]
    return statements


def step_aside(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Back to a version without guards."""
    if editor.connection.vendor == "postgresql":
        keep = [f"{table}_keep" for table in POSTGRES_MONTHS]
        for function in ("journal_refuse", "journal_in_time", *keep):
            editor.execute(f"DROP FUNCTION {function}() CASCADE", params=None)
        return
    kinds = [(table, kind) for table in TABLES for kind in ("no_update", "no_delete", "no_replace")]
    for table, kind in [*kinds, ("journal_droppedmonth", "in_time")]:
        editor.execute(f"DROP TRIGGER {table}_{kind}", params=None)


class Migration(migrations.Migration):
    dependencies = [("journal", "0004_unnumbered")]
    operations = [migrations.RunPython(guard, step_aside)]
