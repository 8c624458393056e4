"""Every reason an expression can be refused for has a code, English words and the facts these need."""

import pytest

from ankommen.engines.formlogic import REASONS, ExpressionError, Reason, Tree, parse, resolve
from ankommen.engines.formlogic.functions import REFUSED

TREE = Tree(
    [
        {"key": "a", "kind": "text"},
        {"key": "g", "kind": "group", "items": []},
        {"key": "s", "kind": "select_one", "list": "towns"},
    ],
    {"towns": [{"name": "do", "state": "nw"}]},
)
EXPRESSIONS = {
    "(1": Reason.SIGN_MISSING,
    "1 2": Reason.SIGN_UNEXPECTED,
    "1 + #": Reason.SIGN_UNEXPECTED,
    "1 +": Reason.VALUE_MISSING,
    "1 + ٣": Reason.OTHER_DIGITS,
    "1 & 2": Reason.NO_AMPERSAND,
    "!1": Reason.NO_EXCLAMATION_MARK,
    "{a}": Reason.NO_BARE_BRACE,
    "'a": Reason.QUOTE_MISSING,
    "instance('towns')/root/item[.='x']": Reason.CHOICE_WITHOUT_COLUMN,
    "instance('towns')/root/item/size": Reason.COLUMN_UNKNOWN,
    "instance('towns')/root/item/state[1]": Reason.BRACKETS_BEHIND_COLUMN,
    "concat('a')/b": Reason.STEPS_BEHIND_CALL,
    "(1)/a": Reason.STEPS_BEHIND_VALUE,
    "../../../a": Reason.BEYOND_FORM,
    "${a} | ${s}": Reason.UNION,
    "../'a'": Reason.SIGN_IN_PATH,
    "../": Reason.PATH_ENDS,
    "..": Reason.THE_FORM,
    "position(..)": Reason.THE_FORM,
    "${a}[once(1)]": Reason.ONCE_ELSEWHERE,
    "position()": Reason.POSITION_OUTSIDE,
    "last()": Reason.LAST_OUTSIDE,
    "position(1)": Reason.ITEM_WANTED,
    "jr:choice-name('a', ${a})": Reason.CHOICE_NAME_USAGE,
    "indexed-repeat(${a}, ${s}, 1)": Reason.INDEXED_REPEAT_USAGE,
    **{f"{name}()": reason for name, reason in REFUSED.items()},
    "regex(${a}, ${a})": Reason.PATTERN_NOT_QUOTED,
    "regex(${a}, '(a{1000}){1000}')": Reason.PATTERN_TOO_LARGE,
    f"regex(${{a}}, '{'(' * 31}{')' * 31}')": Reason.PATTERN_TOO_DEEP,
    r"regex(${a}, 'a\')": Reason.PATTERN_ENDS,
    "regex(${a}, 'a)')": Reason.PATTERN_NOT_OPENED,
    "regex(${a}, '(a')": Reason.PATTERN_NOT_CLOSED,
    "regex(${a}, '*')": Reason.PATTERN_NOTHING_BEFORE,
    "regex(${a}, '(?=a)')": Reason.PATTERN_GROUP,
    "regex(${a}, 'a**')": Reason.PATTERN_QUANTIFIERS,
    "regex(${a}, 'a{x}')": Reason.PATTERN_COUNT,
    "regex(${a}, 'a{3,2}')": Reason.PATTERN_COUNTS_DOWN,
    r"regex(${a}, '\p')": Reason.PATTERN_ESCAPE,
    r"regex(${a}, '\xzz')": Reason.PATTERN_HEXADECIMAL,
    "regex(${a}, '[a[b]')": Reason.PATTERN_BRACKETS,
    "regex(${a}, '[b-a]')": Reason.PATTERN_RANGE,
}


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_a_reason_is_given_by_its_code_and_facts(expression: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        resolve(parse(expression), TREE, at="a")
    error = caught.value
    assert error.reason == EXPRESSIONS[expression]
    assert error.hint == REASONS[EXPRESSIONS[expression]].format_map(error.facts)


def test_every_reason_has_words_and_is_reached() -> None:
    assert set(REASONS) == set(Reason)
    assert set(EXPRESSIONS.values()) == set(Reason)


def test_names_and_limits_are_no_reasons() -> None:
    with pytest.raises(ExpressionError) as caught:
        resolve(parse("${nobody}"), TREE, at="a")
    assert (caught.value.hint, caught.value.reason, caught.value.facts) == ("nobody", None, {})
