"""The markup of forms: with `FORM_RENDERER` set to `Renderer`, `{{ form }}` gives ours; and days in forms."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

_CHECKS = {"radio": "kern-form-check__radio", "checkbox": "kern-form-check__checkbox"}


class Renderer(TemplatesSetting):
    """Draws forms with the templates of ui/forms, and dresses the widgets."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """Draw a form, a field or a widget. Browsers keep nothing typed here unless a form asks for it."""
        if widget := context.get("widget"):
            _dress(widget)
        return super().render(template_name, context, request)


def _dress(widget: dict[str, Any]) -> None:
    if (kind := widget.get("type")) in _CHECKS:
        widget["attrs"].setdefault("class", _CHECKS[kind])
    elif kind != "hidden":
        widget["attrs"].setdefault(
            "autocomplete", "off"
        )  # shared tablets; what people tell stays out of browsers


class DayField(forms.DateField):
    """A day between 1900 and 2100, typed as day.month.year whatever the page's language.

    Not the browser's own input: that follows the language of the browser, and asks Germans for mm/dd/yyyy.
    """

    widget = forms.DateInput(format="%d.%m.%Y")

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Day.month.year, for example 31.12.2026."))
        super().__init__(
            input_formats=("%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d"),
            error_messages={"invalid": _("Please write the day as day.month.year, for example 31.12.2026.")},
            validators=[MinValueValidator(date(1900, 1, 1)), MaxValueValidator(date(2100, 1, 1))],
            **kwargs,
        )
