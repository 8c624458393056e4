"""What an expression may look like, and what is said where it does not."""

import pytest

from ankommen.engines.formlogic import Code, ExpressionError, parse
from ankommen.engines.formlogic.errors import SENTENCES
from ankommen.engines.formlogic.syntax import Call, Path

REFUSED = {
    "": (Code.EMPTY, 0),
    "  \n": (Code.EMPTY, 0),
    "1 +": (Code.SYNTAX, 3),
    "+ 1": (Code.SYNTAX, 0),
    "(1": (Code.SYNTAX, 2),
    "1)": (Code.SYNTAX, 1),
    "'a": (Code.SYNTAX, 0),
    "1 2": (Code.SYNTAX, 2),
    "1 = = 2": (Code.SYNTAX, 4),
    "${a} == 3": (Code.SYNTAX, 6),
    "a && b": (Code.SYNTAX, 2),
    "${a": (Code.SYNTAX, 0),
    "$a": (Code.SYNTAX, 0),
    "if(1,,2)": (Code.SYNTAX, 5),
    "if(1,2,)": (Code.SYNTAX, 7),
    "${a}[1": (Code.SYNTAX, 6),
    "١ + 1": (Code.SYNTAX, 0),
    "1 # 2": (Code.SYNTAX, 2),
    "‘a’ = 1": (Code.QUOTES, 0),
    "${a} = “yes”": (Code.QUOTES, 7),
    "//a": (Code.UNSUPPORTED_PATH, 0),
    "../a//b": (Code.UNSUPPORTED_PATH, 4),
    "child::a": (Code.UNSUPPORTED_PATH, 5),
    "../*": (Code.UNSUPPORTED_PATH, 3),
    "a | b": (Code.UNSUPPORTED_PATH, 2),
    "../": (Code.UNSUPPORTED_PATH, 3),
    "'a'/b": (Code.UNSUPPORTED_PATH, 3),
    "(1)[2]": (Code.UNSUPPORTED_PATH, 3),
}


@pytest.mark.parametrize("source", REFUSED)
def test_a_mistake_is_named_with_its_place(source: str) -> None:
    with pytest.raises(ExpressionError) as found:
        parse(source)
    assert (found.value.code, found.value.position) == REFUSED[source]


def test_the_sentence_says_what_to_do() -> None:
    with pytest.raises(ExpressionError) as found:
        parse("${age} > 5 && ${age} < 9")
    sentence = "The expression cannot be read from character 12 on: write and."
    assert found.value.sentence == str(found.value) == sentence


def test_every_code_has_a_sentence() -> None:
    assert set(SENTENCES) == set(Code)


def test_length_is_limited() -> None:
    parse("1" + " " * 9_999)
    with pytest.raises(ExpressionError, match="more than 10000 characters"):
        parse("1" + " " * 10_000)


@pytest.mark.parametrize("opening", ["(", "not(", "-(", "${a}[", "if(1, ", "concat('', "])
def test_nesting_is_limited(opening: str) -> None:
    with pytest.raises(ExpressionError, match="nested more than 100 levels"):
        parse(opening * 500)


def test_long_chains_are_not_deep() -> None:
    parse(" + ".join(["1"] * 2_000))
    parse(" or ".join(["${a} = 1"] * 800))


@pytest.mark.parametrize("word", ["div", "mod", "and", "or"])
def test_a_word_is_an_operator_only_behind_a_value(word: str) -> None:
    path = parse(f"../{word}")
    assert isinstance(path, Path)
    assert [step.name for step in path.steps] == ["..", word]
    call = parse(f"../{word} {word} 1")
    assert isinstance(call, Call)
    assert call.name == word


@pytest.mark.parametrize("word", ["div", "mod", "and", "or"])
def test_a_dot_right_behind_an_operator_is_the_own_value(word: str) -> None:
    call = parse(f"1 {word}.")
    assert isinstance(call, Call)
    assert call.name == word
    own = call.arguments[1]
    assert isinstance(own, Path)
    assert [step.name for step in own.steps] == ["."]
    name = parse(f"../{word}.")
    assert isinstance(name, Path)
    assert name.steps[1].name == f"{word}."
