"""A logged-in browser without a screen, and what the server said to it."""

from __future__ import annotations

import http.cookiejar
import json
import re
import ssl
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from email.message import Message
from typing import Any
from urllib.parse import urlencode

WAIT = 60  # seconds


@dataclass
class Answer:
    """What the server said, and where the browser then was."""

    status: int
    text: str
    headers: Message
    path: str

    @property
    def body(self) -> dict[str, Any]:
        return dict(json.loads(self.text))


@dataclass
class Tablet:
    """The browser of one of the demo's people."""

    address: str
    name: str = "jana"
    jar: http.cookiejar.CookieJar = field(default_factory=http.cookiejar.CookieJar)
    context: ssl.SSLContext | None = None

    def __post_init__(self) -> None:
        cookies = urllib.request.HTTPCookieProcessor(self.jar)
        https = urllib.request.HTTPSHandler(context=self.context)
        self.opener = urllib.request.build_opener(cookies, https)
        self.stays = urllib.request.build_opener(cookies, https, _NoRedirect())
        self.login()

    def login(self) -> None:
        self.jar.clear()
        self.fill("/login/", username=self.name, password="willkommen-im-demo")

    def page(self, path: str) -> Answer:
        return self._open(urllib.request.Request(self.address + path))

    def fill(self, path: str, **fields: str) -> Answer:
        """The page that follows its form."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.page(path).text)[1]  # type: ignore[index]
        return self._open(self._form(path, fields | {"csrfmiddlewaretoken": token}))

    def post(self, path: str, **fields: str) -> Answer:
        """The answer to a form itself, without the page before and the page after."""
        return self._open(self._form(path, fields | {"csrfmiddlewaretoken": self.token()}), self.stays)

    def send(self, path: str, content: Any, method: str = "POST") -> Answer:
        headers = {"Content-Type": "application/json", "X-CSRFToken": self.token()}
        body = json.dumps(content).encode()
        return self._open(urllib.request.Request(self.address + path, body, headers, method=method))

    def begin_interview(self) -> str:
        """The path of the screen of an interview in Arabic, agreed to."""
        notice = self.fill("/interviews/", language="ar", interpreter="none", contact="desk")
        return self.fill(notice.path, decision="consent").path

    def token(self) -> str:
        """What shows that a request comes from our own pages."""
        return str(next(cookie.value for cookie in self.jar if cookie.name.endswith("csrftoken")))

    def _form(self, path: str, fields: dict[str, str]) -> urllib.request.Request:
        return urllib.request.Request(self.address + path, urlencode(fields).encode())

    def _open(
        self, request: urllib.request.Request, opener: urllib.request.OpenerDirector | None = None
    ) -> Answer:
        request.add_header("Referer", f"{self.address}/")  # browsers send it; over HTTPS it is asked for
        try:
            response: Any = (opener or self.opener).open(request, timeout=WAIT)
        except urllib.error.HTTPError as error:
            response = error
        with response:
            path = response.url.removeprefix(self.address)
            return Answer(response.status, response.read().decode(), response.headers, path)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None
