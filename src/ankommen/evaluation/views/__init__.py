from . import links, public, results

__all__ = ["links", "public", "results"]
