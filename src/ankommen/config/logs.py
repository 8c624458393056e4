"""What the log may say: a request line of an interview would tie a second to it."""

import logging
import re

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)


class WithoutAddresses(logging.Filter):
    """Blacks out UUIDs in messages, so that no log line names an interview."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep the record, with every UUID replaced by "…"."""
        record.msg, record.args = _UUID.sub("…", record.getMessage()), None
        return True
