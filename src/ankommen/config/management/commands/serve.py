import socket
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connections
from granian import Granian
from granian.constants import HTTPModes, Interfaces

from ankommen.vault.services import note_keys


class Command(BaseCommand):
    """Serve the program with granian: one process, a few threads, no access log."""

    help = "Serve on an address and port. Put a proxy with HTTPS before it unless it is only this machine's."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--address", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--threads", type=int, default=4, help="requests at the same time (default: %(default)s)"
        )

    def handle(self, *, address: str, port: int, threads: int, **_: Any) -> None:
        _refuse_port_in_use(address, port)
        _note_keys()
        Granian(
            "ankommen.config.wsgi:application",
            address=address,
            port=port,
            interface=Interfaces.WSGI,
            http=HTTPModes.http1,  # a body of HTTP/2 may lack a length, and nothing in the request says so
            blocking_threads=threads,
            log_access=False,  # a line per request would tie a second to an interview
            log_level="warning",  # type: ignore[arg-type]
        ).serve()


def _note_keys() -> None:
    """From now on this database asks for the keys that the program has."""
    try:
        note_keys()
    except ImproperlyConfigured as error:
        raise CommandError(str(error)) from error
    except DatabaseError as error:
        raise CommandError(f"The database does not answer, or was not migrated: {error}") from error
    finally:
        connections.close_all()  # a child process must not take one along


def _refuse_port_in_use(address: str, port: int) -> None:
    """Granian would share the port with whoever listens there, and each would get some of the requests."""
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as after a stop a moment ago
        try:
            probe.bind((address, port))
        except OSError as error:
            raise CommandError(f"{address}:{port} cannot be used: {error.strerror}.") from error
