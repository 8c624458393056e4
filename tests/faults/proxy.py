"""The proxy of deploy/nginx, started as it is shipped: only ports, paths and the certificate are the test's."""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from .program import free_port

SHIPPED = Path(__file__).parents[2] / "deploy" / "nginx"
NGINX = shutil.which("nginx") or ("/usr/sbin/nginx" if Path("/usr/sbin/nginx").exists() else None)
needs_nginx = pytest.mark.skipif(
    NGINX is None, reason="NOT TESTED: nginx is not installed (apt-get install nginx-light)"
)
NAME = "ankommen.example.org"
# What Debian ships around the sites of /etc/nginx/sites-enabled, as far as it matters here
_AROUND = """
daemon off;
{user}
worker_processes auto;
pid {folder}/nginx.pid;
error_log stderr crit;
events {{ worker_connections 768; }}
http {{
    sendfile on;
    tcp_nopush on;
    types {{ text/html html; }}
    default_type application/octet-stream;
    include {folder}/ankommen.conf;
}}
"""


class Proxy:
    """nginx before a program on 127.0.0.1, with a certificate of its own."""

    def __init__(self, folder: Path, upstream: int) -> None:
        self.folder, self.port, self.plain_port = folder, free_port(), free_port()
        folder.mkdir()
        shutil.copytree(SHIPPED, folder / "nginx")
        _write_certificate(folder)
        (folder / "run").mkdir()
        (folder / "ankommen.conf").write_text(self._here(upstream))
        user = "user root;" if os.geteuid() == 0 else ""  # the test's folder is nobody else's
        (folder / "nginx.conf").write_text(_AROUND.format(folder=folder, user=user))
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"https://127.0.0.1:{self.port}"

    def start(self) -> None:
        call = [str(NGINX), "-p", str(self.folder), "-c", str(self.folder / "nginx.conf")]
        self.process = subprocess.Popen(call)
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise RuntimeError("nginx did not start.")

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=20)

    def _here(self, upstream: int) -> str:
        text = (SHIPPED / "ankommen.conf").read_text()
        moved = {
            "127.0.0.1:8000": f"127.0.0.1:{upstream}",
            "    listen [::]:80;\n": "",
            "    listen [::]:443 ssl http2;\n": "",
            "listen 80;": f"listen 127.0.0.1:{self.plain_port};",
            "listen 443 ssl": f"listen 127.0.0.1:{self.port} ssl",
            "/etc/ankommen/tls": str(self.folder),
            "/etc/ankommen": str(self.folder),
            "/run/": f"{self.folder}/run/",
            "/var/log/nginx/ankommen.log": str(self.folder / "error.log"),
        }
        for shipped, here in moved.items():
            assert shipped in text, shipped
            text = text.replace(shipped, here)
        return text


@contextmanager
def before(upstream: int, folder: Path) -> Iterator[Proxy]:
    proxy = Proxy(folder, upstream)
    proxy.start()
    try:
        yield proxy
    finally:
        proxy.stop()


def trusting() -> ssl.SSLContext:
    """A client's side that takes the made-up certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # the default one would read all authorities first
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def _write_certificate(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    pkcs8 = serialization.PrivateFormat.PKCS8
    (folder / "privkey.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, pkcs8, plain))
