"""Ask providers whether their offers are still right."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ...services.asking import Question, ask, questions_due


class Command(BaseCommand):
    """Send the mails that are due. Run it once a day or once a week."""

    help = "Ask providers by e-mail to confirm offers that nobody has confirmed for long."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say whom it would ask")

    def handle(self, *, dry_run: bool, **_: Any) -> None:
        if not settings.PUBLIC_ADDRESS:
            raise CommandError("Set ANKOMMEN_PUBLIC_ADDRESS: without it the links lead nowhere.")
        failed = 0
        for question in questions_due():
            told = f"{question.provider}: {len(question.offers)} offers"
            if not question.address:
                self.stdout.write(f"No e-mail address of {told}.")
            elif dry_run:
                self.stdout.write(f"Would ask {question.address}, {told}.")
            else:
                failed += not self._ask(question, told)
        if failed:
            raise CommandError(f"{failed} mails could not be sent. They are sent with the next run.")

    def _ask(self, question: Question, told: str) -> bool:
        try:
            ask(question)
        except (OSError, ValueError) as error:  # smtplib's are OSError; ValueError is an address that is none
            self.stderr.write(f"Not sent to {question.address}, {told}: {type(error).__name__}.")
            return False
        self.stdout.write(f"Asked {question.address}, {told}.")
        return True
