"""The open API of the directory, for reading: HSDS below /api/hsds/, GeoJSON and calendars beside it."""

from .files import router as files
from .hsds import router as hsds

__all__ = ["files", "hsds"]
