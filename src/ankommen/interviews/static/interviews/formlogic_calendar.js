/**
 * Days and instants as numbers: the twin of engines/formlogic/calendar.py.
 *
 * Times are what the clock on the wall shows; an offset behind a time is accepted and not applied. Years 1 to 9999.
 */

const DATE = "([0-9]{4})-([0-9]{2})-([0-9]{2})";
const TIME = "([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\\.([0-9]{1,3}))?)?(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?";
const DATE_ONLY = new RegExp(`^${DATE}$`);
const TIME_ONLY = new RegExp(`^${TIME}$`);
const DATE_AND_TIME = new RegExp(`^${DATE}T${TIME}$`);

export const MILLISECONDS = 86400000; // in a day
export const FIRST_DAY = -719162; // 0001-01-01
export const LAST_DAY = 2932896; // 9999-12-31

/** Days since 1970-01-01 of a date that exists. */
function daysOf(year, month, day) {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468;
}

/** [year, month, day] of a number of days since 1970-01-01. */
export function dateOf(days) {
  const era = Math.floor((days + 719468) / 146097);
  const dayOfEra = days + 719468 - era * 146097;
  const leaps = Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 146096);
  const yearOfEra = Math.floor((dayOfEra + leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day];
}

function daysOrNull(parts) {
  const [year, month, day] = parts.map(Number);
  if (year < 1 || month < 1 || month > 12 || day < 1) return null;
  const days = daysOf(year, month, day);
  return dateOf(days).join() === `${year},${month},${day}` ? days : null;
}

function millisecondsOrNull([hour, minute, second, fraction]) {
  const [h, m, s] = [Number(hour), Number(minute), Number(second ?? 0)];
  if (h > 23 || m > 59 || s > 59) return null;
  return ((h * 60 + m) * 60 + s) * 1000 + Number((fraction ?? "").padEnd(3, "0"));
}

/** Days of "2026-03-01"; null if it is no date that exists. */
export function readDate(text) {
  const match = DATE_ONLY.exec(text);
  return match && daysOrNull(match.slice(1));
}

/** Milliseconds since midnight of "08:30"; null if it is no time. */
export function readTime(text) {
  const match = TIME_ONLY.exec(text);
  return match && millisecondsOrNull(match.slice(1));
}

/** [days, milliseconds] of a date or of a date with time; null if it is neither. */
export function readMoment(text) {
  if (text.length < 10 || text[4] !== "-") return null;
  const day = readDate(text);
  if (day !== null) return [day, 0];
  const match = DATE_AND_TIME.exec(text);
  if (!match) return null;
  const days = daysOrNull(match.slice(1, 4));
  const milliseconds = millisecondsOrNull(match.slice(4));
  return days === null || milliseconds === null ? null : [days, milliseconds];
}

/** 7 -> "07" */
export function padded(number, length = 2) {
  return String(number).padStart(length, "0");
}

/** `2026-03-01` */
export function writeDate(days) {
  const [year, month, day] = dateOf(days);
  return `${padded(year, 4)}-${padded(month)}-${padded(day)}`;
}

/** `08:30:15.000` */
export function writeTime(milliseconds) {
  const seconds = Math.floor(milliseconds / 1000);
  const time = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${time.map((part) => padded(part)).join(":")}.${padded(milliseconds % 1000, 3)}`;
}
