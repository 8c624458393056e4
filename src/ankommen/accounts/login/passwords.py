"""Which passwords are good enough: long, and hard to guess; no rules of composition (NIST SP 800-63B)."""

from __future__ import annotations

from threading import Lock

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from zxcvbn import zxcvbn

from ankommen.places.queries import the_city

from ..models import User

SHORTEST, LONGEST = 12, 128
_LOOKED_AT = 72  # what comes behind makes a password only better, and zxcvbn slow
_ENOUGH = 3  # of 4: safe against somebody who has the hashes, for a while
_one_at_a_time = Lock()  # zxcvbn keeps the words of the person in a variable of its module


class HardToGuess:
    """A validator for AUTH_PASSWORD_VALIDATORS."""

    help_text = gettext_lazy(
        "At least 12 signs, for example four words that have nothing in common. Not your name."
    )

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises ValidationError with one plain sentence."""
        if not SHORTEST <= len(password) <= LONGEST:
            raise ValidationError(_("Please take at least 12 and at most 128 signs."), code="length")
        with _one_at_a_time:
            strength = zxcvbn(password[:_LOOKED_AT], user_inputs=_words_around(user))
        if strength["score"] < _ENOUGH:
            sentence = _("This password is easy to guess. Four words that have nothing in common are better.")
            raise ValidationError(sentence, code="guessable")

    def get_help_text(self) -> str:
        """What to choose, before somebody chooses."""
        return str(self.help_text)


def _words_around(user: User | None) -> list[str]:
    """What a guesser who knows the person tries first."""
    city = the_city()
    words = ["ankommen", city.name if city else ""]
    if user:
        words += [user.username, user.full_name, user.full_name.replace(" ", ""), *user.full_name.split()]
    return [word for word in words if word]
