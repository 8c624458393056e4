"""What a project may ask for, in the words of whoever chooses: the questionnaire, section by section."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ankommen.questionnaires.queries import document_of, settled_versions

from .columns import Wording, band_labels
from .design import FRAME
from .making import offered_questions
from .questions import Question, leaves
from .tables import circumstances

if TYPE_CHECKING:
    from ankommen.questionnaires.models import Version

    from ..models import ResearchProject

PLAIN, QUASI, SENSITIVE = "plain", "quasi", "sensitive"
USES = {
    "": gettext_lazy("not handed over"),
    PLAIN: gettext_lazy("handed over"),
    QUASI: gettext_lazy("makes recognisable"),
    SENSITIVE: gettext_lazy("sensitive"),
}


@dataclass(frozen=True)
class Entry:
    """One variable. key: as `Design` names it. is_repeated: asked for each row of a repeat."""

    key: str
    label: str
    is_circumstance: bool = False
    is_number: bool = False
    is_repeated: bool = False


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it."""

    title: str
    entries: list[Entry] = field(default_factory=list)


def catalogue(form_id: str, language: str) -> list[Section]:
    """The circumstances of an interview first, then the newest version in form order, then what only earlier
    versions asked. A key stands there once, though two versions may mean different questions by it.
    """
    versions = settled_versions(form_id)
    sections = [_circumstances(language)]
    if versions:
        sections += _questions(versions, offered_questions(versions, form_id), Wording(versions, language))
    return sections


@dataclass(frozen=True)
class ShownVariable:
    """A variable of a project. rank: among what makes recognisable, 1 is given up last; None for others."""

    entry: Entry
    use: str
    rank: int | None
    bands: str


def shown_variables(project: ResearchProject, language: str) -> list[tuple[str, list[ShownVariable]]]:
    """What a project names, by sections of the questionnaire: the heading of each and its variables."""
    shown = [
        (one.title, [_shown(project, entry) for entry in one.entries if entry.key in project.variables])
        for one in catalogue(project.form_id, language)
    ]
    return [(title, variables) for title, variables in shown if variables]


def use_of(project: ResearchProject, key: str) -> str:
    """How a project uses one of its variables: a key of USES."""
    if key in project.quasi_identifiers:
        return QUASI
    return SENSITIVE if key in project.sensitive else PLAIN


def _shown(project: ResearchProject, entry: Entry) -> ShownVariable:
    use = use_of(project, entry.key)
    rank = project.quasi_identifiers.index(entry.key) + 1 if use == QUASI else None
    bounds = project.bands.get(entry.key)
    return ShownVariable(entry, str(USES[use]), rank, ", ".join(band_labels(bounds)) if bounds else "")


def _circumstances(language: str) -> Section:
    titles = circumstances(language)
    entries = [Entry(key, titles[key.partition(":")[2]][0], is_circumstance=True) for key in FRAME]
    return Section(_("Circumstances of the interview"), entries)


def _questions(versions: Sequence[Version], questions: Sequence[Question], wording: Wording) -> list[Section]:
    newest = versions[-1]
    headings = {
        leaf["key"]: item["key"]
        for item in document_of(newest)["items"]
        for leaf, _repeat in leaves([item])
        if leaf["key"] != item["key"]
    }
    sections: dict[str, Section] = {}
    listed: set[str] = set()
    for question in questions:
        if question.key in listed:
            continue
        listed.add(question.key)
        heading = headings.get(question.key, "") if question.newest == newest.label else _("Earlier versions")
        title = wording.of(newest.label, f"item/{heading}/label", heading) or _("More questions")
        section = sections.setdefault(title, Section(title))
        section.entries.append(_entry(question, wording))
    return list(sections.values())


def _entry(question: Question, wording: Wording) -> Entry:
    label = wording.of(question.newest, f"item/{question.items[question.newest]}/label", question.key)
    return Entry(question.key, label, is_number=question.is_number, is_repeated=bool(question.repeat))
