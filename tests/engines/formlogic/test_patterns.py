"""Patterns agree with Python's own where both know them, are refused where not, and never take long."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ankommen.engines.formlogic.errors import Code, ExpressionError
from ankommen.engines.formlogic.matching import Matcher
from ankommen.engines.formlogic.patterns import read_pattern

from .effort import calls_of

PIECES = [
    "a",
    "b",
    ".",
    "[ab]",
    "[^a]",
    r"\d",
    "(a|b)",
    "(?:ab)",
    "a*",
    "b+",
    "a?",
    "a{2}",
    "(ab){1,2}",
    "b{2,}",
    "|",
]


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=7), st.text("ab1", max_size=9))
@settings(max_examples=400)
def test_fits_what_a_backtracking_engine_fits(pieces: list[str], text: str) -> None:
    pattern = "".join(pieces)
    assert Matcher(read_pattern(pattern)).fits(text) == bool(re.fullmatch(pattern, text, re.ASCII))


@given(st.text(r"ab()[]{}*+?|\^$.,-01dwsu", max_size=20))
@settings(max_examples=500)
def test_any_text_is_a_pattern_or_refused(pattern: str) -> None:
    try:
        Matcher(read_pattern(pattern)).fits("ab01")
    except ExpressionError as error:
        assert error.code == Code.PATTERN


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("(?=a)", "look-around"),
        ("(?<name>a)", "look-around"),
        (r"(a)\1", r"\\1 is not supported"),
        (r"\p{L}", r"\\p is not supported"),
        (r"\ba", r"\\b is not supported"),
        ("*a", "nothing stands before"),
        ("a**", "two quantifiers"),
        ("a*+", "two quantifiers"),
        ("a{", "write"),
        ("a{3,2}", "counts down"),
        ("a{2001}", "more than 2000"),
        ("((a{50}){50}){50}", "more than 2000"),
        ("(a", "closing bracket is missing"),
        ("a)", "no opening one"),
        ("[a", "ends too early"),
        ("[z-a]", "go up"),
        (r"[a-\d]", "go up"),
        ("[[:alpha:]]", "square brackets"),
        ("a\\", "ends too early"),
        (r"\u00g9", "no hexadecimal"),
        ("(" * 40 + ")" * 40, "30 levels"),
    ],
)
def test_what_is_refused_says_why(pattern: str, reason: str) -> None:
    with pytest.raises(ExpressionError, match=reason):
        read_pattern(pattern)


@pytest.mark.parametrize(
    "pattern", ["(a+)+", "(a*)*", "(a|a)*", "(a|aa)+$", "(.*)*x", "a*a*a*a*a*a*b", "(([a-z])+.)+[A-Z]"]
)
def test_no_pattern_hangs(pattern: str) -> None:
    matcher = Matcher(read_pattern(pattern))
    assert calls_of(lambda: matcher.fits("a" * 1_000 + "!")) < 1_000 * 20 * len(pattern)
