"""What the first person of the day would otherwise wait for, done when the server starts."""

import logging

from django.db import connection
from django.urls import get_resolver

from ankommen.evaluation.queries import prepare_progress

_log = logging.getLogger(__name__)


def warm_up() -> None:
    """Load the pages and bring the figures up to date, in a thread of its own."""
    try:
        _ = get_resolver().url_patterns
        prepare_progress()
    except Exception as error:  # whatever it is, the page that needs it says it better
        _log.warning("The figures were not prepared at the start: %s.", type(error).__name__)
    finally:
        connection.close()
