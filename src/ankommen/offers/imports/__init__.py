"""The one way of files into the directory: CSV and XLSX, HSDS, GeoJSON, calendars.

A file passes four steps: a reader (`tables`, `features`, `hsds`, `calendars`) gives `RawRecord`s, texts with
their place in the file; `offers`, `bodies` and `events` make facts of them; `rules` of the room say what is
wrong; `checking` gathers a preview, and stores what is good in one transaction. A file is read twice, for the
preview and to store it: so a hundred thousand rows never lie in memory.
"""

from .checking import check_import, store_import
from .headings import BadColumns
from .mapping import Decided
from .previews import HasErrors, Imported, Preview
from .problems import Problem
from .reading import Unreadable

__all__ = (
    "BadColumns",
    "Decided",
    "HasErrors",
    "Imported",
    "Preview",
    "Problem",
    "Unreadable",
    "check_import",
    "store_import",
)
