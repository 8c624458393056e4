"""Loading native modules without a bundler: the browser is told at once of all that an entry leads to."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from posixpath import dirname, join, normpath

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

register = template.Library()
_IMPORT = re.compile(r"""^(?:import|export)\b[^;"']*["'](\.{1,2}/[^"']+)["'];""", re.MULTILINE)


@register.simple_tag
def preloaded_modules(entry: str) -> SafeString:
    """A modulepreload link for each module that `entry` ("interviews/screen.js") imports, however deep."""
    links = ((static(name),) for name in modules_of(entry))
    return format_html_join("\n", '<link rel="modulepreload" href="{}">', links)


@lru_cache(maxsize=8)
def modules_of(entry: str) -> tuple[str, ...]:
    """The static names of all modules behind `entry`, itself first. Raises FileNotFoundError."""
    found = {entry: None}
    waiting = [entry]
    while waiting:
        name = waiting.pop()
        path = finders.find(name)
        if path is None:
            raise FileNotFoundError(name)
        for imported in _IMPORT.findall(Path(str(path)).read_text()):
            target = normpath(join(dirname(name), imported))
            if target not in found:
                found[target] = None
                waiting.append(target)
    return tuple(found)
