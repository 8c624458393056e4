from . import login, my_access, proofs

__all__ = ["login", "my_access", "proofs"]
