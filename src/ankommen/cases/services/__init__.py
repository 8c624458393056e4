"""Doors of the cases room for changes."""

from ..refusals import Refused
from .codes import replace_code
from .counselling import (
    add_note,
    assign_case,
    block_case,
    change_client,
    close_case,
    reopen_case,
    unblock_case,
)
from .emergencies import open_in_emergency, review_emergency
from .linking import link_interview, unlink_interview
from .opening import NewCase, Yes, open_case
from .rights import erase_case, note_copy
from .sharing import share_case, withdraw_grant

__all__ = [
    "NewCase",
    "Refused",
    "Yes",
    "add_note",
    "assign_case",
    "block_case",
    "change_client",
    "close_case",
    "erase_case",
    "link_interview",
    "note_copy",
    "open_case",
    "open_in_emergency",
    "reopen_case",
    "replace_code",
    "review_emergency",
    "share_case",
    "unblock_case",
    "unlink_interview",
    "withdraw_grant",
]
