/** Functions on numbers: the twin of engines/formlogic/functions/numeric.py. */

import { number, numbers } from "./formlogic_values.js";

const LARGEST_EXPONENT = 1024;

/** The nearest integer, of two the greater; infinities and NaN stay. */
export function roundHalfUp(value) {
  if (!Number.isFinite(value)) return value;
  const below = Math.floor(value);
  return value - below >= 0.5 ? below + 1 : below;
}

function roundTo(value, digits = 0) {
  const [exact, places] = [number(value), number(digits)];
  if (places === 0) return roundHalfUp(exact);
  if (!Number.isFinite(exact) || !(Math.abs(places) <= 20)) return Number.isNaN(places) ? NaN : exact;
  const scale = Number(`1e${Math.trunc(Math.abs(places))}`);
  const shifted = places > 0 ? Math.abs(exact) * scale : Math.abs(exact) / scale;
  const rounded = roundHalfUp(shifted);
  const result = places > 0 ? rounded / scale : rounded * scale;
  return exact < 0 ? -result : result;
}

/** `run` to 14 significant digits, so that the server and every browser find the same number. */
function settled(run) {
  return (...values) => Number(run(...values.map(number)).toExponential(13));
}

function power(base, exponent) {
  const [factor, times] = [number(base), number(exponent)];
  if (Number.isInteger(times) && Math.abs(times) <= LARGEST_EXPONENT) return wholePower(factor, times);
  if (factor < 0 || Number.isNaN(factor) || !Number.isFinite(times)) return NaN;
  return settled(Math.pow)(factor, times);
}

function wholePower(factor, times) {
  let [product, square, rest] = [1, factor, Math.abs(times)];
  while (rest) {
    if (rest % 2) product *= square;
    square *= square;
    rest = Math.floor(rest / 2);
  }
  return times >= 0 ? product : 1 / product;
}

/** Towards zero. */
export function truncate(value) {
  return Math.trunc(number(value));
}

/** The least or greatest of all nodes; NaN if there is none or one is no number. */
function extreme(choose) {
  return (...values) => {
    const found = values.flatMap(numbers);
    if (!found.length || found.some(Number.isNaN)) return NaN;
    return found.reduce((best, other) => choose(best, other));
  };
}

function total(value) {
  return numbers(value).reduce((sum, part) => sum + part, 0);
}

export const NUMBERS = {
  abs: (value) => Math.abs(number(value)),
  acos: settled(Math.acos),
  asin: settled(Math.asin),
  atan: settled(Math.atan),
  atan2: settled(Math.atan2),
  ceiling: (value) => Math.ceil(number(value)),
  cos: settled(Math.cos),
  exp: settled(Math.exp),
  exp10: (value) => power(10, value),
  floor: (value) => Math.floor(number(value)),
  int: truncate,
  log: settled(Math.log),
  log10: settled(Math.log10),
  max: extreme(Math.max),
  min: extreme(Math.min),
  pi: () => Math.PI,
  pow: power,
  round: roundTo,
  sin: settled(Math.sin),
  sqrt: (value) => Math.sqrt(number(value)),
  sum: total,
  tan: settled(Math.tan),
};
