"""Points as people write them into spreadsheets."""

from __future__ import annotations

import math
import re
from decimal import Decimal, InvalidOperation

from .problems import Code, Problem
from .shapes import WORLD, Box, Point, is_in_box

MARGIN = 0.05  # degrees around the city's box: an office just over the border serves the city, too
NULL_ISLAND = 0.001  # degrees around 0, 0
LONGEST = 200  # characters of a cell that may hold a point, and of what is said about it

Cell = str | int | float | Decimal | None

_BLANK = re.compile(r"[-–—?]?|n/?a|none|null", re.IGNORECASE)
_NUMBER = re.compile(r"([NSEWO]?)([-+]?\d{1,12}(?:[.,]\d{0,20})?)(?:°|deg)?([NSEWO]?)", re.IGNORECASE)
_WKT_POINT = re.compile(r"(?:SRID=4326;)?POINT\s*(?:Z\s*)?\(([^()]*)\)", re.IGNORECASE)
_LINK = re.compile(r"[a-z][a-z0-9+.-]*://|www\.", re.IGNORECASE)
_ODD_SIGNS = str.maketrans({"\u2212": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "º": "°", "˚": "°"})


class _NotANumber(ValueError):
    """A text is no number of degrees."""


def read_point(latitude: Cell, longitude: Cell, *, box: Box, margin: float = MARGIN) -> Point | Problem:
    """The point that two cells of a table hold, or why they hold none.

    Takes numbers and texts with a comma or a point, with a degree sign and with N, S, E (German O) or W.
    box: the city (west, south, east, north), widened by `margin` degrees. Nothing is put right in silence:
    a swapped pair is a problem that carries its repair.
    """
    cells = _text(latitude), _text(longitude)
    if cells == ("", ""):
        return Problem(Code.EMPTY)
    if "" in cells:
        return _half_a_pair("".join(cells), box, margin)
    if any(len(cell) > LONGEST for cell in cells):
        return Problem(Code.NOT_A_NUMBER, hint=_short(max(cells, key=len)))
    return _judged(cells, box, margin)


def read_pair(text: str, *, box: Box = WORLD, margin: float = MARGIN) -> Point | Problem:
    """The point in one text: "51.5136, 7.4653", "51,5136; 7,4653", or "POINT(7.4653 51.5136)" of WKT.

    Latitude comes first but in WKT. Links are refused, they are not opened; so is what holds four numbers.
    """
    text = _text(text)
    if not text:
        return Problem(Code.EMPTY)
    if _LINK.match(text):
        return Problem(Code.LINK, hint=_short(text))
    if len(text) > LONGEST:
        return Problem(Code.NOT_A_NUMBER, hint=_short(text))
    if wkt := _WKT_POINT.fullmatch(text):
        parts = wkt[1].split()
        if len(parts) in (2, 3):
            return _judged((parts[1], parts[0]), box, margin)
    else:
        parts = _split(text)
    if len(parts) == 2:
        return _judged((parts[0], parts[1]), box, margin)
    return Problem(_code_of_count(parts), hint=text)


def judged(point: Point, *, box: Box, margin: float = MARGIN, given: str = "") -> Point | Problem:
    """The point when it lies in the box, else why it cannot be meant. given: the pair as it was written."""
    given = given or f"{point.latitude:g}, {point.longitude:g}"
    latitude, longitude = point.latitude, point.longitude
    if abs(latitude) <= NULL_ISLAND and abs(longitude) <= NULL_ISLAND:
        return Problem(Code.NULL_ISLAND, hint=given)
    is_on_globe = is_in_box(longitude, latitude, WORLD)
    if is_on_globe and is_in_box(longitude, latitude, box, margin=margin):
        return point
    swapped = Point(latitude=longitude, longitude=latitude)
    if is_in_box(latitude, longitude, WORLD) and is_in_box(latitude, longitude, box, margin=margin):
        return Problem(Code.SWAPPED, hint=given, repair=swapped)
    return Problem(Code.OUTSIDE if is_on_globe else Code.OUT_OF_RANGE, hint=given)


