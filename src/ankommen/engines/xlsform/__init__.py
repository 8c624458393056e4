"""Reads questionnaires written as XLSForm workbooks into problems, texts and the compiled document.

`read_form` does it all for a file. What is supported stands in docs/questionnaires.md, the form of the
document in docs/decisions/0001. `to_xform` makes the XForm XML for other tools.

Sources: https://xlsform.org, https://getodk.github.io/xforms-spec.
"""

from .codes import Code, Severity
from .guard import check_file
from .markdown import read_markdown
from .problems import Problem, Refused
from .reading import Reading, compile_workbook, read_form, to_check_json
from .sensitive import sensitive_terms
from .sentences import CATALOGUE
from .workbook import Workbook, read_workbook
from .xform import to_xform, workbook_to_xform

__all__ = [
    "CATALOGUE",
    "Code",
    "Problem",
    "Reading",
    "Refused",
    "Severity",
    "Workbook",
    "check_file",
    "compile_workbook",
    "read_form",
    "read_markdown",
    "read_workbook",
    "sensitive_terms",
    "to_check_json",
    "to_xform",
    "workbook_to_xform",
]
