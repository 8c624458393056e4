"""Links between versions of a questionnaire: proposed by likeness, confirmed by a person, used for series."""

from .chains import Chain, chain_of, uncovered
from .linking import BadLink, check_link
from .proposals import Proposal, proposals

__all__ = ["BadLink", "Chain", "Proposal", "chain_of", "check_link", "proposals", "uncovered"]
