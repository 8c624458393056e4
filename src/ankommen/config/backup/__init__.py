"""Backups: the whole database in one sealed file, and back.

`container` is the file, `sqlite` and `postgres` give and take the content, `manifest` says what a file holds
and whether it fits here, `making` and `restoring` put it together; the latter repeats what was erased since.
Nothing but the database holds data: uploads lie sealed in it, no folder beside it has any.
"""

PIECE = 1 << 20  # bytes that are read at once
IN_USE = "Something still works with the database: stop the program first. Nothing was changed."


class BackupRefused(Exception):
    """It cannot be done; the sentence says why and what to do.

    Nothing was changed, but for RestoreUnfinished.
    """


class RestoreUnfinished(BackupRefused):
    """PostgreSQL only: the backup's content is there, what was erased since is not gone again."""
