/**
 * The functions that work on values alone: the twin of engines/formlogic/functions.
 *
 * A new function is one entry here and one there, a row in docs/expressions.md, and vectors.
 */

import { FIRST_DAY, LAST_DAY, MILLISECONDS, dateOf, padded, readMoment, readTime, writeDate, writeTime } from "./formlogic_calendar.js";
import { NUMBERS, roundHalfUp } from "./formlogic_numbers.js";
import { number, numbers, text, texts, truth, truths, words } from "./formlogic_values.js";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const CODES = {
  Y: ([days]) => padded(dateOf(days)[0], 4),
  y: ([days]) => padded(dateOf(days)[0] % 100),
  m: ([days]) => padded(dateOf(days)[1]),
  n: ([days]) => String(dateOf(days)[1]),
  b: ([days]) => MONTHS[dateOf(days)[1] - 1],
  d: ([days]) => padded(dateOf(days)[2]),
  e: ([days]) => String(dateOf(days)[2]),
  a: ([days]) => WEEKDAYS[(((days + 4) % 7) + 7) % 7], // 1970-01-01 was a Thursday
  H: ([, time]) => padded(Math.floor(time / 3600000)),
  h: ([, time]) => String(Math.floor(time / 3600000)),
  M: ([, time]) => padded(Math.floor(time / 60000) % 60),
  S: ([, time]) => padded(Math.floor(time / 1000) % 60),
  3: ([, time]) => padded(time % 1000, 3),
  "%": () => "%",
};

/** [days, milliseconds] of a date, a date with time, or a number of days; null if it is none of these. */
function momentOf(value) {
  const moment = typeof value === "number" ? null : readMoment(text(value));
  if (moment) return moment;
  const days = number(value);
  if (!(days >= FIRST_DAY && days < LAST_DAY + 1)) return null;
  const whole = Math.floor(days);
  const milliseconds = roundHalfUp((days - whole) * MILLISECONDS);
  return milliseconds < MILLISECONDS ? [whole, milliseconds] : [whole + 1, 0];
}

/** The date of a date, an instant or a number of days; empty if it is none. */
export function date(value) {
  const moment = momentOf(value);
  return !moment || moment[0] > LAST_DAY ? "" : writeDate(moment[0]);
}

/** Date and time in one text; a date alone is its midnight. */
export function dateTime(value) {
  const day = date(value);
  return day && `${day}T${writeTime(momentOf(value)[1])}`;
}

function formatDate(value, pattern) {
  const moment = momentOf(value);
  if (!moment || moment[0] > LAST_DAY) return "";
  return text(pattern).replace(/%([YymnbdeaHhMS3%])/g, (_, code) => CODES[code](moment));
}

function decimalDateTime(value) {
  const moment = momentOf(value);
  return moment ? moment[0] + moment[1] / MILLISECONDS : NaN;
}

function differenceInMonths(start, end) {
  const [earlier, later] = [momentOf(start), momentOf(end)];
  if (!earlier || !later) return NaN;
  if (earlier[0] > later[0] || (earlier[0] === later[0] && earlier[1] > later[1])) return -differenceInMonths(end, start);
  const [year, month, day] = dateOf(earlier[0]);
  const [lastYear, lastMonth, lastDay] = dateOf(later[0]);
  return (lastYear - year) * 12 + lastMonth - month - (lastDay < day ? 1 : 0);
}

function decimalTime(value) {
  const milliseconds = readTime(text(value)) ?? readMoment(text(value))?.[1] ?? null;
  return milliseconds === null ? NaN : milliseconds / MILLISECONDS;
}

/** An index into a text; negative ones count from the end, NaN is the beginning. */
function place(value, length) {
  const index = number(value);
  if (Number.isNaN(index)) return 0;
  const whole = Math.trunc(Math.max(-length, Math.min(index, length)));
  return whole < 0 ? whole + length : whole;
}

function substr(value, start, end) {
  const signs = Array.from(text(value));
  const last = end === undefined ? signs.length : place(end, signs.length);
  return signs.slice(place(start, signs.length), last).join("");
}

function substring(value, start, length = Infinity) {
  const first = roundHalfUp(number(start));
  const last = first + roundHalfUp(number(length));
  return Array.from(text(value)).filter((_, index) => first <= index + 1 && index + 1 < last).join("");
}

function substringAfter(value, part) {
  const [whole, mark] = [text(value), text(part)];
  const found = whole.indexOf(mark);
  return found < 0 ? "" : whole.slice(found + mark.length);
}

function substringBefore(value, part) {
  const whole = text(value);
  return whole.slice(0, Math.max(0, whole.indexOf(text(part))));
}

function translate(value, old, replacement) {
  const fresh = Array.from(text(replacement));
  const signs = new Map();
  Array.from(text(old)).forEach((sign, index) => signs.has(sign) || signs.set(sign, fresh[index] ?? ""));
  return Array.from(text(value), (sign) => signs.get(sign) ?? sign).join("");
}

function selectedAt(value, index) {
  const [names, at] = [words(value), number(index)];
  return at >= 0 && at < names.length ? names[Math.trunc(at)] : "";
}

function within(count, least, most) {
  return count >= number(least) && (number(most) === -1 || count <= number(most));
}

function checklist(least, most, ...values) {
  return within(values.flatMap(truths).filter(Boolean).length, least, most);
}

function weightedChecklist(least, most, ...values) {
  const flags = values.filter((_, index) => index % 2 === 0).flatMap(truths);
  const weights = values.filter((_, index) => index % 2 === 1).flatMap(numbers);
  const pairs = flags.slice(0, weights.length);
  return within(pairs.reduce((heavy, flag, index) => heavy + (flag ? weights[index] : 0), 0), least, most);
}

function nodes(value) {
  return Array.isArray(value) ? value : [];
}

export const FUNCTIONS = {
  ...NUMBERS,
  "as-boolean": truth,
  "as-number": number,
  "as-string": text,
  "boolean-from-string": (value) => ["1", "true"].includes(text(value).toLowerCase()),
  checklist,
  concat: (...values) => values.flatMap(texts).join(""),
  contains: (whole, part) => text(whole).includes(text(part)),
  count: (value) => nodes(value).length,
  "count-non-empty": (value) => texts(nodes(value)).filter((part) => part !== "").length,
  "count-selected": (value) => words(value).length,
  date,
  "date-time": dateTime,
  "decimal-date-time": decimalDateTime,
  "decimal-time": decimalTime,
  "difference-in-months": differenceInMonths,
  "ends-with": (whole, part) => text(whole).endsWith(text(part)),
  "format-date": formatDate,
  "format-date-time": formatDate,
  join: (separator, ...values) => values.flatMap(texts).join(text(separator)),
  "normalize-space": (value) => words(value).join(" "),
  not: (value) => !truth(value),
  selected: (value, name) => words(value).includes(text(name).replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "")),
  "selected-at": selectedAt,
  "starts-with": (whole, part) => text(whole).startsWith(text(part)),
  "string-length": (value) => Array.from(text(value)).length,
  substr,
  substring,
  "substring-after": substringAfter,
  "substring-before": substringBefore,
  translate,
  "weighted-checklist": weightedChecklist,
};
