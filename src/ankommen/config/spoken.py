"""The languages of the pages: a code and a catalogue each, whether Django has heard of them or not."""

from collections.abc import Iterable
from pathlib import Path

import polib
from django.conf import locale
from django.conf.locale import LANG_INFO
from django.utils.translation import to_locale

from ankommen.engines.languages import language

_DJANGOS = Path(locale.__file__).parent


def spoken(codes: Iterable[str]) -> list[tuple[str, str]]:
    """LANGUAGES of the settings: each code with the name that the language has for itself.

    A language outside CLDR, such as Romani, becomes known to Django as `engines.languages` knows it.
    """
    chosen = [language(code) for code in codes]
    for one in chosen:
        LANG_INFO.setdefault(
            one.code,
            {
                "bidi": one.direction == "rtl",
                "code": one.code,
                "name": one.english,
                "name_local": one.endonym,
            },
        )
    return [(one.code, one.endonym) for one in chosen]


def own_catalogues(folder: Path, codes: Iterable[str], *, shipped: Path) -> Path:
    """The folder of the city's own catalogues, in which every language without one has an empty one.

    Django takes a language without a catalogue for none at all. German then stands in, marked, until somebody
    puts a catalogue in the place of the empty one: no code is needed for a further language.
    """
    for code in codes:
        place = Path(to_locale(code)) / "LC_MESSAGES" / "django.mo"
        if not any((each / place).exists() for each in (_DJANGOS, shipped, folder)):
            (folder / place).parent.mkdir(parents=True, exist_ok=True)
            empty = polib.POFile()
            empty.metadata = {
                "Content-Type": "text/plain; charset=UTF-8",
                "Plural-Forms": "nplurals=2; plural=(n != 1);",
            }
            (folder / place).write_bytes(empty.to_binary())
    return folder