def _judged(cells: tuple[str, str], box: Box, margin: float) -> Point | Problem:
    numbers = []
    for cell in cells:
        try:
            numbers.append(_degrees(cell))
        except _NotANumber:
            return Problem(_code_of_cell(cell), hint=_short(cell))
    (first, first_axis), (second, second_axis) = numbers
    given = f"{cells[0]}, {cells[1]}"
    if first_axis and first_axis == second_axis:
        return Problem(Code.NOT_A_NUMBER, hint=_short(given))
    if first_axis == "longitude" or second_axis == "latitude":  # the letters say so themselves
        meant = judged(Point(second, first), box=box, margin=margin, given=given)
        return Problem(Code.SWAPPED, hint=given, repair=meant) if isinstance(meant, Point) else meant
    return judged(Point(first, second), box=box, margin=margin, given=given)


def _degrees(cell: str) -> tuple[float, str]:
    """The number and the axis that its letter names, which may be empty."""
    found = _NUMBER.fullmatch(re.sub(r"\s+", "", cell))
    if not found or (found[1] and found[3]):
        raise _NotANumber
    number = float(Decimal(found[2].replace(",", ".")))
    letter = (found[1] or found[3]).upper()
    if letter and number < 0:  # -7 W: one of the two is too much
        raise _NotANumber
    axis = "" if not letter else "latitude" if letter in "NS" else "longitude"
    return (-number if letter in ("S", "W") else number), axis


def _text(cell: Cell) -> str:
    """What a cell shows; empty for blanks, dashes and the NaN of a table without a value."""
    if cell is None or isinstance(cell, bool):
        return "" if cell is None else str(cell)
    if isinstance(cell, str):
        text = cell.translate(_ODD_SIGNS).strip()
        return "" if _BLANK.fullmatch(text) else text
    try:
        if math.isnan(cell):
            return ""
        return f"{Decimal(str(cell)):f}" if math.isfinite(cell) else str(cell)
    except (InvalidOperation, OverflowError, ValueError):  # a signalling NaN, a number beyond all floats
        return "NaN"


def _split(text: str) -> list[str]:
    """The numbers of a text, apart. A comma is decimal where no point is."""
    text = re.sub(r"\s*°\s*", "° ", text)
    letter_first = re.match(r"[NSEWO]\s", text, re.IGNORECASE)
    pattern = r"\b([NSEWO])\s+(?=[-+\d])" if letter_first else r"(?<=[\d°])\s+([NSEWO])\b"
    text = re.sub(pattern, r"\1", text, flags=re.IGNORECASE)
    if ";" in text or "|" in text or "/" in text:
        parts = re.split(r"[;|/]", text)
    elif "." in text:
        parts = re.split(r"[,\s]+", text)
    else:
        parts = [part.strip(",") for part in text.split()]
        if len(parts) == 1 and text.count(",") > 1:
            parts = text.split(",")
    return [part.strip() for part in parts if part.strip(" °")]


def _half_a_pair(cell: str, box: Box, margin: float) -> Problem:
    """Why one cell does not do; when it holds a whole pair, the point it means is offered as repair."""
    found = read_pair(cell, box=box, margin=margin)
    if isinstance(found, Point):
        return Problem(Code.ONE_OF_TWO, hint=_short(cell), repair=found)
    return found


def _code_of_cell(cell: str) -> Code:
    """Why a cell is no number: with four numbers in it, somebody pasted a box."""
    return Code.FOUR_NUMBERS if _code_of_count(_split(cell)) is Code.FOUR_NUMBERS else Code.NOT_A_NUMBER


def _code_of_count(parts: list[str]) -> Code:
    if not all(_NUMBER.fullmatch(part) for part in parts):
        return Code.NOT_A_NUMBER
    return {1: Code.ONE_OF_TWO, 4: Code.FOUR_NUMBERS}.get(len(parts), Code.NOT_TWO_NUMBERS)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
