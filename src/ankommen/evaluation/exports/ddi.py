"""The codebook that machines read: DDI-Codebook 2.5 (DDI Alliance, 2012), by the order of its schema.

It has no frequencies: codebooks are passed on and published where data may not be.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from django.utils import timezone
from django.utils.translation import gettext as _

import ankommen

from . import statements
from .columns import SUPPRESSED, Variable, missing_labels
from .files import value_labels
from .refusals import ExportRefused
from .tables import Table

if TYPE_CHECKING:
    from .making import Delivery

FILE = "codebook.xml"
NAMESPACE = "ddi:codebook:2_5"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def write_ddi(made: Delivery, tables: Sequence[Table], folder: Path) -> None:
    """Write the codebook."""
    ET.register_namespace("", NAMESPACE)
    root = _element(None, "codeBook", version="2.5", **{_XML_LANG: made.order.language})
    _study(root, made)
    for number, table in enumerate(tables, 1):
        _file(root, table, number, made.order.file_format)
    data = _element(root, "dataDscr")
    for number, table in enumerate(tables, 1):
        for place, variable in enumerate(table.variables, 1):
            _variable(data, variable, f"F{number}", f"F{number}V{place}")
    ET.indent(root)
    ET.ElementTree(root).write(folder / FILE, encoding="utf-8", xml_declaration=True)


def check_schema(codebook: Path, schema: Path) -> None:
    """Raise ExportRefused where a codebook breaks the XSD, or where nothing here can tell."""
    try:
        etree = importlib.import_module("lxml.etree")
    except ImportError as error:
        raise ExportRefused(
            _("Nothing here can check against a schema: install the package lxml, or leave --schema out.")
        ) from error
    try:
        etree.XMLSchema(etree.parse(str(schema))).assertValid(etree.parse(str(codebook)))
    except (etree.LxmlError, OSError) as error:
        raise ExportRefused(
            _("The codebook does not fit the schema: %(error)s") % {"error": error}
        ) from error


def _study(root: ET.Element, made: Delivery) -> None:
    project, today = made.project, timezone.localdate().isoformat()
    study = _element(root, "stdyDscr")
    citation = _element(study, "citation")
    title = _element(citation, "titlStmt")
    _element(title, "titl", project.title)
    _element(title, "IDNo", project.slug)
    production = _element(citation, "prodStmt")
    _element(production, "prodDate", today, date=today)
    _element(production, "software", "ankommen", version=ankommen.__version__)
    for version in made.versions:
        _element(
            _element(citation, "verStmt"),
            "version",
            f"{made.design.form_id} {version.label}, SHA-256 {version.digest}",
        )
    about = _element(study, "stdyInfo")
    _element(about, "abstract", project.purpose)
    summary = _element(about, "sumDscr")
    _element(summary, "anlyUnit", _("a person interviewed"))
    _element(summary, "universe", statements.coverage())
    _element(summary, "dataKind", _("microdata, pseudonymous and coarsened"))
    _method(study, made)
    access = _element(_element(study, "dataAccs"), "useStmt")
    _element(
        access,
        "conditions",
        _("For %(institution)s alone, for this purpose, until %(day)s.")
        % {"institution": project.institution, "day": project.ends_on.isoformat()},
    )


def _method(study: ET.Element, made: Delivery) -> None:
    method = _element(study, "method")
    collection = _element(method, "dataColl")
    _element(collection, "collMode", _("interview in two languages at once, face to face, by phone or alone"))
    _element(collection, "weight", f"none. {statements.weights()}")
    for sentence in (*statements.protection(made), *statements.coarsening(made)):
        _element(collection, "cleanOps", sentence)
    for note in (statements.duration(), statements.invented(made)):
        if note:
            _element(method, "notes", note)


def _file(root: ET.Element, table: Table, number: int, file_format: str) -> None:
    name = f"{table.name}.{file_format}"
    text = _element(_element(root, "fileDscr", ID=f"F{number}", URI=name), "fileTxt")
    _element(text, "fileName", name)
    _element(text, "fileCont", table.title)
    size = _element(text, "dimensns")
    _element(size, "caseQnty", str(table.rows))
    _element(size, "varQnty", str(len(table.variables)))
    _element(text, "fileType", file_format)


def _variable(data: ET.Element, variable: Variable, file: str, number: str) -> None:
    interval = {} if variable.is_text else {"intrvl": "contin" if variable.is_number else "discrete"}
    var = _element(data, "var", ID=number, name=variable.name, files=file, **interval)
    _element(var, "labl", variable.label)
    if variable.asked:
        _element(_element(var, "qstn"), "qstnLit", variable.label)
    missing = missing_labels()
    if not variable.is_text:
        invalid = _element(var, "invalrng")
        _element(invalid, "range", UNITS="INT", min=str(SUPPRESSED), max="-1")
    for code, label in value_labels(variable).items():
        attributes = {"missing": "Y"} if code in missing else {}
        category = _element(var, "catgry", **attributes)
        _element(category, "catValu", str(code))
        _element(category, "labl", label)
    if variable.bands:
        _element(_element(var, "derivation"), "drvdesc", _("coarsened into bands"))
    _element(var, "varFormat", type="character" if variable.is_text else "numeric")
    for version, item in variable.asked.items():
        _element(var, "notes", f"{version}: {item}", subject="version and item")


def _element(parent: ET.Element | None, kind: str, text: str = "", /, **attributes: str) -> ET.Element:
    tag = f"{{{NAMESPACE}}}{kind}"
    element = ET.Element(tag, attributes) if parent is None else ET.SubElement(parent, tag, attributes)
    # XML 1.0 has no control characters.
    element.text = "".join(letter if letter.isprintable() else " " for letter in text) or None
    return element
