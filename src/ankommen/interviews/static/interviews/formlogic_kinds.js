/** What an answer of each kind of item looks like: the twin of engines/formlogic/kinds.py. */

import { readDate, readMoment, readTime } from "./formlogic_calendar.js";
import { date, dateTime } from "./formlogic_functions.js";
import { roundHalfUp, truncate } from "./formlogic_numbers.js";
import { number, text, words } from "./formlogic_values.js";

const MAX_TEXT = 5000; // characters
const MAX_INTEGER = 2 ** 31 - 1;
const MAX_NUMBER = 2 ** 53;
const NUMBERS = new Set(["integer", "decimal", "range"]);
const LISTS = new Set(["select_multiple", "rank"]);
const COORDINATE = /^-?[0-9]{1,10}(?:\.[0-9]{1,20})?$/;
const LIMITS = [[-90, 90], [-180, 180], [-Infinity, Infinity], [0, Infinity]]; // latitude, longitude, altitude, accuracy
const TEXT_CHECKS = {
  acknowledge: (answer) => (answer === "OK" ? null : "type"),
  date: (answer) => (readDate(answer) === null ? "type" : null),
  time: (answer) => (readTime(answer) === null ? "type" : null),
  datetime: (answer) => (answer.includes("T") && readMoment(answer) ? null : "type"),
  geopoint: geopointFault,
};

/** Whether nothing was answered; null (declined) is an answer. */
export function isEmpty(answer) {
  return answer === undefined || answer === "" || (Array.isArray(answer) && !answer.length);
}

/** What is wrong with an answer whatever the form's rules say: "type", "range", "too_long" or null. */
export function fault(item, answer) {
  if (NUMBERS.has(item.kind)) return numberFault(item, answer);
  if (LISTS.has(item.kind)) {
    return Array.isArray(answer) && answer.every((name) => typeof name === "string") ? null : "type";
  }
  if (typeof answer !== "string") return "type";
  if (answer.length > MAX_TEXT && Array.from(answer).length > MAX_TEXT) return "too_long";
  return TEXT_CHECKS[item.kind]?.(answer) ?? null;
}

function numberFault(item, answer) {
  if (typeof answer !== "number" || !(Math.abs(answer) <= MAX_NUMBER)) return "type";
  if (item.kind === "range") return rangeFault(item.parameters ?? {}, answer);
  if (item.kind === "decimal") return null;
  if (!Number.isInteger(answer)) return "type";
  return Math.abs(answer) <= MAX_INTEGER ? null : "range";
}

function rangeFault(parameters, answer) {
  const defaults = { start: 0, end: 10, step: 1 };
  const [start, end, step] = Object.keys(defaults).map((name) => number(String(parameters[name] ?? defaults[name])));
  const steps = step ? (answer - start) / step : NaN;
  const isStep = Math.abs(steps - roundHalfUp(steps)) < 1e-9;
  return Math.min(start, end) <= answer && answer <= Math.max(start, end) && isStep ? null : "range";
}

function geopointFault(answer) {
  const parts = answer.split(" ");
  if (parts.length < 2 || parts.length > LIMITS.length || !parts.every((part) => COORDINATE.test(part))) return "type";
  const isInside = parts.every((part, place) => LIMITS[place][0] <= Number(part) && Number(part) <= LIMITS[place][1]);
  return isInside ? null : "range";
}

/** An answer of the right type as it is stored: selected names once and in form order. placeOf: name -> its place. */
export function tidied(item, answer, placeOf) {
  if (typeof answer === "number") return answer === 0 ? 0 : answer;
  if (!Array.isArray(answer)) return answer;
  const once = [...new Set(answer)];
  return item.kind === "rank" ? once : once.sort((one, other) => placeOf(one) - placeOf(other));
}

/** What expressions see of an answer of the right type; declined reads as empty. */
export function read(answer) {
  if (answer === null) return "";
  return Array.isArray(answer) ? answer.join(" ") : answer;
}

/** The answer a calculation leaves in an item of `kind`; null where it leaves nothing, as for NaN. */
export function calculated(kind, value) {
  if (NUMBERS.has(kind)) {
    const exact = kind === "integer" ? truncate(value) : number(value);
    return Math.abs(exact) <= MAX_NUMBER ? exact : null;
  }
  if (LISTS.has(kind)) return words(value).length ? words(value) : null;
  if (kind === "date") return date(value) || null;
  if (kind === "datetime") return dateTime(value) || null;
  const written = text(value);
  if (written === "" || written === "NaN") return null;
  return written.length > MAX_TEXT ? Array.from(written).slice(0, MAX_TEXT).join("") : written;
}
