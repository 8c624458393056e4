from . import links, projects, public, results

__all__ = ["links", "projects", "public", "results"]
