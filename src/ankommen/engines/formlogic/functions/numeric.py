"""Functions on numbers.

What the hardware does not round the same everywhere (logarithms, angles, broken powers) is given with 14
significant digits, so that the server and every browser find the same number.
"""

import math
from collections.abc import Callable
from itertools import chain

from ..values import Value, number, numbers
from .table import Function, by_name

LARGEST_EXPONENT = 1024  # whole exponents up to here are multiplied out


def round_half_up(value: float) -> float:
    """The nearest integer, of two the greater, as XPath asks; infinities and NaN stay."""
    if not math.isfinite(value):
        return value
    below = math.floor(value)
    return float(below + 1 if value - below >= 0.5 else below)


def round_to(value: Value, digits: Value = 0.0) -> float:
    """Rounded to `digits` behind the point; the half goes away from zero, as ODK does with digits given."""
    exact, places = number(value), number(digits)
    if places == 0:
        return round_half_up(exact)
    if not math.isfinite(exact) or not abs(places) <= 20:
        return math.nan if math.isnan(places) else exact
    scale = float(f"1e{int(abs(places))}")
    shifted = abs(exact) * scale if places > 0 else abs(exact) / scale
    rounded = round_half_up(shifted)
    return math.copysign(rounded / scale if places > 0 else rounded * scale, exact)


def _settled(function: Callable[..., float]) -> Callable[..., Value]:
    """`function` to 14 significant digits; NaN outside its domain, infinity beyond its range."""

    def run(*values: Value) -> float:
        try:
            return float(f"{function(*(number(value) for value in values)):.13e}")
        except ValueError:
            return math.nan
        except OverflowError:
            return math.inf

    return run


def _logarithm(function: Callable[[float], float]) -> Callable[..., Value]:
    return _settled(lambda value: -math.inf if value == 0 else function(value))


def power(base: Value, exponent: Value) -> float:
    """`base` to the `exponent`; whole exponents are multiplied out, so that both evaluators agree to the last
    bit.
    """
    factor, times = number(base), number(exponent)
    if times.is_integer() and abs(times) <= LARGEST_EXPONENT:
        return _whole_power(factor, int(times))
    if factor < 0 or math.isnan(factor) or not math.isfinite(times):
        return math.nan
    return number(_settled(_float_power)(factor, times))


def _float_power(base: float, exponent: float) -> float:
    if base == 0:
        return math.inf if exponent < 0 else 0.0
    return math.pow(base, exponent)


def _whole_power(factor: float, times: int) -> float:
    product, square, rest = 1.0, factor, abs(times)
    while rest:
        if rest % 2:
            product *= square
        square *= square
        rest //= 2
    return product if times >= 0 else quotient(1.0, product)


def quotient(dividend: float, divisor: float) -> float:
    """IEEE division: by zero it is infinite, zero by zero is NaN."""
    if divisor != 0:
        return dividend / divisor
    if dividend == 0 or math.isnan(dividend) or math.isnan(divisor):
        return math.nan
    return math.copysign(math.inf, dividend) * math.copysign(1.0, divisor)


def remainder(dividend: float, divisor: float) -> float:
    """What a division towards zero leaves, with the sign of the dividend."""
    if divisor == 0 or math.isinf(dividend):
        return math.nan
    return math.fmod(dividend, divisor)


def truncate(value: Value) -> float:
    """Towards zero."""
    exact = number(value)
    return float(math.trunc(exact)) if math.isfinite(exact) else exact


def _whole(function: Callable[[float], int]) -> Callable[[Value], Value]:
    def run(value: Value) -> float:
        exact = number(value)
        return float(function(exact)) if math.isfinite(exact) else exact

    return run


def _extreme(choose: Callable[..., float]) -> Callable[..., Value]:
    """The least or greatest of all nodes; NaN if there is none or one is no number."""

    def run(*values: Value) -> float:
        found = list(chain.from_iterable(numbers(value) for value in values))
        return choose(found) if found and not any(map(math.isnan, found)) else math.nan

    return run


def total(value: Value) -> float:
    """The sum from left to right, so that both evaluators round alike."""
    result = 0.0
    for part in numbers(value):
        result += part
    return result


NUMERIC = by_name(
    Function("abs(number)", lambda value: abs(number(value))),
    Function("acos(number)", _settled(math.acos)),
    Function("asin(number)", _settled(math.asin)),
    Function("atan(number)", _settled(math.atan)),
    Function("atan2(y, x)", _settled(math.atan2)),
    Function("ceiling(number)", _whole(math.ceil)),
    Function("cos(number)", _settled(math.cos)),
    Function("exp(number)", _settled(math.exp)),
    Function("exp10(number)", lambda value: power(10.0, value)),
    Function("floor(number)", _whole(math.floor)),
    Function("int(number)", truncate),
    Function("log(number)", _logarithm(math.log)),
    Function("log10(number)", _logarithm(math.log10)),
    Function("max(nodes…)", _extreme(max)),
    Function("min(nodes…)", _extreme(min)),
    Function("pi()", lambda: math.pi),
    Function("pow(base, exponent)", power),
    Function("round(number, digits?)", round_to),
    Function("sin(number)", _settled(math.sin)),
    Function("sqrt(number)", lambda value: math.sqrt(number(value)) if number(value) >= 0 else math.nan),
    Function("sum(nodes)", total),
    Function("tan(number)", _settled(math.tan)),
)
