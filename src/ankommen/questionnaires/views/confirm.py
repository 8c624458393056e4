"""The page that says what an act means before it is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def confirm(
    request: HttpRequest,
    *,
    title: str,
    sentences: Sequence[str],
    button: str,
    back: str,
    is_final: bool = False,
    hidden: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Ask once more: the title as a question, what follows from it, one button that says what happens.

    back: where to go instead. is_final: it cannot be undone. hidden: fields to send along.
    """
    context = {"title": title, "sentences": sentences, "button": button, "back": back}
    return render(
        request, "questionnaires/confirm.html", context | {"is_final": is_final, "hidden": hidden or {}}
    )
