"""Handing over to research: coarsened, pseudonymous microdata for one project at a time, with its codebook.

No file has free text, a number of an interview, a receipt or a week. Every column but the pseudonym holds
numbers: codes from 0 on, or why there is none.
"""

from . import projects, running
from .catalogue import Section, catalogue, shown_variables
from .design import LEAST_K, LEAST_L, Design
from .files import WRITERS
from .making import Order
from .projects import Facts
from .records import Progress
from .refusals import BadProposal, ExportRefused

__all__ = [
    "LEAST_K",
    "LEAST_L",
    "WRITERS",
    "BadProposal",
    "Design",
    "ExportRefused",
    "Facts",
    "Order",
    "Progress",
    "Section",
    "catalogue",
    "projects",
    "running",
    "shown_variables",
]
