"""What the log may say: a request line of an interview would tie a second to it."""

import logging
import re

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)


class WithoutAddresses(logging.Formatter):
    """Blacks out UUIDs in all that is written, tracebacks included: no log line names an interview."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, with every UUID replaced by "…"."""
        return _UUID.sub("…", super().format(record))


class OnlyItsName(logging.Formatter):
    """One line that says what kind of request was refused: what it named is foreign text."""

    def format(self, record: logging.LogRecord) -> str:
        """For example "WARNING django.security.DisallowedHost: a request was refused"."""
        return f"WARNING {record.name}: a request was refused"
