import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankommen.engines.sealing import KeyRing, SealBroken, key_of, new_key_entry

OLD, NEW = new_key_entry("old"), new_key_entry("new")


@given(st.binary(max_size=300), st.text(max_size=40))
def test_what_is_sealed_opens_at_its_place(plain: bytes, place: str) -> None:
    ring = KeyRing.parse([NEW])
    assert ring.open(ring.seal(plain, place=place), place=place) == plain


def test_a_value_moved_to_another_row_does_not_open() -> None:
    ring = KeyRing.parse([NEW])
    sealed = ring.seal(b"answers", place="interviews/1/answers")
    with pytest.raises(SealBroken):
        ring.open(sealed, place="interviews/2/answers")


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_no_byte_can_be_changed(position: int, change: int) -> None:
    ring = KeyRing.parse([NEW])
    sealed = bytearray(ring.seal(b"three answers", place="here"))
    sealed[position % len(sealed)] ^= change
    with pytest.raises(SealBroken):
        ring.open(bytes(sealed), place="here")


@pytest.mark.parametrize("broken", [b"", b"\x00", b"\x03new", b"\xff" * 40])
def test_rubbish_does_not_open(broken: bytes) -> None:
    with pytest.raises(SealBroken):
        KeyRing.parse([NEW]).open(broken, place="here")


def test_an_old_key_still_opens_and_the_newest_seals() -> None:
    before, after = KeyRing.parse([OLD]), KeyRing.parse([NEW, OLD])
    assert after.open(before.seal(b"x", place="p"), place="p") == b"x"
    with pytest.raises(SealBroken):
        before.open(after.seal(b"x", place="p"), place="p")


def test_a_digest_is_found_again_after_the_key_changed() -> None:
    stored = KeyRing.parse([OLD]).digests("K7QF", purpose="receipt")[0]
    assert stored in KeyRing.parse([NEW, OLD]).digests("K7QF", purpose="receipt")
    assert stored not in KeyRing.parse([NEW, OLD]).digests("K7QF", purpose="draft")


@pytest.mark.parametrize("entries", [[], ["k1"], ["k1:c2hvcnQ="], [":" + OLD.partition(":")[2]], ["k1:***"]])
def test_a_bad_key_is_a_sentence_without_the_key(entries: list[str]) -> None:
    with pytest.raises(ValueError) as refusal:
        KeyRing.parse(entries)
    assert "sealing key" in str(refusal.value)
    assert OLD.partition(":")[2] not in str(refusal.value)


def test_a_ring_never_shows_its_keys() -> None:
    assert "keys" not in repr(KeyRing.parse([NEW]))


def test_a_value_says_which_key_it_lies_under() -> None:
    ring = KeyRing.parse([NEW, OLD])
    assert ring.newest == "new"
    assert key_of(ring.seal(b"x", place="p")) == "new"
    assert [key_of(rubbish) for rubbish in (b"", b"\x00", b"\x02k", b"\x01\xff")] == ["", "", "k", "\ufffd"]


def test_one_key_of_the_ring_alone() -> None:
    ring = KeyRing.parse([NEW, OLD])
    assert list(ring.only("old").keys) == ["old"]
    with pytest.raises(SealBroken):
        ring.only("old").open(ring.seal(b"x", place="p"), place="p")
    with pytest.raises(KeyError):
        ring.only("other")
