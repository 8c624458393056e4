"""System checks that find a wrong installation before a person does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from ankommen.places.queries import missing_for_cases, missing_for_real_data
from ankommen.translations.queries import has_machine

from .datafolder import open_to_others


@register(Tags.security, deploy=True)
def staff_show_a_second_factor(**_: Any) -> list[CheckMessage]:
    """A password alone opens nothing in earnest."""
    if settings.REQUIRE_SECOND_FACTOR or settings.DEMO:
        return []
    return [
        Error(
            "Staff log in with a password alone.",
            hint="Leave ANKOMMEN_REQUIRE_SECOND_FACTOR out: it is on except in a demo.",
            id="ankommen.E002",
        )
    ]


@register()
def nobody_else_reads_the_data(**_: Any) -> list[CheckMessage]:
    """Database and keys lie where other accounts of the machine cannot read them."""
    folder = Path(settings.DATA_DIR)
    names = ("ankommen.sqlite3", "ankommen.sqlite3-wal", "keys")
    return [
        Warning(
            f"Other accounts on this machine can read {file}.",
            hint=f"chmod 700 {file.parent}",
            id="ankommen.W001",
        )
        for file in open_to_others(folder / name for name in names)
    ]


@register(Tags.database, deploy=True)
def the_papers_are_in_order(databases: Any = None, **_: Any) -> list[CheckMessage]:
    """What keeps the intake shut. Asks the database: `ankommen check --deploy --database default`."""
    if not databases or not settings.INTAKE_NEEDS_PAPERS:
        return []
    shut = {
        "The intake takes no interview": missing_for_real_data(),
        "No case is opened": missing_for_cases(),
    }
    return [
        Warning(
            f"{what}: {gap.sentence}", hint=f"{gap.where}, then `ankommen load_city`.", id="ankommen.W002"
        )
        for what, gaps in shut.items()
        for gap in gaps
    ]


@register()
def the_machine_that_translates_is_there(**_: Any) -> list[CheckMessage]:
    """What ANKOMMEN_MACHINE_TRANSLATION names can be imported and made."""
    try:
        has_machine()
    except Exception as error:  # whatever a class of somebody else raises
        return [
            Error(
                f"Nothing translates by machine: {type(error).__name__}: {error}",
                hint="ANKOMMEN_MACHINE_TRANSLATION is the dotted path of a class; leave it out for none.",
                id="ankommen.E004",
            )
        ]
    return []
