"""What a project may get: its variables, what people could be recognised by, what nobody is to learn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from .questions import Question, named
from .refusals import ExportRefused

if TYPE_CHECKING:
    from ..models import ResearchProject

# Facts of an interview that a project may ask for. Whoever was there could know them: never without k.
CIRCUMSTANCES = ("quarter", "site", "area", "language", "contact", "interpreter")
FRAME = tuple(f"interview:{name}" for name in CIRCUMSTANCES)
LEAST_K, LEAST_L = 10, 2


@dataclass(frozen=True)
class Design:
    """variables: keys of questions (of any version) and of FRAME. quasi_identifiers: those of them by which
    somebody could be recognised, the most important first: the last is given up first. sensitive: those whose
    answer must not follow from the quasi-identifiers. bands: key -> ascending lower bounds of a number.
    """

    form_id: str
    variables: tuple[str, ...]
    quasi_identifiers: tuple[str, ...]
    sensitive: tuple[str, ...]
    bands: Mapping[str, tuple[float, ...]]
    k: int = LEAST_K
    l: int = LEAST_L  # noqa: E741 - the name of the measure (Machanavajjhala et al. 2007)

    def bands_of(self, question: Question) -> tuple[float, ...]:
        """The lower bounds for a question, named by any name it ever had; none where it is kept as it is."""
        return next((self.bands[key] for key in question.keys if key in self.bands), ())


def design_of(project: ResearchProject) -> Design:
    """The design that a project record holds."""
    return Design(
        project.form_id,
        tuple(project.variables),
        tuple(project.quasi_identifiers),
        tuple(project.sensitive),
        {key: tuple(bounds) for key, bounds in project.bands.items()},
        project.k,
        project.l,
    )


Known = dict[str, list[Question]]  # FRAME has none, a name that two versions use apart has several
Problems = Iterator[ExportRefused]


def problems_of_design(design: Design, questions: Sequence[Question]) -> list[ExportRefused]:
    """What does not go. questions: all that the form's versions can hand over.

    Each check relies on those before it: what they would stumble over is not looked for.
    """
    known: Known = {key: [] for key in FRAME}
    known |= {key: named(questions, [key]) for question in questions for key in question.keys}
    for check in (_known, _named, _recognisable, _countable, _banded):
        if problems := list(check(design, known)):
            return problems
    return []


def _known(design: Design, known: Known) -> Problems:
    for key in design.variables:
        if key not in known:
            yield ExportRefused(
                _("“%(name)s” is no variable: free text, dates and calculations are never handed over.")
                % {"name": key},
                "use",
                key,
            )


def _named(design: Design, known: Known) -> Problems:
    if not design.quasi_identifiers or not design.sensitive:
        yield ExportRefused(_("Name the quasi-identifiers, and what nobody may learn by them."))
    for place, keys in (
        ("use", (*design.quasi_identifiers, *design.sensitive)),
        ("bands", tuple(design.bands)),
    ):
        for key in keys:
            if key not in design.variables:
                sentence = _("“%(name)s” is not among the variables of the project.") % {"name": key}
                yield ExportRefused(sentence, place, key)
    for key in sorted(set(design.quasi_identifiers) & set(design.sensitive)):
        sentence = _("“%(name)s” cannot be a quasi-identifier and sensitive at once.") % {"name": key}
        yield ExportRefused(sentence, "use", key)
    if design.k < LEAST_K or design.l < LEAST_L:
        sentence = _("k is at least %(k)s and l at least %(l)s.") % {"k": LEAST_K, "l": LEAST_L}
        yield ExportRefused(sentence, "k" if design.k < LEAST_K else "l")


def _recognisable(design: Design, known: Known) -> Problems:
    for key in design.variables:
        if key in FRAME and key not in design.quasi_identifiers:
            sentence = _("Whoever was there knows “%(name)s”: name it as a quasi-identifier.")
            yield ExportRefused(sentence % {"name": key}, "use", key)


def _countable(design: Design, known: Known) -> Problems:
    for key in (*design.quasi_identifiers, *design.sensitive):
        if any(question.repeat for question in known[key]):
            sentence = _("“%(name)s” stands in a repeat: k and l cannot be counted over it.") % {"name": key}
            yield ExportRefused(sentence, "use", key)
        if key in FRAME and key in design.sensitive:
            yield ExportRefused(_("“%(name)s” is no answer of a person.") % {"name": key}, "use", key)


def _banded(design: Design, known: Known) -> Problems:
    for key, bounds in design.bands.items():
        if not any(question.is_number for question in known[key]) or not _ascending(bounds):
            sentence = _("The bands of “%(name)s” must be ascending numbers, for a question for a number.")
            yield ExportRefused(sentence % {"name": key}, "bands", key)
    for key in design.variables:
        exact = [question for question in known[key] if question.repeat and question.is_number]
        if any(not design.bands_of(question) for question in exact):
            sentence = _("“%(name)s” stands in a repeat, where k is not counted: give it bands.")
            yield ExportRefused(sentence % {"name": key}, "bands", key)


def _ascending(bounds: Sequence[Any]) -> bool:
    numbers = [bound for bound in bounds if isinstance(bound, int | float) and not isinstance(bound, bool)]
    return bool(bounds) and len(numbers) == len(bounds) and numbers == sorted(set(numbers))
