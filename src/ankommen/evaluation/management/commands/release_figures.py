from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ...plan import NoPlan
from ...releases import NotSafe, TooSoon
from ...services import release_figures


class Command(BaseCommand):
    """Run it every night (cron, systemd timer): too few new interviews is no trouble."""

    help = "Publish the figures as they are now, after the attacker has looked at them."

    def handle(self, **_: Any) -> None:
        try:
            made = release_figures(by=None)
        except TooSoon as refusal:
            self.stdout.write(f"No release: {refusal.missing} more interviews are needed.")
        except NoPlan as refusal:
            raise CommandError(str(refusal)) from refusal
        except NotSafe as refusal:
            raise CommandError(f"Nothing is published, for this would be given away:\n{refusal}") from refusal
        else:
            self.stdout.write(f"Release {made.number}, {made.interviews} interviews: {made.audit}.")
