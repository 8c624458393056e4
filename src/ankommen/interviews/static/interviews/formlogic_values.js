/**
 * The values of an expression and how one kind becomes another: the twin of engines/formlogic/values.py.
 *
 * A value is a text, a number, a truth value or a list of nodes {path, value, choice}.
 */

import { MILLISECONDS, readMoment } from "./formlogic_calendar.js";

const NUMBER = /^[ \t\r\n]*(-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+))[ \t\r\n]*$/;

/** `string()`: numbers without exponent, of several nodes the first. */
export function text(value) {
  if (typeof value === "string") return value;
  if (typeof value === "number") return numberText(value);
  if (typeof value === "boolean") return value ? "true" : "false";
  return value.length ? text(value[0].value) : "";
}

/** `number()`: NaN for what is none; a date counts as its days since 1970. */
export function number(value) {
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  const written = text(value);
  const match = NUMBER.exec(written);
  if (match) return Number(match[1]);
  const moment = readMoment(written);
  return moment ? moment[0] + moment[1] / MILLISECONDS : NaN;
}

/** `boolean()`: a text is true if it is not empty, a number if it is neither 0 nor NaN. */
export function truth(value) {
  if (typeof value === "number") return value !== 0 && !Number.isNaN(value);
  return typeof value === "boolean" ? value : value.length > 0;
}

/** A number in the shortest digits that read back as the same number, never with an exponent. */
export function numberText(value) {
  if (!Number.isFinite(value)) return String(value);
  if (value === 0) return "0";
  const [mantissa, exponent = "0"] = String(Math.abs(value)).split("e");
  const [whole, fraction = ""] = mantissa.split(".");
  let digits = whole + fraction;
  let point = whole.length + Number(exponent);
  digits = "0".repeat(Math.max(0, 1 - point)) + digits + "0".repeat(Math.max(0, point - digits.length));
  point = Math.max(point, 1);
  const behind = digits.slice(point).replace(/0+$/, "");
  return (value < 0 ? "-" : "") + digits.slice(0, point) + (behind && `.${behind}`);
}

/** The text of each node, or of the one value. */
export function texts(value) {
  return Array.isArray(value) ? value.map((node) => text(node.value)) : [text(value)];
}

/** The number of each node, or of the one value. */
export function numbers(value) {
  return Array.isArray(value) ? value.map((node) => number(node.value)) : [number(value)];
}

/** The truth of each node, or of the one value. */
export function truths(value) {
  return Array.isArray(value) ? value.map((node) => truth(node.value)) : [truth(value)];
}

/** The names in the answer of a select_multiple. */
export function words(value) {
  return text(value).match(/[^ \t\r\n]+/g) ?? [];
}
