"""A client process: it keys interviews, opens cases and writes notes until it is told to stop.

What got no answer it sends again under the same number, until it is stored, or gives it up now and then.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import time
from collections.abc import Callable
from pathlib import Path

from .ledger import Ledger, Write
from .submissions import filled
from .tablet import Answer, Tablet

NO_ANSWER = (OSError, http.client.HTTPException)  # refused, reset, cut off, too late
PAUSE = 0.2  # seconds before it is tried again
GIVES_UP = 0.1  # of what got no answer


class Client:
    """One browser, and what it wrote down."""

    def __init__(self, address: str, form: dict[str, str], ledger: Ledger, dice: random.Random) -> None:
        self.form, self.ledger, self.dice = form, ledger, dice
        self.cases: list[str] = []
        self.insists = True
        self.tablet = self._insist(lambda: Tablet(address))

    def write_something(self) -> None:
        """One write, from its begin to its acknowledgement."""
        write = self._next()
        send = self._sending(write)
        self.ledger.note("begun", write)
        self.insists = self.dice.random() > GIVES_UP
        while not self._is_settled(write, send):
            time.sleep(PAUSE)

    def _next(self) -> Write:
        kind = self.dice.choices(("interview", "case", "note"), (6, 2, 2))[0]
        if kind == "note" and self.cases:
            return Write("note", case=self.dice.choice(self.cases))
        return Write("case" if kind == "note" else kind)

    def _sending(self, write: Write) -> Callable[[], Answer]:
        if write.kind == "interview":
            content = filled(self.form, remark=write.words)
            return lambda: self.tablet.send(f"/api/interviews/{write.number}/", content)
        if write.kind == "note":
            page = f"/cases/{write.case}/notes/"
            return lambda: self.tablet.post(page, number=write.number, text=write.words)
        facts = {
            "number": write.number,
            "secret": write.number,
            "name": write.words,
            "language": "ar",
            "given": "signed",
        }
        return lambda: self.tablet.post("/cases/open/?language=ar", agreed="on", **facts)

    def _is_settled(self, write: Write, send: Callable[[], Answer]) -> bool:
        try:
            answer = send()
        except NO_ANSWER:
            return self._gives_up(write)
        if is_acknowledged(write, answer):
            self.ledger.note("acknowledged", write)
            if write.kind == "case":
                self.cases.append(write.number)
            return True
        if answer.status == 503 and int(answer.headers["Retry-After"]) > 0 and "503" not in answer.text:
            self.ledger.note("refused", write)
            return self._gives_up(write)
        if answer.headers.get("Location", "").startswith("/login/"):
            self._insist(self.tablet.login)
            return False
        self.ledger.note("strange", write, said=f"{answer.status} {answer.text[:2000]}")
        return True

    def _gives_up(self, write: Write) -> bool:
        if self.insists:
            return False
        self.ledger.note("given_up", write)
        return True

    def _insist(self, ask: Callable[[], Tablet | None]) -> Tablet:
        while True:
            try:
                return ask() or self.tablet
            except (*NO_ANSWER, TypeError, StopIteration):  # no answer, or a 503 without form and cookie
                time.sleep(PAUSE)


def is_acknowledged(write: Write, answer: Answer) -> bool:
    """Whether the person at the screen now believes that it is stored."""
    if write.kind == "interview":
        return answer.status in (200, 201) and answer.body["status"] == "stored"
    if write.kind == "note":
        return answer.status == 302 and answer.headers["Location"] == f"/cases/{write.case}/"
    return answer.status == 200 and 'class="receipt"' in answer.text


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("address")
    parser.add_argument("form", type=json.loads)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("stop", type=Path, help="a file; when it is there, the client ends")
    parser.add_argument("seed", type=int)
    given = parser.parse_args()
    dice = random.Random(given.seed)  # noqa: S311 (which write comes next is no secret)
    client = Client(given.address, given.form, Ledger(given.ledger), dice)
    while not given.stop.exists():
        client.write_something()


if __name__ == "__main__":
    main()
