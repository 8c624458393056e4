"""Doors of the accounts room for changes."""

from ..refusals import Refused
from .credentials import change_password
from .invitations import Place, confirm_invitation, invite, renew_password, withdraw_invitation
from .joining import join, make_account, set_new_password
from .memberships import create_member, end_membership, lock_account
from .organisations import set_organisations, set_regimes

__all__ = [
    "Place",
    "Refused",
    "change_password",
    "confirm_invitation",
    "create_member",
    "end_membership",
    "invite",
    "join",
    "lock_account",
    "make_account",
    "renew_password",
    "set_new_password",
    "set_organisations",
    "set_regimes",
    "withdraw_invitation",
]
