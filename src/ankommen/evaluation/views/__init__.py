from . import results

__all__ = ["results"]
