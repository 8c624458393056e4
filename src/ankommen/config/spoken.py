"""The languages of the pages: a code and a catalogue each, whether Django has heard of them or not."""

from collections.abc import Iterable

from django.conf.locale import LANG_INFO

from ankommen.engines.languages import language


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
