"""A sealed stream opens whole or not at all, in bounded memory."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankommen.engines import sealedstream
from ankommen.engines.sealedstream import StreamBroken, new_key, open_stream, seal_stream

KEY, HEAD = new_key(), b"head"
SMALL = 8
SEALED = SMALL + 16


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealedstream, "CHUNK", SMALL)


def sealed(pieces: Iterable[bytes]) -> bytes:
    return b"".join(seal_stream(pieces, KEY, head=HEAD))


def opened(stream: bytes, key: bytes = KEY, head: bytes = HEAD) -> bytes:
    return b"".join(open_stream(io.BytesIO(stream), key, head=head))


@given(st.lists(st.binary(max_size=3 * SMALL), max_size=6))
def test_what_is_sealed_opens(pieces: list[bytes]) -> None:
    assert opened(sealed(pieces)) == b"".join(pieces)


@pytest.mark.parametrize("length", [0, 1, SMALL - 1, SMALL, SMALL + 1, 3 * SMALL])
def test_no_byte_can_be_changed_taken_off_or_added(length: int) -> None:
    stream = sealed([bytes(length)])
    assert len(stream) == length + 16 * max(1, -(-length // SMALL))
    for place in range(len(stream)):
        changed = bytearray(stream)
        changed[place] ^= 1
        with pytest.raises(StreamBroken):
            opened(bytes(changed))
        with pytest.raises(StreamBroken):
            opened(stream[:place])
    for more in (b"x", stream, stream[-16:]):
        with pytest.raises(StreamBroken):
            opened(stream + more)


@pytest.mark.parametrize("order", [[1, 0, 2, 3], [0, 2, 3], [0, 1, 1, 2, 3], [0, 1, 2], [3], [0, 1, 3, 2]])
def test_chunks_keep_their_order_and_number(order: list[int]) -> None:
    stream = sealed([bytes(4 * SMALL)])
    chunks = [stream[start : start + SEALED] for start in range(0, len(stream), SEALED)]
    assert opened(b"".join(chunks)) == bytes(4 * SMALL)
    with pytest.raises(StreamBroken):
        opened(b"".join(chunks[place] for place in order))


def test_another_key_or_head_opens_nothing() -> None:
    for wrong in ({"key": new_key()}, {"head": b"heap"}):
        with pytest.raises(StreamBroken):
            opened(sealed([b"x"]), **wrong)


def test_a_long_stream_takes_little_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealedstream, "CHUNK", 1 << 20)
    piece = bytes(100_000)
    tracemalloc.start()
    for _chunk in seal_stream((piece for _ in range(600)), KEY, head=HEAD):  # 60 MB
        pass
    assert tracemalloc.get_traced_memory()[1] < 8_000_000
    tracemalloc.stop()
