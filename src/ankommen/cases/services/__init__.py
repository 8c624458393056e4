"""Doors of the cases room for changes."""

from ..refusals import Refused as Refused
from .counselling import add_note as add_note
from .counselling import assign_case as assign_case
from .counselling import block_case as block_case
from .counselling import change_client as change_client
from .counselling import close_case as close_case
from .counselling import reopen_case as reopen_case
from .counselling import unblock_case as unblock_case
from .emergencies import open_in_emergency as open_in_emergency
from .emergencies import review_emergency as review_emergency
from .linking import link_interview as link_interview
from .linking import unlink_interview as unlink_interview
from .opening import NewCase as NewCase
from .opening import Yes as Yes
from .opening import open_case as open_case
from .sharing import share_case as share_case
from .sharing import withdraw_grant as withdraw_grant
