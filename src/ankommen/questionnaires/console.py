"""What the commands of this room share: read a file, speak the caller's language, show problems in lines."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from ankommen.engines.xlsform import Problem, Severity

from .problems import sentence_of, sorted_problems
from .services import Upload, read_upload

LANGUAGES = ("de", "en")  # complete for staff
_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")  # in the order of gettext


def console_language(environment: Mapping[str, str] = os.environ) -> str:
    """German or English, as the environment asks; else the language of the installation."""
    wishes = ":".join(environment.get(name, "") for name in _VARIABLES).split(":")
    tags = (wish.partition("_")[0].partition(".")[0].lower() for wish in wishes)
    return next((tag for tag in tags if tag in LANGUAGES), settings.LANGUAGE_CODE)


def read_file(path: Path) -> Upload:
    """The workbook at `path`. Raises CommandError with a sentence if there is no such file to read."""
    try:
        return read_upload(path.read_bytes(), path.name)
    except OSError as error:
        raise CommandError(
            _("%(file)s cannot be read: %(reason)s") % {"file": path, "reason": error.strerror}
        ) from error


def problem_lines(problems: Iterable[Problem]) -> Iterator[str]:
    """One line a problem, errors first: severity, place, sentence."""
    for problem in sorted_problems(problems):
        word = _("error") if problem.severity is Severity.ERROR else _("warning")
        place = " ".join(filter(None, (problem.sheet, f"{problem.column}{problem.row or ''}")))
        yield ": ".join(filter(None, (word, place, sentence_of(problem))))
