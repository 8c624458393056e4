"""Links between versions of a questionnaire: proposed by likeness, confirmed by a person, used for series."""

from .chains import Chain, chain_of, uncovered
from .proposals import Proposal, proposals

__all__ = ["Chain", "Proposal", "chain_of", "proposals", "uncovered"]
