"""A passkey in software: what a browser and its authenticator answer, after the text of WebAuthn level 2."""

from __future__ import annotations

import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def data(text: str) -> bytes:
    return urlsafe_b64decode(text + "==")


@dataclass
class SoftKey:
    """One key for one account. verifies: whether it asks for finger, face or PIN."""

    origin: str = "https://testserver"
    verifies: bool = True
    number: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    private: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    account: bytes = b""

    def made(self, options: dict[str, Any]) -> dict[str, Any]:
        asked = options["publicKey"]
        self.account = data(asked["user"]["id"])
        public = self.private.public_key().public_numbers()
        key = {1: 2, 3: -7, -1: 1, -2: public.x.to_bytes(32, "big"), -3: public.y.to_bytes(32, "big")}
        attested = bytes(16) + len(self.number).to_bytes(2, "big") + self.number + cbor.encode(key)
        said = self._said(asked["rp"]["id"], ATTESTED) + attested
        statement = cbor.encode({"fmt": "none", "attStmt": {}, "authData": said})
        return self._credential(
            clientDataJSON=text(self._client("webauthn.create", asked["challenge"])),
            attestationObject=text(statement),
        )

    def shown(self, options: dict[str, Any]) -> dict[str, Any]:
        asked = options["publicKey"]
        client = self._client("webauthn.get", asked["challenge"])
        said = self._said(asked["rpId"], 0)
        signature = self.private.sign(said + sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._credential(
            clientDataJSON=text(client),
            authenticatorData=text(said),
            signature=text(signature),
            userHandle=text(self.account),
        )

    def _said(self, name: str, more: int) -> bytes:
        flags = PRESENT | (VERIFIED if self.verifies else 0) | more
        return sha256(name.encode()).digest() + bytes([flags]) + bytes(4)

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _credential(self, **response: str) -> dict[str, Any]:
        return {
            "id": text(self.number),
            "rawId": text(self.number),
            "type": "public-key",
            "clientExtensionResults": {},
            "response": response,
        }
