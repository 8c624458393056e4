from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils.translation import override

from ankommen.engines.papercodes import grouped

from ...queries import account_by_username, organisations
from ...refusals import Refused
from ...services import Place, invite, renew_password
from ...services.invitations import FIRST_ROLES


class Command(BaseCommand):
    """The beginning of an installation: nobody is there yet who could invite anybody."""

    help = "Invite the first system administrator or data protection officer, or renew the password of one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--organisation", help="its short name, as in the city's offices.toml")
        parser.add_argument(
            "--role", choices=[role.value for role in FIRST_ROLES], default=FIRST_ROLES[0].value
        )
        parser.add_argument("--renew", metavar="USERNAME", help="a new password for this account instead")

    def handle(self, *, organisation: str | None, role: str, renew: str | None, **_: Any) -> None:
        with override("en"):
            try:
                invitation, code = _renewed(renew) if renew else _invited(organisation or "", role)
            except Refused as refusal:
                raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{grouped(code)}   shown once; opens once, until {invitation.valid_until}")
        self.stdout.write(f"Type it at {reverse('accounts:invitation')} of this installation.")


def _renewed(username: str) -> Any:
    account = account_by_username(username)
    if account is None:
        raise CommandError(f"Nobody has the user name {username}.")
    return renew_password(account, by=None)


def _invited(organisation: str, role: str) -> Any:
    known = set(organisations().values_list("slug", flat=True))
    if organisation not in known:
        choice = ", ".join(sorted(known)) or "none yet: run `ankommen load_city` first"
        raise CommandError(f"--organisation takes one of: {choice}.")
    return invite(Place(organisation, role), by=None)
