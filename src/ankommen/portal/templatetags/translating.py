"""What templates of the desk's translations say beside `ui`."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from ankommen.translations.queries import State

register = template.Library()


@register.simple_tag
def number_in(states: Mapping[State, int], state: State) -> int:
    """How many stand in a state."""
    return states[state]


@register.simple_tag
def spans(states: Mapping[State, int]) -> list[tuple[str, int, int]]:
    """The parts of a bar: state, where it begins, how wide it is; empty ones are left out."""
    found, start = [], 0
    for state in (State.CURRENT, State.MACHINE, State.OUTDATED, State.MISSING):
        if states[state]:
            found.append((state.value, start, states[state]))
        start += states[state]
    return found


@register.simple_tag
def preview_address(tag: str) -> str:
    """The start page in a language; empty for one that has feeds only, and no pages."""
    if tag not in dict(settings.LANGUAGES):
        return ""
    with override(tag):
        return reverse("portal:start")
