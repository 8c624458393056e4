from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ...keychecks import key_problems, note_keys, release_keys
from ...models import KeyCheck
from ...rotation import Holding, Verdict, holdings, release, seal_again, verdicts


class Command(BaseCommand):
    """Runs while the program works, and may be interrupted and run again."""

    help = (
        "Seal everything again under the newest key, and say of each key whether it can leave "
        "ANKOMMEN_SEALING_KEYS. Restart the program with the new key before."
    )
    requires_system_checks: list[
        str
    ] = []  # a missing key stops every command; this one says what hangs on it

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say what lies under which key")
        parser.add_argument(
            "--give-up", metavar="KEY", help="start without a key that is lost: what lies under it stays shut"
        )

    def handle(self, *, dry_run: bool, give_up: str | None, **_: Any) -> None:
        if give_up:
            self._give_up(give_up)
        elif dry_run:
            self._say_problems()
            self._report(renewed=False)
        else:
            self._rotate()

    def _rotate(self) -> None:
        try:
            note_keys()
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error
        broken = seal_again(self._progress)
        self.stderr.write("")
        release(self._report(renewed=True))
        if broken:
            named = ", ".join(f"{number} of {name}" for name, number in broken.items())
            raise CommandError(f"Values do not open and stay as they are: {named}.")

    def _give_up(self, key: str) -> None:
        if not KeyCheck.objects.filter(pk=key, needed=True).exists():
            raise CommandError(f'This database does not ask for a key "{key}".')
        lost = sum(holding.keys[key] for holding in holdings())
        release_keys({key})
        self.stdout.write(
            f"{key} is given up. Values under it: {lost}; they stay, and do not open without it."
        )

    def _say_problems(self) -> None:
        for problem in key_problems():
            self.stderr.write(problem)

    def _progress(self, name: str, done: int) -> None:
        self.stderr.write(f"\r{name}: {done} rows", ending="")
        self.stderr.flush()

    def _report(self, *, renewed: bool) -> list[Verdict]:
        held = holdings()
        for holding in held:
            self.stdout.write(f"{holding.name}: {_content(holding)}")
        found = verdicts(held, renewed=renewed)
        for verdict in found:
            self.stdout.write(_sentence(verdict))
        return found


def _content(holding: Holding) -> str:
    parts = [f"{number} under {key or 'no key'}" for key, number in sorted(holding.keys.items())]
    return ", ".join(parts) or "nothing"


def _sentence(verdict: Verdict) -> str:
    name = verdict.key or "no key"
    if not verdict.needed_for:
        return f"{name}: nothing needs it. It can leave the ring; keep it as long as older backups are kept."
    if verdict.is_here:
        return f"{name}: needed for {', '.join(verdict.needed_for)}."
    return f"{name}: missing, and needed for {', '.join(verdict.needed_for)}."
