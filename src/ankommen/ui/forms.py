"""The markup of Django forms: with `FORM_RENDERER` set to `Renderer`, `{{ form }}` gives ours."""

from __future__ import annotations

from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest

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
