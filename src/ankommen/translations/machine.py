"""Machine translation as a plug: what a provider gives, and the one by default, which gives nothing.

The program itself calls nobody (tests/test_source.py): a city that wants machine translation installs a
provider of its own and names it in ANKOMMEN_MACHINE_TRANSLATION.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class NoProvider(RuntimeError):
    """No machine translation is set up."""


class ProviderFailed(RuntimeError):
    """The provider raised, or gave something other than one text for each. Nothing was stored."""


class Provider(Protocol):
    """Translates texts. Made without arguments, by its dotted path."""

    def translate(self, texts: Sequence[str], source: str, target: str) -> Sequence[str]:
        """One translation for each text, in their order; empty where there is none. source, target: tags.

        Placeholders ("${name}", "%(name)s", "{name}") stay as they are. Whatever it raises is reported.
        """


class NullProvider:
    """The provider by default: translates nothing and says so."""

    def translate(self, texts: Sequence[str], source: str, target: str) -> Sequence[str]:
        """Raises NoProvider."""
        raise NoProvider


def provider() -> Provider:
    """The provider that the setting MACHINE_TRANSLATION names. Raises ImportError where there is none."""
    made: Provider = import_string(settings.MACHINE_TRANSLATION)()
    return made


def translated(texts: Sequence[str], source: str, target: str) -> list[str]:
    """What the provider says. Raises NoProvider, ProviderFailed."""
    try:
        given = provider().translate(texts, source, target)
        sound = not isinstance(given, str) and all(isinstance(text, str) for text in given)
        number = len(given)
    except NoProvider:
        raise
    except Exception as error:  # a plug of somebody else: whatever it raises ends here
        raise ProviderFailed(f"{type(error).__name__}: {error}") from error
    if not sound or number != len(texts):
        raise ProviderFailed(f"{len(texts)} texts were sent; what came back is not one text for each.")
    return list(given)
