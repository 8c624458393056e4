"""What the first person of the day would otherwise wait for, done when the server starts."""

import logging

from django.db import connection
from django.urls import get_resolver

from ankommen.evaluation.queries import prepare_progress
from ankommen.portal.queries import prepare_search

_log = logging.getLogger(__name__)


def warm_up() -> None:
    """Load the pages, the directory with its search, and the figures, in a thread of its own."""
    try:
        _ = get_resolver().url_patterns
        prepare_search()
        prepare_progress()
    except Exception as error:  # whatever it is, the page that needs it says it better
        _log.warning("Not all was prepared at the start: %s.", type(error).__name__)
    finally:
        connection.close()
