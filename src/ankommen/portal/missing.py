"""Count what visitors asked and did not find: in memory, and once a minute into the table.

Nothing is kept of who asked: no address, no cookie, no order, no time but the day. What looks personal is
not counted. A text is written once it was asked on several days (a setting); before that a digest by the
installation's key stands for it. Flooding: a process holds `MOST` words between two writings, and of words
that nobody asked before `MOST_A_DAY` are taken a day (so many a process where several write at the very same
moment); of more the most asked, so that random words do not put out what people ask. What a process counted
in its last minute is lost when it ends. Programs that ask count like people.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import date
from threading import Lock, Timer
from typing import NamedTuple

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from ankommen.engines.search import telling, words

from .models import MissedQuestion

MOST = 1_000  # words in memory; beyond it new ones are lost
MOST_A_DAY = 200  # new rows a day: with 3 months of retention at most some 18,600 in all
MOST_WORDS = 4
LONGEST = 60  # characters
_LONGEST_WORD = 30  # letters: what is longer was not typed by people
_DIGITS = 4  # from which on it may be a telephone number, a file, a birthday
_log = logging.getLogger(__name__)


class _Key(NamedTuple):
    text: str
    language: str
    on: date


class _Times(NamedTuple):
    nothing: int = 0
    german: int = 0


_lock = Lock()
_seen: dict[_Key, _Times] = {}
_timer: Timer | None = None


def countable(question: str, language: str) -> str:
    """The telling words of a question in one form; empty for what is long or looks personal."""
    each = words(question)
    if (
        len(question.strip()) > LONGEST
        or len(each) > MOST_WORDS
        or sum(sign.isdecimal() for sign in question) >= _DIGITS
        or any(mark in question.casefold() for mark in ("@", "://", "www."))
        or any(len(word) > _LONGEST_WORD for word in each)
    ):
        return ""
    text = " ".join(telling(each, language))
    return text if sum(map(str.isalpha, text)) > 1 and len(text) <= LONGEST else ""


def count_missed(question: str, language: str, *, found_german: bool) -> None:
    """Somebody asked and found nothing, or German texts only. Asks no database."""
    global _timer
    text = countable(question, language)
    if not text:
        return
    key = _Key(text, language, timezone.localdate())
    with _lock:
        if key in _seen or len(_seen) < MOST:
            before = _seen.get(key, _Times())
            _seen[key] = _Times(before.nothing + (not found_german), before.german + found_german)
        if _timer is None and settings.SECONDS_UNTIL_VIEWS_ARE_WRITTEN:
            _timer = Timer(settings.SECONDS_UNTIL_VIEWS_ARE_WRITTEN, _write_aside)
            _timer.daemon = True
            _timer.start()


def write_missed() -> int:
    """Write what was counted; returns how many words. Raises DatabaseError; then all of it is kept."""
    with _lock:
        taken = dict(_seen)
        _seen.clear()
    try:
        return sum(_write_day(on, _of_day(taken, on)) for on in sorted({key.on for key in taken}))
    except DatabaseError:
        with _lock:
            for key, times in taken.items():
                now = _seen.get(key, _Times())
                _seen[key] = _Times(now.nothing + times.nothing, now.german + times.german)
        raise


def digest_of(text: str, language: str) -> str:
    """What stands for a text that was asked on a few days only."""
    return salted_hmac("ankommen.portal.missing", f"{language}/{text}", algorithm="sha256").hexdigest()


def _write_aside() -> None:
    global _timer
    with _lock:
        _timer = None
    try:
        write_missed()
    except DatabaseError as error:
        _log.warning("Words that were not found are written later: %s", type(error).__name__)
    finally:
        connection.close()


def _of_day(taken: Mapping[_Key, _Times], on: date) -> dict[str, tuple[_Key, _Times]]:
    some = {key: times for key, times in taken.items() if key.on == on}
    return {digest_of(key.text, key.language): (key, times) for key, times in some.items()}


@transaction.atomic
def _write_day(on: date, asked: Mapping[str, tuple[_Key, _Times]]) -> int:
    """Those known already all count; of new ones so many as the day has room for, the most asked first."""
    known = set(MissedQuestion.objects.filter(digest__in=asked).values_list("digest", flat=True))
    room = max(0, MOST_A_DAY - MissedQuestion.objects.filter(first_on=on).count())
    new = sorted(asked.keys() - known, key=lambda digest: (-sum(asked[digest][1]), digest))[:room]
    MissedQuestion.objects.bulk_create(
        (_row(digest, asked[digest][0].language, on) for digest in new), ignore_conflicts=True
    )
    counted = sorted([*known, *new])  # in one order: two processes never wait for each other's rows
    for digest in counted:
        _count(digest, *asked[digest])
    return len(counted)


def _row(digest: str, language: str, on: date) -> MissedQuestion:
    return MissedQuestion(digest=digest, language=language, days=1, first_on=on, last_on=on)


def _count(digest: str, key: _Key, times: _Times) -> None:
    rows = MissedQuestion.objects.filter(digest=digest)
    rows.filter(last_on__lt=key.on).update(days=F("days") + 1, last_on=key.on)
    rows.update(nothing=F("nothing") + times.nothing, german=F("german") + times.german)
    rows.filter(days__gte=settings.DAYS_UNTIL_WORDS_ARE_SHOWN, text="").update(text=key.text)
