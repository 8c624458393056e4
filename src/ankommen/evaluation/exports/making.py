"""A delivery for a project, whole or not at all: data, bridge table, codebook twice, manifest."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from ankommen.interviews.queries import standing_numbers
from ankommen.places.queries import active_sites
from ankommen.questionnaires.queries import settled_versions

from ..models import Link
from ..plan import the_plan
from . import bridge, codebook, ddi, manifest
from .columns import Wording
from .design import Design, problems_of_design
from .files import write_table
from .questions import Question, named, questions_of
from .records import Progress, Reader
from .refusals import ExportRefused
from .tables import Assembly

if TYPE_CHECKING:
    from ankommen.questionnaires.models import Version

    from ..models import ResearchProject


@dataclass(frozen=True)
class Order:
    """What is asked for. file_format: sav, dta, csv, parquet or xlsx. language: of the labels, de or en.
    folder: new or empty. schema: an XSD to hold the codebook against.
    """

    file_format: str
    language: str
    folder: Path
    schema: Path | None = None


@dataclass(frozen=True)
class Delivery:
    """Everything that describes what was handed over; the codebooks and the manifest are made from it."""

    project: ResearchProject
    design: Design
    order: Order
    versions: list[Version]
    assembly: Assembly
    interviews: int
    links: list[Link]


def problems_of_form(design: Design) -> list[ExportRefused]:
    """Why the design does not fit the questionnaire as it stands now."""
    versions = settled_versions(design.form_id)
    if not versions:
        return [ExportRefused(_("There is no questionnaire “%(name)s”.") % {"name": design.form_id})]
    return problems_of_design(design, offered_questions(versions, design.form_id))


def offered_questions(versions: Sequence[Version], form_id: str) -> list[Question]:
    """All questions of these versions of a form that a project may ask for."""
    return questions_of(versions, _links(form_id))


def deliver(
    project: ResearchProject, design: Design, key: bytes, order: Order, progress: Progress
) -> dict[str, Any]:
    """Write a delivery into the folder of `order`; returns its manifest. Raises ExportRefused, NoPlan.

    key: the project's own. Either everything is there in the end, or nothing. The files speak the language
    of `order`, refusals that of whoever asked.
    """
    if problems := problems_of_form(design):
        raise problems[0]
    with _new_folder(order.folder) as folder:
        made = _read(project, design, key, order, progress)
        with override(order.language):
            content = _write(made, folder, progress)
        if order.schema:
            ddi.check_schema(folder / ddi.FILE, order.schema)
    return content


def _write(made: Delivery, folder: Path, progress: Progress) -> dict[str, Any]:
    tables = made.assembly.tables()
    for table in tables:
        write_table(table, folder, made.order.file_format, progress)
    bridge.write_bridge(made.links, folder)
    ddi.write_ddi(made, tables, folder)
    codebook.write_codebook(made, tables, folder)
    return manifest.write_manifest(made, tables, folder)


def _read(project: ResearchProject, design: Design, key: bytes, order: Order, progress: Progress) -> Delivery:
    versions, links = settled_versions(design.form_id), _links(design.form_id)
    questions = named(offered_questions(versions, design.form_id), design.variables)
    reader = Reader(
        versions,
        questions,
        design,
        target_rule=the_plan().target_rule,
        areas={site.pk: site.district_id for site in active_sites()},
        key=key,
    )
    numbers = standing_numbers(design.form_id)
    # Their order is that of the pseudonyms: it says nothing.
    records = sorted(reader.records(numbers, progress), key=lambda record: record.pseudonym)
    assembly = Assembly(records, questions, design, Wording(versions, order.language))
    asked = {(label, item) for question in questions for label, item in question.items.items()}
    return Delivery(project, design, order, versions, assembly, len(records), bridge.touching(links, asked))


def _links(form_id: str) -> list[Link]:
    return list(Link.objects.filter(form_id=form_id).exclude(confirmed_on=None))


@contextmanager
def _new_folder(target: Path) -> Iterator[Path]:
    """A folder beside `target` that takes its place in one step, or is gone if something goes wrong."""
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise ExportRefused(_("%(folder)s is not empty: name a new folder.") % {"folder": target})
        target.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=".export-", dir=target.parent))
    except OSError as error:
        raise _unwritable(target, error) from error
    try:
        yield folder
        folder.replace(target)
    except OSError as error:
        raise _unwritable(target, error) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unwritable(target: Path, error: OSError) -> ExportRefused:
    return ExportRefused(
        _("%(folder)s cannot be written: %(reason)s") % {"folder": target, "reason": error.strerror}
    )
