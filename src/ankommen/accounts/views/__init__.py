from . import invitation, login, my_access, policy, proofs

__all__ = ["invitation", "login", "my_access", "policy", "proofs"]
