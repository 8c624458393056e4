"""The pieces of the look on a few pages, drawn as the product draws them, and a server for browsers."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.core.paginator import Paginator
from django.template import Context, engines
from django.test import RequestFactory
from django.utils.translation import override

from ankommen import ui
from tests.ui.chart_examples import examples

GALLERY = Path(__file__).parent / "gallery"
STATIC = Path(ui.__file__).parent / "static"
TOPICS = ("family", "residence", "housing", "language", "work", "recognition", "training", "school", "health")


class _Said(str):
    """A name or a message: a string with attributes beside it."""

    __slots__ = ("is_authenticated", "level_tag")


def _said(text: str, **attributes: Any) -> _Said:
    said = _Said(text)
    for name, value in attributes.items():
        setattr(said, name, value)
    return said


class ExampleForm(forms.Form):
    site = forms.ChoiceField(label="Standort", choices=[("north", "Willkommenspunkt Nord")])
    name = forms.CharField(label="Name", help_text="Wie im Ausweis.")
    mode = forms.ChoiceField(
        label="Art des Gesprächs",
        choices=[("desk", "Am Tisch"), ("festival", "Beim Fest")],
        widget=forms.RadioSelect,
    )
    languages = forms.MultipleChoiceField(
        label="Sprachen", required=False, choices=[("ar", "Arabisch"), ("uk", "Ukrainisch")],
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    agreed = forms.BooleanField(
        label="Die Einwilligung liegt vor", help_text="In beiden Sprachen vorgelesen."
    )
    file = forms.FileField(label="Datei", required=False)
    remark = forms.CharField(label="Bemerkung", required=False, widget=forms.Textarea)
    day = forms.DateField(label="Tag", required=False, widget=forms.DateInput(attrs={"type": "date"}))


def frame(language: str) -> dict[str, Any]:
    """What config.context and Django's processors give every page."""
    menu = [("Heute", "ui-day", 0), ("Erstgespräch", "ui-talk", 0), ("Papier eingeben", "ui-doc", 0)]
    menu += [("Fragebögen", "ui-list", 3)]
    return {
        "city": SimpleNamespace(name="Dortmund", facts={}),
        "is_demo": True,
        "menu": [
            {"url": "#", "label": label, "icon": sign, "current": sign == "ui-list", "count": count}
            for label, sign, count in menu
        ],
        "user": _said("Jana Brandt", is_authenticated=True),
        "role_label": "Sozialarbeit",
        "messages": [
            _said("Gespeichert." if kind == "success" else "Bitte lesen Sie diesen Hinweis.", level_tag=kind)
            for kind in ("success", "warning", "error", "info")
        ],
        "csrf_token": "token",
        "request": RequestFactory().get("/"),
        "arabic": language == "ar",
    }


def _drawn(source: str, values: dict[str, Any]) -> str:
    context = Context(values)
    context.request = values[
        "request"
    ]  # as in a RequestContext, without the processors that ask the database
    return str(engines["django"].from_string(source).template.render(context))


def pages(language: str) -> dict[str, str]:
    """All gallery pages in a language of the interface, by name."""
    extras = {
        "desk": {
            "page": Paginator(range(60), 20).page(2),
            "empty_action": {"url": "#", "label": "Sprache hinzufügen"},
        },
        "form": {"form": ExampleForm({"name": ""})},
        "interview": {"client": "ar", "sections": TOPICS},
        "public": {"foot_links": [{"url": "#", "label": "Kontakt"}, {"url": "#", "label": "Datenschutz"}]},
    }
    with override(language):
        extras["charts"] = {"charts": examples(language)}
        drawn = {
            name: _drawn((GALLERY / f"{name}.html").read_text("utf-8"), frame(language) | extra)
            for name, extra in extras.items()
        }
        login = {
            "form": AuthenticationForm(data={"username": "", "password": ""}),
            "next": "/x/",
            "user": None,
        }
        drawn["login"] = engines["django"].get_template("ui/login.html").render(frame(language) | login)
        drawn["404"] = engines["django"].get_template("404.html").render({})
        return drawn


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *args: Any, drawn: dict[str, str], **kwargs: Any) -> None:
        self.drawn = drawn
        super().__init__(*args, directory=str(STATIC), **kwargs)

    def do_GET(self) -> None:
        if self.path.startswith("/static/"):
            self.path = self.path.removeprefix("/static")
            return super().do_GET()
        body = self.drawn[self.path.strip("/")].encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", content_security_policy())
        self.end_headers()
        self.wfile.write(body)
        return None

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


def content_security_policy() -> str:
    """The product's own policy as a header."""
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    return "; ".join(f"{name} {' '.join(values)}" for name, values in directives.items())


@contextmanager
def served() -> Iterator[str]:
    """Serve the pages as /de/<name> and /ar/<name>; gives the address."""
    drawn = {
        f"{language}/{name}": page for language in ("de", "ar") for name, page in pages(language).items()
    }
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, drawn=drawn))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
