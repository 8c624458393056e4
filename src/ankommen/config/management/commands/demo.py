from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from ankommen.accounts.queries import active_accounts

from ...demo import usual_number


class Command(BaseCommand):
    """The whole program on this machine, with invented data, in one command."""

    help = "Prepare the embedded database, fill it with the demo and serve it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *, port: int, **_: Any) -> None:
        call_command("migrate", verbosity=0)
        call_command("seed_demo", interviews=usual_number(), stdout=self.stdout)
        self.stdout.write(f"\n  http://127.0.0.1:{port}/\n")
        for account in active_accounts():
            role = account.membership.get_role_display() if account.membership else ""
            self.stdout.write(f"  {account.username:<10} {account.full_name}, {role}")
        self.stdout.write(f"\nTheir password: {settings.DEMO_PASSWORD}\nStop with Ctrl-C. The data stays.")
        self.stdout.flush()
        call_command("serve", port=port)
