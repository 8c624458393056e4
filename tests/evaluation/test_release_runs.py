"""A release in the background: one at a time, said how it ended, and never under way for ever."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.utils import timezone

from ankommen.evaluation.models import Release, ReleaseRun
from ankommen.evaluation.queries import last_release_run, release_under_way
from ankommen.evaluation.releases import NotSafe, TooSoon, UnderWay, start, work

pytestmark = pytest.mark.usefixtures("english")

State = ReleaseRun.State
MADE = Release(number=7)


def made() -> Release:
    return MADE


def too_soon() -> Release:
    raise TooSoon(3)


def not_safe() -> Release:
    raise NotSafe("release 1: a cell")


def broken() -> Release:
    raise MemoryError


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("make", "state", "sentence"),
    [
        (made, State.MADE, "Release 7 is made."),
        (too_soon, State.TOO_SOON, "needs 3 more interviews"),
        (not_safe, State.NOT_SAFE, "was not published"),
        (broken, State.FAILED, "was not finished"),
    ],
)
def test_a_run_says_how_it_ended(make, state, sentence) -> None:  # type: ignore[no-untyped-def]
    run = start(make)  # the thread would begin when the transaction ends, which a test's does not
    assert release_under_way() == run
    assert "is being made" in run.sentence
    work(run, make)
    ended = last_release_run()
    assert release_under_way() is None
    assert ended is not None
    assert ended.state == state
    assert sentence in ended.sentence


@pytest.mark.django_db
def test_there_is_one_run_at_a_time() -> None:
    start(made)
    with pytest.raises(UnderWay):
        start(made)


@pytest.mark.django_db
def test_a_killed_process_leaves_nothing_under_way() -> None:
    killed = start(made)
    ReleaseRun.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert release_under_way() is None
    assert "was not finished" in ReleaseRun.objects.get().sentence
    second = start(made)
    work(killed, too_soon)  # it was only slow, and comes too late
    assert release_under_way() == second


@pytest.mark.django_db(transaction=True)
def test_the_work_is_done_in_another_thread() -> None:
    here, there, done = threading.get_ident(), [], threading.Event()

    def make() -> Release:
        there.append(threading.get_ident())
        done.set()
        return MADE

    start(make)
    assert done.wait(10)
    for thread in threading.enumerate():
        if thread.name == "release":
            thread.join(10)
    assert there != [here]
    assert ReleaseRun.objects.get().state == State.MADE
