"""Counts: how many interviews gave which answer, in each category of a breakdown. Counts of two versions, two
databases or two cities add up; everything after this knows counts only.

Cost: one pass of numpy over two columns for each table; 420 tables take 0.01 s over 7,000 interviews and some
4 s over a million.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from .projection import MISSING

Codes = npt.NDArray[np.int64]
Counts = npt.NDArray[np.int64]
_SHIFT = len(MISSING)


@dataclass(frozen=True)
class Coded:
    """A column as codes from 0 on: first the three reasons for nothing, then the categories."""

    codes: Codes
    categories: tuple[str, ...]

    @property
    def width(self) -> int:
        """How many codes there can be."""
        return _SHIFT + len(self.categories)


def coded(table: pa.Table, column: str, categories: Sequence[str]) -> Coded:
    """An answer column of the projection."""
    codes = table.column(column).to_numpy().astype(np.int64) + _SHIFT
    return Coded(codes, tuple(categories))


def coded_text(table: pa.Table, column: str) -> Coded:
    """A column of the frame; its categories are the values that occur."""
    encoded = table.column(column).combine_chunks().dictionary_encode()
    names = encoded.dictionary.to_pylist()
    codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64) + _SHIFT
    return Coded(codes, tuple(names))


def cross(rows: Coded, columns: Coded, kept: npt.NDArray[np.bool_] | None = None) -> Counts:
    """How often each pair occurs: an array of rows.width x columns.width. kept: which interviews count."""
    pairs = rows.codes * columns.width + columns.codes
    if kept is not None:
        pairs = pairs[kept]
    flat = np.bincount(pairs, minlength=rows.width * columns.width)
    return flat.reshape(rows.width, columns.width)
