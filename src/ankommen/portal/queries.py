"""Door of the portal for reading."""

from .asking import built_index

__all__ = ("built_index",)
