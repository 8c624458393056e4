"""k and l by taking away: what the files hold in the end is counted by another program."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

import numpy as np
import pandas as pd
import pytest

from ankommen.evaluation.exports.protection import Protected, protect

QUASI = ("age", "district", "language")


def people(number: int, seed: int) -> pd.DataFrame:
    draw = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "version": draw.choice(["1", "2"], number, p=[0.2, 0.8]),
            "age": draw.choice(8, number),
            "district": draw.choice(13, number),
            "language": draw.choice(7, number, p=[0.4, 0.3, 0.1, 0.1, 0.05, 0.04, 0.01]),
            "help": draw.choice([0, 1, 2, -1], number, p=[0.8, 0.1, 0.05, 0.05]),
        }
    )


def protected(frame: pd.DataFrame, *, k: int = 10, least: int = 2) -> tuple[Protected, pd.DataFrame]:
    """What protect says, and the frame as it would be handed over."""
    quasi: Mapping[str, Sequence[Hashable]] = {name: list(frame[name]) for name in QUASI}
    sensitive = {"help": [None if value == -1 else value for value in frame["help"]]}
    result = protect(list(frame["version"]), quasi, sensitive, k=k, least=least)
    shown = frame.copy()
    for name in QUASI:
        shown.loc[result.hidden[name], name] = -4
    return result, shown[~np.array(result.dropped)]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("number", [9, 60, 700, 3000])
def test_every_class_is_big_and_diverse_enough(number: int, seed: int) -> None:
    frame = people(number, seed)
    result, shown = protected(frame)
    classes = shown.groupby(["version", *QUASI])
    if len(shown):
        assert classes.size().min() == result.k >= 10
        given = classes["help"].agg(lambda values: values[values != -1].nunique())
        assert given[given > 0].min() == result.l
        assert result.l is not None and result.l >= 2
    else:
        assert number == 9 and all(result.dropped)


def test_the_last_named_is_given_up_first() -> None:
    result, _shown = protected(people(3000, 1))
    given_up = [sum(result.hidden[name]) for name in QUASI]
    assert given_up == sorted(given_up)
    assert given_up[-1] > given_up[0]


def test_nothing_is_taken_away_without_need() -> None:
    frame = people(40, 2).assign(version="1", age=1, district=1, language=1)
    frame["help"] = [0, 1] * 20
    result, shown = protected(frame)
    assert len(shown) == 40
    assert not any(any(marks) for marks in result.hidden.values())


def test_a_class_of_one_answer_is_not_shown() -> None:
    frame = people(40, 2).assign(version="1", age=1, district=[1] * 20 + [2] * 20, language=1)
    frame["help"] = [0] * 20 + [0, 1] * 10
    _result, shown = protected(frame)
    assert not (shown["district"] == 1).any()


def test_nobody_answering_tells_nothing() -> None:
    frame = people(20, 2).assign(version="1", age=1, district=1, language=1, help=-1)
    result, shown = protected(frame)
    assert len(shown) == 20 and result.l is None
