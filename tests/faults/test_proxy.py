"""deploy/nginx, before the real program and before stand-ins that do not answer."""

from __future__ import annotations

import gzip
import json
import socket
import ssl
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPResponse
from pathlib import Path

import pytest

from ankommen.config.headers import HEADERS
from ankommen.config.limits import LARGEST_BODY

from .program import Program, running
from .proxy import NAME, SHIPPED, Proxy, before, needs_nginx, trusting

pytestmark = needs_nginx
OWN_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def ask(proxy: Proxy, path: str, *lines: str, method: str = "GET", body: bytes = b"") -> HTTPResponse:
    """The answer over TLS; it was read, and its connection is closed."""
    head = "\r\n".join([f"{method} {path} HTTP/1.1", f"Host: {NAME}", "Connection: close", *lines, "", ""])
    with (
        socket.create_connection(("127.0.0.1", proxy.port), timeout=30) as plain,
        trusting().wrap_socket(plain, server_hostname=NAME) as connection,
    ):
        connection.sendall(head.encode() + body)
        response = HTTPResponse(connection)
        response.begin()
        response.text = response.read()  # type: ignore[attr-defined]
    return response


def words(response: HTTPResponse) -> str:
    return str(response.text.decode())  # type: ignore[attr-defined]


def lacks(response: HTTPResponse) -> dict[str, str | None]:
    """Headers of every answer that this one does not have once, as the program says them."""
    wanted = {**HEADERS, "X-Frame-Options": "DENY"}
    wanted.pop("Reporting-Endpoints")  # the pages of the proxy load nothing that could be reported
    wanted["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains; preload"
    return {
        name: response.getheader(name) for name, value in wanted.items() if response.getheader(name) != value
    }


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    folder = tmp_path_factory.mktemp("served")
    extra = {"ANKOMMEN_HTTPS": "1", "ANKOMMEN_BEHIND_PROXY": "1", "ANKOMMEN_ALLOWED_HOSTS": NAME}
    program = Program(folder / "data", extra=extra)
    program.command("migrate", "--verbosity=0")
    with running(program), before(program.port, folder / "proxy") as proxy:
        yield proxy


@pytest.fixture(scope="module")
def deserted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """A proxy before nothing."""
    with closing(socket.socket()) as nobody:
        nobody.bind(("127.0.0.1", 0))  # and does not listen
        with before(nobody.getsockname()[1], tmp_path_factory.mktemp("deserted") / "proxy") as proxy:
            yield proxy


def test_pages_come_through_with_each_header_once(served: Proxy) -> None:
    page = ask(served, "/login/")
    assert page.status == 200
    assert lacks(page) == {}
    assert "'self'" in str(page.getheader("Content-Security-Policy"))
    assert page.getheader("Server") == "nginx"
    cookies = page.headers.get_all("Set-Cookie") or []
    assert cookies and all("Secure" in cookie for cookie in cookies)


def test_files_are_compressed_and_pages_with_secrets_are_not(served: Proxy) -> None:
    css = ask(served, "/static/ui/base.css", "Accept-Encoding: gzip")
    assert (css.status, css.getheader("Content-Encoding")) == (200, "gzip")
    assert b"{" in gzip.decompress(css.text)  # type: ignore[attr-defined]
    assert ask(served, "/login/", "Accept-Encoding: gzip").getheader("Content-Encoding") is None


def test_plain_http_leads_to_https(served: Proxy) -> None:
    with socket.create_connection(("127.0.0.1", served.plain_port), timeout=20) as connection:
        connection.sendall(f"GET /login/ HTTP/1.1\r\nHost: {NAME}\r\nConnection: close\r\n\r\n".encode())
        said = connection.recv(65536)
    assert said.startswith(b"HTTP/1.1 301 ")
    assert f"Location: https://{NAME}/login/".encode() in said


def test_old_tls_is_refused(served: Proxy) -> None:
    context = trusting()
    with pytest.warns(DeprecationWarning):
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
    with (
        socket.create_connection(("127.0.0.1", served.port), timeout=20) as plain,
        pytest.raises((ssl.SSLError, ConnectionError)),
    ):
        context.wrap_socket(plain, server_hostname=NAME)


@pytest.mark.parametrize("path", ["/", "/api/interviews/x/"])
def test_what_is_too_large_is_refused_with_a_sentence(served: Proxy, path: str) -> None:
    length = f"Content-Length: {LARGEST_BODY + 1}"
    assert_told(ask(served, path, length, method="POST"), 413, path, "größer", "larger")


def test_what_is_just_small_enough_reaches_the_program(served: Proxy) -> None:
    length = f"Content-Length: {LARGEST_BODY}"
    answer = ask(served, "/login/", length, method="POST", body=b"x" * LARGEST_BODY)
    assert answer.status in (400, 403)
    assert "größer" not in words(answer)


def test_a_body_in_chunks_gets_its_length(served: Proxy) -> None:
    chunked = "Transfer-Encoding: chunked"
    answer = ask(served, "/login/", chunked, method="POST", body=b"3\r\na=b\r\n0\r\n\r\n")
    assert answer.status == 403  # the CSRF check; the program alone says 411


def test_what_cannot_be_read_is_refused_with_a_sentence(served: Proxy) -> None:
    assert_told(ask(served, "/", "X: " + "x" * 40_000), 400, "/", "nicht gelesen", "could not be read")


@pytest.mark.parametrize("path", ["/", "/api/interviews/x/", "/interviews/x/draft/"])
def test_a_program_that_is_down_is_a_502_with_a_sentence(deserted: Proxy, path: str) -> None:
    assert_told(ask(deserted, path), 502, path, "nicht verloren", "not lost")


def test_a_program_that_hangs_is_a_504_with_a_sentence(tmp_path: Path) -> None:
    with closing(socket.socket()) as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        proxy = Proxy(tmp_path / "proxy", silent.getsockname()[1])
        conf = tmp_path / "proxy" / "ankommen.conf"
        conf.write_text(conf.read_text().replace("proxy_read_timeout 60s", "proxy_read_timeout 1s"))
        proxy.start()
        try:
            assert_told(ask(proxy, "/"), 504, "/", "nicht verloren", "not lost")
        finally:
            proxy.stop()


def assert_told(answer: HTTPResponse, status: int, path: str, german: str, english: str) -> None:
    assert answer.status == status
    assert german in words(answer) and english in words(answer)
    assert lacks(answer) == {}
    assert answer.getheader("Content-Security-Policy") == OWN_POLICY
    if path == "/":
        assert answer.getheader("Content-Type") == "text/html; charset=utf-8"
        assert "<h1>" in words(answer)
    else:
        assert answer.getheader("Content-Type") == "application/json"
        assert json.loads(words(answer))["detail"]


def test_the_address_that_counts_is_the_one_the_proxy_saw(tmp_path: Path) -> None:
    """A stranger's X-Forwarded-For never reaches the program; lockouts go by what the proxy wrote."""
    with closing(socket.socket()) as program:
        program.bind(("127.0.0.1", 0))
        program.listen()
        with before(program.getsockname()[1], tmp_path / "proxy") as proxy, _asking(proxy):
            connection, _ = program.accept()
            with connection:
                head = connection.recv(65536).decode()
                connection.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")
    assert "X-Forwarded-For: 127.0.0.1\r\n" in head
    assert "6.6.6.6" not in head
    assert "X-Forwarded-Proto: https\r\n" in head


def _asking(proxy: Proxy) -> closing[socket.socket]:
    plain = socket.create_connection(("127.0.0.1", proxy.port), timeout=30)
    connection = trusting().wrap_socket(plain, server_hostname=NAME)
    forged = "X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-Proto: http\r\n"
    connection.sendall(f"GET / HTTP/1.1\r\nHost: {NAME}\r\n{forged}\r\n".encode())
    return closing(connection)


def test_nothing_is_written_down_about_requests() -> None:
    conf = (SHIPPED / "ankommen.conf").read_text()
    assert conf.count("access_log off;") == conf.count("\nserver {")
    assert "error_log /var/log/nginx/ankommen.log crit;" in conf
