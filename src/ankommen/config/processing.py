"""The record of processing activities (Art. 30 GDPR), made from what every model declares."""

from __future__ import annotations

from django.db.models import Model

from ankommen.engines.dataprotection import DataClass
from ankommen.engines.gate import write_csv

from .retention import declarations

HEADINGS = {
    "table": "Tabelle / table",
    "purpose": "Zweck / purpose",
    "basis": "Rechtsgrundlage / legal basis",
    "subjects": "Betroffene / data subjects",
    "data": "Daten / data",
    "recipients": "Empfänger / recipients",
    "retention": "Löschfrist / retention",
    "exported": "Auskunft / copy for the person",
    "erased": "Löschung / erasure",
}
_INTRODUCTION = """# Verzeichnis der Verarbeitungstätigkeiten / Record of processing (Art. 30 GDPR)

Made by `ankommen record_of_processing` from the declarations in the code; do not edit. `--format csv` opens
in a spreadsheet. The city adds controller, data protection officer and processors. No data go to third
countries. Measures (Art. 32): [keys.md](keys.md), [login.md](login.md), [journal.md](journal.md),
[retention.md](retention.md).
"""


def rows() -> list[dict[str, str]]:
    """One row for each table, those with personal data first, then by name."""
    found = sorted(declarations(), key=lambda each: (not each[1].is_personal, each[0]._meta.label))
    return [_row(model, declared) for model, declared in found]


def as_csv() -> str:
    """The record with a heading in German and English for each column."""
    table = [HEADINGS.values(), *(each.values() for each in rows())]
    return write_csv(table, line_end="\n", mark=False).decode()


def as_markdown() -> str:
    """The record as a page: a list for each table with personal data, one line for each of the others."""
    personal = [row for row in rows() if row["subjects"]]
    others = [row for row in rows() if not row["subjects"]]
    parts = [_INTRODUCTION, *map(_section, personal)]
    parts.append("## Ohne personenbezogene Daten / Without personal data\n")
    parts.append("\n".join(f"- `{row['table']}`: {row['purpose']}" for row in others))
    return "\n".join(parts) + "\n"


def _section(row: dict[str, str]) -> str:
    lines = [f"- **{HEADINGS[name]}**: {row[name]}" for name in HEADINGS if name != "table"]
    return f"## {row['table']}\n\n" + "\n".join(lines) + "\n"


def _row(model: type[Model], declared: DataClass) -> dict[str, str]:
    if not declared.is_personal:
        return dict.fromkeys(HEADINGS, "") | {"table": model._meta.label, "purpose": declared.purpose}
    columns = [field.name for field in model._meta.local_fields if not field.primary_key]
    return {
        "table": model._meta.label,
        "purpose": declared.purpose,
        "basis": declared.basis,
        "subjects": declared.subjects,
        "data": ", ".join(columns),
        "recipients": declared.recipients,
        "retention": declared.retention,
        "exported": declared.exported,
        "erased": declared.erased,
    }
