"""The columns of the files: their names, labels and codes in one language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from ankommen.questionnaires.queries import pack_texts

from ..projection import DOES_NOT_APPLY, NO_ANSWER, NOT_ASKED
from .questions import SELECT_MULTIPLE, Question

if TYPE_CHECKING:
    from ankommen.questionnaires.models import Version

SUPPRESSED = -4
LONGEST_NAME = 28  # Stata takes 32, four of which pyreadstat needs to number value labels; SPSS 64
# What SPSS or Stata keep for themselves.
_RESERVED = re.compile(
    "all|and|by|byte|double|eq|float|g[et]|if|in|int|l[et]|long|ne|not|or|str[0-9l]*|to|using|with",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Variable:
    """One column. labels: what the codes 0, 1, … mean; none for numbers and for the pseudonym. asked: version
    label -> item there. is_whole: no number in it has decimals.
    """

    name: str
    label: str
    labels: tuple[str, ...] = ()
    asked: Mapping[str, str] = field(default_factory=dict)
    bands: tuple[float, ...] = ()
    is_text: bool = False
    is_whole: bool = True

    @property
    def is_number(self) -> bool:
        """Whether its values are numbers that may be reckoned with."""
        return not self.labels and not self.is_text


def missing_labels() -> dict[int, str]:
    """The codes that stand for nothing, and why there is nothing; user-missing in SPSS, .a to .d in Stata."""
    return {
        NOT_ASKED: _("not asked, left open, or not in this version"),
        DOES_NOT_APPLY: _("does not apply"),
        NO_ANSWER: _("no answer"),
        SUPPRESSED: _("suppressed, so that nobody is recognisable"),
    }


class Namer:
    """Column names that SPSS and Stata take, each given once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def name(self, *parts: str) -> str:
        """The parts joined with "_", without what these programs refuse; numbered where it is taken."""
        plain = re.sub(r"\W", "_", "_".join(parts), flags=re.ASCII)
        if not plain[:1].isalpha() or _RESERVED.fullmatch(plain):
            plain = f"v_{plain}"
        candidate, number = plain[:LONGEST_NAME], 1
        while candidate.lower() in self._taken:
            number += 1
            candidate = f"{plain[: LONGEST_NAME - len(str(number)) - 1]}_{number}"
        self._taken.add(candidate.lower())
        return candidate


class Wording:
    """The texts of all versions in the language of the files; German ones, marked, where it lacks one."""

    def __init__(self, versions: Iterable[Version], language: str) -> None:
        self._texts = {
            version.label: (pack_texts(version, language), pack_texts(version, version.source_language))
            for version in versions
        }
        self._sources = {version.label: version.source_language for version in versions}
        self.language = language

    def of(self, version: str, key: str, otherwise: str) -> str:
        """The text of a key in a version, on one line."""
        own, source = self._texts[version]
        if key in own:
            return " ".join(own[key].split())
        if key in source:
            return f"{' '.join(source[key].split())} [{self._sources[version]}]"
        return otherwise


def question_columns(
    question: Question, bands: Sequence[float], namer: Namer, wording: Wording
) -> list[Variable]:
    """A question as columns: one, or one of 0 and 1 for each choice of a multiple answer."""
    item = question.items[question.newest]
    label = wording.of(question.newest, f"item/{item}/label", question.key)
    if question.kind == SELECT_MULTIPLE:
        marks = (_("not named"), _("named"))
        return [
            Variable(namer.name(question.key, choice), f"{label}: {text}", marks, question.items)
            for choice, text in zip(question.choices, _choice_labels(question, wording), strict=True)
        ]
    labels = tuple(band_labels(bands)) if bands else tuple(_choice_labels(question, wording))
    whole = question.kind == "integer"
    return [Variable(namer.name(question.key), label, labels, question.items, tuple(bands), is_whole=whole)]


def band_labels(bounds: Sequence[float]) -> Iterator[str]:
    """What the bands between ascending lower bounds are called; what is below the first is a band too."""
    yield _("under %(to)s") % {"to": f"{bounds[0]:g}"}
    for lower, upper in pairwise(bounds):
        yield _("%(from)s to under %(to)s") % {"from": f"{lower:g}", "to": f"{upper:g}"}
    yield _("%(from)s and more") % {"from": f"{bounds[-1]:g}"}


def _choice_labels(question: Question, wording: Wording) -> list[str]:
    texts = ((name, f"choice/{question.choice_list}/{name}") for name in question.choices)
    return [wording.of(question.newest, key, name) for name, key in texts]
