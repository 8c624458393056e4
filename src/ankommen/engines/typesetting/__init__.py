"""Documents as PDF: `typeset` sets a Typst template with given data, in letters that are shipped with it.

Every document is tagged (PDF/UA-1); one that bears a day is fit for archives as well (PDF/A-2a, which asks
for a date). No document carries a time or a trace of the machine: the same input gives the same bytes. Data
reach the template as JSON, never as code. A template sees its own folder and the package `@ankommen/house`,
which holds what all documents share (packages/ankommen/house); system fonts are not used.

A letter that no shipped font has stops the document with `MissingGlyph`, since a box on paper helps nobody.
`uncovered` tells such letters beforehand. Method: the Typst compiler (https://typst.app/docs), fonts made by
scripts/subset_fonts.py.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, cast

import typst

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
PACKAGES = HERE / "packages"

_MISSING = re.compile(r'the text `"(.+?)"` could not be displayed')


class TypesettingError(Exception):
    """The template could not be set; `str(error)` is the compiler's report for its maintainer."""


class MissingGlyph(TypesettingError):
    """Letters that no shipped font can draw. `text`: these, each once; `language`: of the document."""

    def __init__(self, text: str, language: str) -> None:
        super().__init__(f"No shipped font has the letters {text!r} (document in {language!r}).")
        self.text = text
        self.language = language


def typeset(
    template: Path | str, data: Mapping[str, Any], *, language: str, title: str, on: date | None = None
) -> bytes:
    """Set `template` with `data` as a PDF.

    template: path of a .typ file, or its text. data: plain JSON values; the template finds them as `data`.
    language: BCP 47 tag of the main language. title: shown by readers and in the footer.
    on: the day that the document bears in its properties; none where a day could point to a person.
    Raises MissingGlyph, or TypesettingError for any fault of the template. Safe to call from several threads.
    """
    day = [on.year, on.month, on.day] if on else None
    given = json.dumps({"data": data, "language": language, "title": title, "day": day})
    root = template.parent if isinstance(template, Path) else HERE
    source = template.read_bytes() if isinstance(template, Path) else template.encode()
    compiler = typst.Compiler(
        source,
        root=root,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"given": given},
        package_path=PACKAGES,
    )
    try:
        pdf = compiler.compile(format="pdf", pdf_standards=["ua-1", "a-2a"] if on else ["ua-1"])
    except typst.TypstError as error:
        raise _typed(error, language) from None
    return cast(bytes, pdf)  # a list comes of images only


def uncovered(text: str) -> str:
    """Give the letters of `text` that no shipped font can draw, each once; empty if all is well."""
    return "".join(
        dict.fromkeys(letter for letter in text if ord(letter) not in _covered() and letter not in "\n\t")
    )


def drawable(content: Any) -> Any:
    """The same JSON content with "?" for letters that no shipped font has: where a document must come."""
    if isinstance(content, str):
        missing = uncovered(content)
        return content.translate(dict.fromkeys(map(ord, missing), "?")) if missing else content
    if isinstance(content, Mapping):
        return {name: drawable(part) for name, part in content.items()}
    return [drawable(part) for part in content] if isinstance(content, list) else content


def _typed(error: Any, language: str) -> TypesettingError:
    letters = _MISSING.findall(error.diagnostic)
    if letters:
        return MissingGlyph("".join(dict.fromkeys(letters)), language)
    return TypesettingError(error.diagnostic)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


@cache
def _covered() -> frozenset[int]:
    """Read the code points that the shipped fonts hold together."""
    fonts = tomllib.loads((FONTS / "fonts.toml").read_text("utf-8"))
    ends = [part.split("-") for font in fonts.values() for part in font["letters"].split()]
    return frozenset(
        point for first, *last in ends for point in range(int(first, 16), int((last or [first])[0], 16) + 1)
    )
